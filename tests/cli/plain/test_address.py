"""The address: asked until it is one, a slip asked about, the name not required, the last case resumed."""

from tests.cli.plain.conftest import Speaker
from tests.cli.plain.conversations import place
from wizard import files
from wizard.model import ClientChoice, Language

ADDRESS = "E-mail address: "
ADDRESS_STAYS = "E-mail address (Enter: {address} stays): "
NAME = "Name that recipients see (Enter: none): "
NAME_STAYS = "Name that recipients see (Enter: {name} stays, - for none): "
ANNA = "anna@all-well.example"


def test_what_is_no_address_is_asked_again(speaker: Speaker) -> None:
    with speaker.talk() as talk:
        assert speaker.words("Which e-mail address do you want to set up?") in talk.until(ADDRESS)
        assert speaker.words("“{text}” has nothing after the @.", text="anna@") in talk.reply("anna@", ADDRESS)
        talk.reply("", ADDRESS)
        talk.reply("bert@only-pop.example", NAME)
        assert place(talk.choose(""))[0] == 1
        assert talk.interrupted()[0] == 130
    assert str(files.read_case(speaker.kept).address) == "bert@only-pop.example"


def test_a_slip_is_asked_about_and_never_mended_silently(speaker: Speaker) -> None:
    yes = "j" if speaker.language is Language.NL else "y"
    with speaker.talk() as talk:
        talk.until(ADDRESS)
        talk.reply("anna@gmial.com", "Did you mean {address}?", address="anna@gmail.com")
        talk.until("(y or n, Enter: no) ")
        assert "anna@gmial.com" in talk.reply("?", "Did you mean {address}?", address="anna@gmail.com")
        talk.until("(y or n, Enter: no) ")
        assert speaker.words("Type y for yes or n for no.") in talk.reply("5", "(y or n, Enter: no) ")
        talk.reply("", NAME)
        talk.reply("b", ADDRESS_STAYS, address="anna@gmial.com")
        talk.reply("anna@hotmial.nl", "(y or n, Enter: no) ")
        talk.reply(yes, NAME)
        talk.reply("b", ADDRESS_STAYS, address="anna@hotmail.nl")


def test_a_slip_on_the_command_line_is_told_and_kept(speaker: Speaker) -> None:
    with speaker.talk("anna@gmial.com") as talk:
        talk.until("Did you mean {address}? Then type b and change the address.", address="anna@gmail.com")
        talk.number()
        talk.reply("b", ADDRESS_STAYS, address="anna@gmial.com")


def test_the_name_stays_changes_or_goes(speaker: Speaker) -> None:
    with speaker.talk(ANNA) as talk:
        talk.number()
        talk.reply("b", ADDRESS_STAYS, address=ANNA)
        talk.reply("", NAME)
        talk.choose("Anna\x1b[31m de Wit")
        talk.reply("b", ADDRESS_STAYS, address=ANNA)
        talk.reply("", NAME_STAYS, name="Anna[31m de Wit")
        talk.choose("Anna")
        talk.reply("b", ADDRESS_STAYS, address=ANNA)
        talk.reply("", NAME_STAYS, name="Anna")
        talk.choose("-")
        talk.reply("b", ADDRESS_STAYS, address=ANNA)
        talk.reply("", NAME)


def test_there_is_nothing_before_the_address(speaker: Speaker) -> None:
    with speaker.talk() as talk:
        talk.until(ADDRESS)
        talk.reply("terug", "There is nothing before this.")
        talk.until(ADDRESS)


def test_a_built_in_situation_is_chosen_by_its_number(speaker: Speaker) -> None:
    with speaker.talk() as talk:
        talk.until("Or choose one of the built-in situations by its number:")
        talk.until(ADDRESS)
        talk.reply("2", NAME)
        talk.reply("b", ADDRESS_STAYS, address="anna@only-pop.example")


def test_the_last_case_is_resumed(speaker: Speaker) -> None:
    with speaker.talk(ANNA) as talk:
        talk.number()
        talk.choose("3")
        talk.choose("5")
        talk.type("stop")
        assert talk.ends()[0] == 0
    case = files.read_case(speaker.kept)
    assert (case.answers.devices, case.answers.client) == ("several", ClientChoice.THUNDERBIRD)
    assert speaker.kept.stat().st_mode & 0o777 == 0o600
    with speaker.talk() as talk:
        talk.until("Last time: {address}. Type r to resume that.", address=ANNA)
        talk.until(ADDRESS)
        assert place(talk.choose("r"))[0] == 3
        answer = {Language.NL: "Thunderbird op de computer", Language.EN: "Thunderbird on the computer"}
        talk.choose("b", "“{answer}” stays", answer=answer[speaker.language])


def test_without_a_last_case_nothing_can_be_resumed(speaker: Speaker) -> None:
    with speaker.talk() as talk:
        last_time = {Language.NL: "Vorige keer", Language.EN: "Last time"}
        assert last_time[speaker.language] not in talk.until(ADDRESS)
        talk.reply("r", ADDRESS)
