"""Why mail cannot be sent from here, or which port to use: from what was seen at the ports; pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from wizard.diagnosis.sending import PortLook, SendingLook, Step
from wizard.model import FailureReason, SendingCause
from wizard.model.domains import same_registrable_domain

_TOKENS = frozenset({"XOAUTH2", "OAUTHBEARER"})
_STRIPPED = frozenset({FailureReason.STARTTLS_NOT_OFFERED, FailureReason.STARTTLS_OVERWRITTEN})
_HOPELESS = {
    Step.CERTIFICATE: SendingCause.CERTIFICATE,
    Step.SIGN_IN: SendingCause.NO_SIGN_IN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseFound:
    """One cause; `look` is the port it is about (for `ONE_BLOCKED` the one to use), `other` the port that is closed.

    `name` is who answered instead, or who reads along.
    """

    cause: SendingCause
    look: PortLook | None = None
    other: int | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SendingVerdict:
    """`causes`, the deciding one first; `unseen` are those that no test without a password can see; `best` to use."""

    causes: tuple[CauseFound, ...]
    unseen: tuple[CauseFound, ...] = ()
    best: PortLook | None = None

    @property
    def can_send(self) -> bool:
        return self.best is not None


def judge_sending(look: SendingLook) -> SendingVerdict:
    """The causes for one place."""
    if look.portal is not None:
        return SendingVerdict(causes=(CauseFound(cause=SendingCause.CAPTIVE_PORTAL, name=look.portal),))
    if not look.ports:
        return SendingVerdict(causes=(CauseFound(cause=SendingCause.NO_SERVER),))
    best = best_port(look)
    causes = list(_main_causes(look, best))
    causes += _about_port_25(look)
    unseen: tuple[CauseFound, ...] = ()
    if best is not None:
        unseen = tuple(
            CauseFound(cause=cause, look=best)
            for cause in (SendingCause.PASSWORD_MISSING, SendingCause.RELAY_BY_ADDRESS, SendingCause.OTHER_SENDER)
        )
    return SendingVerdict(causes=tuple(causes), unseen=unseen, best=best)


def best_port(look: SendingLook) -> PortLook | None:
    """The port to use: 465, else 587, else another that the provider names; never 25."""
    working = [port for port in look.ports if port.works and port.advised]
    hosts = list(dict.fromkeys(port.hostname for port in look.ports))
    return min(working, key=lambda port: (hosts.index(port.hostname), port.rank), default=None)


def _main_causes(look: SendingLook, best: PortLook | None) -> Iterator[CauseFound]:
    if look.product is not None:
        yield CauseFound(cause=SendingCause.INTERCEPTED, look=best or look.ports[0], name=look.product)
    if best is None:
        yield from _why_nothing_works(look)
        return
    closed = [
        port
        for port in look.ports
        if port.hostname == best.hostname and port.advised and port.published and port.silent
    ]
    if set(best.mechanisms) <= _TOKENS:
        yield CauseFound(cause=SendingCause.OAUTH2_ONLY, look=best)
    for port in closed:
        yield CauseFound(cause=SendingCause.ONE_BLOCKED, look=best, other=port.port)
    gone = [port for port in look.ports if port.hostname == best.hostname and port.advised]
    for port in gone:
        if port.published and port.reason in _STRIPPED:
            yield CauseFound(cause=SendingCause.STARTTLS_GONE, look=port)
    yield CauseFound(cause=SendingCause.WORKS, look=best)


def _why_nothing_works(look: SendingLook) -> Iterator[CauseFound]:
    """The port that came furthest tells most."""
    tried = [port for port in look.ports if port.advised and port.hostname == look.ports[0].hostname]
    furthest = max(tried, key=lambda port: (len(port.passed), -port.rank))
    if look.product is not None and furthest.failed is Step.CERTIFICATE:
        return
    yield CauseFound(cause=_why(furthest, tried), look=furthest)


def _why(furthest: PortLook, tried: Sequence[PortLook]) -> SendingCause:
    if furthest.failed in _HOPELESS:
        return _HOPELESS[furthest.failed]
    match furthest.failed:
        case Step.NAME:
            return SendingCause.NO_NAME
        case Step.CONNECT:
            blocked = any(port.silent for port in tried)
            return SendingCause.ALL_BLOCKED if blocked else SendingCause.SERVER_DOWN
        case Step.GREETING if furthest.reason is FailureReason.REJECTED:
            return SendingCause.TURNED_AWAY
        case _ if furthest.reason in _STRIPPED:
            return SendingCause.STARTTLS_GONE
        case _:
            return SendingCause.TLS_FAILED


def _about_port_25(look: SendingLook) -> Iterator[CauseFound]:
    for port in look.ports:
        if port.port != 25:
            continue
        others = [other for other in look.ports if other.hostname == port.hostname and other.port != 25]
        if is_redirected(port, others):
            yield CauseFound(cause=SendingCause.PORT_25_REDIRECTED, look=port, name=port.answered_as)
        elif port.silent and any(other.reached for other in others):
            yield CauseFound(cause=SendingCause.PORT_25_BLOCKED, look=port)


def is_redirected(port: PortLook, others: Sequence[PortLook]) -> bool:
    """Whether another server answers at port 25 than was asked for.

    A verified certificate is proof of the right one. Otherwise the greeting must name a host that has nothing in
    common with the name asked for nor with what the same host says at its other ports, and what the right one must
    have (TLS with its certificate, and a sign-in at those other ports) must be missing.
    """
    if port.answered_as is None or Step.CERTIFICATE in port.passed:
        return False
    own_names = [port.hostname, *(other.answered_as for other in others if other.answered_as is not None)]
    if any(same_registrable_domain(port.answered_as, name) for name in own_names):
        return False
    proved_elsewhere = any(other.answered_as is not None for other in others)
    stripped = port.reason in {*_STRIPPED, FailureReason.STARTTLS_REFUSED}
    return stripped or (proved_elsewhere and port.failed in {Step.TLS, Step.CERTIFICATE, Step.SIGN_IN})


class Difference(StrEnum):
    """What two looks from two places say together."""

    BOTH_WORK = "both-work"
    PORT_25 = "port-25"
    USE_PORT = "use-port"
    BLOCKED_HERE = "blocked-here"
    BETTER_HERE = "better-here"
    BOTH_FAIL = "both-fail"
    OTHER_ACCOUNT = "other-account"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """`rows` are the ports as seen there and here (None: not looked at); `use` is a port that works at both."""

    difference: Difference
    rows: tuple[tuple[PortLook | None, PortLook | None], ...]
    use: PortLook | None = None


def compare(there: SendingLook, here: SendingLook) -> Comparison:
    """Two looks side by side, with what follows from the difference."""
    before = {(port.hostname, port.port): port for port in there.ports}
    after = {(port.hostname, port.port): port for port in here.ports}
    rows = tuple((before.get(key), after.get(key)) for key in dict.fromkeys([*before, *after]))
    both = [b for a, b in rows if a is not None and b is not None and a.works and b.works and b.advised]
    use = min(both, key=lambda port: port.rank, default=None) or best_port(here)
    return Comparison(difference=_difference(there, here, rows), rows=rows, use=use)


def _difference(
    there: SendingLook, here: SendingLook, rows: Sequence[tuple[PortLook | None, PortLook | None]]
) -> Difference:
    if there.domain != here.domain:
        return Difference.OTHER_ACCOUNT
    worked, works = best_port(there), best_port(here)
    if worked is None and works is None:
        return Difference.BOTH_FAIL
    if works is None:
        return Difference.BLOCKED_HERE
    if worked is None:
        return Difference.BETTER_HERE
    lost = [
        b for a, b in rows if a is not None and b is not None and a.reached and not b.works and a.failed != b.failed
    ]
    if any(port.advised for port in lost):
        return Difference.USE_PORT
    return Difference.PORT_25 if any(port.port == 25 for port in lost) else Difference.BOTH_WORK
