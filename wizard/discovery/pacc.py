"""What the provider publishes with PACC: a JSON file on its own host, whose digest stands in the DNS.

draft-ietf-mailmaint-pacc-02. Implicit TLS on the registered ports only; the user name is the whole address.
"""

import asyncio
import base64
import binascii
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Annotated
from urllib.parse import urlsplit

import msgspec

from wizard.discovery.configuration_file import candidates
from wizard.discovery.lookup import Inquiry, Lookup, dns_failure, lookup
from wizard.model import (
    AuthenticationMethod,
    Endpoint,
    Found,
    HelpPage,
    LookupFailed,
    LookupFailure,
    LookupResult,
    NothingFound,
    Protocol,
    Published,
    ServerSettings,
    SocketType,
    SourceName,
    printable,
)
from wizard.model.domains import ascii_domain
from wizard.model.server import EMAIL_ADDRESS
from wizard.network import HttpFailure, HttpResponse

NAME = SourceName.PACC

_PORTS = {Protocol.IMAP: 993, Protocol.POP3: 995, Protocol.SMTP: 465}


class _Server(msgspec.Struct, frozen=True):
    host: Annotated[str, msgspec.Meta(max_length=253)]


class _Protocols(msgspec.Struct, frozen=True):
    imap: _Server | None = None
    pop3: _Server | None = None
    smtp: _Server | None = None


class _OAuth(msgspec.Struct, frozen=True):
    issuer: str


class _Authentication(msgspec.Struct, frozen=True, rename={"oauth_public": "oauth-public"}):
    oauth_public: _OAuth | None = None
    password: bool = False


class _Provider(msgspec.Struct, frozen=True):
    name: str = ""


class _Help(msgspec.Struct, frozen=True):
    documentation: str | None = None


class _Info(msgspec.Struct, frozen=True):
    provider: _Provider = _Provider()
    help: _Help = _Help()


class _Configuration(msgspec.Struct, frozen=True):
    protocols: _Protocols
    authentication: _Authentication = _Authentication()
    info: _Info = _Info()


def lookups(inquiry: Inquiry) -> Sequence[Lookup]:
    """One question with two halves, asked at once: the file, and its digest."""
    url = f"https://ua-auto-config.{inquiry.domain}/.well-known/user-agent-configuration.json"
    return (lookup(NAME, url, partial(_ask, inquiry, url)),)


async def _ask(inquiry: Inquiry, url: str) -> LookupResult:
    """The servers of the file, if its bytes are exactly those that the DNS vouches for.

    Trusted because of https to the domain's own name; the digest adds a second lock and takes none away.
    """
    response, digests = await asyncio.gather(
        inquiry.network.http.get(url), inquiry.network.dns.txt(f"_ua-auto-config.{inquiry.domain}")
    )
    if isinstance(response, HttpFailure):
        return LookupFailed(reason=response.reason, detail=response.detail)
    if _host(response.url) != _host(url):
        return LookupFailed(reason=LookupFailure.BAD_REDIRECT, detail=response.url, page=response.page)
    if failure := dns_failure(digests):
        return failure
    if not _vouched_for(response.body, digests.records):
        detail = "the digest in DNS is of another file" if digests.records else "no digest in DNS"
        return LookupFailed(reason=LookupFailure.BAD_CONFIGURATION, detail=detail, page=response.page)
    return _read(response)


def _vouched_for(body: bytes, records: Iterable[str]) -> bool:
    """Whether a record has the digest of these very bytes; a provider that changes its file has two for a while."""
    digest = hashlib.sha256(body).digest()
    return any(digest == said for record in records if (said := _digest(record)) is not None)


def _digest(record: str) -> bytes | None:
    """The digest in `v=UAAC1; a=sha256; d=...`; None for any other record."""
    tags: dict[str, str] = {}
    for part in record.split(";"):
        tag, _, value = part.partition("=")
        tags.setdefault(tag.strip().lower(), value.strip())
    if tags.get("v", "").upper() != "UAAC1" or tags.get("a", "").lower() != "sha256":
        return None
    try:
        return base64.b64decode(tags.get("d", ""), validate=True)
    except (binascii.Error, ValueError):
        return None


def _read(response: HttpResponse) -> LookupResult:
    try:
        configuration = msgspec.json.decode(response.body, type=_Configuration)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        detail = printable(str(error), limit=200)
        return LookupFailed(reason=LookupFailure.BAD_CONFIGURATION, detail=detail, page=response.page)
    published = _published(configuration.info)
    servers = tuple(_servers(configuration))
    if not servers:
        return NothingFound(published=published, page=response.page)
    return Found(
        candidates=candidates(servers, NAME, response.hops[0], trusted=response.secure),
        published=published,
        page=response.page,
    )


def _servers(configuration: _Configuration) -> Iterator[ServerSettings]:
    said, methods = configuration.protocols, tuple(_methods(configuration.authentication))
    for protocol, server in ((Protocol.IMAP, said.imap), (Protocol.POP3, said.pop3), (Protocol.SMTP, said.smtp)):
        hostname = ascii_domain(server.host) if server is not None else None
        if hostname is not None and "." in hostname:
            yield ServerSettings(
                endpoint=Endpoint(
                    protocol=protocol, hostname=hostname, port=_PORTS[protocol], socket_type=SocketType.SSL
                ),
                username=EMAIL_ADDRESS,
                authentication=methods,
            )


def _methods(authentication: _Authentication) -> Iterator[AuthenticationMethod]:
    """The password first: a mail program must know an issuer before it can use OAuth2."""
    if authentication.password:
        yield AuthenticationMethod.PASSWORD_CLEARTEXT
    if authentication.oauth_public is not None:
        yield AuthenticationMethod.OAUTH2


def _published(info: _Info) -> Published:
    page = info.help.documentation
    return Published(
        display_name=printable(" ".join(info.provider.name.split()), limit=60) or None,
        help_pages=(HelpPage(url=page),) if page is not None and _is_page(page) else (),
    )


def _is_page(url: str) -> bool:
    return printable(url) == url and " " not in url and url.startswith("https://") and bool(_host(url))


def _host(url: str) -> str | None:
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return parts.hostname if parts.username is None else None
