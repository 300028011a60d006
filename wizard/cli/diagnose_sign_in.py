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
from wizard.cli.diagnostics import Diagnostics, ExitCode, WrongUse
from wizard.cli.json_evidence import Json, findings_list
from wizard.cli.json_login import login_report
from wizard.cli.layout import text_of
from wizard.cli.options import Options
from wizard.i18n import Words
from wizard.model import (
    Diagnosis,
    EmailAddress,
    Finding,
    FindingId,
    Investigation,
    LoginCheck,
    Rulebook,
)
from wizard.pages import Page
from wizard.pages.login import login_page
from wizard.pages.sentences import plain
from wizard.pages.sign_in import found_about_signing_in, sign_in_page, usual_causes

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
    found = found_about_signing_in(investigation)
    if options.json:
        output.write_json(_report(investigation, found, login, usual_causes(rules), rules=rules, words=words))
    else:
        page = login_page(login, investigation, words) if login is not None else Page()
        page.add(sign_in_page(investigation, rules, words))
        output.write_text(text_of(page))
    if login is not None:
        return ExitCode.DONE if login.works else ExitCode.NOTHING_USABLE
    if any(finding.id in _PLAIN_PASSWORD_FAILS for finding in found):
        return ExitCode.NOTHING_USABLE
    return exit_code_for_servers(investigation)


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
