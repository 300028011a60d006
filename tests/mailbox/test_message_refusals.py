"""What real servers say when they refuse a message, and what it means."""

import pytest

from wizard import rulebook
from wizard.mailbox.message_refusals import message_refusal_of
from wizard.model import MessageRefusal, SendingStep

SENDER, RECIPIENT, MESSAGE = SendingStep


@pytest.mark.parametrize(
    ("step", "said", "reason"),
    [
        (RECIPIENT, b"553 5.7.1 <a@x.nl>: Sender address rejected: not owned by user b", "sender-not-owned"),
        (MESSAGE, b"550 5.7.60 SMTP; Client does not have permissions to send as this sender", "sender-not-owned"),
        (MESSAGE, b"554 5.2.252 SendAsDenied; a@x.nl not allowed to send as b@x.nl", "sender-not-owned"),
        (SENDER, b"550 5.7.1 You are not authorized to send from this address", "sender-not-owned"),
        (SENDER, b"553 Mail from must equal authorized user", "sender-not-owned"),
        (SENDER, b"550 5.1.8 Access denied", "sender-not-owned"),
        (RECIPIENT, b"554 5.7.1 <a@x.nl>: Relay access denied", "relay-denied"),
        (RECIPIENT, b"550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain", "relay-denied"),
        (SENDER, b"530 5.7.0 Authentication required", "authentication-required"),
        (SENDER, b"530 Must issue a STARTTLS command first", "authentication-required"),
        (SENDER, b"450 4.7.1 Error: too many messages from 192.0.2.1", "too-many-messages"),
        (MESSAGE, b"550 5.4.5 Daily user sending limit exceeded.", "too-many-messages"),
        (SENDER, b"421 4.7.28 Our system has detected an unusual rate", "too-many-messages"),
        (RECIPIENT, b"452 4.5.3 Too many recipients", "too-many-messages"),
        (RECIPIENT, b"451 4.7.1 Rate limit reached", "too-many-messages"),
        (MESSAGE, b"554 5.7.1 Message rejected as spam", "taken-for-spam"),
        (MESSAGE, b"550 virus found", "taken-for-spam"),
        (RECIPIENT, b"554 5.7.1 Client host [192.0.2.1] blocked using zen.spamhaus.org", "network-blacklisted"),
        (RECIPIENT, b"552 5.2.2 Mailbox full", "mailbox-full"),
        (MESSAGE, b"452 4.2.2 Over quota", "mailbox-full"),
        (RECIPIENT, b"550 5.1.1 User unknown", "recipient-unknown"),
        (SENDER, b"550 5.6.7 SMTPUTF8 is required", "local-part-encoding"),
        (RECIPIENT, b"450 4.2.0 Greylisted, see http://postgrey.schweikert.ch/", "greylisted"),
        (MESSAGE, b"451 Local problem", "greylisted"),
        (MESSAGE, b"554 5.7.1 Policy", None),
        (MESSAGE, b"554 Transaction failed", None),
        (SENDER, b"550 15.1.18 x", None),
        (SENDER, b"\xff\xfe", None),
    ],
)
def test_a_refusal_is_read(step: SendingStep, said: bytes, reason: str | None) -> None:
    assert message_refusal_of(step, [said]) == reason


def test_the_lines_of_an_answer_are_read_together() -> None:
    said = [b"250-fine", b"550-5.7.1 Your message looks", b"550 5.7.1 like spam."]
    assert message_refusal_of(MESSAGE, said) is MessageRefusal.TAKEN_FOR_SPAM


def test_every_refusal_has_its_words() -> None:
    diagnoses = rulebook.load().diagnoses
    assert [reason for reason in MessageRefusal if reason not in diagnoses] == []
