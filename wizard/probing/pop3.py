"""POP3: greeting, STLS, CAPA, QUIT (RFC 1939 section 4, RFC 2449, RFC 2595 section 4)."""

from collections.abc import Generator

from wizard.model import Capabilities, Failed, FailureReason, Protocol, SocketType, Stage, printable
from wizard.probing.dialogue import Dialogue, Read, Send, StartTls, Step, failed, is_announced, not_offered


def pop3(socket_type: SocketType) -> Dialogue:
    """Ask a POP3 server what it offers. A server without CAPA is an old one, and announces nothing."""
    greeting = yield Read(stage=Stage.GREETING)
    if greeting.upper().startswith(b"-ERR"):
        return failed(Stage.GREETING, FailureReason.REJECTED, greeting)
    if not greeting.upper().startswith(b"+OK"):
        return failed(Stage.GREETING, FailureReason.WRONG_PROTOCOL, greeting)

    if socket_type is SocketType.STARTTLS:
        offered = yield from _announced(Stage.STARTTLS)
        if isinstance(offered, Failed):
            return offered
        if offered and not is_announced(b"STLS", offered):
            return not_offered(offered)
        yield Send(line=b"STLS")
        agreed = yield Read(stage=Stage.STARTTLS)
        if not agreed.upper().startswith(b"+OK"):
            reason = FailureReason.STARTTLS_REFUSED if offered else FailureReason.STARTTLS_NOT_OFFERED
            return failed(Stage.STARTTLS, reason, agreed)
        yield StartTls()

    lines = yield from _announced(Stage.CAPABILITY)
    if isinstance(lines, Failed):
        return lines
    yield Send(line=b"QUIT")
    return _capabilities(greeting, lines)


def _announced(stage: Stage) -> Generator[Step, bytes, list[bytes] | Failed]:
    """The lines of CAPA in upper case; none where the server does not know the command."""
    yield Send(line=b"CAPA")
    status = yield Read(stage=stage)
    if status.upper().startswith(b"-ERR"):
        return []
    if not status.upper().startswith(b"+OK"):
        return failed(stage, FailureReason.WRONG_PROTOCOL, status)
    lines = []
    while (line := (yield Read(stage=stage))) != b".":
        lines.append(b" ".join(line.removeprefix(b".").upper().split()))
    return lines


def _capabilities(greeting: bytes, lines: list[bytes]) -> Capabilities:
    shown = [printable(line, limit=100) for line in lines if line]
    sasl = next((line for line in shown if line.partition(" ")[0] == "SASL"), "")
    return Capabilities(
        protocol=Protocol.POP3,
        greeting=printable(greeting, limit=200),
        names=tuple(sorted({line for line in shown if line.partition(" ")[0] != "SASL"})),
        sasl_mechanisms=tuple(sasl.split()[1:]),
    )
