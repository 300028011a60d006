"""The conversation with lines from a file: the same prompts, nothing that depends on time, and a page at the end."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.plain.conftest import Speaker
from tests.cli.plain.conversations import answered, place, timeless
from wizard.model import Language

ANNA = "anna@all-well.example"


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def test_where_the_lines_end_the_page_says_the_rest(speaker: Speaker) -> None:
    _ = speaker.words
    done = speaker.script(["3", "5"], ANNA)
    said = _squeezed(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert _("Advice: {outcome}", outcome="IMAP") in said
    assert _("Settings for {address}", address=ANNA) in said
    assert _("Where this comes from") not in said
    assert not speaker.kept.exists()


def test_advice_that_was_said_is_not_said_again(speaker: Speaker) -> None:
    _ = speaker.words
    done = speaker.script([], ANNA, *answered())
    said = _squeezed(done.stdout)
    assert said.count(_("Advice: {outcome}", outcome="IMAP")) == 1
    assert said.index(_("Advice: {outcome}", outcome="IMAP")) < said.index(_("Settings for {address}", address=ANNA))


def test_the_built_in_situation_is_named_where_nobody_chose_one(speaker: Speaker) -> None:
    _ = speaker.words
    named = _("This is the built-in situation where all is well; `mailwijzer probe --demo` lists the others.")
    assert named in _squeezed(speaker.script([]).stdout)
    assert named not in _squeezed(speaker.script([], ANNA).stdout)


def test_a_script_goes_the_whole_way(speaker: Speaker) -> None:
    _ = speaker.words
    done = speaker.script(["", "", "1", "2 4", "", "2", "", "never read"], ANNA, *answered())
    said = _squeezed(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert _("Saved: {path}", path=speaker.desk / "all-well-example-autoconfig.xml") in said
    assert f"Mailwijzer: {ANNA}" in said
    names = {path.name for path in speaker.desk.iterdir()}
    assert names == {"all-well-example-autoconfig.xml", "all-well-example-sheet.md"}
    assert _("Where this comes from") not in said


def test_nothing_depends_on_how_quick_the_servers_are(speaker: Speaker) -> None:
    lines = ["3", "5", "1", "", "", "", "", "", "1", "", "q"]
    once, again = (timeless(speaker.script(lines, ANNA).stdout) for _run in range(2))
    assert once == again
    slow = timeless(speaker.script(lines, "anna@slow.example").stdout)
    assert slow.replace("slow", "all-well").split("\n")[:20] == once.split("\n")[:20]


def test_enter_alone_leads_to_the_end_and_writes_nothing(speaker: Speaker) -> None:
    done = speaker.script([""] * 60, ANNA)
    assert (done.returncode, done.stderr) == (0, "")
    assert list(speaker.desk.iterdir()) == []


@pytest.mark.parametrize(("situation", "code"), [("null-mx", 1), ("nothing", 1), ("silent-dns", 3), ("all-well", 0)])
@pytest.mark.parametrize("lines", [0, 40])
def test_the_exit_codes(situation: str, code: int, lines: int, speaker: Speaker) -> None:
    done = speaker.script([""] * lines, f"anna@{situation}.example", "--deadline", "3")
    assert (done.returncode, done.stderr) == (code, "")


def test_leaving_is_no_failure(speaker: Speaker) -> None:
    assert speaker.script(["3", "q"], "anna@nothing.example").returncode == 0


def test_another_companys_servers_are_left_out_where_nobody_agreed(speaker: Speaker) -> None:
    _ = speaker.words
    hosts = "imap.webhost.example, pop.webhost.example, smtp.webhost.example"
    left_out = _("Nobody said that the company of {hosts} is known, so its servers are left out.", hosts=hosts)
    assert left_out in _squeezed(speaker.script([], "anna@hosting.example").stdout)
    yes = "ja" if speaker.language is Language.NL else "yes"
    said = _squeezed(speaker.script(["", yes], "anna@hosting.example", *answered()).stdout)
    assert left_out not in said
    assert _("Receiving with IMAP") in said[said.index(_("Settings for {address}", address="anna@hosting.example")) :]


def test_a_password_is_the_next_line(speaker: Speaker) -> None:
    done = speaker.script(["", "4", "demo", "q"], ANNA, *answered())
    assert done.stdout.count(speaker.words("the password works")) == 3
    assert "imap.all-well.example" in done.stderr


def test_several_customers_in_one_go(speaker: Speaker) -> None:
    _ = speaker.words
    lines = ["", "", "4", "anna@only-pop.example", "", "", "", "4"]
    done = speaker.script(lines, ANNA, *answered())
    said = _squeezed(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert said.index("imap.all-well.example") < said.index("pop.only-pop.example")


def test_very_long_and_strange_lines_are_one_line_each(speaker: Speaker) -> None:
    done = speaker.script(["x" * 100_000, "\x00\x1b[2J\u202e", "3"], ANNA)
    wrong = speaker.words("Type a number from 1 to {last}.", last=4)
    assert done.returncode == 0
    assert done.stdout.count(wrong) == 2
    assert "\x1b" not in done.stdout


def test_a_mistake_in_the_options_is_one_sentence(speaker: Speaker) -> None:
    missing = str(speaker.desk / "missing.pem")
    options = [ANNA, "--ca-file", missing, "--no-ispdb", "--resolver", "127.0.0.1:9"]
    done = speaker.script([""], *options, demo=False)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert missing in done.stderr
    with speaker.talk(*options, demo=False) as talk:
        talk.number()
        talk.wait_for_the_check()
        talk.type("3")
        code, rest = talk.ends()
    assert code == 2
    assert missing in rest


def test_an_error_of_our_own_ends_a_script_and_leaves_a_note(speaker: Speaker) -> None:
    """The first question comes before the check is loaded: without it the questions are asked all the same."""
    broken = (
        "import sys; sys.modules['wizard.pipeline'] = None\n"
        f"sys.argv = ['mailwijzer', '--plain', '--demo', '{ANNA}', '--language', '{speaker.language}']\n"
        "from wizard.cli import main; sys.exit(main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", broken], input="3\n", capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 70
    assert done.stderr.count("\n") == 1
    Path(re.findall(r"\S+mailwijzer-\S+\.txt", done.stderr)[0]).unlink()
    assert place(done.stdout)[0] == 2
