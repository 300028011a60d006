"""Each format read back as the program it is for reads it: `imap imap.voorbeeld.nl:993 SSL anna@voorbeeld.nl`.

Where there is a reader of somebody else's it is used; ours only where `discover` itself is the program.
"""

import configparser
import json
import plistlib
import re
import tomllib
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

import dns.rdatatype
import dns.rdtypes.IN.SRV
import dns.zone
import yaml

from wizard.discovery import autoconfig_xml, autodiscover_xml
from wizard.exporters.settings import login
from wizard.lint import read
from wizard.model import Account, EmailAddress, Protocol, RecommendedServer, ServerSettings

Lines = tuple[str, ...]

_PORTS = {"imap": 143, "imaps": 993, "pop": 110, "pops": 995, "smtp": 587, "smtps": 465}
_NAMES = {"imap": "imap", "pop": "pop3", "smtp": "smtp"}


def wanted(account: Account, *, username: bool = True) -> Lines:
    """The receiving and the sending server of the account."""
    servers = [account.incoming, *([account.outgoing] if account.outgoing is not None else [])]
    return tuple(_line_of(server, account, username=username) for server in servers)


def _line_of(server: RecommendedServer, account: Account, *, username: bool) -> str:
    endpoint = server.endpoint
    words = [endpoint.protocol.value, str(endpoint), endpoint.socket_type.value]
    return " ".join([*words, login(server, account)] if username else words)


def _settings(servers: tuple[ServerSettings, ...], address: EmailAddress) -> Lines:
    """The first server of each direction."""
    lines: dict[bool, str] = {}
    for server in servers:
        endpoint = server.endpoint
        line = f"{endpoint.protocol} {endpoint} {endpoint.socket_type} {server.username_for(address) or address}"
        lines.setdefault(endpoint.protocol is Protocol.SMTP, line)
    return tuple(lines[key] for key in sorted(lines))


def autoconfig(data: bytes, address: EmailAddress) -> Lines:
    found = autoconfig_xml.read(data, domain=address.domain)
    assert isinstance(found, autoconfig_xml.Configuration)
    return _settings(found.servers, address)


def autodiscover(data: bytes, address: EmailAddress) -> Lines:
    found = autodiscover_xml.read(data, address=address)
    assert isinstance(found, tuple)
    return _settings(found, address)


def pacc(data: bytes, address: EmailAddress) -> Lines:
    """All servers: the file prefers none."""
    return tuple(line for server in read(data, "file").servers for line in _settings((server,), address))


def mobileconfig(data: bytes, address: EmailAddress) -> Lines:
    (mail,) = plistlib.loads(data)["PayloadContent"]
    kinds = {
        "Incoming": {"EmailTypeIMAP": "imap", "EmailTypePOP": "pop3"}[mail["EmailAccountType"]],
        "Outgoing": "smtp",
    }
    assert mail["EmailAddress"] == str(address)
    return tuple(
        f"{kind} {mail[f'{way}MailServerHostName']}:{mail[f'{way}MailServerPortNumber']} "
        f"{_by_port(mail[f'{way}MailServerPortNumber'])} {mail[f'{way}MailServerUsername']}"
        for way, kind in kinds.items()
        if mail[f"{way}MailServerUseSSL"] is True
    )


def _by_port(port: int) -> str:
    return "STARTTLS" if port in {143, 110, 587} else "SSL"


def thunderbird_qr(data: bytes, address: EmailAddress) -> Lines:
    version, _part, incoming, ((outgoing, identity),) = json.loads(data)
    assert (version, identity[0]) == (1, str(address))
    security = {2: "STARTTLS", 3: "SSL"}
    names = (["imap", "pop3"][incoming[0]], "smtp")
    return tuple(
        f"{name} {server[1]}:{server[2]} {security[server[3]]} {server[5]}"
        for name, server in zip(names, (incoming, outgoing), strict=True)
    )


def k9s(data: bytes, address: EmailAddress) -> Lines:
    (account,) = ET.fromstring(data).iter("account")
    assert account.findtext("identities/identity/email") == str(address)
    security = {"SSL_TLS_REQUIRED": "SSL", "STARTTLS_REQUIRED": "STARTTLS"}
    sections = [account.find("incoming-server"), account.find("outgoing-server")]
    return tuple(
        f"{section.get('type', '').lower()} {section.findtext('host')}:{section.findtext('port')} "
        f"{security[section.findtext('connection-security', '')]} {section.findtext('username')}"
        for section in sections
        if section is not None
    )


def dns_zone(data: bytes, address: EmailAddress) -> Lines:
    """The records of lowest priority; DNS has no user names."""
    services = {"imaps": "imap SSL", "imap": "imap STARTTLS", "pop3s": "pop3 SSL", "pop3": "pop3 STARTTLS",
                "submissions": "smtp SSL", "submission": "smtp STARTTLS"}  # fmt: skip
    zone = dns.zone.from_text(data.decode(), origin=address.domain, relativize=False, check_origin=False)
    found = []
    for name, _ttl, record in zone.iterate_rdatas(dns.rdatatype.SRV):
        assert isinstance(record, dns.rdtypes.IN.SRV.SRV)
        protocol, socket_type = services[name.labels[0].decode()[1:]].split()
        endpoint = f"{record.target.to_text(omit_final_dot=True)}:{record.port}"
        found.append((protocol == "smtp", record.priority, f"{protocol} {endpoint} {socket_type}"))
    return tuple(line for _smtp, priority, line in sorted(found) if priority == 0)


def _data(account: Mapping[str, Any]) -> Lines:
    return tuple(
        f"{server['protocol']} {server['hostname']}:{server['port']} {server['socket_type']} "
        f"{server['username_filled'] or account['address']}"
        for server in (account["incoming"], account["outgoing"])
        if server is not None
    )


def json_format(data: bytes, address: EmailAddress) -> Lines:
    assert json.loads(data)["address"] == str(address)
    return _data(json.loads(data))


def yaml_format(data: bytes, address: EmailAddress) -> Lines:
    assert yaml.safe_load(data)["address"] == str(address)
    return _data(yaml.safe_load(data))


def _url(url: str, starttls: str | None = None) -> str:
    """`imaps://anna%40voorbeeld.nl@imap.voorbeeld.nl:993` as a line."""
    parts = urlsplit(url)
    scheme = parts.scheme.partition("+")[0]
    protected = "SSL" if scheme.endswith("s") else "STARTTLS"
    if starttls is not None:
        assert starttls == ("yes" if protected == "STARTTLS" else "no")
    line = f"{_NAMES[scheme.removesuffix('s')]} {parts.hostname}:{parts.port or _PORTS[scheme]} {protected}"
    return f"{line} {unquote(parts.username)}" if parts.username else line


def aerc(data: bytes, address: EmailAddress) -> Lines:
    parser = configparser.ConfigParser(interpolation=None)
    parser.read_string(data.decode())
    (title,) = parser.sections()
    section = parser[title]
    assert str(address) in section["from"]
    return _url(section["source"]), _url(section["outgoing"], section.get("smtp-starttls", "no"))


def himalaya(data: bytes, address: EmailAddress) -> Lines:
    (account,) = tomllib.loads(data.decode())["accounts"].values()
    assert account["email"] == str(address)
    return tuple(
        f"{_url(account[name]['server'])} {account[name]['sasl']['plain']['username']}" for name in ("imap", "smtp")
    )


def neomutt(data: bytes, address: EmailAddress) -> Lines:
    said = dict(re.findall(r'^set (\w+)="?(.*?)"?$', data.decode(), re.MULTILINE))
    assert said["from"] == str(address)
    assert said["ssl_force_tls"] == "yes"
    incoming = f"{_url(said['folder'])} {said['imap_user']}" if "folder" in said else _url(said["pop_host"])
    return incoming, _url(said["smtp_url"])


def msmtp(data: bytes, address: EmailAddress) -> Lines:
    """The sending half."""
    said = dict(line.split(" ", 1) for line in data.decode().splitlines() if line)
    assert (said["from"], said["tls"], said["auth"]) == (str(address), "on", "on")
    protected = {"on": "STARTTLS", "off": "SSL"}[said["tls_starttls"]]
    return (f"smtp {said['host']}:{said['port']} {protected} {said['user']}",)


def mbsync(data: bytes, address: EmailAddress) -> Lines:
    """The receiving half."""
    del address
    said = dict(line.split(" ", 1) for line in data.decode().partition("\n\n")[0].splitlines())
    protected = {"IMAPS": "SSL", "STARTTLS": "STARTTLS"}[said["SSLType"]]
    return (f"imap {said['Host']}:{said['Port']} {protected} {json.loads(said['User'])}",)


def getmail(data: bytes, address: EmailAddress) -> Lines:
    """The receiving half."""
    del address
    parser = configparser.ConfigParser(interpolation=None)
    parser.read_string(data.decode())
    section = parser["retriever"]
    kind = {"SimplePOP3SSLRetriever": "pop3", "SimpleIMAPSSLRetriever": "imap"}[section["type"]]
    return (f"{kind} {section['server']}:{section['port']} SSL {section['username']}",)


def fetchmail(data: bytes, address: EmailAddress) -> Lines:
    """The receiving half."""
    del address
    text = data.decode()
    found = re.search(r'poll (\S+)\s+with protocol (\w+)\s+service (\d+)\s+user "([^"]+)"', text)
    assert found is not None, text
    assert 'sslproto "TLS1.2+"' in text
    protected = "SSL" if re.search(r"\bssl\b", text) else "STARTTLS"
    return (f"{found[2].lower()} {found[1]}:{found[3]} {protected} {found[4]}",)


READERS: Mapping[str, Callable[[bytes, EmailAddress], Lines]] = {
    "autoconfig": autoconfig,
    "autodiscover": autodiscover,
    "mobileconfig": mobileconfig,
    "thunderbird-qr": thunderbird_qr,
    "k9s": k9s,
    "pacc": pacc,
    "dns-zone": dns_zone,
    "mbsync": mbsync,
    "msmtp": msmtp,
    "neomutt": neomutt,
    "aerc": aerc,
    "himalaya": himalaya,
    "getmail": getmail,
    "fetchmail": fetchmail,
    "json": json_format,
    "yaml": yaml_format,
}
RECEIVING = {"mbsync", "getmail", "fetchmail"}
SENDING = {"msmtp"}
WITHOUT_USERNAME = {"dns-zone"}
WITHOUT_ORDER = {"pacc"}
