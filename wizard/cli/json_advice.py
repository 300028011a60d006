"""The advice as JSON: mailwijzer.advice/1, as in the contract."""

from collections.abc import Iterable

from wizard.i18n import Words
from wizard.model import Advice, Protocol, Reason, Step
from wizard.pages.sentences import plain

Json = dict[str, object]


def advice_report(advice: Advice, words: Words) -> Json:
    """mailwijzer.advice/1."""
    return {
        "schema": "mailwijzer.advice/1",
        "outcome": advice.outcome.value if advice.outcome is not None else None,
        "protocol": advice.protocol.value if advice.protocol is not None else None,
        "balance": {protocol.value: advice.balance.get(protocol, 0) for protocol in (Protocol.IMAP, Protocol.POP3)},
        "do_first": _steps(advice.do_first, words),
        "reasons": [_reason(reason, words) for reason in advice.reasons],
        "against": [_reason(reason, words) for reason in advice.against],
        "measures": _steps(advice.measures, words),
        "changes_if": [
            {
                "question": change.question,
                "answer": change.answer,
                "outcome": change.outcome.value if change.outcome is not None else None,
            }
            for change in advice.changes_if
        ],
        "vetoed": {
            protocol.value: {"rule": veto.rule, "text": plain(veto.text, words)}
            for protocol, veto in advice.vetoed.items()
        },
    }


def _reason(reason: Reason, words: Words) -> Json:
    return {
        "rule": reason.rule,
        "favours": reason.favours.value,
        "strength": reason.strength.value,
        "because_of": {path: str(word) for path, word in reason.because_of.items()},
        "text": plain(reason.text, words),
        "references": list(reason.references),
    }


def _steps(steps: Iterable[Step], words: Words) -> list[Json]:
    return [{"id": step.id, "text": plain(step.text, words)} for step in steps]
