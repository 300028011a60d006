"""Servers typed by hand: tested live, with the usual ports of the same host, and used where they work."""

import pytest

from tests.tui.pilots import OpenWizard, Wizard
from wizard.journey.session import Step
from wizard.journey.typed_server import TypedServer, TypingProblem, usual_places
from wizard.model import Endpoint, Protocol, SocketType, SourceName
from wizard.tui.screens.by_hand import ByHandScreen


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
        assert "no server name" not in wizard.text
        assert "✗ This is no server name." in await wizard.press("enter")
        await wizard.press("tab", *"99999")
        assert "nowhere" in await wizard.press("escape", "m")
        assert "Servers zelf invullen" in await wizard.press("f2")
        assert "nowhere" in wizard.text


async def test_without_an_address_there_is_nothing_to_type_for(replay: OpenWizard) -> None:
    async with replay(None) as wizard:
        assert "m By hand" not in await wizard.press("f4")
        assert "Servers by hand" not in await wizard.press("m")
