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
from wizard.cli.diagnosis_text import add_advice
from wizard.cli.diagnostics import Diagnostics, ExitCode
from wizard.cli.evidence_text import add_findings
from wizard.cli.json_evidence import Json, findings_list
from wizard.cli.layout import Page
from wizard.cli.options import Options
from wizard.cli.sentences import finding_text, plain
from wizard.diagnosis.messages import LONGEST_TEXT, Match, MessageIndex
from wizard.i18n import Words
from wizard.model import EmailAddress, FindingId, Investigation, Rulebook, Severity, printable


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
        output.write_text(_page(text, matches, investigation, rules, words))
    if not matches:
        return ExitCode.NOTHING_USABLE
    return ExitCode.DONE if investigation is None or _is_well(investigation) else ExitCode.NOTHING_USABLE


def confirmed_by(match: Match, investigation: Investigation | None) -> tuple[FindingId, ...]:
    """The findings of the test that show this cause."""
    found = [finding.id for finding in investigation.findings] if investigation is not None else []
    return tuple(dict.fromkeys(finding for finding in found if finding in match.diagnosis.shown_by))


def _is_well(investigation: Investigation) -> bool:
    return not any(finding.severity is Severity.BLOCKING for finding in investigation.findings)


def _shown(match: Match, investigation: Investigation | None) -> str:
    if investigation is None or not match.diagnosis.shown_by:
        return "not-checked"
    return "confirmed" if confirmed_by(match, investigation) else "not-seen"


def _page(
    text: str, matches: Sequence[Match], investigation: Investigation | None, rules: Rulebook, words: Words
) -> str:
    _ = words
    page = Page()
    shown = printable(" ".join(text.split()), limit=70)
    if not matches:
        page.paragraph(_("Nothing is known about “{text}”.", text=shown))
        page.paragraph(
            _(
                "Type the message as it stands on the screen, or its code. "
                "For a complaint: diagnose sending, diagnose garbled or diagnose sign-in, with the e-mail address."
            )
        )
        return str(page)
    page.title(_("What “{text}” may mean", text=shown))
    for match in matches:
        percent = f"{round(match.likeness * 100)}%"
        sure = (
            _("Very likely this one ({percent} alike)", percent=percent)
            if match.likely
            else _("Perhaps this one ({percent} alike)", percent=percent)
        )
        page.heading(sure)
        add_advice(page, match.diagnosis, words)
        if match.diagnosis.symptom is not None:
            page.item("→", _("More: mailwijzer diagnose {symptom}, with the address", symptom=match.diagnosis.symptom))
        _add_what_a_test_showed(page, match, investigation, rules, words)
    if investigation is not None:
        seen = {finding for match in matches for finding in confirmed_by(match, investigation)}
        rest = tuple(
            finding
            for finding in investigation.findings
            if finding.id not in seen and finding.severity is not Severity.NOTE
        )
        add_findings(page, rest, rules, words)
    return str(page)


def _add_what_a_test_showed(
    page: Page, match: Match, investigation: Investigation | None, rules: Rulebook, words: Words
) -> None:
    _ = words
    if investigation is None:
        return
    match _shown(match, investigation):
        case "confirmed":
            confirmed = confirmed_by(match, investigation)
            for finding in investigation.findings:
                if finding.id in confirmed:
                    seen, next_step = finding_text(finding, rules, words)
                    page.item("✗", _("The test shows it: {seen}", seen=seen), details=[next_step])
        case "not-seen":
            page.item("✓", _("The test of the servers does not show it from here."))
        case _:
            page.item("–", _("A test without a password cannot show this."))


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
                "shown": _shown(match, investigation),
                "findings": [finding.value for finding in confirmed_by(match, investigation)],
            }
            for match in matches
        ],
        "findings": findings_list(investigation.findings if investigation is not None else (), rules, words),
    }
