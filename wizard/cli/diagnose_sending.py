"""`mailwijzer diagnose sending ADDRESS`: can mail be sent from here, through which port, and what is in the way.

`--json` prints mailwijzer.diagnosis/1:

    {"schema": "mailwijzer.diagnosis/1", "symptom": "sending", "can_send": true,
     "look": <mailwijzer.sending/1, see wizard/diagnosis/sending_file.py>,
     "causes": [{"id": "sending-works", "cause": "...", "cure": "...", "references": ["..."], "confidence": "high"}],
     "unseen": [<the same shape: what no test without a password can see>],
     "comparison": null or {"there": <a look>, "difference": "use-port", "conclusion": "..."}}

`--out FILE` keeps the look; `--compare FILE` sets an earlier one beside this one, and twice given compares two files.
"""

import asyncio
import dataclasses
from datetime import UTC, datetime

from wizard import files, rulebook
from wizard.cli import output
from wizard.cli.diagnostics import Diagnostics, ExitCode, WrongUse
from wizard.cli.json_sending import sending_json
from wizard.cli.layout import text_of
from wizard.cli.options import Options
from wizard.diagnosis.sending import SendingLook, look_at_sending
from wizard.diagnosis.sending_causes import Comparison, compare, judge_sending
from wizard.diagnosis.sending_file import read_sending, sending_bytes, sending_record
from wizard.i18n import Words
from wizard.model import EmailAddress, Investigation, Rulebook, Severity
from wizard.pages.sending import conclusion, sending_page
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
    if len(earlier) == 2:
        if address is not None or options.out is not None:
            raise WrongUse(_("Two saved files are compared without an address and without --out."))
        there, here = earlier
    else:
        if address is None:
            raise WrongUse(
                _("Give an e-mail address, for example: {command} anna@voorbeeld.nl", command="diagnose sending")
            )
        here = _look(address, options, rules, words, diagnostics)
        there = earlier[0] if earlier else here
    comparison = compare(there, here) if earlier else None
    if options.out is not None:
        files.save(options.out, sending_bytes(here), overwrite=options.force)
        diagnostics.note(_("Saved: {path}", path=options.out))
    _write(there, here, comparison, options, rules=rules, words=words)
    return ExitCode.DONE if judge_sending(here).can_send else ExitCode.NOTHING_USABLE


def _look(
    address: EmailAddress, options: Options, rules: Rulebook, words: Words, diagnostics: Diagnostics
) -> SendingLook:
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
    return look


async def _look_at_ports(investigation: Investigation, options: Options) -> SendingLook:
    from wizard.cli.network_options import open_network
    from wizard.probing import probe

    async with open_network(options) as network:
        made = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        end = asyncio.get_running_loop().time() + max(0.0, options.deadline - investigation.seconds)
        return await look_at_sending(investigation, network, probe, made=made, end=end)


def _write(
    there: SendingLook,
    here: SendingLook,
    comparison: Comparison | None,
    options: Options,
    *,
    rules: Rulebook,
    words: Words,
) -> None:
    if not options.json:
        output.write_text(text_of(sending_page(there, here, comparison, rules, words)))
        return
    report = sending_json(here, rules, words)
    report["comparison"] = None
    if comparison is not None:
        report["comparison"] = {
            "there": sending_record(there),
            "difference": comparison.difference.value,
            "conclusion": conclusion(comparison, words),
        }
    output.write_json(report)
