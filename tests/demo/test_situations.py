"""What the whole product finds out in each situation: the servers it recommends and the findings it reports."""

from collections.abc import Iterator

import pytest

from wizard import demo, pipeline, rulebook
from wizard.model import (
    Answers,
    EmailAddress,
    FindingId,
    Finished,
    Investigation,
    Language,
    Preference,
    Protocol,
    Rulebook,
    SocketType,
    SourceName,
)
from wizard.network import Limits, Network, NetworkSettings

_IMPATIENT = Limits(connect=1.0, greeting=3.0, command=3.0, dns_try=1.0, dns_name=2.0)

_EXPECTED = {
    "all-well": ("imap:993 pop:995 smtp:465", "autoconfig", ""),
    "only-pop": ("pop:995 smtp:465", "autoconfig", ""),
    "only-imap": ("imap:993 smtp:465", "autoconfig", ""),
    "starttls-only": ("mail:143 mail:110 mail:587", "autoconfig", ""),
    "srv-only": ("mail:993 mail:995 mail:465", "srv", ""),
    "hosting": ("imap.webhost.example:993 pop.webhost.example:995 smtp.webhost.example:465", "mx", "foreign-target"),
    "guess": ("imap:993 pop:995 smtp:465", "guess", ""),
    "http-only": ("mailbox:993 mailbox:995 mailbox:465", "autoconfig", "published-over-http"),
    "sources-disagree": ("imap:993 smtp:465", "autoconfig", "sources-disagree published-server-dead refused"),
    "oauth2-only": ("imap:993 smtp:465", "autoconfig", "oauth2-only"),
    "pop-deletes": ("imap:993 pop:995 smtp:465", "autoconfig", "pop-cannot-leave"),
    "pop-expires": ("pop:995 smtp:465", "autoconfig", "pop-deletes-after"),
    "pacc": ("mailbox:993 mailbox:995 mailbox:465", "pacc", ""),
    "text-record": ("mailbox:993 mailbox:465", "autoconfig", ""),
    "autodiscover": ("", "", "nothing-found"),
    "other-ports": ("imap:993 smtp:465", "autoconfig", "sources-disagree submission-other-port"),
    "few-extensions": (
        "imap:993 pop:995 smtp:465",
        "autoconfig",
        "imap-no-idle imap-no-quota imap-no-special-use pop-login-delay",
    ),
    "port-25": ("imap:993 smtp:587", "autoconfig guess", "submission-port-25"),
    "certificate-expired": ("pop:995 smtp:465", "autoconfig", "certificate-expired"),
    "certificate-name": ("", "", "certificate-name"),
    "self-signed": ("", "", "certificate-untrusted certificate-self-signed"),
    "tls-too-old": ("pop:995 smtp:465", "autoconfig", "tls-too-old"),
    "no-encryption": ("", "", "no-encryption starttls-not-offered"),
    "starttls-not-offered": ("pop:110 smtp:587", "autoconfig", "starttls-not-offered no-encryption"),
    "starttls-overwritten": ("", "", "starttls-overwritten"),
    "wrong-security": (
        "imap:143 pop:995 smtp:465",
        "guess autoconfig",
        "no-tls-from-the-start",
    ),
    "starttls-refused": ("", "", "starttls-refused"),
    "data-before-tls": ("", "", "data-before-tls"),
    "preauth": ("pop:995 smtp:465", "autoconfig", "preauth"),
    "right-name": (
        "server12.webhost.example:993 server12.webhost.example:465",
        "guess",
        "certificate-name certificate-name-works published-server-dead foreign-target",
    ),
    "intercepted": ("", "", "certificate-untrusted intercepted"),
    "port-587-filtered": ("imap:993 pop:995 smtp:465", "autoconfig", "port-filtered"),
    "mail-ports-blocked": ("mail:993? mail:995? mail:465?", "autoconfig", "mail-ports-blocked"),
    "never-greets": ("imap:143 smtp:465", "autoconfig", "server-silent"),
    "slow": ("imap:993 pop:995 smtp:465", "autoconfig", ""),
    "busy": ("pop:995 smtp:465", "autoconfig", "rejected-for-now"),
    "wrong-protocol": ("pop:995 smtp:465", "autoconfig", "wrong-protocol"),
    "ipv6-broken": ("mail:993 mail:995 mail:465", "autoconfig", "ipv6-broken"),
    "ipv6-elsewhere": ("pop:995 smtp:465", "autoconfig", "certificate-name ipv6-differs"),
    "turned-away": ("pop:995 smtp:465", "autoconfig", "rejected"),
    "nothing": ("", "", "nothing-found"),
    "no-such-domain": ("", "", "no-such-domain"),
    "null-mx": ("", "", "no-mail-here"),
    "dns-wildcard": ("", "", "dns-wildcard nothing-found"),
    "broken-dns": ("", "", "dns-bogus"),
    "silent-dns": ("", "", "no-network"),
    "silent-name-server": ("", "", "dns-bogus"),
    "nearly-full": ("imap:993 pop:995 smtp:465", "autoconfig", ""),
    "pop-empties": ("imap:993 pop:995 smtp:465", "autoconfig", ""),
    "app-password": ("imap:993 pop:995 smtp:465", "autoconfig", ""),
    "short-name": ("imap:993 pop:995 smtp:465", "autoconfig", ""),
    "garbled-structure": ("imap:993 pop:995 smtp:465", "autoconfig", ""),
    "garbled-pieces": ("imap:993 pop:995 smtp:465", "autoconfig", ""),
    "sender-refused": ("imap:993 pop:995 smtp:465", "autoconfig", ""),
}
"""Recommended servers (IMAP, POP3, SMTP; hosts of the own domain without it), the source of all, ids of all findings.

Where nothing is recommended, `nothing-found` may stand beside the reason.
"""

_STARTTLS_PORTS = {143, 110, 587}


@pytest.fixture(scope="module")
def rules() -> Rulebook:
    return rulebook.load()


async def _investigate(address: str, network: Network, rules: Rulebook, *, send_address: bool = False) -> Investigation:
    async for event in pipeline.investigate(EmailAddress.parse(address), network, rules, send_address=send_address):
        if isinstance(event, Finished):
            return event.investigation
    raise AssertionError("no end")


def _recommended(investigation: Investigation) -> Iterator[str]:
    for protocol in Protocol:
        if server := investigation.servers.get(protocol):
            endpoint = server.endpoint
            assert endpoint.socket_type is (SocketType.STARTTLS if endpoint.port in _STARTTLS_PORTS else SocketType.SSL)
            unproved = "" if server.verified else "?"
            yield f"{endpoint.hostname.removesuffix('.' + investigation.address.domain)}:{endpoint.port}{unproved}"


@pytest.mark.parametrize("situation", demo.SITUATIONS, ids=lambda situation: situation.id)
async def test_finds_the_servers_and_what_is_wrong(
    world: demo.World, rules: Rulebook, situation: demo.Situation
) -> None:
    servers, source, findings = _EXPECTED[situation.id]
    async with Network(world.network_settings(NetworkSettings()), _IMPATIENT) as network:
        investigation = await _investigate(situation.address, network, rules)
    assert list(_recommended(investigation)) == servers.split()
    assert {server.source for server in investigation.servers.values()} == set(source.split())
    found, expected = {finding.id for finding in investigation.findings}, set(findings.split())
    assert found - ({FindingId.NOTHING_FOUND} - expected if not servers else set()) == expected


async def test_what_the_provider_says_of_itself(network: Network, rules: Rulebook) -> None:
    published = (await _investigate("anna@all-well.example", network, rules)).published
    assert published.display_name == "All Well Mail"
    assert [page.url for page in published.help_pages] == ["https://www.all-well.example/help"]


async def test_who_sends_her_address_gets_more(network: Network, rules: Rulebook) -> None:
    investigation = await _investigate("anna@autodiscover.example", network, rules, send_address=True)
    assert list(_recommended(investigation)) == ["mailbox:993", "mailbox:995", "mailbox:465"]
    assert {server.source for server in investigation.servers.values()} == {SourceName.AUTODISCOVER}
    assert all(server.trusted for server in investigation.servers.values())


async def test_what_the_domain_prefers_reaches_the_advice(network: Network, rules: Rulebook) -> None:
    investigation = await _investigate("anna@srv-only.example", network, rules)
    assert pipeline.facts(Answers(), investigation, rules).server.prefers is Preference.IMAP


def test_every_situation_has_its_expectation() -> None:
    assert [situation.id for situation in demo.SITUATIONS] == list(_EXPECTED)


def test_all_is_well_in_the_first() -> None:
    first = demo.SITUATIONS[0]
    assert (first.id, first.address) == ("all-well", "anna@all-well.example")
    assert {server.protocol for server in first.running()} == set(Protocol)
    assert not any(server.traits for server in first.running())


@pytest.mark.parametrize("situation", demo.SITUATIONS, ids=lambda situation: situation.id)
def test_a_row_of_the_table_reads_well(situation: demo.Situation) -> None:
    assert str(EmailAddress.parse(situation.address)) == situation.address
    for language in Language:
        sentence = situation.shows.in_language(language)
        assert sentence.endswith(".")
        assert len(sentence) <= 100
    assert situation.shows.nl != situation.shows.en


@pytest.mark.parametrize("situation", demo.SITUATIONS, ids=lambda situation: situation.id)
def test_a_row_names_nobody_outside_the_world(situation: demo.Situation) -> None:
    names = [server.hostname for server in situation.running()]
    for record in situation.records():
        name, kind, *_ = record.split()
        names.append(name)
        if kind in {"MX", "SRV", "CNAME"}:
            names.append(record.split()[-1])
    names += [url.split("/")[2] for url, _ in situation.files()]
    assert all(name == "." or name.endswith(".example") for name in names), names
