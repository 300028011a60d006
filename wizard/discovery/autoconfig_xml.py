"""The autoconfig file (config-v1.1.xml and 1.2) as settings; pure.

draft-ietf-mailmaint-autoconfig. Unknown elements, attributes and values are ignored, and a broken server section
drops only itself: a security value that cannot be read never becomes plain text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from wizard.discovery.elements import children, content, name, text
from wizard.discovery.xml_guard import RefusedDocument, parse
from wizard.model import (
    AuthenticationMethod,
    Endpoint,
    HelpPage,
    Hint,
    HintId,
    LookupFailed,
    LookupFailure,
    Protocol,
    Published,
    ServerSettings,
    SocketType,
    Text,
    printable,
)
from wizard.model.domains import ascii_domain
from wizard.model.server import EMAIL_ADDRESS, EMAIL_DOMAIN, EMAIL_LOCAL_PART

MAX_SERVERS = 8
"""Sections read for one protocol: whoever writes a file decides how many connections we make."""
MAX_PAGES = 12

_PROTOCOLS = {
    ("incomingServer", "imap"): Protocol.IMAP,
    ("incomingServer", "pop3"): Protocol.POP3,
    ("outgoingServer", "smtp"): Protocol.SMTP,
}
_SOCKET_TYPES = {socket_type.lower(): socket_type for socket_type in SocketType}
_AUTHENTICATION = {method.lower(): method for method in AuthenticationMethod} | {
    # 1.0 and early drafts
    "plain": AuthenticationMethod.PASSWORD_CLEARTEXT,
    "secure": AuthenticationMethod.PASSWORD_ENCRYPTED,
    "oauth": AuthenticationMethod.OAUTH2,
    # 1.2, system="sasl"
    "login": AuthenticationMethod.PASSWORD_CLEARTEXT,
    "cram-md5": AuthenticationMethod.PASSWORD_ENCRYPTED,
    "digest-md5": AuthenticationMethod.PASSWORD_ENCRYPTED,
    "xoauth2": AuthenticationMethod.OAUTH2,
    "oauthbearer": AuthenticationMethod.OAUTH2,
    "external": AuthenticationMethod.TLS_CLIENT_CERT,
}
_PLACEHOLDERS = re.compile(f"{EMAIL_ADDRESS}|{EMAIL_LOCAL_PART}|{EMAIL_DOMAIN}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """The servers of a file in its own order, and what it says of the provider."""

    servers: tuple[ServerSettings, ...]
    published: Published

    @property
    def oauth2_only(self) -> bool:
        """Whether no incoming server takes a password of any kind."""
        incoming = [server for server in self.servers if server.endpoint.protocol is not Protocol.SMTP]
        return bool(incoming) and all(server.authentication == (AuthenticationMethod.OAUTH2,) for server in incoming)


def read(document: bytes, *, domain: str) -> Configuration | LookupFailed:
    """What a file says to somebody with an address in `domain` (A-labels), which fills `%EMAILDOMAIN%`.

    Fails with NOT_A_CONFIGURATION where the document is something else (mostly a web page that says "not found"),
    with BAD_CONFIGURATION where it should be one but cannot be read.
    """
    try:
        root = parse(document)
    except RefusedDocument as refusal:
        if b"clientconfig" not in document.replace(b"\0", b"").lower():
            return LookupFailed(reason=LookupFailure.NOT_A_CONFIGURATION, detail=_beginning(document))
        return LookupFailed(reason=LookupFailure.BAD_CONFIGURATION, detail=printable(str(refusal)))
    if name(root) != "clientConfig":
        return LookupFailed(reason=LookupFailure.NOT_A_CONFIGURATION, detail=_beginning(document))
    provider = next(children(root, "emailProvider"), None)
    if provider is None:
        return LookupFailed(reason=LookupFailure.BAD_CONFIGURATION, detail="no emailProvider")
    return Configuration(
        servers=tuple(_servers(provider, domain)),
        published=Published(
            display_name=_display_name(provider, domain),
            help_pages=tuple(_help_pages(provider, domain))[:MAX_PAGES],
            hints=tuple(_hints([*children(provider, "enable"), *children(root, "enable")])),
        ),
    )


def _servers(provider: Element, domain: str) -> Iterator[ServerSettings]:
    seen: dict[Protocol, int] = {}
    for section in provider:
        protocol = _PROTOCOLS.get((name(section), section.get("type", "").strip().lower()))
        if protocol is None or seen.get(protocol, 0) == MAX_SERVERS:
            continue
        if server := _server(section, protocol, domain):
            seen[protocol] = seen.get(protocol, 0) + 1
            yield server


def _server(section: Element, protocol: Protocol, domain: str) -> ServerSettings | None:
    hostname = ascii_domain(text(section, "hostname").replace(EMAIL_DOMAIN, domain, 1))
    port = text(section, "port")
    socket_type = _SOCKET_TYPES.get(text(section, "socketType").lower())
    if hostname is None or "." not in hostname or socket_type is None:
        return None
    if not re.fullmatch(r"[0-9]{1,5}", port, re.ASCII) or not 1 <= int(port) <= 65535:
        return None
    return ServerSettings(
        endpoint=Endpoint(protocol=protocol, hostname=hostname, port=int(port), socket_type=socket_type),
        username=_username(section),
        authentication=tuple(dict.fromkeys(_authentication(section))),
    )


def _authentication(section: Element) -> Iterator[AuthenticationMethod]:
    for element in children(section, "authentication"):
        word = content(element).lower()
        if element.get("system", "").strip().lower() == "http":
            continue
        if word.startswith("scram-"):
            yield AuthenticationMethod.PASSWORD_ENCRYPTED
        elif word in _AUTHENTICATION:
            yield _AUTHENTICATION[word]


def _username(section: Element) -> str | None:
    username = text(section, "username")
    if not username or len(username) > 320 or printable(username) != username or " " in username:
        return None
    return None if "%" in _PLACEHOLDERS.sub("", username) else username


def _display_name(provider: Element, domain: str) -> str | None:
    for element in ("displayName", "displayShortName"):
        name = " ".join(text(provider, element).replace(EMAIL_DOMAIN, domain).split())
        if name and not _PLACEHOLDERS.search(name):
            return printable(name, limit=60)
    return None


def _help_pages(provider: Element, domain: str) -> Iterator[HelpPage]:
    for page in provider:
        if name(page) not in {"documentation", "instruction"}:
            continue
        url = _url(page.get("url", ""), domain)
        if url is None:
            continue
        titles = {_language(title): content(title) for title in children(page, "descr") if content(title)}
        language = next((choice for choice in ("nl", "en", *titles) if choice in titles), None)
        title = titles.get(language)
        yield HelpPage(url=url, title=printable(title, limit=200) if title else None, language=language)


def _hints(sections: list[Element]) -> Iterator[Hint]:
    for section in sections:
        url = _url(section.get("visiturl", ""), "")
        texts = {
            _language(instruction) or "": printable(content(instruction), limit=500)
            for instruction in children(section, "instruction")
            if content(instruction)
        }
        best = next((texts[choice] for choice in ("en", "", *texts) if choice in texts), url)
        if best is not None:
            yield Hint(id=HintId.ENABLE_FIRST, text=Text(nl=texts.get("nl", best), en=texts.get("en", best)), url=url)


def _url(text: str, domain: str) -> str | None:
    """An address of a page that may be shown; one that would carry the user's address is not."""
    url = text.strip().replace(EMAIL_DOMAIN, domain)
    if _PLACEHOLDERS.search(url) or printable(url) != url or " " in url:
        return None
    try:
        parts = urlsplit(url)
        named = bool(parts.hostname) and parts.username is None
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and named else None


def _language(element: Element) -> str | None:
    language = element.get("lang", "").strip().lower().partition("-")[0]
    return language if re.fullmatch(r"[a-z]{2,3}", language, re.ASCII) else None


def _beginning(document: bytes) -> str:
    return printable(b" ".join(document[:240].split()), limit=60)
