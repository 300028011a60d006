"""Web pages that may hold settings: fetched whole or not at all, within bounds, redirects followed by hand."""

import asyncio
import hashlib
from dataclasses import dataclass

import httpcore2

import wizard
from wizard.model import FailureReason, FetchedPage, LookupFailure, Stage, printable
from wizard.model.domains import same_registrable_domain
from wizard.network.busy import BUSY, seconds_to_wait
from wizard.network.connections import Connections
from wizard.network.cost import CostCounter
from wizard.network.failures import NETWORK_ERRORS, StreamError, reason_for
from wizard.network.internal import is_internal
from wizard.network.limits import Limits, Place
from wizard.network.stream import Stream
from wizard.network.web_address import BadWebAddress, WebAddress

USER_AGENT = f"mailwijzer/{wizard.__version__}"


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpResponse:
    """A page. `content_type` is the media type in lower case, without parameters; `secure`: https on every hop."""

    url: str
    status: int
    content_type: str
    body: bytes
    secure: bool
    hops: tuple[str, ...]

    @property
    def page(self) -> FetchedPage:
        """What to remember of it."""
        return FetchedPage(url=self.url, sha256=hashlib.sha256(self.body).hexdigest(), size=len(self.body))


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpFailure:
    """Why there is no page. `hops` are the addresses asked, in order; `detail` is printable."""

    reason: LookupFailure
    detail: str = ""
    hops: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    body: bytes
    content_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    content_type: str
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Redirect:
    status: int
    location: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _NotNow:
    """Too busy; `seconds` is how long the server wants to be left alone."""

    status: int
    seconds: float | None


class _NoPage(Exception):
    def __init__(self, reason: LookupFailure, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


class Http:
    """Fetches pages. Never a cookie, a password, a proxy of the environment, or a compressed body.

    A page that a server answers with anything but 200 is no page: 401 gives NEEDS_LOGIN, 404 and 410 NOT_FOUND, 429
    and 503 BUSY, the others SERVER_ERROR. A server that is busy for no longer than `Limits.http_retry` is asked once
    more, when it wants to be.
    """

    def __init__(self, connections: Connections, *, limits: Limits, cost: CostCounter) -> None:
        self._connections = connections
        self._limits = limits
        self._cost = cost

    async def get(self, url: str) -> HttpResponse | HttpFailure:
        """The page at `url`, or why there is none."""
        return await self._fetch(url, None)

    async def post(self, url: str, body: bytes, content_type: str) -> HttpResponse | HttpFailure:
        """The answer to `body`; it is not sent on when a redirect leads out of the registered domain."""
        return await self._fetch(url, _Form(body=body, content_type=content_type))

    async def _fetch(self, url: str, form: _Form | None) -> HttpResponse | HttpFailure:
        hops: list[str] = []
        try:
            return await self._follow(url, form, hops)
        except BadWebAddress as error:
            reason = LookupFailure.BAD_REDIRECT if hops else LookupFailure.NO_SUCH_NAME
            return HttpFailure(reason=reason, detail=_with_chain(str(error), hops), hops=tuple(hops))
        except _NoPage as error:
            return HttpFailure(reason=error.reason, detail=error.detail, hops=tuple(hops))
        except (httpcore2.ProtocolError, httpcore2.NetworkError) as error:
            detail = printable(str(error), limit=200)
            return HttpFailure(reason=LookupFailure.SERVER_ERROR, detail=detail, hops=tuple(hops))
        except NETWORK_ERRORS as error:
            return HttpFailure(reason=_lookup_failure(error), detail=reason_for(error)[1], hops=tuple(hops))

    async def _follow(self, url: str, form: _Form | None, hops: list[str]) -> HttpResponse:
        address = WebAddress.parse(url)
        secure = True
        remaining = self._limits.http_total
        asked_again = False
        while True:
            hops.append(printable(str(address)))
            secure = secure and address.secure
            place = await self._connections.places.take(address.hostname)
            started = asyncio.get_running_loop().time()
            # the wait for a place is ours, not the server's: the clock starts behind it
            async with asyncio.timeout(remaining):
                answer = await self._exchange(address, form, place)
            remaining -= asyncio.get_running_loop().time() - started
            match answer:
                case _Page():
                    return HttpResponse(
                        url=hops[-1],
                        status=200,
                        content_type=answer.content_type,
                        body=answer.body,
                        secure=secure,
                        hops=tuple(hops),
                    )
                case _Redirect():
                    if len(hops) > self._limits.http_redirects:
                        raise _NoPage(LookupFailure.TOO_MANY_REDIRECTS, _with_chain("", hops))
                    target = address.redirected(answer.location)
                    async with asyncio.timeout(remaining):
                        await self._refuse_way_inside(address, target)
                    form = _form_after(answer, form, address, target)
                    address = target
                case _NotNow(seconds=seconds):
                    if asked_again or seconds is None or seconds > min(self._limits.http_retry, remaining):
                        raise _NoPage(LookupFailure.BUSY, _when(answer))
                    asked_again = True
                    await asyncio.sleep(seconds)
                    remaining -= seconds
                    hops.pop()  # the same place once more is no step further

    async def _refuse_way_inside(self, here: WebAddress, there: WebAddress) -> None:
        """A host on the internet has no business with those of the network that this computer is on."""
        if here.hostname == there.hostname:
            return
        places = [await self._connections.addresses(host.hostname, literal=True) for host in (here, there)]
        if any(map(is_internal, places[1])) and not any(map(is_internal, places[0])):
            raise BadWebAddress("into this network")

    async def _exchange(self, address: WebAddress, form: _Form | None, place: Place) -> _Page | _Redirect | _NotNow:
        stream = await self._connections.open(
            address.hostname,
            address.port,
            tls=address.secure,
            place=place,
            connect_seconds=self._limits.http_connect,
            literal=True,
        )
        self._cost.http_requests += 1
        try:
            return await self._converse(_BoundedStream(stream, self._limits.http_headers), address, form)
        finally:
            stream.abort()  # all is said: the page is whole, or it is not wanted

    async def _converse(
        self, stream: "_BoundedStream", address: WebAddress, form: _Form | None
    ) -> _Page | _Redirect | _NotNow:
        request = _request(address, form)
        connection = httpcore2.AsyncHTTP11Connection(origin=request.url.origin, stream=stream)
        response = await connection.handle_async_request(request)
        fields = {name.lower(): value.strip() for name, value in reversed(response.headers)}
        match response.status:
            case 200:
                pass
            case 301 | 302 | 303 | 307 | 308:
                return _Redirect(status=response.status, location=fields.get(b"location", b"").decode("latin-1"))
            case status if status in BUSY:
                return _NotNow(status=status, seconds=seconds_to_wait(fields))
            case 401:
                raise _NoPage(LookupFailure.NEEDS_LOGIN, "status 401")
            case 404 | 410:
                raise _NoPage(LookupFailure.NOT_FOUND, f"status {response.status}")
            case _:
                raise _NoPage(LookupFailure.SERVER_ERROR, f"status {response.status}")
        if fields.get(b"content-encoding", b"identity").lower() not in {b"identity", b""}:
            raise _NoPage(LookupFailure.SERVER_ERROR, "compressed, which was not asked for")
        if int(fields.get(b"content-length", b"0")) > self._limits.http_body:  # h11 saw to it that it is a number
            raise _NoPage(LookupFailure.TOO_LARGE, f"more than {self._limits.http_body} bytes")
        stream.allow(2 * self._limits.http_body)  # the frames of a chunked body count here too
        body = bytearray()
        async for chunk in response.aiter_stream():
            body += chunk
            if len(body) > self._limits.http_body:
                raise _NoPage(LookupFailure.TOO_LARGE, f"more than {self._limits.http_body} bytes")
        media_type = fields.get(b"content-type", b"").partition(b";")[0].strip().lower()
        return _Page(content_type=printable(media_type, limit=100), body=bytes(body))


class _BoundedStream(httpcore2.AsyncNetworkStream):
    """Our stream as httpcore2 wants it, with a bound on all that is read, whatever it is taken for."""

    def __init__(self, stream: Stream, allowance: int) -> None:
        self._stream = stream
        self._allowance = allowance

    def allow(self, more: int) -> None:
        self._allowance += more

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002, ASYNC109
        if self._allowance <= 0:
            raise StreamError(FailureReason.TOO_LONG)
        data = await self._stream.read(min(max_bytes, self._allowance))
        self._allowance -= len(data)
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002, ASYNC109
        await self._stream.write(buffer)

    async def aclose(self) -> None:
        """Whoever opened the stream closes it."""


def _request(address: WebAddress, form: _Form | None) -> httpcore2.Request:
    fields = [
        ("Host", address.host),
        ("User-Agent", USER_AGENT),
        ("Accept", "*/*"),
        ("Accept-Encoding", "identity"),
        ("Connection", "close"),
    ]
    if form is not None:
        fields += [("Content-Type", form.content_type), ("Content-Length", str(len(form.body)))]
    return httpcore2.Request(
        method="GET" if form is None else "POST",
        url=httpcore2.URL(
            scheme=address.scheme.encode(),
            host=address.hostname.encode(),
            port=address.port,
            target=address.target.encode(),
        ),
        headers=[(name.encode(), value.encode()) for name, value in fields],
        content=None if form is None else form.body,
    )


def _with_chain(what: str, hops: list[str]) -> str:
    """What went wrong, and where the redirects led."""
    chain = " > ".join(hops[1:])
    return printable(": ".join(filter(None, (what, chain))), limit=300)


def _when(answer: _NotNow) -> str:
    again = "" if answer.seconds is None else f", to be asked again after {answer.seconds:.0f} s"
    return f"status {answer.status}{again}"


def _form_after(redirect: _Redirect, form: _Form | None, here: WebAddress, there: WebAddress) -> _Form | None:
    """What is sent to the redirect's target: the same again, unless the status says to fetch (303)."""
    if form is None or redirect.status == 303:
        return None
    if here.hostname != there.hostname and not same_registrable_domain(here.hostname, there.hostname):
        raise BadWebAddress("to another domain, which has no business with what was sent")
    return form


_LOOKUP_FAILURES = {
    FailureReason.NO_SUCH_NAME: LookupFailure.NO_SUCH_NAME,
    FailureReason.NO_ADDRESS: LookupFailure.NO_SUCH_NAME,
    FailureReason.TIMED_OUT: LookupFailure.TIMED_OUT,
    FailureReason.REFUSED: LookupFailure.REFUSED,
    FailureReason.UNREACHABLE: LookupFailure.UNREACHABLE,
    FailureReason.BLOCKED: LookupFailure.UNREACHABLE,
    FailureReason.RESET: LookupFailure.RESET,
    FailureReason.CLOSED: LookupFailure.RESET,
    FailureReason.TLS_HANDSHAKE: LookupFailure.TLS_HANDSHAKE,
    FailureReason.WRONG_PROTOCOL: LookupFailure.TLS_HANDSHAKE,
    FailureReason.CERTIFICATE_EXPIRED: LookupFailure.CERTIFICATE_EXPIRED,
    FailureReason.CERTIFICATE_NAME: LookupFailure.CERTIFICATE_NAME,
    FailureReason.CERTIFICATE_UNTRUSTED: LookupFailure.CERTIFICATE_UNTRUSTED,
    FailureReason.TOO_LONG: LookupFailure.TOO_LARGE,
}


def _lookup_failure(error: BaseException) -> LookupFailure:
    reason, _ = reason_for(error)
    if isinstance(error, StreamError) and error.stage is Stage.RESOLVE and reason is FailureReason.UNREACHABLE:
        return LookupFailure.NAME_SERVER
    return _LOOKUP_FAILURES.get(reason, LookupFailure.SERVER_ERROR)
