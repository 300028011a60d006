"""Findings: what is wrong or worth knowing, each with its next step."""

from wizard.i18n import Words
from wizard.i18n.lookup_words import source_word
from wizard.i18n.weight_words import severity_word
from wizard.model import Finding, Rulebook, Severity, SourceName
from wizard.pages.page import Page
from wizard.pages.sentences import finding_text


def add_findings(page: Page, findings: tuple[Finding, ...], rulebook: Rulebook, _: Words) -> None:
    """What is wrong or worth knowing, each with its next step."""
    if not findings:
        return
    page.heading(_("What to know"))
    for finding in findings:
        seen, next_step = finding_text(finding, rulebook, _)
        page.item(_finding_mark(finding.severity), f"{finding_label(finding, _)}: {seen}", details=[next_step])


def finding_label(finding: Finding, _: Words) -> str:
    """How bad it is, and whether it is about a server that the user typed."""
    severity = severity_word(finding.severity, _).capitalize()
    return f"{severity} ({source_word(SourceName.MANUAL, _)})" if finding.typed else severity


def _finding_mark(severity: Severity) -> str:
    match severity:
        case Severity.BLOCKING:
            return "✗"
        case Severity.WARNING:
            return "!"
        case Severity.NOTE:
            return "•"
