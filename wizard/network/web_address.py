"""Web addresses: what may be fetched, and where a redirect may lead."""

import ipaddress
from dataclasses import dataclass
from typing import Self
from urllib.parse import quote, urljoin, urlsplit

from wizard.model.domains import ascii_domain

_PORTS = {"http": 80, "https": 443}


class BadWebAddress(Exception):
    """Nothing that may be fetched; the text says why, and holds nothing of the address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebAddress:
    """An http or https address. `hostname` in A-labels, or an IP address; `target` is path and query, in ASCII."""

    scheme: str
    hostname: str
    port: int
    target: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an address without user name or fragment. Raises BadWebAddress."""
        if any(ord(character) <= 0x20 or ord(character) == 0x7F for character in text):
            raise BadWebAddress("white space or a control character")
        try:
            parts = urlsplit(text)
            port = parts.port
        except ValueError as error:
            raise BadWebAddress("no web address") from error
        if parts.scheme not in _PORTS:
            raise BadWebAddress("neither http nor https")
        if "@" in parts.netloc:
            raise BadWebAddress("a user name in the address")
        hostname = _hostname(parts.hostname or "")
        target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
        if parts.query:
            target += "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
        return cls(scheme=parts.scheme, hostname=hostname, port=port or _PORTS[parts.scheme], target=target)

    def redirected(self, location: str) -> Self:
        """Where `location` leads from here.

        A stranger's word counts for less than the user's: never from https to http, and to another host only by name
        and to the usual ports. Raises BadWebAddress.
        """
        if not location:
            raise BadWebAddress("a redirect to nowhere")
        if any(not 0x20 < ord(character) < 0x7F for character in location):
            raise BadWebAddress("a redirect with characters that no address has")
        try:
            target = type(self).parse(urljoin(str(self), location))
        except ValueError as error:
            raise BadWebAddress("no web address") from error
        if self.secure and not target.secure:
            raise BadWebAddress("from https to http")
        if (target.hostname, target.port) != (self.hostname, self.port):
            if is_ip_address(target.hostname):
                raise BadWebAddress("to an IP address")
            if target.port not in _PORTS.values():
                raise BadWebAddress("to an unusual port")
        return target

    @property
    def secure(self) -> bool:
        return self.scheme == "https"

    @property
    def host(self) -> str:
        """Host and port as a Host field has them (RFC 9110 section 7.2)."""
        host = f"[{self.hostname}]" if ":" in self.hostname else self.hostname
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    def __str__(self) -> str:
        return f"{self.scheme}://{self.host}{self.target}"


def is_ip_address(text: str) -> bool:
    """Whether this is an IPv4 or IPv6 address as people write it."""
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _hostname(text: str) -> str:
    if is_ip_address(text):
        return text
    hostname = ascii_domain(text)
    if hostname is None:
        raise BadWebAddress("no host name")
    return hostname
