"""The ports for sending as JSON: mailwijzer.diagnosis/1, as wizard/cli/diagnose_sending.py tells it."""

from typing import assert_never

from wizard.cli.json_evidence import Json
from wizard.cli.json_login import login_report
from wizard.diagnosis.sending import SendingLook
from wizard.diagnosis.sending_causes import CauseFound, judge_sending
from wizard.diagnosis.sending_file import sending_record
from wizard.i18n import Words
from wizard.model import MessageAccepted, MessageFailed, MessageOutcome, MessageRefused, Rulebook, SendingCheck
from wizard.pages.sending import cause_values
from wizard.pages.sentences import plain


def sending_json(here: SendingLook, rules: Rulebook, words: Words) -> Json:
    """mailwijzer.diagnosis/1 without the comparison."""
    verdict = judge_sending(here)
    return {
        "schema": "mailwijzer.diagnosis/1",
        "symptom": "sending",
        "can_send": verdict.can_send,
        "look": sending_record(here),
        "causes": [_cause_json(cause, rules, words) for cause in verdict.causes],
        "unseen": [_cause_json(cause, rules, words) for cause in verdict.unseen],
    }


def sending_check_json(check: SendingCheck | None) -> Json:
    """The keys `login` and `self_message` of `wizard.cli.diagnose_sending`."""
    if check is None:
        return {"login": None, "self_message": None}
    message = None if check.message_id is None else _message_json(check.outcome, check.message_id)
    return {"login": login_report(check.login), "self_message": message}


def _message_json(outcome: MessageOutcome | None, message_id: str) -> Json:
    match outcome:
        case None:
            return {"state": "not-sent"}
        case MessageAccepted(detail=detail):
            return {"state": "accepted", "message_id": message_id, "detail": detail}
        case MessageRefused(step=step, reason=reason, detail=detail):
            why = reason.value if reason is not None else None
            return {"state": "refused", "message_id": message_id, "step": step.value, "reason": why, "detail": detail}
        case MessageFailed(step=step, reason=failure, detail=detail):
            return {
                "state": "failed",
                "message_id": message_id,
                "step": step.value,
                "reason": failure.value,
                "detail": detail,
            }
        case _ as never:
            assert_never(never)


def _cause_json(cause: CauseFound, rules: Rulebook, words: Words) -> Json:
    diagnosis, values = rules.diagnoses[cause.cause], cause_values(cause, words)
    return {
        "id": cause.cause.value,
        "cause": plain(diagnosis.cause.filled(**values), words),
        "cure": plain(diagnosis.cure.filled(**values), words),
        "references": list(diagnosis.references),
        "confidence": diagnosis.confidence.value,
    }
