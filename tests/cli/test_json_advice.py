"""The JSON of the advice, key by key as in the contract."""

from wizard.cli.json_advice import advice_report
from wizard.i18n import Words
from wizard.model import Advice, AdviceOutcome, Change, Language, Protocol, Reason, Step, Strength, Text, Veto

ENGLISH, DUTCH = Words(Language.EN), Words(Language.NL)


def text(english: str) -> Text:
    return Text(nl=f"NL {english}", en=english)


ADVICE = Advice(
    outcome=AdviceOutcome.IMAP_WITH_ARCHIVE,
    balance={Protocol.POP3: 1, Protocol.IMAP: 9},
    do_first=(Step(id="copy-old-mail", text=text("Copy\nthe **old** mail.")),),
    reasons=(
        Reason(
            rule="several-devices",
            favours=Protocol.IMAP,
            strength=Strength.DECISIVE,
            because_of={"devices": "several"},
            text=text("More than one device."),
            references=("S2",),
        ),
    ),
    against=(
        Reason(
            rule="read-offline",
            favours=Protocol.POP3,
            strength=Strength.SLIGHT,
            because_of={"offline": "often"},
            text=text("Often offline."),
            references=("S1", "S8"),
        ),
    ),
    measures=(Step(id="backup-imap", text=text("Back up.")),),
    changes_if=(
        Change(question="devices", answer="one-computer", outcome=AdviceOutcome.POP_KEEP_COPY),
        Change(question="client", answer="outlook-new", outcome=None),
    ),
    vetoed={Protocol.POP3: Veto(rule="icloud-no-pop", text=text("No POP."))},
)


def test_advice() -> None:
    assert advice_report(ADVICE, ENGLISH) == {
        "schema": "mailwijzer.advice/1",
        "outcome": "imap-with-archive",
        "protocol": "imap",
        "balance": {"imap": 9, "pop3": 1},
        "do_first": [{"id": "copy-old-mail", "text": "Copy the “old” mail."}],
        "reasons": [
            {
                "rule": "several-devices",
                "favours": "imap",
                "strength": "decisive",
                "because_of": {"devices": "several"},
                "text": "More than one device.",
                "references": ["S2"],
            }
        ],
        "against": [
            {
                "rule": "read-offline",
                "favours": "pop3",
                "strength": "slight",
                "because_of": {"offline": "often"},
                "text": "Often offline.",
                "references": ["S1", "S8"],
            }
        ],
        "measures": [{"id": "backup-imap", "text": "Back up."}],
        "changes_if": [
            {"question": "devices", "answer": "one-computer", "outcome": "pop-keep-copy"},
            {"question": "client", "answer": "outlook-new", "outcome": None},
        ],
        "vetoed": {"pop3": {"rule": "icloud-no-pop", "text": "No POP."}},
    }


def test_advice_keeps_the_order_of_the_contract() -> None:
    assert " ".join(advice_report(ADVICE, ENGLISH)) == (
        "schema outcome protocol balance do_first reasons against measures changes_if vetoed"
    )


def test_advice_in_dutch() -> None:
    report = advice_report(ADVICE, DUTCH)

    assert report["measures"] == [{"id": "backup-imap", "text": "NL Back up."}]


def test_nothing_is_left() -> None:
    nothing = Advice(
        outcome=None,
        balance={},
        do_first=(),
        reasons=(),
        against=(),
        measures=(),
        changes_if=(),
        vetoed={},
    )

    assert advice_report(nothing, ENGLISH) == {
        "schema": "mailwijzer.advice/1",
        "outcome": None,
        "protocol": None,
        "balance": {"imap": 0, "pop3": 0},
        "do_first": [],
        "reasons": [],
        "against": [],
        "measures": [],
        "changes_if": [],
        "vetoed": {},
    }
