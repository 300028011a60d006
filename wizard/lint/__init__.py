"""Published settings against their formats, against what programs enforce, and against the real servers."""

from wizard.lint.published import Document, Published, domain_of, look_at_published, published_by
from wizard.lint.reading import Kind, Reading, read
from wizard.lint.real_servers import Probed, last_moment, not_offered, probe_servers

__all__ = [
    "Document",
    "Kind",
    "Probed",
    "Published",
    "Reading",
    "domain_of",
    "last_moment",
    "look_at_published",
    "not_offered",
    "probe_servers",
    "published_by",
    "read",
]
