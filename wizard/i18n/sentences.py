"""Whole sentences that join a text of the rulebook with measured values."""

from collections.abc import Mapping
from datetime import datetime

from wizard.i18n.catalogue import Words
from wizard.i18n.lookup_words import lookup_failure_word, source_word
from wizard.i18n.probe_words import ending_word
from wizard.i18n.server_words import protocol_word, setting_word
from wizard.model import (
    Failed,
    Fault,
    FaultId,
    FetchedPage,
    Finding,
    FindingId,
    FindingText,
    HelpPage,
    LookupFailure,
    Protocol,
    SourceName,
    TestedCandidate,
)


def finding_sentences(finding: Finding, texts: Mapping[FindingId, FindingText], _: Words) -> tuple[str, str]:
    """What was seen and what to do next, in the language of the words. `texts` are the rulebook's findings."""
    text = texts[finding.id]
    subject = protocol_word(Protocol(finding.subject), _) if finding.subject in list(Protocol) else finding.subject
    values = {"subject": subject} | {name: _readable(name, value, _) for name, value in finding.values.items()}
    return (
        text.seen.filled(**values).in_language(_.language),
        text.next_step.filled(**values).in_language(_.language),
    )


def fault_sentences(fault: Fault, texts: Mapping[FaultId, FindingText], _: Words) -> tuple[str, str]:
    """What is wrong and how to mend it, in the language of the words. `texts` are the rulebook's faults."""
    text = texts[fault.id]
    values = dict(fault.values)
    if "why" in values:
        values["why"] = lookup_failure_word(LookupFailure(values["why"]), _)
    return text.seen.filled(**values).in_language(_.language), text.next_step.filled(**values).in_language(_.language)


def other_family_sentence(candidate: TestedCandidate, _: Words) -> str | None:
    """How the second test over the other kind of addresses ended; None where there was none."""
    other = candidate.other_family
    if other is None:
        return None
    ending = ending_word(other.outcome.reason if isinstance(other.outcome, Failed) else "works", _)
    seconds = _.seconds(other.seconds)
    if candidate.other_family_name == "ipv4":
        return _("Over IPv4: {ending}, {seconds}", ending=ending, seconds=seconds)
    return _("Over IPv6: {ending}, {seconds}", ending=ending, seconds=seconds)


def fetched_page_sentence(page: FetchedPage, origin: str, _: Words) -> str:
    """What page an answer stands on: where it was in the end, if that is not `origin`, how long, and its digest."""
    size, digest = page.size, page.sha256[:16] + "…"
    if page.url == origin:
        return _("Page of {size} bytes, SHA-256 {digest}", size=size, digest=digest)
    return _("Page of {size} bytes, SHA-256 {digest}, at {url}", size=size, digest=digest, url=page.url)


def _readable(name: str, value: str, _: Words) -> str:
    if name in {"not_before", "not_after", "today"}:
        return _.date(datetime.fromisoformat(value))
    if name in {"first", "second"}:
        return source_word(SourceName(value), _)
    if name in {"ipv4", "ipv6"}:
        return ending_word(value, _)
    if name == "field":
        return setting_word(value, _)
    return value


def help_page_word(page: HelpPage, _: Words) -> str | None:
    """The title of a provider's page, with its language where that is not the reader's; None where it has no title."""
    languages = {
        "nl": _("in Dutch"),
        "en": _("in English"),
        "de": _("in German"),
        "fr": _("in French"),
        "it": _("in Italian"),
        "cs": _("in Czech"),
        "pl": _("in Polish"),
        "ru": _("in Russian"),
    }
    if page.title is None or page.language in {None, _.language.value}:
        return page.title
    return f"{page.title} ({languages.get(page.language or '', page.language)})"
