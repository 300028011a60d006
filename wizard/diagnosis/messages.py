"""Which known message a text is: alike in words, whatever the case, the quotes and the names in it; pure."""

import difflib
import itertools
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from wizard.model import Diagnosis

LONGEST_TEXT = 2000
"""Characters of a text that are looked at."""

LIKELY = 0.75
"""How alike, from 0 to 1, a text must be to be called likely the message."""

POSSIBLE = 0.5
"""How alike it must be to be shown at all."""

_ENHANCED = r"(?<![\w.])[245]\.\d{1,3}\.\d{1,3}(?![\w.])"
_CODE = re.compile(
    rf"(0x[0-9a-f]{{8}})|({_ENHANCED})|\b([45]\d\d)\b|\[([a-z][a-z/-]{{2,30}})\]|\b((?:ssl|sec)_error_[a-z_]+)"
)
_ANYTHING = re.compile(r"%(\d+\$)?[sdx]|…|\.\.\.", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:[-+][^\W_]+)*")
_NAME = re.compile(r"\S*(?:@|\w\.\w|://)\S*")
_EDGES = re.compile(r"^\W+|\W+$")
_SURE_CODES = (1.0, 0.95, 0.6, 0.9, 1.0)
"""How much a code alone says, by its place in the pattern: a number of SMTP (`550`) stands for many things."""

_TELLING = 0.9
"""A code that says more than this stands for one message."""

_SURE_NAME = 0.9
"""How much a host or file name says that stands in a message itself, such as `winmail.dat`."""

_MOST_SLIPS = 40
"""Unknown words that a known one is looked for; the rest of a long text is left as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A diagnosis that fits a text; `likeness` from 0 to 1, `by_code` where a code in the text is enough to tell."""

    diagnosis: Diagnosis
    likeness: float
    by_code: bool = False

    @property
    def likely(self) -> bool:
        return self.likeness >= LIKELY


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shape:
    """A text taken apart: its codes, each with what it says alone, and its words in order."""

    codes: Mapping[str, float]
    words: tuple[str, ...]


@dataclass(slots=True)
class MessageIndex:
    """The messages of all diagnoses, ready to be compared with."""

    diagnoses: Iterable[Diagnosis]
    _known: list[tuple[Diagnosis, _Shape]] = field(init=False)
    _weights: Mapping[str, float] = field(init=False)

    def __post_init__(self) -> None:
        self._known = [(diagnosis, _shape(message)) for diagnosis in self.diagnoses for message in diagnosis.messages]
        spread = Counter(word for _, shape in self._known for word in set(shape.words))
        self._weights = {word: 1.0 + math.log(len(self._known) / count) for word, count in spread.items()}

    def look_up(self, text: str, *, limit: int = 3) -> tuple[Match, ...]:
        """The diagnoses that fit best, best first; empty where nothing is alike enough.

        Takes time in proportion to the text, of which `LONGEST_TEXT` characters count.
        """
        asked = _shape(text[:LONGEST_TEXT])
        asked = _Shape(codes=asked.codes, words=self._without_slips(asked.words))
        best: dict[str, Match] = {}
        for diagnosis, known in self._known:
            likeness = self._likeness(asked, known)
            if likeness >= POSSIBLE and likeness > (best[diagnosis.id].likeness if diagnosis.id in best else 0.0):
                by_code = any(known.codes[code] > _TELLING for code in known.codes.keys() & asked.codes.keys())
                best[diagnosis.id] = Match(diagnosis=diagnosis, likeness=likeness, by_code=by_code)
        ranked = sorted(best.values(), key=lambda match: (-match.likeness, match.diagnosis.id))
        return tuple(match for match in ranked[:limit] if match.likeness >= ranked[0].likeness - 0.35)

    def _without_slips(self, words: Sequence[str]) -> tuple[str, ...]:
        """Each unknown word replaced by the known one that it is a slip of, if any."""
        slips: dict[str, str] = {}
        unknown = dict.fromkeys(word for word in words if word not in self._weights and 4 <= len(word) <= 40)
        for word in itertools.islice(unknown, _MOST_SLIPS):
            near = difflib.get_close_matches(word, [k for k in self._weights if abs(len(k) - len(word)) <= 2], 1, 0.84)
            slips.update(dict.fromkeys(near and [word], near[0] if near else ""))
        return tuple(slips.get(word, word) for word in words)

    def _likeness(self, asked: _Shape, known: _Shape) -> float:
        shared = [known.codes[code] for code in known.codes if code in asked.codes]
        by_code = max(shared, default=0.0)
        if known.codes and not shared and any(weight > _TELLING for weight in known.codes.values()):
            by_code = -0.2 if asked.codes else 0.0
        if not known.words:
            return max(by_code, 0.0)
        by_words = self._likeness_of_words(asked.words, known.words)
        if by_code > 0 and by_words > 0.3:
            return min(1.0, max(by_code, by_words) + 0.1)
        return max(0.0, by_words + min(by_code, 0.0)) if by_code <= 0 else max(by_words, by_code * 0.9)

    def _likeness_of_words(self, asked: Sequence[str], known: Sequence[str]) -> float:
        """How much of the known message is in the text, or of the text in it, weighed by how rare words are."""
        if not asked:
            return 0.0
        blocks = difflib.SequenceMatcher(None, known, asked, autojunk=False).get_matching_blocks()
        shared = sum(self._weight(known[place]) for block in blocks for place in range(block.a, block.a + block.size))
        of_known = shared / sum(map(self._weight, known))
        of_asked = shared / sum(map(self._weight, asked))
        enough = min(1.0, shared / 9.0)  # a word or two that stand in many messages say little
        return (0.85 * max(of_known, 0.95 * of_asked) + 0.15 * min(of_known, of_asked)) * enough

    def _weight(self, word: str) -> float:
        return self._weights.get(word, 3.0)


def _shape(text: str) -> _Shape:
    folded = _folded(text)
    codes: dict[str, float] = {}
    for found in _CODE.finditer(folded):
        kind = next(number for number, group in enumerate(found.groups()) if group is not None)
        codes[found[kind + 1]] = _SURE_CODES[kind]
    rest = _CODE.sub(" ", _ANYTHING.sub(" ", folded))
    codes.update((_EDGES.sub("", name), _SURE_NAME) for name in _NAME.findall(rest))
    rest = _NAME.sub(" ", rest)
    return _Shape(codes=codes, words=tuple(word for word in _WORD.findall(rest) if not word.isdecimal()))


def _folded(text: str) -> str:
    """Without case, accents and typographic quotes; what cannot be read is a space."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(" " if unicodedata.category(mark)[0] in "CZ" else mark for mark in plain if not _is_accent(mark))
    return kept.replace("\u2019", "'").replace("`", "'").replace("'", "")


def _is_accent(mark: str) -> bool:
    return unicodedata.combining(mark) != 0
