"""The bounds of everything: seconds, bytes, counts, and how many connections may be open at once."""

import asyncio
import collections
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """All times in seconds on the monotonic clock, absolute for the whole of what they bound; all sizes in bytes."""

    dns_try: float = 2.0
    dns_name: float = 5.0
    dns_questions: int = 50  # under way at a time; one address takes 30 to 40, and a burst of hundreds gets lost
    mx_records: int = 10
    srv_records: int = 20
    other_records: int = 50

    connect: float = 4.0
    connect_again: float = 1.0  # for an address that was silent before, or whose neighbour has answered: one more SYN
    happy_eyeballs: float = 0.25  # RFC 8305 section 5: "Connection Attempt Delay"
    addresses: int = 8
    tls: float = 5.0

    greeting: float = 10.0  # a server that looks its visitors over first may wait six seconds
    command: float = 5.0
    session: float = 15.0
    close: float = 0.5
    auth: float = 20.0  # Dovecot holds back a refusal for up to fifteen seconds
    mailbox: float = 20.0
    login: float = 75.0  # everything that signing in at all servers takes

    line: int = 8 * 1024
    answer_lines: int = 200
    answer_bytes: int = 128 * 1024
    read_ahead: int = 256 * 1024
    mailbox_lines: int = 200_000
    mailbox_bytes: int = 16 * 1024 * 1024

    http_connect: float = 3.0
    http_total: float = 8.0
    http_retry: float = 3.0  # for a server that is busy and says when it will not be
    http_redirects: int = 5
    http_body: int = 256 * 1024
    http_headers: int = 64 * 1024

    connections_to_host: int = 3  # one each for IMAP, POP3 and SMTP, where one host serves all three
    connections: int = 16


class Places:
    """Who may have a connection open: at most `connections_to_host` to one host name, `connections` in all."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._everywhere = asyncio.Semaphore(limits.connections)
        self._at_host: dict[str, asyncio.Semaphore] = collections.defaultdict(
            lambda: asyncio.Semaphore(limits.connections_to_host)
        )

    async def take(self, hostname: str) -> "Place":
        """Wait for a place at this host."""
        at_host = self._at_host[hostname]
        await at_host.acquire()
        try:
            await self._everywhere.acquire()
        except BaseException:
            at_host.release()
            raise
        return Place(at_host, self._everywhere)


class Place:
    """One place, until it is freed; freeing it again changes nothing."""

    def __init__(self, *semaphores: asyncio.Semaphore) -> None:
        self._semaphores = semaphores

    def free(self) -> None:
        semaphores, self._semaphores = self._semaphores, ()
        for semaphore in semaphores:
            semaphore.release()
