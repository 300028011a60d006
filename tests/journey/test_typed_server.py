"""What can be typed in the field of a port."""

import pytest

from wizard.journey.typed_server import TypedServer, TypingProblem
from wizard.model import Endpoint, Protocol


@pytest.mark.parametrize(("typed", "port"), [("", 993), (" 1993 ", 1993), ("1", 1), ("65535", 65535)])
def test_a_port(typed: str, port: int) -> None:
    endpoint = TypedServer(protocol=Protocol.IMAP, hostname="imap.voorbeeld.nl", port=typed).endpoint

    assert isinstance(endpoint, Endpoint)
    assert endpoint.port == port


@pytest.mark.parametrize("typed", ["0", "-1", "65536", "993x", "²", "٣", "9" * 5000], ids=lambda typed: typed[:9])
def test_what_is_no_port(typed: str) -> None:
    server = TypedServer(protocol=Protocol.IMAP, hostname="imap.voorbeeld.nl", port=typed)

    assert server.endpoint is TypingProblem.NO_PORT
