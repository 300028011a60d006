"""Gathering the faults of one document, and how bad each kind is."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from wizard.model import Fault, FaultId, Severity, printable

MOST = 200
"""Faults of one severity told of one document: who sends thousands of broken sections gets no thousands of lines, and
hides nothing that is worse behind them."""

_BLOCKING = frozenset(
    {
        FaultId.NOT_FETCHED,
        FaultId.UNKNOWN_FORMAT,
        FaultId.NOT_WELL_FORMED,
        FaultId.DOCUMENT_TYPE,
        FaultId.PASSWORD_INSIDE,
        FaultId.NO_INCOMING_SERVER,
        FaultId.NO_OUTGOING_SERVER,
        FaultId.SAYS_ERROR,
        FaultId.DIGEST_MISSING,
        FaultId.DIGEST_OTHER,
        FaultId.SSL_DEFAULT_OFF,
    }
)
_NOTES = frozenset(
    {
        FaultId.BYTE_ORDER_MARK,
        FaultId.CONTENT_TYPE,
        FaultId.VERSION,
        FaultId.ELEMENT_EMPTY,
        FaultId.ELEMENT_UNKNOWN,
        FaultId.PAGE_NOT_HTTPS,
        FaultId.PORT_UNUSUAL,
        FaultId.SERVER_TWICE,
        FaultId.NO_IMAP_SERVER,
        FaultId.AUTHENTICATION_OLD_NAME,
        FaultId.OAUTH2_HOST,
        FaultId.USERNAME_LEFT_OUT,
        FaultId.SPA_ON,
        FaultId.SSL_LEFT_OUT,
        FaultId.POINTS_ELSEWHERE,
        FaultId.PORT_LEFT_OUT,
        FaultId.NOT_PUBLISHED,
    }
)


def severity_of(fault: FaultId) -> Severity:
    """BLOCKING: programs get nothing out of it. WARNING: some do, or it is unsafe. NOTE: worth knowing."""
    if fault in _BLOCKING:
        return Severity.BLOCKING
    return Severity.NOTE if fault in _NOTES else Severity.WARNING


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """The faults of `document`; they are returned in the order of their lines."""

    document: str
    found: list[Fault] = field(default_factory=list)
    _told: Counter[Severity] = field(default_factory=Counter)

    def add(self, fault: FaultId, line: int | None = None, severity: Severity | None = None, **values: str) -> None:
        """Note a fault. The values become printable here; those of remote origin need nothing before."""
        shown: Mapping[str, str] = {name: printable(value, limit=120) for name, value in values.items()}
        severity = severity or severity_of(fault)
        if self.has_room(severity):
            self._told[severity] += 1
            self.found.append(
                Fault(
                    id=fault,
                    severity=severity,
                    document=self.document,
                    line=line,
                    values=shown,
                )
            )

    def has_room(self, severity: Severity) -> bool:
        """Whether one more of this severity is told; else nobody need look for it."""
        return self._told[severity] < MOST

    def in_order(self) -> tuple[Fault, ...]:
        return tuple(sorted(self.found, key=lambda fault: (fault.line or 0, list(FaultId).index(fault.id))))
