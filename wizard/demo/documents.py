"""The files that the web servers of the built-in world serve, made from the lines of the table."""

import base64
import hashlib
import json
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from wizard.demo.situation import PublishedServer
from wizard.model import Protocol, SocketType


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a web server answers with."""

    content_type: str
    body: bytes


SILENCE = Document(content_type="", body=b"")
"""No answer, ever."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Published:
    name: str
    servers: tuple[PublishedServer, ...]
    help_pages: tuple[tuple[str, str], ...]


def document(url: str, lines: Sequence[str]) -> Document:
    """What stands at this URL of the table (see `Situation`); the domain that it is about follows from the URL."""
    if list(lines) == ["silence"]:
        return SILENCE
    if url.endswith(".json"):
        return Document(content_type="application/json", body=_pacc(_read(lines, _subject(url))))
    if not url.endswith((".xml", ".example")):
        return Document(content_type="text/html; charset=utf-8", body=_page(" ".join(lines)))
    domain = _subject(url)
    if url.endswith("/autodiscover.xml"):
        return Document(content_type="text/xml; charset=utf-8", body=_autodiscover(_read(lines, domain)))
    return Document(content_type="text/xml; charset=utf-8", body=_autoconfig(_read(lines, domain), domain))


def pacc_record(url: str, found: Document) -> str:
    """The line for the zone that vouches for this file (draft-ietf-mailmaint-pacc)."""
    digest = base64.b64encode(hashlib.sha256(found.body).digest()).decode()
    return f'_ua-auto-config.{_subject(url)} TXT "v=UAAC1; a=sha256; d={digest}"'


def _subject(url: str) -> str:
    """The mail domain whose settings this URL publishes; the database of providers names it in the path."""
    parts = urlsplit(url)
    last = parts.path.rpartition("/")[2]
    if last.endswith(".example"):
        return last
    prefix, _, domain = str(parts.hostname).partition(".")
    return domain if prefix in {"autoconfig", "autodiscover", "ua-auto-config"} else str(parts.hostname)


def _read(lines: Sequence[str], domain: str) -> _Published:
    name = domain
    servers: list[PublishedServer] = []
    help_pages: list[tuple[str, str]] = []
    for line in lines:
        word, _, rest = line.partition(" ")
        if word == "name":
            name = rest
        elif word == "help":
            url, _, title = rest.partition(" ")
            help_pages.append((url, title))
        else:
            servers.append(PublishedServer.parse(line))
    return _Published(name=name, servers=tuple(servers), help_pages=tuple(help_pages))


def _pacc(published: _Published) -> bytes:
    """A file of draft-ietf-mailmaint-pacc; it has no ports, and implicit TLS only."""
    settings = {
        "protocols": {str(server.protocol): {"host": server.hostname} for server in published.servers},
        "authentication": {"password": True},
        "info": {"provider": {"name": published.name}},
    }
    return json.dumps(settings, indent=2).encode()


def _page(title: str) -> bytes:
    page = ET.Element("html")
    ET.SubElement(ET.SubElement(page, "head"), "title").text = title
    ET.SubElement(ET.SubElement(page, "body"), "h1").text = title
    return b"<!DOCTYPE html>\n" + _bytes(page)


def _autoconfig(published: _Published, domain: str) -> bytes:
    """A file of draft-ietf-mailmaint-autoconfig, version 1.1."""
    root = ET.Element("clientConfig", version="1.1")
    provider = ET.SubElement(root, "emailProvider", id=domain)
    ET.SubElement(provider, "domain").text = domain
    ET.SubElement(provider, "displayName").text = published.name
    _add_servers(provider, published.servers)
    for url, title in published.help_pages:
        ET.SubElement(ET.SubElement(provider, "documentation", url=url), "descr", lang="en").text = title
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + _bytes(root)


def _add_servers(provider: ET.Element, servers: Sequence[PublishedServer]) -> None:
    for server in servers:
        tag = "outgoingServer" if server.protocol is Protocol.SMTP else "incomingServer"
        section = ET.SubElement(provider, tag, type=server.protocol)
        ET.SubElement(section, "hostname").text = server.hostname
        ET.SubElement(section, "port").text = str(server.port)
        ET.SubElement(section, "socketType").text = server.socket_type
        ET.SubElement(section, "username").text = "%EMAILADDRESS%"
        for method in server.authentication:
            ET.SubElement(section, "authentication").text = method


def _autodiscover(published: _Published) -> bytes:
    """An answer of Autodiscover ("POX"); who asks signs in with what he asked for."""
    root = ET.Element("Autodiscover", xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006")
    schema = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a"
    account = ET.SubElement(ET.SubElement(root, "Response", xmlns=schema), "Account")
    ET.SubElement(account, "AccountType").text = "email"
    ET.SubElement(account, "Action").text = "settings"
    for server in published.servers:
        block = ET.SubElement(account, "Protocol")
        words = {"Type": server.protocol.upper(), "Server": server.hostname, "Port": str(server.port), "SPA": "off"}
        for name, text in words.items():
            ET.SubElement(block, name).text = text
        ET.SubElement(block, "SSL").text = "off" if server.socket_type is SocketType.PLAIN else "on"
    return _bytes(root)


def _bytes(root: ET.Element) -> bytes:
    ET.indent(root)
    return ET.tostring(root, encoding="unicode").encode()
