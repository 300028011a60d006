"""Domain names: IDNA 2008 conversion and the registrable domain by the Public Suffix List."""

import functools
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

_SECTION = "// ==="
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?", re.ASCII)


def ascii_domain(text: str) -> str | None:
    """The A-label form of a host or domain name (IDNA 2008, UTS 46): lower case, no trailing dot.

    None where the text is no usable host name: empty or over-long labels, over 253 characters, forbidden
    characters, an IP address, or a name of digits and dots only.
    """
    name = text.strip().removesuffix(".")
    if not name.isascii():
        import idna

        try:
            name = idna.encode(name, uts46=True).decode("ascii").removesuffix(".")
        except (idna.IDNAError, UnicodeError):
            return None
    name = name.lower()
    labels = name.split(".")
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in labels) or labels[-1].isdigit():
        return None
    return name


def unicode_domain(name: str) -> str:
    """The form for people of an A-label domain; the name itself where it does not decode."""
    if "xn--" not in name:
        return name
    import idna

    try:
        return idna.decode(name)
    except (idna.IDNAError, UnicodeError):
        return name


@functools.lru_cache(maxsize=1024)
def registrable_domain(name: str) -> str | None:
    """The domain somebody registered: `mail.provider.co.uk` gives `provider.co.uk`.

    None where the name is itself a public suffix (`co.uk`, `nl`). Names under an unlisted top level count as
    registered one level below it. https://publicsuffix.org/list/, the private section included.
    """
    found: str | None = _suffixes(_top(name), icann_only=False).privatesuffix(name)
    return found


def is_public_suffix(name: str) -> bool:
    """Whether registries hand out names below this one (`co.uk`), so that nobody has mail at it."""
    return _suffixes(_top(name), icann_only=True).privatesuffix(name) is None


def same_registrable_domain(one: str, other: str) -> bool:
    """Whether both names belong to one registered domain."""
    domain = registrable_domain(one)
    return domain is not None and domain == registrable_domain(other)


def inside_domain(hostname: str, domain: str) -> bool:
    """Whether the host name is the domain itself or lies below the domain's registrable domain."""
    return hostname == domain or same_registrable_domain(hostname, domain)


def _top(name: str) -> str:
    return name.removesuffix(".").rpartition(".")[2].lower()


@functools.cache
def _suffixes(top: str, *, icann_only: bool) -> "PublicSuffixList":
    """The list as far as it is about one top-level domain: reading all of it takes twenty times as long."""
    from publicsuffixlist import PSLFILE, PublicSuffixList

    in_the_list = unicode_domain(top)
    with Path(PSLFILE).open(encoding="utf-8") as lines:
        own = [line for line in lines if in_the_list in line or line.startswith(_SECTION)]
    return PublicSuffixList(own, only_icann=icann_only)
