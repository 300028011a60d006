"""`mailwijzer diagnose garbled ADDRESS`: the same messages over IMAP in every way and over POP, compared.

It signs in, once to IMAP and once to POP, and changes nothing. `--json` prints mailwijzer.diagnosis/1:

    {"schema": "mailwijzer.diagnosis/1", "symptom": "garbled", "address": "anna@voorbeeld.nl", "client": "thunderbird",
     "verdict": {"id": "garbled-wrong-chunks", "sentence": "...", "cause": "...", "cure": "...", "others": ["..."],
                 "excluded": ["..."], "same_everywhere": false, "same_over_pop": false, "product": null},
     "messages": [{"number": 1, "octets": 165759, "copies": [{"way": "whole", "octets": 165759, "sha256": "..."}],
                   "structure": [["1", "text/html"]], "observations": [{"cause": "...", "what": "...", "section": "1",
                   "said": "...", "found": "..."}], "broke_at": null, "compared_with_pop": true}],
     "issuers": {"imap.voorbeeld.nl:993": "..."}, "login": <login as in probe --login>}

`verdict` is null where no message could be compared. Nothing of a message is in it but lengths, hashes and kinds of
parts. `--out FILE` writes the same for the provider's administrators.
"""

import dataclasses
from typing import TYPE_CHECKING

from wizard import files, rulebook
from wizard.cli import output
from wizard.cli.answers import given_answers
from wizard.cli.diagnostics import Diagnostics, ExitCode, NothingUsable, WrongUse
from wizard.cli.json_garbled import garbled_json
from wizard.cli.layout import text_of
from wizard.cli.options import Options
from wizard.i18n import Words
from wizard.model import (
    ClientChoice,
    EmailAddress,
    FetchedMessages,
    FindingId,
    Investigation,
    LoginCheck,
    MessageChoice,
    Protocol,
    Rulebook,
)
from wizard.pages.garbled import Comparison, garbled_page, report_for_administrators
from wizard.pages.login import login_page

if TYPE_CHECKING:
    from wizard.cli.login import Agreed


def run(address: EmailAddress | None, options: Options, words: Words, diagnostics: Diagnostics) -> ExitCode:
    """Sign in, fetch, compare, and say who is to blame."""
    _ = words
    if address is None:
        raise WrongUse(
            _("Give an e-mail address, for example: {command} anna@voorbeeld.nl", command="diagnose garbled")
        )
    client = given_answers(options, words).client
    if client is ClientChoice.UNSURE:
        diagnostics.note(
            _("Say which mail program it is for a surer answer, for example: --answer client=outlook-classic")
        )
    rules = rulebook.load(options.rules)
    fetched, investigation = _fetch(address, options, rules, words, diagnostics)
    comparison = Comparison.of(fetched, address=address, client=client, product=_product(investigation))
    if options.out is not None and comparison.verdict is not None:
        files.save(options.out, report_for_administrators(comparison, rules, words), overwrite=options.force)
        diagnostics.note(_("Saved: {path}", path=options.out))
    if options.json:
        output.write_json(garbled_json(comparison, rules, words))
    elif comparison.verdict is None:
        about_login = login_page(fetched.login, investigation, words)
        output.write_text(text_of(about_login) if not fetched.login.works else _nothing_compared(fetched, words))
    else:
        how = _("The report for the provider's administrators: this command with --out FILE")
        output.write_text(text_of(garbled_page(comparison, rules, words, how_to_report=how)))
    well = comparison.verdict is not None and comparison.verdict.blames_client
    return ExitCode.DONE if well else ExitCode.NOTHING_USABLE


def _fetch(
    address: EmailAddress, options: Options, rules: Rulebook, words: Words, diagnostics: Diagnostics
) -> tuple[FetchedMessages, Investigation]:
    """What signing in brought, and the test of the servers before it."""
    from wizard.cli import interruption
    from wizard.cli.investigation import look_into, require_network
    from wizard.cli.login import ask_password, with_the_other_name
    from wizard.mailbox import plan_logins

    _ = words
    investigation = look_into(address, options, rules, words=words, diagnostics=diagnostics)
    require_network(investigation, rules, words)
    if Protocol.IMAP not in investigation.servers:
        raise NothingUsable(_("No IMAP server that works was found for {address}.", address=address.for_people))
    plan = plan_logins(investigation)
    incoming = tuple(one for one in plan.logins if one.endpoint.protocol is not Protocol.SMTP)
    agreed = ask_password(dataclasses.replace(plan, logins=incoming), options, words, diagnostics)
    if isinstance(agreed, LoginCheck):
        fetched = FetchedMessages(login=agreed)
    else:
        diagnostics.progress(_("Fetching and comparing messages …"))
        fetched = interruption.run(_fetch_with(agreed, options))
        diagnostics.clear_progress()
        again = with_the_other_name(agreed, fetched.login, options, words, diagnostics)
        fetched = fetched if again is None else interruption.run(_fetch_with(again, options))
    return fetched, investigation


def _product(investigation: Investigation) -> str | None:
    """What reads along on encrypted connections, if the test of the servers saw it."""
    found = (one.values.get("product") for one in investigation.findings if one.id is FindingId.INTERCEPTED)
    return next(found, None)


async def _fetch_with(agreed: "Agreed", options: Options) -> FetchedMessages:
    from wizard.cli.network_options import open_network
    from wizard.diagnosis.comparison import part_sections
    from wizard.mailbox import fetch_messages

    pointed_at = options.subject is not None or options.date is not None
    choice = MessageChoice(subject=options.subject, day=options.date, newest=options.newest or (5 if pointed_at else 1))
    async with open_network(options) as network:
        return await fetch_messages(
            agreed.plan,
            agreed.password,
            network,
            agreed.failed_logins,
            agreed.consent,
            choice=choice,
            sections=part_sections,
        )


def _nothing_compared(fetched: FetchedMessages, _: Words) -> str:
    if fetched.found:
        return _("The messages could not be fetched, or are too large to compare (more than 8 MB).")
    return _("No message fits: choose other words of the subject, another day, or the newest.")
