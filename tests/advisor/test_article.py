"""Every statement of the article behind the advice, by number: who hears it, as a reason, a measure or a correction."""

from dataclasses import dataclass

import pytest

from tests.advisor.decisions import ALONE, facts_of
from wizard import rulebook
from wizard.advisor import Advisor
from wizard.model import Advice, Protocol

RULES = rulebook.load()
ADVISOR = Advisor(RULES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What the article says; with these facts the advice is for `protocol`, and these rules, which name it, are heard.

    `words` stand in the English texts of those rules: the statement, or what corrects it.
    """

    says: str
    facts: dict[str, str]
    protocol: Protocol
    heard: tuple[str, ...]
    words: tuple[str, ...] = ()


FULL = {**ALONE, "server_space": "nearly-full"}
IMAP, POP = Protocol.IMAP, Protocol.POP3

STATEMENTS = {
    "S1": Statement(
        says="POP reads offline",
        facts={"offline": "often"},
        protocol=IMAP,
        heard=("offline-often", "offline-copy"),
        words=("With IMAP you can then read without internet too",),
    ),
    "S2": Statement(
        says="POP leaves nothing behind",
        facts={"devices": "several", "webmail": "often"},
        protocol=IMAP,
        heard=("several-devices", "webmail-often"),
        words=("With IMAP all your mail is always there",),
    ),
    "S3": Statement(
        says="POP can leave a copy, unsynchronised",
        facts=FULL,
        protocol=POP,
        heard=("keep-7-days",),
        words=("Leave messages on the server for 7 days",),
    ),
    "S4": Statement(
        says="IMAP keeps mail on the server", facts={"devices": "several"}, protocol=IMAP, heard=("several-devices",)
    ),
    "S5": Statement(
        says="IMAP knows what was read",
        facts={"people": "several"},
        protocol=IMAP,
        heard=("several-people",),
        words=("what has been read or answered",),
    ),
    "S6": Statement(
        says="IMAP folders are the same everywhere",
        facts={"folders": "yes", "devices": "several"},
        protocol=IMAP,
        heard=("folders-everywhere",),
        words=("they are the same everywhere",),
    ),
    "S7": Statement(
        says="POP has the space of the disk",
        facts=FULL,
        protocol=POP,
        heard=("space-nearly-full",),
        words=("on your own computer",),
    ),
    "S8": Statement(
        says="POP without internet", facts={"offline": "often"}, protocol=IMAP, heard=("offline-often", "offline-copy")
    ),
    "S9": Statement(
        says="POP lets you back up",
        facts={**ALONE, "current_setup": "pop"},
        protocol=POP,
        heard=("pop-today-works", "backup-pop"),
        words=("backup",),
    ),
    "S10": Statement(
        says="a crash takes all POP mail",
        facts={"backups": "never"},
        protocol=IMAP,
        heard=("backups-never",),
        words=("all your mail can be lost",),
    ),
    "S11": Statement(
        says="POP does not synchronise folders",
        facts={**FULL, "folders": "yes"},
        protocol=POP,
        heard=("spam-and-sent", "folders-on-computer"),
        words=("POP sees the inbox only", "spam"),
    ),
    "S12": Statement(
        says="POP is for one device",
        facts={**FULL, "devices": "unsure"},
        protocol=IMAP,
        heard=("pop-only-when-safe",),
        words=("one computer",),
    ),
    "S13": Statement(
        says="IMAP on all devices", facts={"devices": "several"}, protocol=IMAP, heard=("several-devices",)
    ),
    "S14": Statement(
        says="IMAP sends from anywhere",
        facts={"sends_elsewhere": "yes"},
        protocol=IMAP,
        heard=("send-elsewhere",),
        words=("Sending has nothing to do with receiving",),
    ),
    "S15": Statement(
        says="several people in one inbox",
        facts={"people": "several"},
        protocol=IMAP,
        heard=("several-people", "shared-mailbox"),
        words=("one device with POP can empty the mailbox",),
    ),
    "S16": Statement(
        says="a crash loses nothing with IMAP",
        facts={"devices": "one-phone"},
        protocol=IMAP,
        heard=("one-phone", "backup-imap"),
        words=("what you delete is gone everywhere",),
    ),
    "S17": Statement(
        says="IMAP synchronises folders",
        facts={"folders": "yes"},
        protocol=IMAP,
        heard=("folders-everywhere", "show-all-folders"),
    ),
    "S18": Statement(
        says="IMAP takes no space",
        facts={"devices": "one-phone"},
        protocol=IMAP,
        heard=("limited-copy",),
        words=("IMAP uses space on your device too",),
    ),
    "S19": Statement(
        says="IMAP needs internet",
        facts={"offline": "often"},
        protocol=IMAP,
        heard=("offline-copy",),
        words=("without internet too",),
    ),
    "S20": Statement(says="always IMAP", facts={}, protocol=IMAP, heard=("in-doubt-imap",)),
    "S21": Statement(
        says="no worry about backups", facts={}, protocol=IMAP, heard=("backup-imap",), words=("IMAP is no backup",)
    ),
    "S22": Statement(says="several devices", facts={"devices": "several"}, protocol=IMAP, heard=("several-devices",)),
    "S23": Statement(
        says="sometimes the webmail", facts={"webmail": "sometimes"}, protocol=IMAP, heard=("webmail-sometimes",)
    ),
    "S24": Statement(
        says="in doubt IMAP",
        facts={"devices": "unsure"},
        protocol=IMAP,
        heard=("in-doubt-imap",),
        words=("When in doubt",),
    ),
    "S25": Statement(
        says="POP with a copy: consider IMAP",
        facts={"current_setup": "pop", "devices": "several"},
        protocol=IMAP,
        heard=("pop-today-without-safety", "stop-deleting-pop", "copy-old-mail", "check-copies"),
        words=("Even with a copy on the server",),
    ),
    "S26": Statement(
        says="POP and IMAP mixed: only IMAP",
        facts={"current_setup": "mixed"},
        protocol=IMAP,
        heard=("stop-deleting-mixed", "pop-and-imap-mixed", "pop-off-everywhere"),
        words=("takes the mail away",),
    ),
    "S27": Statement(
        says="manuals of the provider", facts={"client": "other"}, protocol=IMAP, heard=("provider-manual",)
    ),
    "S28": Statement(
        says="garbled with IMAP, fine with POP",
        facts={"current_setup": "pop", "client": "thunderbird"},
        protocol=IMAP,
        heard=("garbled-mail-thunderbird",),
        words=("Repair Folder", "webmail"),
    ),
    "S29": Statement(
        says="sending over other people's wifi",
        facts={"sends_elsewhere": "yes"},
        protocol=IMAP,
        heard=("send-elsewhere",),
        words=("465 or 587", "Never use port 25"),
    ),
    "S30": Statement(says="see the help pages", facts={"client": "unsure"}, protocol=IMAP, heard=("provider-manual",)),
}


def heard(advice: Advice) -> set[str]:
    """The rules behind the reasons on both sides, the measures and what comes first."""
    steps = {step.id for step in (*advice.do_first, *advice.measures)}
    return steps | {reason.rule for reason in (*advice.reasons, *advice.against)}


@pytest.mark.parametrize("number", STATEMENTS)
def test_the_statement_is_heard_or_corrected(number: str) -> None:
    statement = STATEMENTS[number]
    advice = ADVISOR.advise(facts_of(statement.facts))
    assert advice.protocol is statement.protocol
    assert set(statement.heard) <= heard(advice)
    rules = [rule for rule in RULES.rules if rule.id in statement.heard]
    assert any(number in rule.references for rule in rules)
    texts = " ".join(rule.text.en for rule in rules)
    for words in statement.words:
        assert words in texts, texts


def test_no_statement_is_left_out() -> None:
    assert list(STATEMENTS) == [f"S{number}" for number in range(1, 31)]
