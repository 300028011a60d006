"""The remote control of Thunderbird: the Marionette protocol, JSON in both directions, each message after its length.

https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html
"""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.lab.namespace import ENVIRONMENT, Namespace

PORT = 2828


class Refused(Exception):
    """Thunderbird could not do this; the text is its own."""


class Marionette:
    """A session with a Thunderbird that was started with `--marionette --remote-allow-system-access`."""

    def __init__(self, connection: subprocess.Popen[bytes]) -> None:
        assert connection.stdin is not None
        assert connection.stdout is not None
        self._to, self._from = connection.stdin, connection.stdout
        self._sent = 0
        self._read()
        self._ask("WebDriver:NewSession", {})
        self._ask("Marionette:SetContext", {"value": "chrome"})

    def run(self, script: str, *arguments: str) -> Any:
        """Run this body of an asynchronous function inside Thunderbird's own code. Raises Refused."""
        function = f"return (async function(...arguments) {{ {script} }})(...arguments)"
        words = {"script": function, "args": list(arguments), "sandbox": "system"}
        return self._ask("WebDriver:ExecuteScript", words)["value"]

    def quit(self) -> None:
        """End Thunderbird."""
        self._ask("Marionette:Quit", {"flags": ["eForceQuit"]})

    def _ask(self, command: str, parameters: dict[str, Any]) -> Any:
        self._sent += 1
        message = json.dumps([0, self._sent, command, parameters]).encode()
        self._to.write(b"%d:%s" % (len(message), message))
        self._to.flush()
        _, number, error, result = self._read()
        assert number == self._sent
        if error is not None:
            raise Refused(f"{error['error']}: {error['message']}")
        return result

    def _read(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            digit = self._from.read(1)
            assert digit, "Thunderbird has hung up"
            length += digit
        return json.loads(self._from.read(int(length[:-1])))


@contextmanager
def connected(namespace: Namespace) -> Iterator[Marionette]:
    """Control the Thunderbird that listens inside; it is ended with the block."""
    connect = f"exec 3<>/dev/tcp/127.0.0.1/{PORT}; cat <&3 & exec cat >&3"
    with subprocess.Popen(
        namespace.command("bash", "-c", connect), env=ENVIRONMENT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as connection:
        control = Marionette(connection)
        yield control
        control.quit()
