"""The comparison of messages as JSON: mailwijzer.diagnosis/1, as wizard/cli/diagnose_garbled.py tells it."""

import dataclasses

from wizard.cli.json_evidence import Json
from wizard.cli.json_login import login_report
from wizard.i18n import Words
from wizard.model import Rulebook
from wizard.pages.garbled import Comparison, after_the_cause, before_the_cause, cause_values
from wizard.pages.sentences import plain


def garbled_json(comparison: Comparison, rules: Rulebook, words: Words) -> Json:
    """mailwijzer.diagnosis/1."""
    return {
        "schema": "mailwijzer.diagnosis/1",
        "symptom": "garbled",
        "address": str(comparison.address),
        "client": comparison.client.value,
        "verdict": _verdict_json(comparison, rules, words) if comparison.verdict is not None else None,
        "messages": [
            {
                "number": message.number,
                "octets": message.octets,
                "copies": [dataclasses.asdict(copy) for copy in message.copies],
                "structure": [list(part) for part in message.structure],
                "observations": [dataclasses.asdict(observation) for observation in message.observations],
                "broke_at": message.broke_at,
                "compared_with_pop": message.compared_with_pop,
            }
            for message in comparison.evidence
        ],
        "issuers": dict(comparison.issuers),
        "login": login_report(comparison.login),
    }


def _verdict_json(comparison: Comparison, rules: Rulebook, words: Words) -> Json:
    verdict = comparison.verdict
    assert verdict is not None
    diagnosis, values = rules.diagnoses[verdict.cause], cause_values(comparison, verdict, rules, words)
    return {
        "id": verdict.cause.value,
        "sentence": " ".join(
            sentence
            for sentences in (before_the_cause, after_the_cause)
            for sentence in sentences(comparison, verdict, rules, words)
        ),
        "cause": plain(diagnosis.cause.filled(**values), words),
        "cure": plain(diagnosis.cure.filled(**values), words),
        "others": [cause.value for cause in verdict.others],
        "excluded": [cause.value for cause in verdict.excluded],
        "same_everywhere": verdict.same_everywhere,
        "same_over_pop": verdict.same_over_pop,
        "product": verdict.product,
    }
