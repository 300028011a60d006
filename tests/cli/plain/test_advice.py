"""The advice: why, what would change it, and the right to choose otherwise."""

from tests.cli.plain.conftest import Speaker
from tests.cli.plain.conversations import TO_SETTINGS, Conversation, answered
from wizard import files, rulebook
from wizard.model import AdviceOutcome, Language, Protocol

ANNA = "anna@all-well.example"
RULES = rulebook.load()
NO = "(y or n, Enter: no) "


def _yes(speaker: Speaker) -> str:
    return "j" if speaker.language is Language.NL else "y"


def _advice_after_the_check(talk: Conversation) -> str:
    """The advice when the servers have been tested: nobody waits for that before the settings."""
    talk.at_settings()
    return talk.reply("b", TO_SETTINGS)


def test_the_advice_says_why_and_what_would_change_it(speaker: Speaker) -> None:
    with speaker.talk(ANNA, *answered()) as talk:
        said = talk.at_advice()
    _ = speaker.words
    outcome = RULES.outcomes[AdviceOutcome.IMAP]
    for expected in (
        _("Advice: {outcome}", outcome="IMAP"),
        outcome.verdict.in_language(_.language),
        _("Why"),
        _("This makes it safe"),
        _("What would change this?"),
        _("Type a number from “What would change this?” to hear that other advice."),
    ):
        assert expected in said


def test_a_change_tells_the_other_outcome_at_once_and_changes_nothing(speaker: Speaker) -> None:
    _ = speaker.words
    archive = RULES.outcomes[AdviceOutcome.IMAP_WITH_ARCHIVE]
    with speaker.talk(ANNA, *answered()) as talk:
        assert archive.verdict.in_language(_.language) not in talk.at_advice()
        said = talk.reply("1", TO_SETTINGS)
        assert _("Suppose your answer were different") in said
        assert archive.verdict.in_language(_.language) in said
        assert _("That was only to see: your own answer stands.") in said
        assert "1" in talk.reply("9", TO_SETTINGS)
        talk.choose("", "go on")
        talk.type("q")
        assert talk.ends()[0] == 0
    assert files.read_case(speaker.kept).outcome is AdviceOutcome.IMAP


def test_overruling_warns_and_is_noted(speaker: Speaker) -> None:
    _ = speaker.words
    with speaker.talk(ANNA, *answered()) as talk:
        assert _("Type o if you want {protocol} all the same.", protocol="POP") in _advice_after_the_check(talk)
        said = talk.reply("o", NO)
        assert _("The advice is {protocol}:", protocol="IMAP") in said
        assert _("Choose {protocol} all the same?", protocol="POP") in said
        said = talk.reply("", TO_SETTINGS)
        assert _("The settings follow the advice.") in said
        talk.reply("o", NO)
        talk.reply("b", TO_SETTINGS)
        talk.reply("O", NO)
        said = talk.reply(_yes(speaker), TO_SETTINGS)
        assert _("You chose {protocol} yourself.", protocol="POP") in said
        said = talk.choose("", "go on")
        assert _("You chose {protocol} yourself; the advice is {advised}.", protocol="POP", advised="IMAP") in said
        assert "pop.all-well.example" in said
        talk.type("q")
        assert talk.ends()[0] == 0
    case = files.read_case(speaker.kept)
    assert (case.outcome, case.chosen) == (AdviceOutcome.IMAP, Protocol.POP3)


def test_the_advice_can_be_followed_again(speaker: Speaker) -> None:
    _ = speaker.words
    with speaker.talk(ANNA, *answered()) as talk:
        _advice_after_the_check(talk)
        talk.reply("o", NO)
        assert _("Type o to follow the advice after all.") in talk.reply(_yes(speaker), TO_SETTINGS)
        assert _("The settings follow the advice.") in talk.reply("o", TO_SETTINGS)
        assert "imap.all-well.example" in talk.choose("", "go on")


def test_what_the_servers_do_not_offer_cannot_be_chosen(speaker: Speaker) -> None:
    with speaker.talk("anna@only-imap.example", *answered()) as talk:
        said = _advice_after_the_check(talk)
        assert speaker.words("Type o if you want {protocol} all the same.", protocol="POP") not in said
        talk.reply("o", TO_SETTINGS)


def test_nobody_waits_for_the_check_before_the_settings(speaker: Speaker) -> None:
    _ = speaker.words
    with speaker.talk("anna@never-greets.example", *answered(), "--deadline", "6") as talk:
        waiting = _("The servers are still being tested; this is the advice on what is known now.")
        assert waiting in talk.at_advice()
        said = talk.choose("", "go on")
        assert _("The servers are still being tested. One moment, please.") in said
        assert said.count(_("The servers have been tested: {results}.", results="")[:-2]) == 1


def test_the_advice_on_what_the_servers_offer(speaker: Speaker) -> None:
    """However quick the test is: before the settings stands the advice that fits the servers."""
    _ = speaker.words
    with speaker.talk("anna@only-pop.example", *answered()) as talk:
        said = talk.at_advice()
        if _("Advice: {outcome}", outcome="IMAP") in said:
            said = talk.reply("", TO_SETTINGS)
            assert _("The advice has changed: the servers have been tested by now.") in said
        assert RULES.outcomes[AdviceOutcome.POP_KEEP_COPY].verdict.in_language(_.language) in said
        assert "pop.only-pop.example" in talk.choose("", "go on")
