"""A well-known mail domain that may have been meant; only ever offered."""

from collections.abc import Iterable

_SHORT = 7
"""Domains up to this length forgive one slip, longer ones two: among short names many are real."""
_FAVOURITES = ("nl", "com")


def suggested_domain(typed: str, known: Iterable[str]) -> str | None:
    """The known domain nearest to the one that was typed; None where that is known itself or nothing is near.

    Near is a Damerau-Levenshtein distance (optimal string alignment) of 1, or 2 for longer names; a name without its
    last part (`gmail`) is near to the one that continues it.
    """
    typed = typed.strip().lower()
    domains = set(known)
    if not typed or typed in domains:
        return None
    if "." not in typed:
        continued = [domain for domain in domains if domain.startswith(f"{typed}.")]
        return min(continued, key=_preference, default=None)
    limit = 1 if len(typed) <= _SHORT else 2
    near = [
        (distance(typed, domain), domain.partition(".")[2] != typed.partition(".")[2], _preference(domain), domain)
        for domain in domains
        if abs(len(domain) - len(typed)) <= limit and distance(typed, domain) <= limit
    ]
    return min(near)[-1] if near else None


def may_continue(typed: str, known: Iterable[str]) -> bool:
    """Whether more typing can still make a known domain of this."""
    typed = typed.strip().lower()
    return any(domain.startswith(typed) for domain in known)


def distance(one: str, other: str) -> int:
    """How many letters were added, left out, replaced or swapped with their neighbour."""
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, left in enumerate(one, start=1):
        here = [row]
        for column, right in enumerate(other, start=1):
            cost = min(above[column] + 1, here[column - 1] + 1, above[column - 1] + (left != right))
            swapped = row > 1 and column > 1 and left == other[column - 2] and one[row - 2] == right
            here.append(min(cost, before[column - 2] + 1) if swapped else cost)
        before, above = above, here
    return above[-1]


def _preference(domain: str) -> tuple[int, int, str]:
    """Among equals the ending that most people here have, then the shortest name."""
    ending = domain.partition(".")[2]
    place = _FAVOURITES.index(ending) if ending in _FAVOURITES else len(_FAVOURITES)
    return place, len(domain), domain
