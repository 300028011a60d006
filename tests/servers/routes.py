"""Routes from addresses that a name server gave out to servers on loopback, dead ends included."""

import asyncio
import errno
import os
from collections.abc import Mapping


class DeadEnd:
    """A black hole: packets go in, nothing comes out."""


BLACK_HOLE = DeadEnd()

Destination = tuple[str, int] | OSError | DeadEnd


def unreachable(number: int = errno.EHOSTUNREACH) -> OSError:
    """What the system says when there is no way."""
    return OSError(number, os.strerror(number))


class Routes:
    """From (address, port), or the port alone, to a server or a dead end; `asked` are the wanted ones in order."""

    def __init__(self, table: Mapping[tuple[str, int] | int, Destination]) -> None:
        self._table = table
        self.asked: list[tuple[str, int]] = []

    async def __call__(self, address: str, port: int) -> tuple[str, int]:
        self.asked.append((address, port))
        destination = self._table.get((address, port), self._table.get(port))
        match destination:
            case DeadEnd():
                await asyncio.Event().wait()
                raise AssertionError
            case OSError():
                raise destination
            case None:
                raise unreachable(errno.ENETUNREACH)
            case _:
                return destination
