"""The settings: in the words of the program, with their proof, spelled aloud; and the consent before them."""

from pathlib import Path

import yaml

from tests.cli.plain.conftest import Speaker
from tests.cli.plain.conversations import TO_SETTINGS, answered
from wizard import files, rulebook
from wizard.i18n.lookup_words import source_word
from wizard.model import ClientChoice, Language, SourceName

ANNA = "anna@all-well.example"
RULES = rulebook.load()
NO = "(y or n, Enter: no) "
WHICH = "For which mail program do you want the settings?"
GO_ON = "go on"
ANY = "settings for any program"


def _yes(speaker: Speaker) -> str:
    return "j" if speaker.language is Language.NL else "y"


def test_the_fields_stand_in_the_programs_own_order_with_their_proof(speaker: Speaker) -> None:
    _ = speaker.words
    guide = RULES.clients[ClientChoice.THUNDERBIRD]
    labels = [field.label.in_language(_.language) for field in next(iter(guide.guides.values())).incoming]
    with speaker.talk(ANNA, *answered()) as talk:
        said = talk.at_settings()
    section = said[said.index(_("Receiving with IMAP")) : said.index(_("Sending"))]
    places = [section.index(f"{label}: ") for label in labels]
    assert places == sorted(places)
    assert "imap.all-well.example" in section
    assert "993" in section
    source = source_word(SourceName.AUTOCONFIG, _)
    proof = _("Answered in {seconds} with a valid certificate. According to: {source}.", seconds="", source=source)
    assert proof[-20:] in section
    assert _("Steps") in said
    assert said.index(_("Steps")) < said.index(" 1. ")


def test_a_value_is_spelled(speaker: Speaker) -> None:
    _ = speaker.words
    with speaker.talk(ANNA, *answered()) as talk:
        talk.at_settings()
        assert "2. " in talk.choose("1", "none")
        said = talk.choose("2", "none")
        assert "i: " + _("{dutch}, international: {international}", dutch="Izaak", international="India") in said
        assert ".: " + _("dot") in said
        assert "a: Anton" in talk.choose("6", "none")
        assert _("What would you like to do?") in talk.choose("", GO_ON)
        talk.choose("1", "none")
        assert _("What would you like to do?") in talk.choose("b", GO_ON)


def test_another_program(speaker: Speaker) -> None:
    _ = speaker.words
    outlook = RULES.clients[ClientChoice.OUTLOOK_CLASSIC].name.in_language(_.language)
    with speaker.talk(ANNA, *answered()) as talk:
        talk.at_settings()
        assert _(WHICH) in talk.choose("3", ANY)
        title = _("{address} in {program}, with {protocol}", address=ANNA, program=outlook, protocol="IMAP")
        assert title in talk.choose("outlook-classic", GO_ON)
        talk.type("q")
        assert talk.ends()[0] == 0
    assert files.read_case(speaker.kept).client is ClientChoice.OUTLOOK_CLASSIC


def test_without_a_program_the_settings_fit_any(speaker: Speaker) -> None:
    _ = speaker.words
    with speaker.talk(ANNA, *answered(client="other")) as talk:
        said = talk.at_settings()
        assert _("Settings for {address}", address=ANNA) in said
        assert _("Read more: backup, without internet, sending from elsewhere") not in said
        said = talk.choose("1", "none")
        assert "imap.all-well.example" in said
        assert "smtp.all-well.example" in said


def test_who_does_not_know_her_program_is_asked_once_more(speaker: Speaker) -> None:
    answers = [part for part in answered() if not part.startswith("client=")]
    place = answers.index("--answer", answers.index("devices=several"))
    del answers[place]
    with speaker.talk(ANNA, *answers) as talk:
        talk.number()
        talk.type("")
        talk.at_advice()
        assert speaker.words(WHICH) in talk.choose("", ANY)
        talk.reply("b", TO_SETTINGS)
        talk.choose("", ANY)
        assert speaker.words("Settings for {address}", address=ANNA) in talk.choose("", GO_ON)


def test_a_program_that_cannot_do_it_is_not_shown(speaker: Speaker, tmp_path: Path) -> None:
    _ = speaker.words
    own = tmp_path / "rules" / "clients"
    own.mkdir(parents=True)
    built_in = Path(__file__).resolve().parents[3] / "rules" / "clients" / "thunderbird.yaml"
    program = yaml.load(built_in.read_bytes(), Loader=yaml.BaseLoader)
    program["supports"]["imap"] = "no"
    del program["guides"]["imap"]
    (own / "thunderbird.yaml").write_text(yaml.safe_dump(program, allow_unicode=True), encoding="utf-8")
    with speaker.talk(ANNA, *answered(client="other"), "--rules", str(own.parent)) as talk:
        name = RULES.clients[ClientChoice.THUNDERBIRD].name.in_language(_.language)
        talk.at_settings()
        talk.choose("2", ANY)
        said = talk.choose("thunderbird", ANY)
        assert _("{program} cannot do {protocol}.", program=name, protocol="IMAP") in said
        assert _(WHICH) in said
        assert "imap.all-well.example" in talk.choose("evolution", GO_ON)


def test_there_is_more_to_read(speaker: Speaker) -> None:
    _ = speaker.words
    with speaker.talk(ANNA, *answered()) as talk:
        said = talk.at_settings()
        assert _("Good to know") not in said
        assert _("Good to know") in talk.choose("2", GO_ON)
        assert _("Mail servers of {address}", address=ANNA) in talk.choose("6", GO_ON)


def test_what_is_worth_knowing_stands_with_the_settings_once(speaker: Speaker) -> None:
    with speaker.talk("anna@oauth2-only.example", *answered()) as talk:
        said = talk.at_settings()
        assert said.count("oauth2-only.example logt u" if speaker.language is Language.NL else "(OAuth2)") == 1
    with speaker.talk("anna@http-only.example", *answered()) as talk:
        assert "http://autoconfig.http-only.example" in talk.at_settings()


def test_another_companys_servers_are_left_out_unless_it_is_known(speaker: Speaker) -> None:
    _ = speaker.words
    with speaker.talk("anna@hosting.example", *answered()) as talk:
        talk.at_advice()
        said = talk.reply("", NO)
        assert _("Do you know this company?") in said
        assert _("{hostname}, of {company}", hostname="imap.webhost.example", company="webhost.example") in said
        said = talk.choose("", GO_ON)
        assert _("These settings are not shown") in said
        assert _("{protocol} does work here.", protocol="POP") not in said
        assert _("There is nothing to save") in talk.choose("", "stop")
        talk.choose("b", GO_ON)
        assert _("Do you know this company?") in talk.reply("1", NO)
        assert "imap.webhost.example" in talk.choose(_yes(speaker), GO_ON)
        talk.reply("b", TO_SETTINGS)
        assert _("Do you know this company?") not in talk.choose("", GO_ON)
        talk.type("q")
        assert talk.ends()[0] == 0
    hosts = {server.endpoint.hostname for server in files.read_case(speaker.kept).servers}
    assert "imap.webhost.example" in hosts


def test_the_whole_address_is_sent_only_after_asking_and_asked_once(speaker: Speaker) -> None:
    _ = speaker.words
    question = "May your address be sent to your provider?"
    with speaker.talk("anna@autodiscover.example", *answered()) as talk:
        talk.at_advice()
        talk.reply("", question)
        talk.until(NO)
        said = talk.reply_one_of("", "What would you like to do?", "Press Enter to go on: ")
        while not said.endswith(_("What would you like to do?")):
            said = talk.reply_one_of("", "What would you like to do?", "Press Enter to go on: ")
        assert _("No settings that work were found") in said
        talk.number(GO_ON)
        assert _(question) not in talk.choose("2", GO_ON)
    with speaker.talk("anna@autodiscover.example", *answered()) as talk:
        talk.at_advice()
        talk.reply("", question)
        talk.until(NO)
        said = talk.choose(_yes(speaker), GO_ON)
        assert "mailbox.autodiscover.example" in said


def test_the_other_protocol_where_the_advised_one_does_not_work(speaker: Speaker) -> None:
    _ = speaker.words
    with speaker.talk("anna@certificate-expired.example", *answered()) as talk:
        talk.at_advice()
        said = talk.choose("", GO_ON)
        assert _("Settings for {protocol} were found, but the server's certificate is refused", protocol="IMAP") in said
        assert _("{protocol} does work here.", protocol="POP") in said
        assert _("What to know") in said
        assert "pop.certificate-expired.example" in talk.choose("1", GO_ON)


def test_the_check_runs_again(speaker: Speaker) -> None:
    _ = speaker.words
    with speaker.talk("anna@certificate-expired.example", *answered()) as talk:
        talk.at_settings()
        said = talk.choose("3", GO_ON)
        assert _("The servers are still being tested. One moment, please.") in said
        assert _("Settings for {protocol} were found, but the server's certificate is refused", protocol="IMAP") in said
