"""`mailwijzer diagnose sign-in ADDRESS`: why a password is refused.

Without `--login` no password is asked: the provider's own words and what the servers offer often say enough.
`--json` prints mailwijzer.diagnosis/1:

    {"schema": "mailwijzer.diagnosis/1", "symptom": "sign-in", "address": "anna@voorbeeld.nl",
     "servers": [{"protocol": "imap", "hostname": "...", "port": 993, "username": "anna@voorbeeld.nl",
                  "authentication": ["password-cleartext"], "sasl_mechanisms": ["PLAIN"]}],
     "findings": [<findings as in probe, those about signing in>],
     "login": null or <login as in probe --login>,
     "causes": [{"id": "sign-in-1-webmail", "cause": "...", "check": "...", "cure": "...", "references": ["..."]}]}
"""

from collections.abc import Sequence

from wizard import rulebook
from wizard.cli import output
from wizard.cli.diagnosis_text import add_advice
from wizard.cli.diagnostics import Diagnostics, ExitCode, WrongUse
from wizard.cli.evidence_text import add_findings
from wizard.cli.json_evidence import Json, findings_list
from wizard.cli.json_login import login_report
from wizard.cli.layout import Page
from wizard.cli.login_text import login_text
from wizard.cli.options import Options
from wizard.cli.sentences import plain
from wizard.i18n import Words
from wizard.i18n.words import authentication_word, task_word
from wizard.model import (
    Diagnosis,
    EmailAddress,
    Finding,
    FindingId,
    Investigation,
    LoginCheck,
    RecommendedServer,
    Rulebook,
    Symptom,
)

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
_PLAIN_PASSWORD_FAILS = frozenset(
    {FindingId.OAUTH2_ONLY, FindingId.APP_PASSWORD_NEEDED, FindingId.NO_PROGRAMS, FindingId.BRIDGE_NEEDED}
)


def run(address: EmailAddress | None, options: Options, words: Words, diagnostics: Diagnostics) -> ExitCode:
    """Print what the provider and its servers ask for, then the usual causes; with --login the test of a password."""
    _ = words
    if address is None:
        raise WrongUse(
            _("Give an e-mail address, for example: {command} anna@voorbeeld.nl", command="diagnose sign-in")
        )
    from wizard.cli.investigation import exit_code_for_servers, look_into, require_network

    rules = rulebook.load(options.rules)
    investigation = look_into(address, options, rules, words=words, diagnostics=diagnostics)
    require_network(investigation, rules, words)
    login = None
    if options.login:
        from wizard.cli.login import sign_in

        login = sign_in(investigation, options, words, diagnostics)
    found = tuple(finding for finding in investigation.findings if finding.id in ABOUT_SIGNING_IN)
    causes = [rules.diagnoses[key] for key in sorted(rules.diagnoses) if _is_a_cause(rules.diagnoses[key])]
    if options.json:
        output.write_json(_report(investigation, found, login, causes, rules=rules, words=words))
    else:
        tested = login_text(login, investigation, words) if login is not None else ""
        output.write_text("\n\n".join(filter(None, (tested, _page(investigation, found, causes, rules, words)))))
    if login is not None:
        return ExitCode.DONE if login.works else ExitCode.NOTHING_USABLE
    if any(finding.id in _PLAIN_PASSWORD_FAILS for finding in found):
        return ExitCode.NOTHING_USABLE
    return exit_code_for_servers(investigation)


def _is_a_cause(diagnosis: Diagnosis) -> bool:
    return diagnosis.symptom is Symptom.SIGN_IN and not diagnosis.messages


def _page(
    investigation: Investigation,
    found: tuple[Finding, ...],
    causes: Sequence[Diagnosis],
    rules: Rulebook,
    words: Words,
) -> str:
    _ = words
    page = Page()
    page.title(_("Signing in as {address}", address=investigation.address.for_people))
    add_findings(page, found, rules, words)
    for hint in investigation.published.hints:
        page.item("→", plain(hint.text, words), details=[hint.url] if hint.url is not None else [])
    page.heading(_("What the servers ask for"))
    for protocol, server in investigation.servers.items():
        page.item("•", f"{task_word(protocol, _)}: {server.endpoint}", details=_server_lines(server, investigation, _))
    if not investigation.servers:
        page.paragraph(_("None."))
    page.heading(_("The usual causes, the likeliest first"))
    for number, cause in enumerate(causes, start=1):
        add_advice(page, cause, words, number=number)
    return str(page)


def _server_lines(server: RecommendedServer, investigation: Investigation, _: Words) -> list[str]:
    username = server.settings.username_for(investigation.address)
    methods = ", ".join(authentication_word(method, _) for method in server.authentication)
    lines = [_("User name {username}; {methods}", username=username or "?", methods=methods or "?")]
    if server.connected is not None and server.connected.capabilities.sasl_mechanisms:
        names = ", ".join(server.connected.capabilities.sasl_mechanisms)
        lines.append(_("Sign-in: {names}", names=names))
    return lines


def _report(
    investigation: Investigation,
    found: Sequence[Finding],
    login: LoginCheck | None,
    causes: Sequence[Diagnosis],
    *,
    rules: Rulebook,
    words: Words,
) -> Json:
    return {
        "schema": "mailwijzer.diagnosis/1",
        "symptom": "sign-in",
        "address": str(investigation.address),
        "servers": [
            {
                "protocol": protocol.value,
                "hostname": server.endpoint.hostname,
                "port": server.endpoint.port,
                "username": server.settings.username_for(investigation.address),
                "authentication": [method.value for method in server.authentication],
                "sasl_mechanisms": list(server.connected.capabilities.sasl_mechanisms) if server.connected else [],
            }
            for protocol, server in investigation.servers.items()
        ],
        "findings": findings_list(found, rules, words),
        "login": login_report(login) if login is not None else None,
        "causes": [
            {
                "id": cause.id,
                "cause": plain(cause.cause, words),
                "check": plain(cause.check, words) if cause.check is not None else None,
                "cure": plain(cause.cure, words),
                "references": list(cause.references),
            }
            for cause in causes
        ],
    }
