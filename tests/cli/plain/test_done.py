"""The end: what to save and where, never over a file without asking; the note; the next customer."""

from pathlib import Path

from tests.cli.plain.conftest import Speaker
from tests.cli.plain.conversations import answered
from wizard import files
from wizard.model import Language

ANNA = "anna@all-well.example"
STOP = "stop"
NUMBERS = "Numbers, with spaces between them (Enter: nothing): "
FOLDER = "In which folder? (Enter: {path}) "
NO = "(y or n, Enter: no) "


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_chosen_files_are_saved_and_named(speaker: Speaker) -> None:
    _ = speaker.words
    with speaker.talk(ANNA, *answered()) as talk:
        assert _("All settings are ready") in talk.at_done()
        assert _("What would you like to save?") in talk.reply("1", NUMBERS)
        wrong = _("Type numbers from 1 to {last}, with spaces between them.", last=19)
        assert wrong in talk.reply("1 99", NUMBERS)
        assert wrong in talk.reply("x", NUMBERS)
        talk.reply("4, 5 4", FOLDER, path=speaker.desk)
        nowhere = speaker.desk / "nowhere"
        assert _("There is no folder {path}.", path=nowhere) in talk.reply("nowhere", FOLDER, path=speaker.desk)
        too_long = speaker.desk / ("x" * 300)
        assert _("There is no folder {path}.", path=too_long) in talk.reply("x" * 300, FOLDER, path=speaker.desk)
        said = talk.choose("", STOP)
        assert _("Saved: {path}", path=speaker.desk / "all-well-example-autoconfig.xml") in said
        talk.type("")
        assert talk.ends()[0] == 0
    assert _names(speaker.desk) == ["all-well-example-autoconfig.xml", "all-well-example-case.yaml"]
    xml = speaker.desk / "all-well-example-autoconfig.xml"
    assert b"%EMAILADDRESS%" in xml.read_bytes()
    assert xml.stat().st_mode & 0o777 == 0o600
    assert str(files.read_case(speaker.desk / "all-well-example-case.yaml").address) == ANNA


def test_a_file_that_exists_is_overwritten_only_after_asking(speaker: Speaker) -> None:
    _ = speaker.words
    yes = "j" if speaker.language is Language.NL else "y"
    kept, other = speaker.desk / "all-well-example-autoconfig.xml", speaker.desk / "all-well-example-sheet.md"
    kept.write_text("mine", encoding="utf-8")
    with speaker.talk(ANNA, *answered()) as talk:
        talk.at_done()
        talk.reply("1", NUMBERS)
        talk.reply("4 2", FOLDER, path=speaker.desk)
        said = talk.reply("", NO)
        assert str(kept) in said
        assert str(other) not in said
        said = talk.choose("", STOP)
        assert _("Saved: {path}", path=other) in said
        assert kept.read_text(encoding="utf-8") == "mine"
        talk.reply("1", NUMBERS)
        talk.reply("4", FOLDER, path=speaker.desk)
        talk.reply("", NO)
        assert _("Nothing was saved.") in talk.choose("n", STOP)
        talk.reply("1", NUMBERS)
        talk.reply("4", FOLDER, path=speaker.desk)
        talk.reply("", NO)
        assert _("Saved: {path}", path=kept) in talk.choose(yes, STOP)
    assert b"<clientConfig" in kept.read_bytes()


def test_a_folder_that_cannot_be_written_is_one_sentence(speaker: Speaker) -> None:
    with speaker.talk(ANNA, *answered()) as talk:
        talk.at_done()
        talk.reply("1", NUMBERS)
        talk.reply("4", FOLDER, path=speaker.desk)
        said = talk.choose("/proc", STOP)
        assert "/proc/all-well-example-autoconfig.xml" in said
        assert speaker.words("Nothing was saved.") in said


def test_enter_saves_nothing_and_back_goes_back(speaker: Speaker) -> None:
    _ = speaker.words
    with speaker.talk(ANNA, *answered()) as talk:
        talk.at_done()
        talk.reply("1", NUMBERS)
        talk.choose("", STOP)
        talk.reply("1", NUMBERS)
        talk.reply("2", FOLDER, path=speaker.desk)
        talk.choose("b", STOP)
        assert _("What would you like to do?") in talk.choose("b", "go on")
    assert _names(speaker.desk) == []


def test_the_note_for_the_ticket(speaker: Speaker) -> None:
    with speaker.talk(ANNA, *answered()) as talk:
        talk.at_done()
        said = talk.choose("2", STOP)
        assert f"Mailwijzer: {ANNA}" in said
        assert "imap.all-well.example:993" in said


def test_the_next_customer_begins_anew(speaker: Speaker) -> None:
    _ = speaker.words
    with speaker.talk(ANNA, "--answer", "people=just-me") as talk:
        talk.number()
        for _question in range(6):
            talk.choose("")
        talk.type("")
        talk.at_advice()
        talk.type("")
        talk.until("For which mail program do you want the settings?")
        talk.number("settings for any program")
        talk.choose("", "go on")
        talk.choose("", STOP)
        talk.type("4")
        talk.until("Last time: {address}. Type r to resume that.", address=ANNA)
        talk.until("E-mail address: ")
        talk.reply("anna@only-pop.example", "Name that recipients see (Enter: none): ")
        assert _("do not know") in talk.choose("")
        talk.type("q")
        assert talk.ends()[0] == 0
    assert str(files.read_case(speaker.kept).address) == "anna@only-pop.example"
