"""Spelling aloud: the Dutch and the international telephone alphabet."""

from dataclasses import dataclass

from wizard.i18n import Words

_LETTERS = {
    "a": ("Anton", "Alfa"),
    "b": ("Bernard", "Bravo"),
    "c": ("Cornelis", "Charlie"),
    "d": ("Dirk", "Delta"),
    "e": ("Eduard", "Echo"),
    "f": ("Ferdinand", "Foxtrot"),
    "g": ("Gerard", "Golf"),
    "h": ("Hendrik", "Hotel"),
    "i": ("Izaak", "India"),
    "j": ("Johan", "Juliett"),
    "k": ("Karel", "Kilo"),
    "l": ("Lodewijk", "Lima"),
    "m": ("Maria", "Mike"),
    "n": ("Nico", "November"),
    "o": ("Otto", "Oscar"),
    "p": ("Pieter", "Papa"),
    "q": ("Quotiënt", "Quebec"),
    "r": ("Rudolf", "Romeo"),
    "s": ("Simon", "Sierra"),
    "t": ("Theodoor", "Tango"),
    "u": ("Utrecht", "Uniform"),
    "v": ("Victor", "Victor"),
    "w": ("Willem", "Whiskey"),
    "x": ("Xantippe", "X-ray"),
    "y": ("Ypsilon", "Yankee"),
    "z": ("Zaandam", "Zulu"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SpelledCharacter:
    """One character and how it is said; the same word twice where there is but one."""

    character: str
    dutch: str
    international: str


def spell(text: str, _: Words) -> tuple[SpelledCharacter, ...]:
    """Each character as it is said over the telephone; capitals are announced."""
    return tuple(_spelled(character, _) for character in text)


def _spelled(character: str, _: Words) -> SpelledCharacter:
    lower = character.lower()
    if lower in _LETTERS:
        dutch, international = _LETTERS[lower]
        if character != lower:
            dutch, international = _("capital {letter}", letter=dutch), _("capital {letter}", letter=international)
        return SpelledCharacter(character=character, dutch=dutch, international=international)
    word = _sign(character, _)
    return SpelledCharacter(character=character, dutch=word, international=word)


def _sign(character: str, _: Words) -> str:
    if character.isascii() and character.isdigit():
        return _digits(_)[int(character)]
    return _signs(_).get(character, character)


def _digits(_: Words) -> tuple[str, ...]:
    return (
        _("zero"),
        _("one"),
        _("two"),
        _("three"),
        _("four"),
        _("five"),
        _("six"),
        _("seven"),
        _("eight"),
        _("nine"),
    )


def _signs(_: Words) -> dict[str, str]:
    return {
        ".": _("dot"),
        "@": _("at sign"),
        "-": _("hyphen"),
        "_": _("underscore"),
        "+": _("plus sign"),
        "/": _("slash"),
        ":": _("colon"),
        "%": _("percent sign"),
        " ": _("space"),
    }
