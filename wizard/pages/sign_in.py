"""Signing in that fails: what the provider and its servers ask for, then the usual causes."""

from wizard.i18n import Words
from wizard.i18n.server_words import authentication_word, task_word
from wizard.model import Diagnosis, Finding, FindingId, Investigation, RecommendedServer, Rulebook, Symptom
from wizard.pages.diagnosis import add_advice
from wizard.pages.findings import add_findings
from wizard.pages.page import Page
from wizard.pages.sentences import plain

ABOUT_SIGNING_IN = frozenset(
    {
        FindingId.OAUTH2_ONLY,
        FindingId.APP_PASSWORD_NEEDED,
        FindingId.ENABLE_FIRST,
        FindingId.LOCK_OUT,
        FindingId.OWN_MAIL_PASSWORD,
        FindingId.BRIDGE_NEEDED,
        FindingId.NO_PROGRAMS,
        FindingId.LOGIN_NEEDS_TLS,
        FindingId.NO_ENCRYPTION,
        FindingId.CAPTIVE_PORTAL,
        FindingId.REJECTED,
        FindingId.REJECTED_FOR_NOW,
    }
)


def found_about_signing_in(investigation: Investigation) -> tuple[Finding, ...]:
    """The findings that have to do with it."""
    return tuple(finding for finding in investigation.findings if finding.id in ABOUT_SIGNING_IN)


def usual_causes(rules: Rulebook) -> list[Diagnosis]:
    """Why signing in fails, the likeliest first."""
    return [
        diagnosis
        for _key, diagnosis in sorted(rules.diagnoses.items())
        if diagnosis.symptom is Symptom.SIGN_IN and not diagnosis.messages
    ]


def sign_in_page(investigation: Investigation, rules: Rulebook, words: Words) -> Page:
    """What the provider asks for, what the servers ask for, the usual causes."""
    _ = words
    page = Page()
    page.title(_("Signing in as {address}", address=investigation.address.for_people))
    add_findings(page, found_about_signing_in(investigation), rules, words)
    for hint in investigation.published.hints:
        page.item("→", plain(hint.text, words), details=[hint.url] if hint.url is not None else [])
    page.heading(_("What the servers ask for"))
    for protocol, server in investigation.servers.items():
        page.item("•", f"{task_word(protocol, _)}: {server.endpoint}", details=_server_lines(server, investigation, _))
    if not investigation.servers:
        page.paragraph(_("None."))
    page.heading(_("The usual causes, the likeliest first"))
    for number, cause in enumerate(usual_causes(rules), start=1):
        add_advice(page, cause, words, number=number)
    return page


def _server_lines(server: RecommendedServer, investigation: Investigation, _: Words) -> list[str]:
    username = server.settings.username_for(investigation.address)
    methods = ", ".join(authentication_word(method, _) for method in server.authentication)
    lines = [_("User name {username}; {methods}", username=username or "?", methods=methods or "?")]
    if server.connected is not None and server.connected.capabilities.sasl_mechanisms:
        names = ", ".join(server.connected.capabilities.sasl_mechanisms)
        lines.append(_("Sign-in: {names}", names=names))
    return lines
