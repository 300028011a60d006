"""What the comparison of messages brings together over both protocols."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from wizard.model import MessageChoice, MessageCopies, Protocol
from wizard.network import BlockingConnection

Sections = Callable[[bytes, bytes | None], Sequence[str]]
"""From a whole message and the server's answer about its structure to the numbers of the parts to fetch."""

STEP_SECONDS = 30.0
ALL_SECONDS = 240.0


@dataclass(slots=True, kw_only=True)
class Reading:
    """`found` counts what fitted the choice, `issuers` are those of the certificates."""

    choice: MessageChoice
    sections: Sections
    messages: list[MessageCopies] = field(default_factory=list)
    issuers: dict[Protocol, str] = field(default_factory=dict)
    found: int = 0


def begin_step(connection: BlockingConnection, octets: int) -> None:
    """Give the next question its time, and an answer of so many octets its room."""
    connection.begin(STEP_SECONDS, most_bytes=2 * octets + 4 * 1024 * 1024, most_lines=octets + 200_000)
