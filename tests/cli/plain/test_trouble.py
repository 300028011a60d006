"""In the middle of the conversation: the password tested, and trouble explained, as the other tasks do it."""

from tests.cli.plain.conftest import Speaker
from tests.cli.plain.conversations import answered
from wizard.demo.account import PASSWORD
from wizard.i18n.login_words import login_refusal_word
from wizard.mailbox import ConsentQuestion
from wizard.model import LoginRefusal
from wizard.pages.login import consent_explanation

ANNA = "anna@all-well.example"
GO_ON = "go on"
LOGIN, TROUBLE = "4", "7"
PROMPT = "Password (it is not shown): "


def test_the_password_is_tested_and_never_shown(speaker: Speaker) -> None:
    _ = speaker.words
    with speaker.talk(ANNA, *answered()) as talk:
        talk.at_settings()
        said = talk.reply(LOGIN, "Send your password to these servers?")
        assert "imap.all-well.example" in said
        talk.reply("", PROMPT)
        said = talk.choose(PASSWORD, GO_ON)
        assert said.count(_("the password works")) == 3
        assert PASSWORD not in said.split()
        assert "\x1b" not in talk.transcript


def test_what_the_mailbox_shows_is_filled_in_and_never_more_than_that(speaker: Speaker) -> None:
    """It has folders, so that question is answered; whether there can be more space only the user knows."""
    _ = speaker.words
    answers = [*answered(folders="unsure"), "--answer", "server_space=unsure"]
    with speaker.talk("anna@nearly-full.example", *answers) as talk:
        talk.number()
        talk.type("")
        talk.at_advice()
        talk.choose("", GO_ON)
        talk.reply(LOGIN, "Send your password to these servers?")
        talk.reply("", PROMPT)
        said = talk.choose(PASSWORD, GO_ON)
        assert _("Filled in at the questions") in said
        assert _("The advice has changed, because of what the mailbox showed.") not in said
        assert said.count(_("the password works")) == 3


def test_a_wrong_password_ends_nothing(speaker: Speaker) -> None:
    _ = speaker.words
    with speaker.talk(ANNA, *answered()) as talk:
        talk.at_settings()
        talk.reply(LOGIN, "Send your password to these servers?")
        talk.reply("", PROMPT)
        talk.reply("a wrong one", "[y/N]")
        said = talk.choose("n", GO_ON)
        assert login_refusal_word(LoginRefusal.WRONG_PASSWORD, _) in said
        assert "a wrong one" not in talk.transcript
        talk.reply(LOGIN, "Send your password to these servers?")
        assert _("What would you like to do?") in talk.choose("n", GO_ON)


def test_the_questions_before_the_password_take_help_and_the_way_back(speaker: Speaker) -> None:
    _ = speaker.words
    question = "Send your password to these servers?"
    accepted = _("Type y for yes or n for no; also ? for help, b to go back, q to stop.")
    with speaker.talk(ANNA, *answered()) as talk:
        talk.at_settings()
        talk.reply(LOGIN, question)
        said = talk.reply("?", question)
        assert consent_explanation(ConsentQuestion.SERVERS, _) in said
        assert accepted in said
        assert accepted in talk.reply("perhaps", question)
        assert _("What would you like to do?") in talk.choose("b", GO_ON)
        talk.reply(LOGIN, question)
        talk.reply("", PROMPT)
        talk.reply("a wrong one", "[y/N]")
        assert accepted in talk.reply("?", "[y/N]")
        talk.type("q")
        assert talk.ends()[0] == 0


def test_no_password_ends_nothing(speaker: Speaker) -> None:
    _ = speaker.words
    with speaker.talk(ANNA, *answered()) as talk:
        talk.at_settings()
        talk.reply(LOGIN, "Send your password to these servers?")
        talk.reply("", PROMPT)
        assert _("There is no password.") in talk.choose("", GO_ON)


def test_the_password_never_goes_to_a_company_that_is_not_known(speaker: Speaker) -> None:
    """Without settings there is nothing to sign in to."""
    with speaker.talk("anna@hosting.example", *answered()) as talk:
        talk.at_advice()
        talk.reply("", "(y or n, Enter: no) ")
        assert speaker.words("Test the password: does signing in work?") not in talk.choose("", GO_ON)


def test_an_error_message_is_explained(speaker: Speaker) -> None:
    _ = speaker.words
    question = "Text or code of the message: "
    with speaker.talk(ANNA, *answered()) as talk:
        talk.at_settings()
        assert _("What goes wrong?") in talk.choose(TROUBLE, "nothing")
        talk.reply("4", question)
        assert _("Type the message as it stands on the screen, or its code.") in talk.reply("", question)
        said = talk.choose("0x800CCC0E", GO_ON)
        assert _("What “{text}” may mean", text="0x800CCC0E") in said
        assert _("Our own test of the servers did not run into this.") in said


def test_sending_is_explained(speaker: Speaker) -> None:
    _ = speaker.words
    with speaker.talk("anna@port-587-filtered.example", *answered()) as talk:
        talk.at_settings()
        talk.choose(TROUBLE, "nothing")
        assert "587" in talk.choose("sending", GO_ON)


def test_signing_in_is_explained(speaker: Speaker) -> None:
    _ = speaker.words
    with speaker.talk(ANNA, *answered()) as talk:
        talk.at_done()
        talk.choose("3", "nothing")
        assert _("Signing in as {address}", address=ANNA) in talk.choose("2", "stop")


def test_garbled_messages_are_compared(speaker: Speaker) -> None:
    _ = speaker.words
    with speaker.talk(ANNA, *answered()) as talk:
        talk.at_settings()
        talk.choose(TROUBLE, "nothing")
        talk.reply("3", "Send your password to these servers?")
        talk.reply("", PROMPT)
        talk.reply("a wrong one", "[y/N]")
        assert _("Signing in") in talk.choose("n", GO_ON)


def test_going_back_from_the_complaint(speaker: Speaker) -> None:
    _ = speaker.words
    with speaker.talk(ANNA, *answered()) as talk:
        talk.at_settings()
        talk.choose(TROUBLE, "nothing")
        assert _("What would you like to do?") in talk.choose("b", GO_ON)
        talk.choose(TROUBLE, "nothing")
        assert _("What would you like to do?") in talk.choose("", GO_ON)


def test_a_network_that_fails_meanwhile_ends_nothing(speaker: Speaker) -> None:
    _ = speaker.words
    with speaker.talk("anna@silent-dns.example", *answered(), "--deadline", "2") as talk:
        talk.at_advice()
        talk.type("")
        talk.until("What would you like to do?")
        talk.number(GO_ON)
        talk.choose("4", "nothing")
        assert _("What would you like to do?") in talk.choose("1", GO_ON)
