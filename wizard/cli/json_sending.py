"""The ports for sending as JSON: mailwijzer.diagnosis/1, as wizard/cli/diagnose_sending.py tells it."""

from wizard.cli.json_evidence import Json
from wizard.diagnosis.sending import SendingLook
from wizard.diagnosis.sending_causes import CauseFound, judge_sending
from wizard.diagnosis.sending_file import sending_record
from wizard.i18n import Words
from wizard.model import Rulebook
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


def _cause_json(cause: CauseFound, rules: Rulebook, words: Words) -> Json:
    diagnosis, values = rules.diagnoses[cause.cause], cause_values(cause, words)
    return {
        "id": cause.cause.value,
        "cause": plain(diagnosis.cause.filled(**values), words),
        "cure": plain(diagnosis.cure.filled(**values), words),
        "references": list(diagnosis.references),
        "confidence": diagnosis.confidence.value,
    }
