"""Names in another script that can be taken for a name in Latin letters (UTS 39, the part that matters for mail)."""

import unicodedata

from wizard.model.domains import unicode_domain

# lower case only: host names have no other
_TWINS = str.maketrans(
    {
        "а": "a", "с": "c", "ԁ": "d", "е": "e", "һ": "h", "і": "i", "ј": "j", "ӏ": "l", "ո": "n", "о": "o", "р": "p",
        "ԛ": "q", "ѕ": "s", "ս": "u", "ѵ": "v", "ԝ": "w", "х": "x", "у": "y", "ց": "g", "հ": "h", "օ": "o",
        "ο": "o", "ν": "v", "α": "a", "ι": "i", "κ": "k", "ρ": "p", "τ": "t", "υ": "u", "χ": "x", "γ": "y",
    }
)  # fmt: skip
_CLOSE_SCRIPTS = frozenset({"CYRILLIC", "GREEK", "ARMENIAN", "COPTIC", "CHEROKEE"})


def twin(name: str) -> str | None:
    """The name in Latin letters that an A-label name looks like (`xn--80ak6aa92e.com`: `apple.com`); None for none.

    A label that is wholly in its own script, below a top level of that script, is nobody's twin.
    """
    *labels, top = unicode_domain(name).split(".")
    if not top.isascii():
        return None
    shown = [label.translate(_TWINS) for label in labels]
    if not any(_is_misleading(label, latin) for label, latin in zip(labels, shown, strict=True)):
        return None
    return ".".join([*shown, top])


def _is_misleading(label: str, latin: str) -> bool:
    """Whether every letter has a Latin twin, or Latin letters stand among letters that look like them."""
    scripts = {unicodedata.name(character, "").partition(" ")[0] for character in label if character.isalpha()}
    if not scripts & _CLOSE_SCRIPTS:
        return False
    return latin.isascii() or "LATIN" in scripts
