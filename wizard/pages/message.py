"""What an error message means, and what a test of the servers showed of it."""

from collections.abc import Callable, Sequence

from wizard.diagnosis.messages import Match
from wizard.i18n import Words
from wizard.model import FindingId, Investigation, Rulebook, Severity, Symptom, printable
from wizard.pages.diagnosis import add_advice
from wizard.pages.findings import add_findings
from wizard.pages.page import Page
from wizard.pages.sentences import finding_text


def confirmed_by(match: Match, investigation: Investigation | None) -> tuple[FindingId, ...]:
    """The findings of the test that show this cause."""
    found = [finding.id for finding in investigation.findings] if investigation is not None else []
    return tuple(dict.fromkeys(finding for finding in found if finding in match.diagnosis.shown_by))


def shown_by_test(match: Match, investigation: Investigation | None) -> str:
    """`confirmed`, `not-seen`, or `not-checked`: no test was made, or none without a password can show it."""
    if investigation is None or not match.diagnosis.shown_by:
        return "not-checked"
    return "confirmed" if confirmed_by(match, investigation) else "not-seen"


def message_page(
    text: str,
    matches: Sequence[Match],
    investigation: Investigation | None,
    rules: Rulebook,
    words: Words,
    *,
    complaints: str,
    more: Callable[[Symptom], str],
) -> Page:
    """The best matches, each with cause, check and cure.

    `complaints` tells where a complaint goes that is no message, `more` where the diagnosis of a complaint is made.
    """
    _ = words
    page = Page()
    shown = printable(" ".join(text.split()), limit=70)
    if not matches:
        page.paragraph(_("Nothing is known about “{text}”.", text=shown))
        page.paragraph(_("Type the message as it stands on the screen, or its code."))
        page.paragraph(complaints)
        return page
    page.title(_("What “{text}” may mean", text=shown))
    for match in matches:
        page.heading(_how_sure(match, words))
        add_advice(page, match.diagnosis, words)
        if match.diagnosis.symptom is not None:
            page.item("→", more(match.diagnosis.symptom))
        _add_what_a_test_showed(page, match, investigation, rules, words)
    if investigation is not None:
        seen = {finding for match in matches for finding in confirmed_by(match, investigation)}
        rest = tuple(
            finding
            for finding in investigation.findings
            if finding.id not in seen and finding.severity is not Severity.NOTE
        )
        add_findings(page, rest, rules, words)
    return page


def _how_sure(match: Match, _: Words) -> str:
    if match.by_code:
        return _("This code is known")
    return _("Very likely this message") if match.likely else _("Perhaps this message")


def _add_what_a_test_showed(
    page: Page, match: Match, investigation: Investigation | None, rules: Rulebook, words: Words
) -> None:
    _ = words
    if investigation is None:
        return
    match shown_by_test(match, investigation):
        case "confirmed":
            confirmed = confirmed_by(match, investigation)
            for finding in investigation.findings:
                if finding.id in confirmed:
                    seen, next_step = finding_text(finding, rules, words)
                    page.item("✗", _("The test shows it: {seen}", seen=seen), details=[next_step])
        case "not-seen":
            page.item("–", _("Our own test of the servers did not run into this."))
        case _:
            page.item("–", _("A test without a password cannot show this."))
