"""An e-mail address that can be served."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Self

from wizard.errors import AddressProblem, InvalidAddress
from wizard.model.domains import ascii_domain, is_public_suffix, unicode_domain
from wizard.model.text import printable

_ATEXT = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailAddress:
    """`local_part` as typed, `domain` in A-labels, lower case (RFC 5321; RFC 6531 for a local part beyond ASCII)."""

    local_part: str
    domain: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read one address as a person types it; white space around it is dropped.

        Quoted local parts and IP literals, which the standard allows, are refused: no provider hands them out and
        no published settings can name them. Raises InvalidAddress.
        """
        address = text.strip()
        if problem := _problem(address):
            raise InvalidAddress(problem, printable(address, limit=80))
        local_part, _, domain = address.rpartition("@")
        ascii_name = ascii_domain(domain)
        if ascii_name is None:
            raise InvalidAddress(AddressProblem.BAD_DOMAIN, printable(address, limit=80))
        if "." not in ascii_name:
            raise InvalidAddress(AddressProblem.NO_TOP_LEVEL, printable(address, limit=80))
        if is_public_suffix(ascii_name):
            raise InvalidAddress(AddressProblem.PUBLIC_SUFFIX, printable(address, limit=80))
        if len(local_part.encode()) + 1 + len(ascii_name) > 254:
            raise InvalidAddress(AddressProblem.TOO_LONG, printable(address, limit=80))
        return cls(local_part=local_part, domain=ascii_name)

    def __str__(self) -> str:
        return f"{self.local_part}@{self.domain}"

    @property
    def for_people(self) -> str:
        """The address with its domain as people write it (U-labels)."""
        return f"{self.local_part}@{unicode_domain(self.domain)}"


def _problem(address: str) -> AddressProblem | None:
    if not address:
        return AddressProblem.EMPTY
    if any(unicodedata.category(character) in {"Cc", "Cs"} for character in address):
        return AddressProblem.CONTROL_CHARACTER
    if '"' in address:
        return AddressProblem.QUOTES
    if any(character.isspace() for character in address):
        return AddressProblem.SPACE
    if "@" not in address:
        return AddressProblem.NO_AT
    if address.count("@") > 1:
        return AddressProblem.SEVERAL_AT
    local_part, _, domain = address.partition("@")
    if not local_part:
        return AddressProblem.NO_LOCAL_PART
    if not domain:
        return AddressProblem.NO_DOMAIN
    if domain.startswith("[") or re.fullmatch(r"[0-9.]+", domain):
        return AddressProblem.IP_LITERAL
    if len(local_part.encode()) > 64 or len(address.encode()) > 320:
        return AddressProblem.TOO_LONG
    if local_part.startswith(".") or local_part.endswith(".") or ".." in local_part:
        return AddressProblem.DOTS
    ascii_only = "".join(character for character in local_part if character.isascii())
    beyond_ascii = [character for character in local_part if not character.isascii()]
    if (ascii_only and not _ATEXT.fullmatch(ascii_only)) or any(not c.isprintable() for c in beyond_ascii):
        return AddressProblem.BAD_CHARACTER
    return None
