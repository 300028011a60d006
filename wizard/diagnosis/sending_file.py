"""mailwijzer.sending/1: what was seen from one place, small enough to mail and without anything private.

    {"schema": "mailwijzer.sending/1", "domain": "voorbeeld.nl", "made": "2026-11-23T09:00:00Z",
     "portal": null, "product": null,
     "ports": [{"hostname": "smtp.voorbeeld.nl", "port": 465, "security": "SSL",
                "passed": ["name", "connect", "tls", "certificate", "greeting", "sign-in"], "failed": null,
                "reason": null, "answered_as": "smtp.voorbeeld.nl", "issuer": "...", "mechanisms": ["PLAIN"],
                "published": true, "seconds": 0.21}]}

`passed` and `failed` are words of `Step`, `reason` one of `FailureReason`. No address, no IP address, no greeting.
"""

import dataclasses
import json
from pathlib import Path

import msgspec

from wizard.diagnosis.sending import PortLook, SendingLook, Step
from wizard.errors import UnreadableFile
from wizard.model import FailureReason, SocketType, printable

SCHEMA = "mailwijzer.sending/1"
_LARGEST = 64 * 1024
_MOST_PORTS = 50


class _PortRecord(msgspec.Struct, kw_only=True):
    hostname: str
    port: int
    security: SocketType
    passed: list[Step]
    failed: Step | None = None
    reason: FailureReason | None = None
    answered_as: str | None = None
    issuer: str | None = None
    mechanisms: list[str] = []
    published: bool = False
    seconds: float = 0.0


class _Record(msgspec.Struct, kw_only=True):
    schema: str
    domain: str
    made: str
    ports: list[_PortRecord]
    portal: str | None = None
    product: str | None = None


def sending_record(look: SendingLook) -> dict[str, object]:
    """The look as an object for JSON."""
    return {
        "schema": SCHEMA,
        "domain": look.domain,
        "made": look.made,
        "portal": look.portal,
        "product": look.product,
        "ports": [dataclasses.asdict(port) for port in look.ports],
    }


def sending_bytes(look: SendingLook) -> bytes:
    """The look as a file."""
    return json.dumps(sending_record(look), ensure_ascii=False, indent=2).encode() + b"\n"


def read_sending(path: Path) -> SendingLook:
    """A saved look. Raises UnreadableFile for a file that is none, or of a later version."""
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except (OSError, ValueError) as error:
        raise UnreadableFile(str(path), getattr(error, "strerror", None) or str(error)) from error
    try:
        if len(data) > _LARGEST:
            raise UnreadableFile(str(path), "larger than any saved look")
        record = msgspec.json.decode(data, type=_Record)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableFile(str(path), f"not {SCHEMA}: {printable(str(error), limit=120)}") from error
    if record.schema != SCHEMA or len(record.ports) > _MOST_PORTS:
        raise UnreadableFile(str(path), f"not {SCHEMA}")
    return SendingLook(
        domain=printable(record.domain, limit=255),
        made=printable(record.made, limit=40),
        portal=_shown(record.portal),
        product=_shown(record.product),
        ports=tuple(
            PortLook(
                hostname=printable(port.hostname, limit=255),
                port=port.port,
                security=port.security,
                passed=tuple(port.passed),
                failed=port.failed,
                reason=port.reason,
                answered_as=_shown(port.answered_as),
                issuer=_shown(port.issuer),
                mechanisms=tuple(printable(word, limit=40) for word in port.mechanisms[:20]),
                published=port.published,
                seconds=port.seconds,
            )
            for port in record.ports
        ),
    )


def _shown(text: str | None) -> str | None:
    return printable(text, limit=255) if text is not None else None
