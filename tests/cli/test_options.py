"""What may be typed, and one sentence about what may not, in both languages."""

from pathlib import Path

import pytest

from wizard.cli.options import Options, language_of, parse
from wizard.cli.verbs import VALUED_BEFORE_VERB, Verb, parser_for
from wizard.errors import WizardError
from wizard.i18n import Words
from wizard.model import Language, Protocol

ENGLISH = Words(Language.EN)
TASKS = "discover, probe, advise, export, guide, diagnose, lint, rules"


def parsed(*arguments: str) -> Options:
    return parse(arguments, ENGLISH)


@pytest.mark.parametrize(
    ("arguments", "verb", "words"),
    [
        ([], Verb.WIZARD, ()),
        (["anna@voorbeeld.nl"], Verb.WIZARD, ("anna@voorbeeld.nl",)),
        (["probe", "anna@voorbeeld.nl"], Verb.PROBE, ("anna@voorbeeld.nl",)),
        (["probe", "--json", "anna@voorbeeld.nl"], Verb.PROBE, ("anna@voorbeeld.nl",)),
        (["--json", "probe", "anna@voorbeeld.nl", "--demo"], Verb.PROBE, ("anna@voorbeeld.nl",)),
        (["--language", "nl", "advise"], Verb.ADVISE, ()),
        (["--answer", "devices=several", "anna@voorbeeld.nl"], Verb.WIZARD, ("anna@voorbeeld.nl",)),
        (["probe", "--", "--strange@voorbeeld.nl"], Verb.PROBE, ("--strange@voorbeeld.nl",)),
        (["--", "--strange@voorbeeld.nl"], Verb.WIZARD, ("--strange@voorbeeld.nl",)),
        (["rules", "explain", "several-devices"], Verb.RULES, ("explain", "several-devices")),
        (["probe@voorbeeld.nl"], Verb.WIZARD, ("probe@voorbeeld.nl",)),
        ([""], Verb.WIZARD, ("",)),
    ],
    ids=lambda value: " ".join(value) or "nothing" if isinstance(value, list) else None,
)
def test_the_verb_and_the_words_between_options(arguments: list[str], verb: Verb, words: tuple[str, ...]) -> None:
    options = parsed(*arguments)

    assert (options.verb, options.words) == (verb, words)


@pytest.mark.parametrize(
    ("arguments", "field", "value"),
    [
        (["probe", "--resolver", "192.0.2.1"], "resolver", ("192.0.2.1", 53)),
        (["probe", "--resolver", "192.0.2.1:5353"], "resolver", ("192.0.2.1", 5353)),
        (["probe", "--resolver", "2001:db8::1"], "resolver", ("2001:db8::1", 53)),
        (["probe", "--resolver", "[2001:db8::1]"], "resolver", ("2001:db8::1", 53)),
        (["probe", "--resolver=[2001:db8::1]:5353"], "resolver", ("2001:db8::1", 5353)),
        (["probe", "--ca-file", "ca.pem"], "ca_file", Path("ca.pem")),
        (["probe", "--ispdb-url", "https://ispdb.example/v1.1/"], "ispdb_url", "https://ispdb.example/v1.1/"),
        (["probe", "--no-ispdb"], "no_ispdb", True),
        (["probe", "--send-address"], "send_address", True),
        (["probe", "--deadline", "2.5"], "deadline", 2.5),
        (["probe"], "deadline", 30.0),
        (["probe", "--ipv4"], "ipv4", True),
        (["probe", "--ipv6"], "ipv6", True),
        (["probe", "--json"], "json", True),
        (["probe", "--quiet"], "quiet", True),
        (["probe", "--demo"], "demo", True),
        (["probe", "--rules", "mine"], "rules", Path("mine")),
        (["probe", "--language", "nl"], "language", Language.NL),
        (["advise", "--answers", "a.yaml"], "answers", Path("a.yaml")),
        (
            ["advise", "--answer", "devices=several", "--answer", "folders=no"],
            "answer",
            (("devices", "several"), ("folders", "no")),
        ),
        (["advise", "--offers", "imap,pop3"], "offers", frozenset({Protocol.IMAP, Protocol.POP3})),
        (["advise", "--offers", "pop3"], "offers", frozenset({Protocol.POP3})),
        (["export", "--format", "autoconfig"], "format", "autoconfig"),
        (["export", "--out", "folder"], "out", Path("folder")),
        (["export", "--force"], "force", True),
        (["export", "--protocol", "pop3"], "protocol", Protocol.POP3),
        (["export", "--name", "  Anna  de Vries "], "name", "Anna de Vries"),
        (["export", "--case", "case.yaml"], "case", Path("case.yaml")),
        (["export", "--format", "thunderbird-qr", "--png"], "png", True),
        (["export", "--format", "thunderbird-qr", "--svg"], "svg", True),
        (["guide", "--client", "thunderbird"], "client", "thunderbird"),
        (["--plain"], "plain", True),
        (["--version"], "version", True),
        (["probe", "-h"], "help", True),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_every_option_is_read(arguments: list[str], field: str, value: object) -> None:
    assert getattr(parsed(*arguments), field) == value


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["prbe", "a@b.nl"], "mailwijzer has no task “prbe”. Did you mean “probe”?"),
        (["repair"], f"mailwijzer has no task “repair”. Choose from: {TASKS}."),
        (["mend", "x"], f"mailwijzer has no task “mend”. Choose from: {TASKS}."),
        (["anna.voorbeeld.nl"], "“anna.voorbeeld.nl” has no @: an e-mail address looks like anna@voorbeeld.nl."),
        (["probe", "--jsn"], "mailwijzer probe has no option --jsn. Did you mean “--json”?"),
        (["--formt=x"], "mailwijzer has no option --formt."),
        (["export", "--json"], "mailwijzer export has no option --json."),
        (["rules", "--deadline", "3"], "mailwijzer rules has no option --deadline."),
        (["probe", "--resolver"], "The option --resolver needs a value."),
        (["probe", "--json=yes"], "The option --json takes no value."),
        (["-hx"], "The option --help takes no value."),
        (
            ["probe", "--resolver", "dns.example"],
            "“dns.example” is not an IP address with or without a port, such as 192.0.2.1:53.",
        ),
        (["probe", "--resolver", "192.0.2.1:0"], "“0” is not a port: that is a number from 1 to 65535."),
        (["probe", "--resolver", "192.0.2.1:655355"], "“655355” is not a port: that is a number from 1 to 65535."),
        (["probe", "--resolver", "192.0.2.1:"], "“” is not a port: that is a number from 1 to 65535."),
        (["probe", "--resolver", "[::1"], "“[::1” is not an IP address with or without a port, such as 192.0.2.1:53."),
        (
            ["probe", "--resolver", "[::1]53"],
            "“[::1]53” is not an IP address with or without a port, such as 192.0.2.1:53.",
        ),
        (["probe", "--deadline", "0"], "“0” is not a number of seconds between 0 and 3600."),
        (["probe", "--deadline", "-1"], "“-1” is not a number of seconds between 0 and 3600."),
        (["probe", "--deadline", "nan"], "“nan” is not a number of seconds between 0 and 3600."),
        (["probe", "--deadline", "inf"], "“inf” is not a number of seconds between 0 and 3600."),
        (["probe", "--deadline", "soon"], "“soon” is not a number of seconds between 0 and 3600."),
        (["probe", "--ispdb-url", "ftp://x"], "“ftp://x” is not a web address that begins with https://."),
        (["probe", "--ispdb-url", "https://"], "“https://” is not a web address that begins with https://."),
        (["probe", "--ispdb-url", "https://x:y/"], "“https://x:y/” is not a web address that begins with https://."),
        (["probe", "--ipv4", "--ipv6"], "Choose one: --ipv4 or --ipv6."),
        (["probe", "--no-ispdb", "--ispdb-url", "https://x/"], "Choose one: --no-ispdb or --ispdb-url."),
        (["export", "--png", "--svg"], "Choose one: --png or --svg."),
        (["export", "--format", "sheet", "--png"], "Only the format thunderbird-qr can be drawn."),
        (["export", "--case", "x", "--demo"], "Choose one: --case or --demo."),
        (["--language", "fr"], "Mailwijzer does not speak “fr”. Choose from: nl, en."),
        (
            ["advise", "--answer", "devices"],
            "“devices” is not an answer: write it as question=answer, such as devices=several.",
        ),
        (["advise", "--answer", "devces=several"], "There is no question “devces”. Did you mean “devices”?"),
        (["advise", "--answer", "devices=sevral"], "“sevral” is not one of the answers. Did you mean “several”?"),
        (["advise", "--answer", "folders=True"], "“True” is not one of the answers. Choose from: yes, no, unsure."),
        (["advise", "--offers", "smtp"], "“smtp” is not a way to receive mail. Choose from: imap, pop3."),
        (["advise", "--offers", ""], "“” is not a way to receive mail. Choose from: imap, pop3."),
        (["guide", "--protocol", "pop"], "“pop” is not a way to receive mail. Did you mean “pop3”?"),
        (["guide", "--name", "  "], "The name is empty."),
        (["guide", "--name", "An\x1bna"], "“An\\x1bna” cannot be used as a name."),
        (["probe", "--rules", ""], "An empty file name cannot be used."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_one_sentence_about_what_is_wrong(arguments: list[str], sentence: str) -> None:
    from wizard.cli.diagnostics import ExitCode, exit_code_for, sentence_for

    with pytest.raises(WizardError) as caught:
        parse(arguments, ENGLISH)

    assert sentence_for(caught.value, ENGLISH) == sentence
    assert exit_code_for(caught.value) is ExitCode.WRONG_USE


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["prbe", "a@b.nl"], "mailwijzer kent geen taak “prbe”. Bedoelt u “probe”?"),
        (["mend", "x"], f"mailwijzer kent geen taak “mend”. Kies uit: {TASKS}."),
        (["probe", "--jsn"], "mailwijzer probe kent de optie --jsn niet. Bedoelt u “--json”?"),
        (["probe", "--resolver"], "Achter de optie --resolver hoort een waarde."),
        (["probe", "--ipv4", "--ipv6"], "Kies er één: --ipv4 of --ipv6."),
        (["advise", "--answer", "devices=sevral"], "“sevral” is niet een van de antwoorden. Bedoelt u “several”?"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_the_sentence_in_dutch(arguments: list[str], sentence: str) -> None:
    from wizard.cli.diagnostics import sentence_for

    dutch = Words(Language.NL)
    with pytest.raises(WizardError) as caught:
        parse(arguments, dutch)

    assert sentence_for(caught.value, dutch) == sentence


@pytest.mark.parametrize(
    ("arguments", "locale", "language"),
    [
        ([], "nl_NL.UTF-8", Language.NL),
        ([], "en_GB.UTF-8", Language.EN),
        (["--language", "nl"], "en_GB.UTF-8", Language.NL),
        (["probe", "--language=en"], "nl_NL.UTF-8", Language.EN),
        (["--language", "fr"], "nl_NL.UTF-8", Language.NL),
        (["--language"], "nl_NL.UTF-8", Language.NL),
    ],
)
def test_the_language_is_known_before_anything_else(
    arguments: list[str], locale: str, language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", locale)

    assert language_of(arguments) is language


def test_options_before_the_verb_that_take_a_value_are_all_known() -> None:
    actions = parser_for(Verb.WIZARD, ENGLISH)._actions
    takes_value = {string for action in actions if action.nargs != 0 for string in action.option_strings}

    assert takes_value == VALUED_BEFORE_VERB


@pytest.mark.parametrize("verb", Verb)
@pytest.mark.parametrize("language", Language)
def test_help_explains_every_option(verb: Verb, language: Language) -> None:
    parser = parser_for(verb, Words(language))
    text = parser.format_help()

    assert all(string in text for action in parser._actions for string in action.option_strings)
    assert all(action.help for action in parser._actions)


def test_help_is_dutch_from_the_first_word() -> None:
    text = parser_for(Verb.PROBE, Words(Language.NL)).format_help()

    assert text.startswith("Gebruik: mailwijzer probe ADRES [OPTIES]")
    assert "options:" not in text
