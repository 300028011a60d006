"""The test of a password on screen: where it goes, what is asked before, what came of it, and that it stays nowhere."""

import asyncio
import dataclasses
import os
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.worker import WorkerState

from tests.tui.conftest import network_of_the_world
from tests.tui.pilots import OpenWizard, Wizard
from wizard.journey.session import Step
from wizard.model import EmailAddress, Known, Language, ServerSpace, YesNo
from wizard.network import Network
from wizard.tui.messages import AddressComplete
from wizard.tui.screens.password import PasswordScreen, Stage
from wizard.tui.widgets.password_input import PasswordInput, who_listens

CANARY = "CANARY-0123456789"
_DEMO = "In the built-in world the password is “demo”."
POP_ANSWERS = {
    "devices": "one-computer",
    "people": "just-me",
    "webmail": "never",
    "backups": "regularly",
    "server_space": "nearly-full",
}
"""With these POP is advised."""
RESULT = {
    Language.NL: ("het wachtwoord werkt", "Ingevuld bij de vragen", "wachtwoord klopt"),
    Language.EN: ("the password works", "Filled in at the questions", "password accepted"),
}


def stage_of(wizard: Wizard) -> Stage:
    return wizard.on(PasswordScreen).stage


async def _type_password(wizard: Wizard, text: str) -> str:
    """Answers every question with yes, types, and waits for the result."""
    while stage_of(wizard) is Stage.ASKING:
        await wizard.press("2")
    assert stage_of(wizard) is Stage.TYPING
    await wizard.press(*text)
    assert text not in wizard.text or text in _DEMO
    await wizard.press("enter")
    for _attempt in range(1000):
        if stage_of(wizard) is Stage.DONE:
            break
        await wizard.pilot.pause(0.02)
    await wizard.pilot.pause()
    return wizard.text


async def _at_the_settings(wizard: Wizard) -> None:
    await wizard.settle()
    await wizard.go_to(Step.SETTINGS)
    await wizard.press("t")


@pytest.mark.parametrize("language", list(Language))
async def test_a_password_that_works_fills_in_what_it_can(language: Language, live: OpenWizard) -> None:
    works, filled_in, accepted = RESULT[language]
    async with live(language=language, address="anna@nearly-full.example", size=(98, 60)) as wizard:
        await _at_the_settings(wizard)
        places = wizard.text
        for host in ("imap.", "pop.", "smtp."):
            assert f"{host}nearly-full.example" in places
        shown = await _type_password(wizard, "demo")
        assert wizard.squeezed.count("".join(works.split())) == 3
        assert filled_in in shown
        session = wizard.app.session
        assert session.answers.server_space is ServerSpace.UNSURE  # whether there can be more, only the user knows
        assert session.facts.mailbox.nearly_full is Known.YES
        assert session.answers.folders is YesNo.YES
        assert "folders" in session.answered
        await wizard.press("escape")
        assert wizard.squeezed.count("".join(accepted.split())) == 2


@pytest.mark.parametrize("language", list(Language))
async def test_a_refusal_is_one_and_leaves_the_others_alone(language: Language, live: OpenWizard) -> None:
    async with live(language=language, address="anna@all-well.example", size=(120, 60)) as wizard:
        await _at_the_settings(wizard)
        shown = await _type_password(wizard, CANARY)
        assert CANARY not in shown
        screen = wizard.on(PasswordScreen)
        assert screen.result is not None
        assert screen.result.login.failures == 1
        assert [report.outcome for report in screen.result.login.reports.values()].count(
            screen.result.login.reports[next(iter(screen.result.login.reports))].outcome
        ) == 1
        assert wizard.app.session.login is screen.result.login
        assert wizard.app.session.mailbox is None
        assert "Press u" in shown or "Druk op u" in shown


async def test_the_other_user_name_is_tried_only_when_asked(live: OpenWizard) -> None:
    async with live(address="anna@all-well.example", size=(120, 60)) as wizard:
        await _at_the_settings(wizard)
        await _type_password(wizard, "wrong")
        shown = await wizard.press("u")
        assert "User name: anna\n" in shown
        await _type_password(wizard, "demo")
        assert wizard.on(PasswordScreen).failed_logins.recent(wizard.account.address) == 1
        await wizard.press("escape")
        assert wizard.account.incoming.settings.username == "%EMAILLOCALPART%"


async def test_the_third_try_needs_one_more_yes(live: OpenWizard) -> None:
    async with live(address="anna@all-well.example", size=(120, 60)) as wizard:
        await _at_the_settings(wizard)
        for _attempt in range(2):
            await _type_password(wizard, "wrong")
            await wizard.press("a")
        assert "went wrong 2 times" in " ".join(wizard.text.split())
        await wizard.press("enter")  # no is what Enter says here
        assert "signing in went wrong twice" in wizard.text
        assert wizard.on(PasswordScreen).stage is Stage.DONE


async def test_no_is_no(live: OpenWizard) -> None:
    async with live(address="anna@all-well.example", size=(100, 40)) as wizard:
        await _at_the_settings(wizard)
        assert "you chose not to" in await wizard.press("1")
        assert wizard.on(PasswordScreen).query_one(PasswordInput).display is False


async def test_that_an_app_password_is_needed_is_told(live: OpenWizard) -> None:
    async with live(address="anna@app-password.example", size=(100, 40)) as wizard:
        await _at_the_settings(wizard)
        shown = await _type_password(wizard, "demo")
        assert "app password" in shown


async def test_what_was_measured_and_turns_the_advice_is_told_first(live: OpenWizard) -> None:
    async with live(address="anna@all-well.example", size=(98, 60)) as wizard:
        for key, word in POP_ANSWERS.items():
            wizard.app.session.answer(key, word)
        await wizard.settle()
        await wizard.go_to(Step.SETTINGS)
        assert wizard.app.session.protocol == "pop3"
        await wizard.press("t")
        shown = " ".join((await _type_password(wizard, "demo")).split())
        assert "You said that the mailbox is nearly full; 19 % of it is in use." in shown
        wizard.app.session.answer("server_space", "unsure")
        await wizard.press("a")
        shown = " ".join((await _type_password(wizard, "demo")).split())
        assert wizard.app.session.answers.server_space is ServerSpace.ENOUGH


async def test_a_password_goes_nowhere_without_a_verified_server(live: OpenWizard) -> None:
    async with live(address="anna@certificate-expired.example", size=(100, 50)) as wizard:
        await wizard.settle()
        await wizard.press("f4", "t")
        assert "imap.certificate-expired.example" not in wizard.text


async def test_the_field_gives_its_password_once_and_to_nobody_else(live: OpenWizard) -> None:
    async with live(address="anna@all-well.example") as wizard:
        await _at_the_settings(wizard)
        await wizard.press("2")
        field = wizard.on(PasswordScreen).query_one(PasswordInput)
        await wizard.press(*CANARY)
        assert CANARY not in wizard.text
        field.select_all()
        field.action_copy()
        field.action_cut()
        assert wizard.app.clipboard == ""
        assert CANARY not in wizard.app.export_screenshot()
        assert field.take().reveal() == CANARY
        assert field.value == ""


async def test_a_test_that_ends_later_changes_nothing_about_another_address(live: OpenWizard) -> None:
    may_end = threading.Event()

    @asynccontextmanager
    async def slow_network() -> AsyncIterator[Network]:
        assert await asyncio.to_thread(may_end.wait, 20)
        async with network_of_the_world() as network:
            yield network

    async with live(address="anna@nearly-full.example") as wizard:
        await _at_the_settings(wizard)
        app = wizard.app
        wizard.on(PasswordScreen).start = dataclasses.replace(app.start, open_network=slow_network)
        await wizard.press("2", *"demo", "enter")
        assert stage_of(wizard) is Stage.WORKING
        (testing,) = (worker for worker in app.workers if worker.group == "password")
        await wizard.press("escape")
        app.post_message(AddressComplete(EmailAddress.parse("anna@only-pop.example")))
        await wizard.settle()
        answers = app.session.answers
        may_end.set()
        await app.workers.wait_for_complete([testing])
        assert testing.state is WorkerState.SUCCESS
        assert app.session.login is None
        assert app.session.answers == answers


@pytest.mark.parametrize(
    ("environment", "listener"),
    [
        ({}, None),
        ({"TEXTUAL_LOG": "/tmp/x"}, "TEXTUAL_LOG"),
        ({"TEXTUAL_DEBUG": "1"}, "TEXTUAL_DEBUG"),
        ({"TEXTUAL_DEBUG": "0"}, None),
        ({"TEXTUAL": "devtools"}, "TEXTUAL"),
        ({"TEXTUAL": "debug, headless"}, "TEXTUAL"),
        ({"TEXTUAL": "headless"}, None),
    ],
    ids=str,
)
def test_who_listens(environment: dict[str, str], listener: str | None) -> None:
    assert who_listens(environment) == listener


async def test_nothing_is_typed_where_every_key_is_written_down(
    live: OpenWizard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEXTUAL_LOG", str(tmp_path / "log"))
    async with live(address="anna@all-well.example") as wizard:
        await _at_the_settings(wizard)
        shown = await wizard.press("2")
        assert "TEXTUAL_LOG is set" in shown
        await wizard.press(*CANARY, "enter")
        field = wizard.on(PasswordScreen).query_one(PasswordInput)
        assert field.value == ""
        assert wizard.on(PasswordScreen).stage is Stage.TYPING
    assert os.environ["TEXTUAL_LOG"]


async def test_a_case_that_is_kept_holds_no_password(live: OpenWizard, tmp_path: Path) -> None:
    async with live(address="anna@all-well.example", size=(120, 60), last_case=tmp_path / "case.yaml") as wizard:
        await _at_the_settings(wizard)
        await _type_password(wizard, CANARY)
        await wizard.press("escape", "enter")
        await wizard.app.action_quit()
    kept = (tmp_path / "case.yaml").read_text()
    assert "anna@all-well.example" in kept
    assert CANARY not in kept
