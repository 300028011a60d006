"""The settings that `export` and `guide` hand over: from real tests, or from a saved case."""

from dataclasses import dataclass, replace

from wizard import advisor, files
from wizard.cli.address import optional_address, required_address
from wizard.cli.answers import given_answers
from wizard.cli.diagnostics import Diagnostics, NothingUsable, WrongUse
from wizard.cli.options import Options
from wizard.i18n import Words
from wizard.i18n.server_words import protocol_word
from wizard.model import (
    Account,
    Advice,
    Answers,
    Case,
    ClientChoice,
    Cost,
    Investigation,
    Protocol,
    Published,
    RecommendedServer,
    Rulebook,
)
from wizard.pages.sentences import finding_text


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """The account, and the answers and advice behind it."""

    account: Account
    answers: Answers
    advice: Advice


def hand_over(options: Options, rulebook: Rulebook, words: Words, diagnostics: Diagnostics) -> HandOver:
    """The account for this address or case.

    Raises WrongUse, UnreadableFile, NoNetwork, or NothingUsable where no server can be handed over.
    """
    if options.case is not None:
        return _from_case(files.read_case(options.case), options, rulebook, words)
    address = required_address(options, words)
    answers = given_answers(options, words)
    from wizard.cli.investigation import look_into, require_network

    investigation = look_into(address, options, rulebook, words=words, diagnostics=diagnostics)
    require_network(investigation, rulebook, words)
    for finding in investigation.findings:
        diagnostics.note(" ".join(finding_text(finding, rulebook, words)))
    advice = advisor.advise(advisor.facts(answers, investigation, rulebook), rulebook)
    protocol = options.protocol or advice.protocol
    return _compose(investigation, advice, answers, protocol, full_name=options.name, rulebook=rulebook, words=words)


def _from_case(case: Case, options: Options, rulebook: Rulebook, words: Words) -> HandOver:
    _ = words
    address = optional_address(options, words)
    if address is not None and address != case.address:
        raise WrongUse(_("The case is about {address}.", address=case.address.for_people))
    before = case.answers if case.client is ClientChoice.UNSURE else replace(case.answers, client=case.client)
    answers = given_answers(options, words, before=before)
    investigation = _investigation_of(case)
    advice = advisor.advise(advisor.facts(answers, investigation, rulebook), rulebook)
    protocol = options.protocol or case.chosen or advice.protocol
    full_name = options.name or case.full_name
    return _compose(investigation, advice, answers, protocol, full_name=full_name, rulebook=rulebook, words=words)


def _compose(
    investigation: Investigation,
    advice: Advice,
    answers: Answers,
    protocol: Protocol | None,
    *,
    full_name: str | None,
    rulebook: Rulebook,
    words: Words,
) -> HandOver:
    if protocol is None or protocol not in investigation.servers:
        raise NothingUsable(no_server_sentence(investigation, protocol, words))
    outcome = advice.outcome if advice.protocol is protocol else None
    account = advisor.compose_account(
        investigation, protocol=protocol, outcome=outcome, full_name=full_name, answers=answers
    )
    if outcome is None and advice.outcome is not None:
        advice = advisor.Advisor(rulebook).overruled(advisor.facts(answers, investigation, rulebook), protocol)
    return HandOver(account=account, answers=answers, advice=advice)


def no_server_sentence(investigation: Investigation, protocol: Protocol | None, words: Words) -> str:
    """That there is no server for this protocol (None: neither is possible), and whether there is one for the other."""
    _ = words
    address = investigation.address.for_people
    if protocol is None:
        return _("Neither IMAP nor POP is possible for {address}.", address=address)
    sentence = _(
        "No server for {protocol} was found that works for {address}.",
        protocol=protocol_word(protocol, _),
        address=address,
    )
    other = Protocol.POP3 if protocol is Protocol.IMAP else Protocol.IMAP
    if other not in investigation.servers:
        return sentence
    hint = _(
        "There is one for {other}: “guide” and “export” give its settings with --protocol {word}.",
        other=protocol_word(other, _),
        word=other.value,
    )
    return f"{sentence} {hint}"


def _investigation_of(case: Case) -> Investigation:
    """The case's servers as if they had just been found; nothing else is known any more."""
    best: dict[Protocol, RecommendedServer] = {}
    for server in case.servers:
        best.setdefault(server.endpoint.protocol, server)
    return Investigation(
        address=case.address,
        servers=best,
        alternatives=tuple(server for server in case.servers if server not in best.values()),
        candidates=(),
        sources=(),
        findings=(),
        published=Published(),
        cost=Cost(),
        settled_seconds=0.0,
        seconds=0.0,
    )
