"""Servers typed by hand: tested live, with the usual ports of the same host, and used where they work."""

import asyncio
from pathlib import Path

import pytest
from textual import events

from tests.tui.pilots import OpenWizard, Wizard
from tests.tui.real_terminal import real_terminal
from wizard.journey.session import Step
from wizard.journey.typed_server import TypedServer, TypingProblem, usual_places
from wizard.model import Endpoint, Language, Protocol, SocketType, SourceName
from wizard.tui.screens.by_hand import ByHandScreen
from wizard.tui.screens.evidence import EvidenceScreen
from wizard.tui.screens.settings import SettingsScreen


def _typed(hostname: str, port: str = "", socket_type: SocketType = SocketType.SSL) -> TypedServer:
    return TypedServer(protocol=Protocol.IMAP, hostname=hostname, port=port, socket_type=socket_type)


def _imap(port: int, socket_type: SocketType) -> Endpoint:
    return Endpoint(protocol=Protocol.IMAP, hostname="imap.voorbeeld.nl", port=port, socket_type=socket_type)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (_typed(""), None),
        (_typed("  "), None),
        (_typed(" IMAP.voorbeeld.nl. "), _imap(993, SocketType.SSL)),
        (_typed("imap.voorbeeld.nl", "", SocketType.STARTTLS), _imap(143, SocketType.STARTTLS)),
        (_typed("imap.voorbeeld.nl", "1993"), _imap(1993, SocketType.SSL)),
        (_typed("imap"), TypingProblem.NO_HOSTNAME),
        (_typed("imap voorbeeld.nl"), TypingProblem.NO_HOSTNAME),
        (_typed("192.0.2.1"), TypingProblem.NO_HOSTNAME),
        (_typed("imap.voorbeeld.nl", "0"), TypingProblem.NO_PORT),
        (_typed("imap.voorbeeld.nl", "65536"), TypingProblem.NO_PORT),
        (_typed("imap.voorbeeld.nl", "99x"), TypingProblem.NO_PORT),
        (_typed("imap.voorbeeld.nl", "²"), TypingProblem.NO_PORT),
    ],
    ids=lambda value: f"{value.hostname!r} {value.port}" if isinstance(value, TypedServer) else "",
)
def test_what_is_typed_becomes_a_place_or_a_problem(typed: TypedServer, meant: Endpoint | TypingProblem | None) -> None:
    assert typed.endpoint == meant


def test_the_usual_places_are_the_other_ones() -> None:
    assert usual_places(_imap(993, SocketType.SSL)) == (_imap(143, SocketType.STARTTLS),)
    assert len(usual_places(_imap(1, SocketType.SSL))) == 2


async def _wait_until(wizard: Wizard, words: str) -> str:
    for _attempt in range(500):
        if words in " ".join(wizard.text.split()):
            break
        await wizard.pilot.pause(0.02)
    return " ".join(wizard.text.split())


async def test_a_port_that_does_not_answer_leads_to_the_one_that_does(live: OpenWizard) -> None:
    async with live(address="anna@nothing.example", size=(80, 24)) as wizard:
        await wizard.settle()
        await wizard.go_to(Step.SETTINGS)
        await wizard.press("m", *"imap.all-well.example", "tab", *"1993", "tab", "tab", "tab", "tab", "tab")
        await wizard.press(*"smtp.all-well.example", "enter")
        shown = await _wait_until(wizard, "This server is used")
        shown = await _wait_until(wizard, "Port 993 with SSL/TLS does work. F3: use that.")
        assert "Port 993 with SSL/TLS does work. F3: use that." in shown
        assert "This server is used" in shown
        assert wizard.on(ByHandScreen).query_one("#over").max_scroll_y == 0
        await wizard.press("f3")
        assert wizard.squeezed.count("Thisserverisused.") == 2
        assert "F3" not in wizard.text
        settings = await wizard.press("escape")
        assert "imap.all-well.example" in settings
        account = wizard.account
        assert (account.incoming.source, account.incoming.endpoint.port) == (SourceName.MANUAL, 993)
        assert account.outgoing is not None
        assert account.outgoing.source is SourceName.MANUAL
        assert account.incoming.verified


async def test_a_test_that_is_left_takes_its_connections_along(live: OpenWizard) -> None:
    async def tasks() -> int:
        return len(asyncio.all_tasks())

    async with live(address="anna@all-well.example") as wizard:
        await wizard.settle()
        await wizard.app.workers.wait_for_complete()
        aside = wizard.app.aside
        quiet = await aside.run(tasks())
        await wizard.press("f4", "m", *"mail.mail-ports-blocked.example", "enter")
        for _attempt in range(1000):
            if await aside.run(tasks()) >= quiet + 3:  # both usual ports, which never answer, and who waits for them
                break
            await wizard.pilot.pause(0.01)
        assert await aside.run(tasks()) >= quiet + 3
        await wizard.press("escape")
        for _attempt in range(100):
            if await aside.run(tasks()) == quiet:
                break
            await wizard.pilot.pause(0.01)
        assert await aside.run(tasks()) == quiet


async def test_what_is_typed_stands_before_what_was_found_and_outlives_a_new_test(live: OpenWizard) -> None:
    async with live(address="anna@only-pop.example") as wizard:
        await wizard.settle()
        await wizard.press("f4", "m", "tab", "tab", "tab", *"pop.all-well.example", "enter")
        await _wait_until(wizard, "This server is used")
        await wizard.press("escape", "r")
        await wizard.settle()
        assert wizard.account.incoming.endpoint.hostname == "pop.all-well.example"
        assert "pop.only-pop.example" in [server.endpoint.hostname for server in wizard.account.alternatives]


async def test_mistakes_are_named_at_their_field_and_keep_what_was_typed(replay: OpenWizard) -> None:
    async with replay() as wizard:
        await wizard.press("f4", "m", *"nowhere")
        assert "not a server name" not in wizard.text
        assert "✗ This is not a server name." in await wizard.press("enter")
        await wizard.press("tab", *"99999")
        assert "nowhere" in await wizard.press("escape", "m")
        assert "Servers zelf invullen" in await wizard.press("f2")
        assert "nowhere" in wizard.text


async def test_without_an_address_there_is_nothing_to_type_for(replay: OpenWizard) -> None:
    async with replay(None) as wizard:
        assert "m By hand" not in await wizard.press("f4")
        assert "Servers by hand" not in await wizard.press("m")


async def test_text_that_comes_in_one_burst_is_kept_whole(replay: OpenWizard) -> None:
    async with replay() as wizard:
        await wizard.press("f4", "m")
        for character in "imap.all-well.example":
            wizard.app.post_message(events.Key(character, character))
        await wizard.pilot.pause()
        await wizard.pilot.pause()
        assert "imap.all-well.example" in wizard.text.replace("anna@all-well.example", "")
        assert wizard.app.session.typed_servers[Protocol.IMAP].hostname == "imap.all-well.example"


def test_a_real_terminal_that_gives_all_at_once_loses_nothing(tmp_path: Path) -> None:
    address = "anna@nothing.example"
    with real_terminal("--demo", address, "--language", "en", folder=tmp_path) as terminal:
        terminal.wait_for("Question 1 of")
        terminal.press("f4")
        terminal.wait_for("Ready after")
        terminal.press("m")
        terminal.wait_for("Servers by hand")
        terminal.press("imap.all-well.example\r")
        terminal.wait_for("This server is used.")
        terminal.wait_for("imap.all-well.example")
        terminal.press("ctrl+q")
        assert terminal.wait_for_end() == 0


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (Language.EN, ("Server", "Port", "Security", "for example", "← → Security")),
        (Language.NL, ("Server", "Poort", "Beveiliging", "bijvoorbeeld", "← → Beveiliging")),
    ],
)
async def test_every_field_has_its_name_above_it(
    language: Language, words: tuple[str, ...], replay: OpenWizard
) -> None:
    host, port, security, example, turn = words
    for size in ((80, 24), (60, 20)):
        async with replay(language=language, size=size) as wizard:
            lines = (await wizard.press("f4", "m")).splitlines()
            names = next(line for line in lines if host in line and security in line)
            fields = next(line for line in lines if "993" in line)
            assert names.index(port) == fields.index("993")
            assert names.index(security) == fields.index("SSL/TLS")
            assert names.index(host) == fields.index(f"{example} imap.provider.nl")
            assert turn not in wizard.text
            turned = await wizard.press("tab", "tab", "right")
            assert turn in turned
            assert "143      STARTTLS" in turned
            assert "993      SSL/TLS" in await wizard.press("left")
            assert "143      STARTTLS" in await wizard.press("space")
            assert turn not in await wizard.press("tab")


async def test_the_usual_port_follows_the_security_and_another_one_stays(replay: OpenWizard) -> None:
    async with replay() as wizard:
        await wizard.press("f4", "m", "tab", *"993", "tab", "space")
        assert wizard.app.session.typed_servers[Protocol.IMAP].port == ""
        assert "143 " in wizard.text
        await wizard.press("shift+tab", *"1143", "tab", "space")
        assert wizard.app.session.typed_servers[Protocol.IMAP] == TypedServer(protocol=Protocol.IMAP, port="1143")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        (Language.EN, "✗ iimap.all-well.example does not exist. Is it spelled right?"),
        (Language.NL, "✗ iimap.all-well.example bestaat niet. Is de naam goed gespeld?"),
    ],
)
async def test_a_name_that_does_not_exist_is_told_as_such(language: Language, sentence: str, live: OpenWizard) -> None:
    async with live(address="anna@nothing.example", language=language) as wizard:
        await wizard.settle()
        await wizard.press("f4", "m", *"iimap.all-well.example", "enter")
        assert sentence in await _wait_until(wizard, sentence)
        assert "Enter Test" in wizard.text


async def test_enter_goes_back_once_everything_typed_was_tested_and_something_works(live: OpenWizard) -> None:
    async with live(address="anna@nothing.example", size=(80, 24)) as wizard:
        await wizard.settle()
        await wizard.press("f4", "m", *"imap.all-well.example", "enter")
        await _wait_until(wizard, "This server is used")
        assert "Enter Ready" in wizard.text
        assert "Enter Test" not in wizard.text
        edited = await wizard.press("tab", "tab", "tab", *"pop.all-well.example")
        assert "Enter Test" in edited
        assert "Enter Ready" not in edited
        await wizard.press("tab", *"99999", "enter")
        assert "Enter Test" in await _wait_until(wizard, "A port is a number")
        await wizard.press("ctrl+u", "tab", "enter")
        assert "Enter Ready" in await _wait_until(wizard, "Enter Ready")
        await wizard.press("enter")
        wizard.on(EvidenceScreen)
        assert set(wizard.check.typed) == {Protocol.IMAP, Protocol.POP3}


@pytest.mark.parametrize(
    ("language", "missing", "nothing", "works", "none_found"),
    [
        (
            Language.EN,
            "Sending works. A server for receiving is still missing.",
            "No settings that work were found",
            "Sending works. Look up the name",
            "No working mail server",
        ),
        (
            Language.NL,
            "Verzenden werkt. Voor ontvangen ontbreekt nog een server.",
            "Er zijn geen instellingen gevonden die werken",
            "Verzenden lukt wel. Zoek de naam",
            "geen mailserver gevonden",
        ),
    ],
)
async def test_what_is_missing_is_said_where_only_sending_works(
    language: Language, missing: str, nothing: str, works: str, none_found: str, live: OpenWizard
) -> None:
    async with live(address="anna@nothing.example", language=language, size=(60, 20)) as wizard:
        await wizard.settle()
        assert nothing in " ".join((await wizard.go_to(Step.SETTINGS)).split())
        await wizard.press("m", *["tab"] * 6, *"smtp.all-well.example")
        assert missing not in " ".join(wizard.text.split())
        await wizard.press("enter")
        assert f"! {missing}" in await _wait_until(wizard, missing)
        await wizard.press("enter")
        wizard.on(SettingsScreen)
        shown = " ".join(wizard.text.split())
        assert missing in shown
        assert nothing not in shown
        evidence = " ".join((await wizard.press("f4")).split())
        assert works in evidence
        assert none_found not in evidence
        await wizard.press("escape")
        await wizard.press("m", *"imap.all-well.example", "enter")
        await _wait_until(wizard, "imap.all-well.example 993 SSL/TLS ↔ ✓")
        assert missing not in " ".join(wizard.text.split())
        assert "imap.all-well.example" in await wizard.press("enter")
        assert wizard.account.outgoing is not None


async def test_the_diagnosis_of_sending_looks_at_the_typed_server(live: OpenWizard) -> None:
    async with live(address="anna@nothing.example", size=(110, 50)) as wizard:
        await wizard.settle()
        await wizard.press("f4", "m", *["tab"] * 6, *"smtp.all-well.example", "enter")
        await _wait_until(wizard, "This server is used")
        await wizard.press("enter", "d", "1")
        shown = await _wait_until(wizard, "Every port")
        assert "smtp.all-well.example, port 465, SSL/TLS (typed by hand): works" in shown
        assert "smtp.all-well.example, port 587, STARTTLS (typed by hand): works" in shown
        await wizard.press("escape", "3")
        assert "smtp.all-well.example" in await _wait_until(wizard, "What the servers ask for")


@pytest.mark.parametrize(
    ("language", "typed", "problem", "missing"),
    [
        (Language.EN, "typed by hand", "Problem", "The server name iimap.all-well.example does not exist."),
        (Language.NL, "met de hand ingevuld", "Probleem", "De servernaam iimap.all-well.example bestaat niet."),
    ],
)
async def test_a_typed_server_that_fails_is_told_where_everything_is(
    language: Language, typed: str, problem: str, missing: str, live: OpenWizard
) -> None:
    async with live(address="anna@nothing.example", language=language, size=(110, 60)) as wizard:
        await wizard.settle()
        await wizard.press("f4", "m", *"iimap.all-well.example", *["tab"] * 6, *"ssmtp.all-well.example", "enter")
        await _wait_until(wizard, "ssmtp.all-well.example 465")
        for _attempt in range(500):
            if len(wizard.check.typed_failures) == 2:
                break
            await wizard.pilot.pause(0.02)
        evidence = " ".join((await wizard.press("escape")).split())
        assert f"✗ {problem} ({typed}): {missing}" in evidence
        assert "ssmtp.all-well.example : 465" in wizard.text
        await wizard.press("d", "1")
        assert f"ssmtp.all-well.example, {'port' if language is Language.EN else 'poort'} 465, SSL/TLS ({typed}):" in (
            await _wait_until(wizard, f"SSL/TLS ({typed}):")
        )
