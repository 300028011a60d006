"""One row of the table of threats."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Threat:
    """`tests` play it; where there are none, `why_not` says why it cannot happen here."""

    what: str
    tests: tuple[str, ...] = ()
    why_not: str | None = None


def threat(what: str, *tests: str) -> Threat:
    return Threat(what=what, tests=tests)
