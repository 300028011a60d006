"""What a screen reader gets: lines from top to bottom that fit, bold at most, and nothing in the middle of typing."""

import re

import pytest

from tests.cli.plain.conftest import Speaker
from tests.cli.plain.conversations import answered
from wizard.cli.plain.terminal import Command, command
from wizard.model import Language

ANNA = "anna@all-well.example"


def test_bold_is_the_only_control_sequence(speaker: Speaker) -> None:
    with speaker.talk(ANNA, *answered(), NO_COLOR="") as talk:
        talk.at_settings()
        talk.choose("6", "go on")
        talk.choose("7", "nothing")
        talk.choose("1", "go on")
        talk.choose("", "stop")
        talk.type("q")
        assert talk.ends()[0] == 0
    assert set(re.findall(r"\x1b\[[^a-zA-Z]*[a-zA-Z]|\x1b", talk.transcript)) == {"\x1b[1m", "\x1b[0m"}
    assert not set(re.findall(r"[\x00-\x09\x0b-\x1a\x1c-\x1f\x7f]", talk.transcript))


@pytest.mark.parametrize("columns", [40, 60, 80])
def test_lines_fit_the_terminal(columns: int, speaker: Speaker) -> None:
    with speaker.talk(ANNA, *answered(), columns=columns) as talk:
        talk.at_settings()
        talk.choose("", "stop")
        talk.reply("1", "Numbers, with spaces between them (Enter: nothing): ")
    longest = max((line for line in talk.transcript.splitlines() if " " in line.strip()), key=len)
    assert len(longest) <= columns


def test_the_result_of_the_check_comes_between_two_questions_on_one_line(speaker: Speaker) -> None:
    tested = {Language.NL: "De servers zijn getest: ", Language.EN: "The servers have been tested: "}[speaker.language]
    with speaker.talk(ANNA) as talk:
        talk.number()
        talk.wait_for_the_check()
        assert tested not in talk.transcript
        talk.choose("3")
    lines = talk.transcript.split("\n")
    (place,) = [place for place, line in enumerate(lines) if line.startswith(tested)]
    assert (lines[place - 1], lines[place + 1]) == ("", "")
    assert lines[place].endswith(".")


def test_quiet_says_no_more_than_the_conversation(speaker: Speaker) -> None:
    with speaker.talk(ANNA, *answered(), "--quiet") as talk:
        said = talk.at_settings()
        assert speaker.words("The servers are still being tested. One moment, please.") not in said
        assert not talk.transcript.startswith("\nMailwijzer")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("b", Command.BACK),
        ("Terug", Command.BACK),
        ("BACK", Command.BACK),
        ("q", Command.LEAVE),
        ("stop", Command.LEAVE),
        ("?", Command.HELP),
        ("nl", Language.NL),
        ("English", Language.EN),
        ("", None),
        ("1", None),
        ("ben", None),
        ("b ", None),
    ],
)
def test_what_may_be_typed_at_any_prompt(typed: str, meant: Command | Language | None) -> None:
    assert command(typed) is meant
