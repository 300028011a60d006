"""Findings: what is wrong or worth knowing, each with its next step."""

from wizard.i18n import Words
from wizard.i18n.words import severity_word
from wizard.model import Finding, Rulebook, Severity
from wizard.pages.page import Page
from wizard.pages.sentences import finding_text


def add_findings(page: Page, findings: tuple[Finding, ...], rulebook: Rulebook, _: Words) -> None:
    """What is wrong or worth knowing, each with its next step."""
    if not findings:
        return
    page.heading(_("What to know"))
    for finding in findings:
        seen, next_step = finding_text(finding, rulebook, _)
        severity = severity_word(finding.severity, _)
        page.item(_finding_mark(finding.severity), f"{severity[0].upper()}{severity[1:]}: {seen}", details=[next_step])


def _finding_mark(severity: Severity) -> str:
    match severity:
        case Severity.BLOCKING:
            return "✗"
        case Severity.WARNING:
            return "!"
        case Severity.NOTE:
            return "•"
