"""Error messages are found again whatever a person makes of them, and nothing is made of what is none."""

import random
import re
import time

import pytest

from tests.patience import PROMPT
from wizard import rulebook
from wizard.diagnosis.messages import LONGEST_TEXT, MessageIndex

RULES = rulebook.load()
INDEX = MessageIndex(RULES.diagnoses.values())
MESSAGES = [(diagnosis.id, message) for diagnosis in RULES.diagnoses.values() for message in diagnosis.messages]


def best(text: str) -> str | None:
    found = INDEX.look_up(text)
    return found[0].diagnosis.id if found else None


def equals(text: str) -> list[str]:
    """The best, and all that are as good."""
    found = INDEX.look_up(text, limit=10)
    return [match.diagnosis.id for match in found if match.likeness >= found[0].likeness - 0.001]


def as_shown(message: str) -> str:
    """The message with its placeholders filled in, as it stands on a screen."""
    shown = message.replace("%1$S", "imap.voorbeeld.nl").replace("%2$S", "anna@voorbeeld.nl")
    return re.sub(r"%\d?\$?[Ss]", "mail.voorbeeld.nl", shown)


@pytest.mark.parametrize(("wanted", "message"), MESSAGES, ids=[f"{name}: {text[:40]}" for name, text in MESSAGES])
def test_every_message_is_found_again(wanted: str, message: str) -> None:
    shown = as_shown(message)

    assert wanted in equals(shown)
    assert wanted in equals(shown.upper())
    assert wanted in equals("  " + shown.replace(" ", "\n\t") + "  ")
    assert wanted in equals(f"“{shown}”")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Foutcode 0x800CCC0D", "outlook-server-not-found"),
        ("0x800ccc0e", "outlook-cannot-connect"),
        ("Fout (0x800CCC0F) bij verzenden en ontvangen", "outlook-connection-closed"),
        ("0x8004210A", "outlook-timeout"),
        ("error 0x800CCC1A", "outlook-ssl"),
        ("0x800CCC18", "outlook-logon-failed"),
        ("0x800CCC90 POP3", "outlook-pop-error"),
        ("0x800CCC91", "outlook-pop-user"),
        ("0x800CCC92", "outlook-pop-password"),
        ("0x800CCC97", "outlook-pop-message-number"),
        ("0x800CCC0A", "outlook-download-incomplete"),
        ("0x800CCC0B", "outlook-maildrop-busy"),
        ("Task 'anna' reported error (0x800CCC79): 'The server responded: 550'", "outlook-recipient-refused"),
        ("554 5.7.1 <kees@voorbeeld.nl>: Relay access denied", "relay-denied"),
        ("535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6", "authentication-required"),
        ("535 5.7.139 Authentication unsuccessful, basic authentication is disabled.", "basic-authentication-disabled"),
        ("er is iets misgegaan kan geen verbinding maken met inkomende imap server", "outlook-setup-failed"),
        ("outlook vraagt steeds om mijn wachtwoord", "outlook-asks-again"),
        (
            "Aanmelden bij server imap.kpnmail.nl met gebruikersnaam kees@kpnmail.nl is mislukt",
            "thunderbird-login-failed",
        ),
        ("Verbindn met servr imap.voorbeeld.nl is mislukt", "thunderbird-unknown-host"),
        ("verbinding werd geweigerd, kon niet verbinden met mailserver x.nl", "thunderbird-refused"),
        ("wachttijd voor verbinding met server imap.ziggo.nl is verstreken", "thunderbird-timeout"),
        ("maximale aantal verbindingen met deze server overschreden", "thunderbird-too-many-connections"),
        ("lijkt geen versleutelde wachtwoorden te ondersteunen", "thunderbird-no-encrypted-passwords"),
        ("IMAP-server mail.nl staat geen plattetekstwachtwoorden toe", "thunderbird-no-plain-passwords"),
        ("Kan niet authenticeren bij uitgaande (SMTP-)server smtp.x.nl", "thunderbird-smtp-login"),
        ("tot stand brengen met STARTTLS, aangezien de server die functie niet aankondigt", "thunderbird-no-starttls"),
        ("toestemming hebt om met uw huidige referenties vanaf uw huidige netwerk", "thunderbird-not-allowed"),
        ("wachttijd voor de verbinding met uitgaande (SMTP-)server is verlopen", "thunderbird-smtp-timeout"),
        ("ondersteunt geen UIDL of XTND XLST", "thunderbird-no-uidl"),
        ("Dit bericht kan een virus bevatten of er is niet genoeg schijfruimte", "thunderbird-virus-or-disk"),
        ("Kan identiteit van server niet verifieren", "certificate-warning"),
        ("Avast Web/Mail Shield Root", "antivirus-certificate"),
        ("Your IP 192.0.2.7 is blacklisted, see blacklist.kpnmail.nl/Help/17", "address-blocked"),
        ("552 5.2.2 mailbox full", "mailbox-full"),
        ("configuratie niet gevonden", "thunderbird-android-not-found"),
        ("OAuth 2.0 is currently not supported with this provider", "thunderbird-android-oauth"),
        ("Kan geen mail ophalen - de verbinding met de server is mislukt", "iphone-cannot-get-mail"),
        ("gmail haalt geen mail meer op van mijn andere accounts", "gmail-stops-fetching"),
        ("a1 NO [AUTHENTICATIONFAILED] Authentication failed.", "imap-authentication-failed"),
        ("-ERR [IN-USE] locked", "pop-in-use"),
        ("winmail.dat", "winmail-attachment"),
        ("SEC_ERROR_UNKNOWN_ISSUER", "certificate-warning"),
    ],
    ids=lambda value: value[:50],
)
def test_what_people_type_is_found(text: str, wanted: str) -> None:
    assert best(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "hallo",
        "de server",
        "server",
        "appeltaart met kaneel en suiker",
        "0x80004005",
        "\x00\x1b[2J",
        "%S",
        "…",
        "@",
    ],
)
def test_nothing_is_made_of_what_is_no_message(text: str) -> None:
    assert INDEX.look_up(text) == ()


def test_likely_and_possible_are_told_apart() -> None:
    assert INDEX.look_up("0x800CCC0E")[0].likely
    assert not INDEX.look_up("550")[0].likely


def test_only_the_beginning_of_a_long_text_counts() -> None:
    filler = "bla " * (LONGEST_TEXT // 4)

    assert best("0x800CCC0E " + filler) == "outlook-cannot-connect"
    assert INDEX.look_up(filler + "0x800CCC0E") == ()


def test_hostile_texts_take_no_time() -> None:
    letters = random.Random(1)
    texts = [
        "verbindng " * 20_000,
        "".join(letters.choice("abcde ") for _ in range(100_000)),
        "%S" * 50_000,
        "\u202e" * 100_000,
        "[" * 100_000,
        "1." * 50_000,
    ]
    started = time.monotonic()
    for text in texts:
        INDEX.look_up(text)

    assert time.monotonic() - started < PROMPT
