"""From a host name to an open stream: a place, the addresses, the dial, and TLS where it comes first."""

import asyncio
import ipaddress

from wizard.model import FailureReason, Stage
from wizard.network.cost import CostCounter
from wizard.network.dialling import KnownAddresses, dial
from wizard.network.dns import Dns, DnsAnswer, DnsStatus
from wizard.network.failures import StreamError
from wizard.network.limits import Limits, Place, Places
from wizard.network.settings import AddressFamily, NetworkSettings
from wizard.network.stream import Stream
from wizard.network.trust import Trust


class Connections:
    """Opens streams, and knows which ones are still open."""

    def __init__(self, settings: NetworkSettings, *, dns: Dns, trust: Trust, limits: Limits, cost: CostCounter) -> None:
        self.places = Places(limits)
        self._settings = settings
        self._dns = dns
        self._trust = trust
        self._limits = limits
        self._cost = cost
        self._known = KnownAddresses()
        self._open: set[Stream] = set()

    async def open(
        self,
        hostname: str,
        port: int,
        *,
        tls: bool,
        place: Place,
        connect_seconds: float,
        inspect_only: bool = False,
        literal: bool = False,
        family: AddressFamily = AddressFamily.BOTH,
    ) -> Stream:
        """An open stream, which now holds `place`; with `literal` the host may be an IP address.

        `family` leaves the addresses of the other kind alone.

        Raises StreamError with its stage (RESOLVE, CONNECT or TLS); the place is then free again.
        """
        clock = asyncio.get_running_loop().time
        started = clock()
        try:
            dialled = await dial(
                await self.addresses(hostname, family, literal=literal),
                port,
                route=self._settings.route,
                limits=self._limits,
                cost=self._cost,
                known=self._known,
                seconds=connect_seconds,
            )
        except BaseException as error:
            place.free()
            if isinstance(error, StreamError):
                error.after = clock() - started
            raise
        stream = Stream(
            dialled,
            hostname=hostname,
            port=port,
            trust=self._trust,
            limits=self._limits,
            place=place,
            opened_in=clock() - started,
            closed=self._open.discard,
        )
        self._open.add(stream)
        if tls:
            try:
                await stream.start_tls(hostname, inspect_only=inspect_only)
            except StreamError as error:
                stream.abort()
                if error.reason is FailureReason.DATA_BEFORE_TLS:  # here TLS comes first: it is no attack, but no TLS
                    raise StreamError(FailureReason.WRONG_PROTOCOL, error.detail, stage=Stage.TLS) from error
                raise
            except BaseException:
                stream.abort()
                raise
        return stream

    async def close(self) -> None:
        """End every stream that is still open; one that takes its leave may do so in peace."""
        for stream in tuple(self._open):
            if not stream.leaving:
                stream.abort()
            await stream.close()

    async def addresses(
        self, hostname: str, family: AddressFamily = AddressFamily.BOTH, *, literal: bool
    ) -> tuple[str, ...]:
        """Where the host is; with `literal` it may be an IP address. Raises StreamError (stage RESOLVE)."""
        if literal:
            try:
                return (str(ipaddress.ip_address(hostname)),)
            except ValueError:
                pass
        answer = await self._dns.addresses(hostname, family)
        if answer.status is DnsStatus.FOUND:
            return answer.records
        raise StreamError(_reason(answer), answer.detail, stage=Stage.RESOLVE)


def _reason(answer: DnsAnswer[str]) -> FailureReason:
    match answer.status:
        case DnsStatus.NO_SUCH_NAME:
            return FailureReason.NO_SUCH_NAME
        case DnsStatus.NO_RECORDS | DnsStatus.FOUND:
            return FailureReason.NO_ADDRESS
        case DnsStatus.TIMED_OUT:
            return FailureReason.TIMED_OUT
        case DnsStatus.SERVER_FAILURE | DnsStatus.NO_NETWORK:
            return FailureReason.UNREACHABLE  # undecided: a name server that fails says nothing about the host
