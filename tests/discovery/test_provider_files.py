"""The provider files that come with the product: true to themselves, and found by domain and by exchanger."""

import os
from datetime import date
from pathlib import Path

import pytest

from wizard import rulebook
from wizard.discovery.autoconfig_xml import Configuration, read
from wizard.model import (
    AuthenticationMethod,
    Confidence,
    HintId,
    Protocol,
    Provider,
    ServerSettings,
    SocketType,
)
from wizard.model.domains import is_public_suffix

FOLDER = os.environ.get("MAILWIJZER_ISPDB")
RULES = rulebook.load()
PROVIDERS = [pytest.param(provider, id=provider.id) for provider in RULES.providers.values()]
NEEDED = {"icloud", "proton", "tuta", "gmail", "outlook", "microsoft-365", "ziggo", "kpn", "kliksafe"}
PORTS = {
    (Protocol.IMAP, SocketType.SSL): 993,
    (Protocol.IMAP, SocketType.STARTTLS): 143,
    (Protocol.POP3, SocketType.SSL): 995,
    (Protocol.POP3, SocketType.STARTTLS): 110,
    (Protocol.SMTP, SocketType.SSL): 465,
    (Protocol.SMTP, SocketType.STARTTLS): 587,
}


def test_the_providers_that_rules_and_people_count_on() -> None:
    assert set(RULES.providers) >= NEEDED


@pytest.mark.parametrize("provider", PROVIDERS)
def test_ports_fit_how_tls_starts(provider: Provider) -> None:
    for server in provider.servers:
        endpoint = server.endpoint
        assert endpoint.port == PORTS[endpoint.protocol, endpoint.socket_type], endpoint
        assert server.username is not None
        assert server.authentication


@pytest.mark.parametrize("provider", PROVIDERS)
def test_servers_are_complete_or_their_absence_is_explained(provider: Provider) -> None:
    offered = {server.endpoint.protocol for server in provider.servers}
    if offered:
        assert {Protocol.IMAP, Protocol.SMTP} <= offered
        assert not offered & provider.published.lacks
    else:
        assert provider.published.lacks or provider.confidence is Confidence.LOW


@pytest.mark.parametrize("provider", PROVIDERS)
def test_no_name_takes_in_more_than_the_provider(provider: Provider) -> None:
    for name in (*provider.domains, *provider.mx):
        assert name == name.lower()
        assert not is_public_suffix(name), name
    assert provider.last_checked <= date(2026, 11, 23)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_oauth2_only_is_said_exactly_where_no_server_takes_a_password(provider: Provider) -> None:
    methods = {method for server in provider.servers for method in server.authentication}
    said = any(hint.id is HintId.OAUTH2_ONLY for hint in provider.published.hints)
    assert said is (methods == {AuthenticationMethod.OAUTH2})


@pytest.mark.parametrize(
    ("domain", "provider"),
    [
        ("gmail.com", "gmail"),
        ("hotmail.nl", "outlook"),
        ("live.nl", "outlook"),
        ("onmicrosoft.com", "microsoft-365"),
        ("icloud.com", "icloud"),
        ("proton.me", "proton"),
        ("tutanota.com", "tuta"),
        ("home.nl", "ziggo"),
        ("planet.nl", "kpn"),
        ("xs4all.nl", "kpn"),
        ("kliksafe.nl", "kliksafe"),
        ("voorbeeld.nl", None),
        ("mail.gmail.com", None),
    ],
)
def test_by_domain(domain: str, provider: str | None) -> None:
    found = RULES.provider_for(domain)
    assert (found.id if found else None) == provider


@pytest.mark.parametrize(
    ("exchanger", "provider"),
    [
        ("aspmx.l.google.com", "gmail"),
        ("alt1.aspmx.l.google.com", "gmail"),
        ("smtp.google.com", "gmail"),
        ("voorbeeld-nl.mail.protection.outlook.com", "microsoft-365"),
        ("voorbeeld-nl.o-v1.mx.microsoft", "microsoft-365"),
        ("hotmail-com.olc.protection.outlook.com", "outlook"),
        ("mx01.mail.icloud.com", "icloud"),
        ("mail.protonmail.ch", "proton"),
        ("mail.tutanota.de", "tuta"),
        ("smtpin.rzone.de", "strato"),
        ("mx00.kundenserver.de", "1und1"),
        ("mta5.am0.yahoodns.net", "yahoo"),
        ("mx-aol.mail.gm0.yahoodns.net", "aol"),
        ("in1-smtp.messagingengine.com", "fastmail"),
        ("spool.mail.gandi.net", "gandi"),
        ("mx.voorbeeld.nl", None),
        ("google.com.voorbeeld.nl", None),
        ("notgoogle.com", None),
    ],
)
def test_by_exchanger(exchanger: str, provider: str | None) -> None:
    found = RULES.provider_for_mx(exchanger)
    assert (found.id if found else None) == provider


@pytest.mark.parametrize(
    ("provider", "lacks"),
    [
        ("icloud", {Protocol.POP3}),
        ("proton", {Protocol.POP3}),
        ("tuta", {Protocol.IMAP, Protocol.POP3, Protocol.SMTP}),
        ("gmail", set()),
    ],
)
def test_what_is_missing(provider: str, lacks: set[Protocol]) -> None:
    assert RULES.providers[provider].published.lacks == lacks


def test_icloud_signs_in_differently_for_sending() -> None:
    names = {server.endpoint.protocol: server.username for server in RULES.providers["icloud"].servers}
    assert names == {Protocol.IMAP: "%EMAILLOCALPART%", Protocol.SMTP: "%EMAILADDRESS%"}


def essence(server: ServerSettings) -> tuple[object, ...]:
    return server.endpoint, server.username, frozenset(server.authentication)


if FOLDER:  # a copy of Thunderbird's database, which does not come with the product

    @pytest.mark.parametrize("path", sorted(Path(FOLDER).glob("*.xml")), ids=lambda path: path.stem)
    def test_no_server_contradicts_the_database(path: Path) -> None:
        entry = read(path.read_bytes(), domain="voorbeeld.nl")
        assert isinstance(entry, Configuration)
        text = path.read_text("utf-8")
        for provider in RULES.providers.values():
            if any(f"<domain>{domain}</domain>" in text for domain in provider.domains):
                assert set(map(essence, provider.servers)) <= set(map(essence, entry.servers)), provider.id
