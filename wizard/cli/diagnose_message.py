"""`mailwijzer diagnose "TEXT OR CODE" [ADDRESS]`: what an error message means, and what a test shows of it.

`--json` prints mailwijzer.diagnosis/1:

    {"schema": "mailwijzer.diagnosis/1", "symptom": "message", "asked": "0x800CCC0E", "address": "anna@voorbeeld.nl",
     "matches": [{"id": "outlook-cannot-connect", "likeness": 1.0, "sure": "likely", "cause": "...", "check": "...",
                  "cure": "...", "references": ["..."], "confidence": "high", "more": "sending", "shown": "confirmed",
                  "findings": ["port-filtered"]}],
     "findings": [<findings as in probe>]}

`sure` is likely or possible; `confidence` that of the rulebook; `more` the complaint whose own diagnosis goes deeper,
or null; `shown` is confirmed, not-seen or not-checked (no address, or nothing that a test without a password can show).
"""

from collections.abc import Sequence

from wizard import rulebook
from wizard.cli import output
from wizard.cli.diagnostics import Diagnostics, ExitCode
from wizard.cli.json_evidence import Json, findings_list
from wizard.cli.layout import text_of
from wizard.cli.options import Options
from wizard.diagnosis.messages import LONGEST_TEXT, Match, MessageIndex
from wizard.i18n import Words
from wizard.model import EmailAddress, FindingId, Investigation, Rulebook, Severity, Symptom, printable
from wizard.pages.message import confirmed_by, message_page, shown_by_test
from wizard.pages.sentences import plain


def run(text: str, address: EmailAddress | None, options: Options, words: Words, diagnostics: Diagnostics) -> ExitCode:
    """Print the best matches, with an address what a test of its servers shows."""
    rules = rulebook.load(options.rules)
    matches = MessageIndex(rules.diagnoses.values()).look_up(text)
    investigation = None
    if address is not None and matches:
        from wizard.cli.investigation import look_into, require_network

        investigation = look_into(address, options, rules, words=words, diagnostics=diagnostics)
        if not any(FindingId.NO_NETWORK in match.diagnosis.shown_by for match in matches):
            require_network(investigation, rules, words)
    if options.json:
        output.write_json(_report(text, matches, address, investigation, rules=rules, words=words))
    else:
        _ = words
        complaints = _(
            "For a complaint: diagnose sending, diagnose garbled or diagnose sign-in, with the e-mail address."
        )

        def more(symptom: Symptom) -> str:
            return _("More: mailwijzer diagnose {symptom}, with the address", symptom=symptom)

        page = message_page(text, matches, investigation, rules, words, complaints=complaints, more=more)
        output.write_text(text_of(page))
    if not matches:
        return ExitCode.NOTHING_USABLE
    return ExitCode.DONE if investigation is None or _is_well(investigation) else ExitCode.NOTHING_USABLE


def _is_well(investigation: Investigation) -> bool:
    return not any(finding.severity is Severity.BLOCKING for finding in investigation.findings)


def _report(
    text: str,
    matches: Sequence[Match],
    address: EmailAddress | None,
    investigation: Investigation | None,
    *,
    rules: Rulebook,
    words: Words,
) -> Json:
    return {
        "schema": "mailwijzer.diagnosis/1",
        "symptom": "message",
        "asked": printable(text, limit=LONGEST_TEXT),
        "address": str(address) if address is not None else None,
        "matches": [
            {
                "id": match.diagnosis.id,
                "likeness": round(match.likeness, 2),
                "sure": "likely" if match.likely else "possible",
                "cause": plain(match.diagnosis.cause, words),
                "check": plain(match.diagnosis.check, words) if match.diagnosis.check is not None else None,
                "cure": plain(match.diagnosis.cure, words),
                "references": list(match.diagnosis.references),
                "confidence": match.diagnosis.confidence.value,
                "more": match.diagnosis.symptom.value if match.diagnosis.symptom is not None else None,
                "shown": shown_by_test(match, investigation),
                "findings": [finding.value for finding in confirmed_by(match, investigation)],
            }
            for match in matches
        ],
        "findings": findings_list(investigation.findings if investigation is not None else (), rules, words),
    }
