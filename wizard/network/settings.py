"""What the user chose about the network."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

DEFAULT_ISPDB_URL = "https://autoconfig.thunderbird.net/v1.1/"
"""Thunderbird's table of providers; the mail domain is put behind it."""

Route = Callable[[str, int], Awaitable[tuple[str, int]]]
"""From the IP address and port wanted to the ones really dialled; may raise OSError, as a network would."""


class AddressFamily(StrEnum):
    """Which addresses are used."""

    BOTH = "both"
    IPV4 = "ipv4"
    IPV6 = "ipv6"


async def direct(address: str, port: int) -> tuple[str, int]:
    """The route of the real world: where it was meant to go."""
    return address, port


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkSettings:
    """`resolver` (IP address, port) None: the system's own. `ca_file` is trusted besides the system's authorities.

    `deadline` bounds a whole run, in seconds. `ispdb_url` None: the table of Thunderbird is not asked.
    """

    resolver: tuple[str, int] | None = None
    ca_file: Path | None = None
    family: AddressFamily = AddressFamily.BOTH
    deadline: float = 30.0
    ispdb_url: str | None = DEFAULT_ISPDB_URL
    route: Route = direct
