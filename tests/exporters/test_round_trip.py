"""Settings, written in each format that can be read back, come back as the same settings."""

import asyncio
import plistlib
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exporters import accounts
from tests.exporters.readers import READERS, RECEIVING, SENDING, WITHOUT_ORDER, WITHOUT_USERNAME, wanted
from wizard import advisor, demo, pipeline, rulebook
from wizard.errors import InvalidAddress, WizardError
from wizard.exporters import FORMATS, Context, export
from wizard.exporters.settings import one_line
from wizard.model import (
    Account,
    EmailAddress,
    Finished,
    Investigation,
    Protocol,
    Provider,
    RecommendedServer,
    Retention,
    Rulebook,
    ServerSettings,
    SourceName,
)
from wizard.network import Limits, Network, NetworkSettings

RULES = rulebook.load()
SHEETS = {"sheet", "handout", "ticket"}
IMPATIENT = Limits(connect=1.0, greeting=2.0, command=2.0, dns_try=1.0, dns_name=2.0)
INCOMING = (Protocol.IMAP, Protocol.POP3)
RETENTIONS = (None, Retention(keep=True), Retention(keep=True, days=14), Retention(keep=False))


def check(name: str, account: Account) -> bool:
    """Whether the format takes the account; if so, it must give it back."""
    if FORMATS[name].obstacle(account) is not None:
        return False
    lines = wanted(account, username=name not in WITHOUT_USERNAME)
    lines = lines[:1] if name in RECEIVING else lines[1:] if name in SENDING else lines
    told = READERS[name](export(name, account, Context()), account.address)
    assert told == lines or (name in WITHOUT_ORDER and {*told} >= {*lines})
    return True


def provider_accounts(provider: Provider) -> Iterator[Account]:
    servers = [_recommended(settings) for settings in provider.servers]
    address = EmailAddress.parse(f"anna@{provider.domains[0] if provider.domains else 'voorbeeld.nl'}")
    outgoing = next((server for server in servers if server.endpoint.protocol is Protocol.SMTP), None)
    for protocol in INCOMING:
        own = [server for server in servers if server.endpoint.protocol is protocol]
        for retention in RETENTIONS if protocol is Protocol.POP3 else (None,):
            for incoming in own[:1]:
                yield Account(
                    address=address,
                    full_name="Anna Voorbeeld",
                    display_name=provider.published.display_name or address.domain,
                    protocol=protocol,
                    incoming=incoming,
                    outgoing=outgoing,
                    alternatives=tuple(server for server in servers if server not in {incoming, outgoing}),
                    retention=retention,
                )


def _recommended(settings: ServerSettings) -> RecommendedServer:
    return RecommendedServer(
        settings=settings, source=SourceName.PROVIDER_TABLE, origin="", trusted=True, verified=True
    )


@pytest.fixture(scope="module")
def situations() -> dict[str, Investigation]:
    """Every situation of the built-in world, looked into."""
    return asyncio.run(_look_into_all(RULES))


async def _look_into_all(rules: Rulebook) -> dict[str, Investigation]:
    async with demo.world() as world:
        turns = asyncio.Semaphore(6)

        async def look(situation: demo.Situation) -> Investigation:
            async with turns, Network(world.network_settings(NetworkSettings()), IMPATIENT) as network:
                events = pipeline.investigate(EmailAddress.parse(situation.address), network, rules)
                async for event in events:
                    if isinstance(event, Finished):
                        return event.investigation
            raise AssertionError("no end")

        found = await asyncio.gather(*(look(situation) for situation in demo.SITUATIONS))
    return dict(zip((situation.id for situation in demo.SITUATIONS), found, strict=True))


def test_every_format_is_read_back_or_made_for_people() -> None:
    assert {*READERS, *SHEETS} == set(FORMATS)


@pytest.mark.parametrize("name", READERS)
def test_every_provider_comes_back(name: str) -> None:
    told = [check(name, account) for provider in RULES.providers.values() for account in provider_accounts(provider)]

    assert any(told)


@pytest.mark.parametrize("name", READERS)
def test_every_situation_comes_back(name: str, situations: dict[str, Investigation]) -> None:
    told = 0
    for investigation in situations.values():
        for protocol in INCOMING:
            try:
                account = advisor.compose_account(investigation, protocol=protocol, outcome=None, full_name="Anna")
            except WizardError:
                continue  # nothing to hand over for this protocol
            for retention in RETENTIONS if protocol is Protocol.POP3 else (None,):
                told += check(name, replace(account, retention=retention))
    assert told


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("label", accounts.ACCOUNTS)
def test_every_account_comes_back_or_is_refused(name: str, label: str) -> None:
    check(name, accounts.ACCOUNTS[label])


NAMES = st.text(max_size=200) | st.sampled_from(
    ['Anna "de" <Boer> & Zn', "Zoë 😀", "\u202eannA", "x" * 200, "]]>", "${x} `id` %s", "אבג"]
)
LOCAL_PARTS = st.text("abcXYZ019!#$%&'*+/=?^_`{|}~.-é漢", min_size=1, max_size=64)


@settings(max_examples=60)
@given(NAMES, LOCAL_PARTS, st.sampled_from(sorted(accounts.ACCOUNTS)))
def test_hostile_names_and_addresses_come_back(person: str, local_part: str, label: str) -> None:
    try:
        address = EmailAddress.parse(f"{local_part}@voorbeeld.nl")
    except InvalidAddress:
        return
    account = replace(accounts.ACCOUNTS[label], address=address, full_name=person, display_name=person)
    for name in READERS:
        check(name, account)


@given(NAMES.filter(str.strip))
def test_a_name_comes_back_as_one_printable_line(person: str) -> None:
    account = replace(accounts.IMAP_ACCOUNT, full_name=person)
    (mail,) = plistlib.loads(export("mobileconfig", account, Context()))["PayloadContent"]

    assert mail["EmailAccountName"] == one_line(person)
    assert mail["EmailAccountName"].isprintable()
