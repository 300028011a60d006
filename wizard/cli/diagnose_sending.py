"""`mailwijzer diagnose sending ADDRESS`: can mail be sent from here, through which port, and what is in the way.

`--json` prints mailwijzer.diagnosis/1:

    {"schema": "mailwijzer.diagnosis/1", "symptom": "sending", "can_send": true,
     "look": <mailwijzer.sending/1, see wizard/diagnosis/sending_file.py>,
     "causes": [{"id": "sending-works", "cause": "...", "cure": "...", "references": ["..."], "confidence": "high"}],
     "unseen": [<the same shape: what no test without a password can see>],
     "login": null or <login as in probe --login, of the outgoing server alone>,
     "self_message": null or {"state": "refused", "message_id": "<...@voorbeeld.nl>", "step": "sender",
                              "reason": "sender-not-owned", "detail": "553 5.7.1 ..."},
     "comparison": null or {"there": <a look>, "difference": "use-port", "conclusion": "..."}}

`login` is there with `--login` and with `--send-to-myself`, `self_message` with the latter. Its `state` is accepted
(the server took it over), refused (`step` is sender, recipient or message; `reason` the id of a diagnosis, or null
where the server's words do not tell), failed (no yes or no; `reason` as in an outcome of probe) or not-sent (nobody
got in). Nobody but the address itself ever gets a message.

`--out FILE` keeps the look; `--compare FILE` sets an earlier one beside this one, and twice given compares two files.
"""

import asyncio
import dataclasses
from datetime import UTC, datetime

from wizard import files, rulebook
from wizard.cli import output
from wizard.cli.diagnostics import Diagnostics, ExitCode, WrongUse
from wizard.cli.json_evidence import Json
from wizard.cli.json_sending import sending_check_json, sending_json
from wizard.cli.layout import text_of
from wizard.cli.options import Options
from wizard.diagnosis.sending import SendingLook, look_at_sending
from wizard.diagnosis.sending_causes import Comparison, compare, judge_sending
from wizard.diagnosis.sending_file import read_sending, sending_bytes, sending_record
from wizard.i18n import Words
from wizard.model import EmailAddress, Investigation, Rulebook, SendingCheck, Severity
from wizard.pages.sending import conclusion, sending_page
from wizard.pages.sending_check import sending_check_page
from wizard.pages.sentences import finding_text

_SHARE_OF_THE_INVESTIGATION = 0.6
"""Of the deadline; the rest is for the ports, which would seem blocked if no time were left for them."""


def run(address: EmailAddress | None, options: Options, words: Words, diagnostics: Diagnostics) -> ExitCode:
    """Look from here, or take two saved looks; say what follows."""
    _ = words
    if len(options.compare) > 2:
        raise WrongUse(_("Two places can be compared: give --compare at most twice."))
    earlier = [read_sending(path) for path in options.compare]
    rules = rulebook.load(options.rules)
    investigation: Investigation | None = None
    tested: SendingCheck | None = None
    if len(earlier) == 2:
        if address is not None or options.out is not None:
            raise WrongUse(_("Two saved files are compared without an address and without --out."))
        if options.login or options.send_to_myself:
            raise WrongUse(_("Two saved files are compared without signing in."))
        there, here = earlier
    else:
        if address is None:
            raise WrongUse(
                _("Give an e-mail address, for example: {command} anna@voorbeeld.nl", command="diagnose sending")
            )
        investigation, here = _look(address, options, rules, words, diagnostics)
        there = earlier[0] if earlier else here
        if options.login or options.send_to_myself:
            from wizard.cli.sending_check import sign_in_to_send

            tested = sign_in_to_send(investigation, options, words, diagnostics)
    comparison = compare(there, here) if earlier else None
    if options.out is not None:
        files.save(options.out, sending_bytes(here), overwrite=options.force)
        diagnostics.note(_("Saved: {path}", path=options.out))
    if options.json:
        report = sending_json(here, rules, words) | sending_check_json(tested)
        output.write_json(report | {"comparison": _comparison(there, comparison, words)})
    else:
        page = sending_page(there, here, comparison, rules, words, tested=tested is not None)
        if tested is not None and investigation is not None:
            page.add(sending_check_page(tested, investigation, rules, words))
        output.write_text(text_of(page))
    works = judge_sending(here).can_send and (tested is None or tested.works)
    return ExitCode.DONE if works else ExitCode.NOTHING_USABLE


def _look(
    address: EmailAddress, options: Options, rules: Rulebook, words: Words, diagnostics: Diagnostics
) -> tuple[Investigation, SendingLook]:
    from wizard.cli import interruption
    from wizard.cli.investigation import look_into, require_network

    first = dataclasses.replace(options, deadline=options.deadline * _SHARE_OF_THE_INVESTIGATION)
    investigation = look_into(address, first, rules, words=words, diagnostics=diagnostics)
    require_network(investigation, rules, words)
    look = interruption.run(_look_at_ports(investigation, options))
    if not look.ports:  # why there is no server is a matter of the domain
        for finding in investigation.findings:
            if finding.severity is Severity.BLOCKING:
                diagnostics.note(" ".join(finding_text(finding, rules, words)))
    return investigation, look


async def _look_at_ports(investigation: Investigation, options: Options) -> SendingLook:
    from wizard.cli.network_options import open_network
    from wizard.probing import probe

    async with open_network(options) as network:
        made = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        end = asyncio.get_running_loop().time() + max(0.0, options.deadline - investigation.seconds)
        return await look_at_sending(investigation, network, probe, made=made, end=end)


def _comparison(there: SendingLook, comparison: Comparison | None, words: Words) -> Json | None:
    if comparison is None:
        return None
    return {
        "there": sending_record(there),
        "difference": comparison.difference.value,
        "conclusion": conclusion(comparison, words),
    }
