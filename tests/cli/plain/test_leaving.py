"""Leaving: with q, Ctrl-C or any other signal, at every prompt, the case kept and the terminal clean."""

import signal
from collections.abc import Callable

import pytest

from tests.cli.plain.conftest import Speaker
from tests.cli.plain.conversations import Conversation, answered
from tests.patience import PROMPT
from wizard import files

ANNA = "anna@all-well.example"


def _at_question(talk: Conversation) -> None:
    talk.number()


def _at_name(talk: Conversation) -> None:
    talk.number()
    talk.reply("b", "E-mail address (Enter: {address} stays): ", address=ANNA)
    talk.reply("", "Name that recipients see (Enter: none): ")


def _at_advice(talk: Conversation) -> None:
    talk.number()
    talk.type("just-me")
    talk.at_advice()


def _at_settings(talk: Conversation) -> None:
    _at_advice(talk)
    talk.choose("", "go on")


def _at_files(talk: Conversation) -> None:
    _at_settings(talk)
    talk.choose("", "stop")
    talk.reply("1", "Numbers, with spaces between them (Enter: nothing): ")


def _at_hostname(talk: Conversation) -> None:
    _at_settings(talk)
    talk.reply("5", "Name of the server (Enter: leave this one out): ")


def _at_consent(talk: Conversation) -> None:
    _at_settings(talk)
    talk.reply("4", "[Y/n]")


def _at_password(talk: Conversation) -> None:
    _at_consent(talk)
    talk.reply("", "Password (it is not shown): ")


PROMPTS: dict[str, Callable[[Conversation], None]] = {
    "a question": _at_question,
    "the name": _at_name,
    "the advice": _at_advice,
    "the settings": _at_settings,
    "the files": _at_files,
    "a server by hand": _at_hostname,
    "the consent to sign in": _at_consent,
    "the password": _at_password,
}
LAST = [part for pair in zip(*[iter(answered())] * 2, strict=True) if "people" not in pair[1] for part in pair]
"""Everything is answered but the last question that is asked."""


@pytest.mark.parametrize("prompt", PROMPTS)
def test_ctrl_c_at_every_prompt(prompt: str, speaker: Speaker) -> None:
    with speaker.talk(ANNA, *LAST) as talk:
        PROMPTS[prompt](talk)
        code, seconds, rest = talk.interrupted()
        assert talk.echoes

    assert (code, rest) == (130, "")
    assert "\x1b" not in talk.transcript
    assert talk.transcript.endswith("\n")
    assert str(files.read_case(speaker.kept).address) == ANNA
    assert seconds < PROMPT


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)], ids=["SIGTERM", "SIGHUP"])
def test_other_signals_while_the_check_runs(number: int, code: int, speaker: Speaker) -> None:
    with speaker.talk("anna@never-greets.example") as talk:
        talk.number()
        talk.choose("3")
        ended, seconds, rest = talk.interrupted(number)

    assert (ended, rest) == (code, "")
    assert files.read_case(speaker.kept).answers.devices == "several"
    assert seconds < PROMPT


def test_ctrl_c_while_everybody_waits_for_the_check(speaker: Speaker) -> None:
    with speaker.talk("anna@never-greets.example", *answered()) as talk:
        talk.at_advice()
        talk.reply("", "The servers are still being tested. One moment, please.")
        code, seconds, rest = talk.interrupted()

    assert (code, rest) == (130, "")
    assert seconds < PROMPT


@pytest.mark.parametrize("typed", ["q", "stop", "QUIT"])
def test_leaving_keeps_the_case_and_says_so(typed: str, speaker: Speaker) -> None:
    with speaker.talk("anna@never-greets.example") as talk:
        talk.number()
        talk.choose("3")
        talk.type(typed)
        code, rest = talk.ends()

    kept = speaker.words("This is kept on your computer: next time you can go on from here.")
    assert (code, rest) == (0, f"{typed} {kept}")
    assert files.read_case(speaker.kept).answers.devices == "several"


def test_the_end_of_the_input_at_a_terminal_is_leaving(speaker: Speaker) -> None:
    with speaker.talk(ANNA) as talk:
        talk.number()
        talk.press(b"\x04")
        assert talk.ends()[0] == 0
    assert str(files.read_case(speaker.kept).address) == ANNA


def test_a_folder_for_the_case_that_cannot_be_written_stops_nobody(speaker: Speaker) -> None:
    with speaker.talk(ANNA, XDG_STATE_HOME="/proc") as talk:
        talk.number()
        talk.choose("3")
        talk.type("q")
        assert talk.ends()[0] == 0
