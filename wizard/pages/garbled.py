"""The comparison of messages for people, and as a report for administrators; never a word of a message."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self, assert_never

from wizard import __version__
from wizard.diagnosis.comparison import MessageEvidence, examine
from wizard.diagnosis.garbled import Fetching, GarbledVerdict, judge_garbled
from wizard.diagnosis.observation import Observation
from wizard.i18n import Words
from wizard.i18n.message_words import compared_word, value_word
from wizard.model import ClientChoice, EmailAddress, FetchedMessages, GarbledCause, LoginCheck, Rulebook, Text
from wizard.pages import Page
from wizard.pages.diagnosis import add_advice
from wizard.pages.sentences import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What is kept of the fetched messages. `verdict` None: nothing could be compared."""

    address: EmailAddress
    client: ClientChoice
    evidence: tuple[MessageEvidence, ...]
    issuers: tuple[tuple[str, str], ...]
    verdict: GarbledVerdict | None
    login: LoginCheck

    @classmethod
    def of(
        cls, fetched: FetchedMessages, *, address: EmailAddress, client: ClientChoice, product: str | None = None
    ) -> Self:
        """Examine the messages; after this they can be forgotten. `product`: see `judge_garbled`."""
        evidence = tuple(examine(copies, number) for number, copies in enumerate(fetched.messages, start=1))
        compared = any(message.copies for message in evidence)
        return cls(
            address=address,
            client=client,
            evidence=evidence,
            issuers=fetched.issuers,
            verdict=judge_garbled(evidence, client, fetched.issuers, product=product) if compared else None,
            login=fetched.login,
        )


def garbled_page(comparison: Comparison, rules: Rulebook, words: Words, *, how_to_report: str) -> Page:
    """The verdict, what to do, what was seen. `how_to_report`: how the report for administrators is made here."""
    _ = words
    verdict = comparison.verdict
    assert verdict is not None
    page = Page()
    number = sum(1 for message in comparison.evidence if message.copies)
    page.title(_.plural("{number} message compared", "{number} messages compared", number))
    page.space()
    for sentence in before_the_cause(comparison, verdict, rules, words):
        page.paragraph(sentence)
    add_advice(page, rules.diagnoses[verdict.cause], words, values=cause_values(comparison, verdict, rules, words))
    for sentence in after_the_cause(comparison, verdict, rules, words):
        page.item("•", sentence)
    if not verdict.blames_client or verdict.excluded:
        page.item("→", how_to_report)
    _add_others(page, comparison, verdict, rules, words)
    page.heading(_("What was compared"))
    for message in comparison.evidence:
        page.item("✓" if message.faultless else "✗", _message_line(message, words), details=_seen_lines(message, words))
    for place, issuer in comparison.issuers:
        page.item("•", _("Certificate of {place}: by {issuer}", place=place, issuer=issuer))
    return page


def before_the_cause(comparison: Comparison, verdict: GarbledVerdict, rules: Rulebook, words: Words) -> Iterator[str]:
    """How the mail program fetches, where that is certain, then whether all copies were the same."""
    _ = words
    name = _client_name(comparison.client, rules, words)
    if verdict.fetching is not Fetching.ANY:
        yield client_sentence(verdict.fetching, name, words)
    if verdict.excluded:
        excluded = " ".join(plain(rules.diagnoses[cause].cause, words) for cause in verdict.excluded)
        yield _("Seen, but it cannot be the cause in {name}: {causes}", name=name, causes=excluded)
    if verdict.blames_client and verdict.same_over_pop:
        yield _(
            "The server gives exactly the same message over IMAP and over POP, so it is not IMAP: "
            "the cause is {name} or a program on this computer.",
            name=name,
        )
    elif verdict.blames_client and verdict.same_everywhere:
        yield _(
            "The server gives the same message in every way over IMAP, so it is not the server: "
            "the cause is {name} or a program on this computer.",
            name=name,
        )


def after_the_cause(comparison: Comparison, verdict: GarbledVerdict, rules: Rulebook, words: Words) -> Iterator[str]:
    """How the mail program fetches, where that is not certain."""
    if verdict.fetching is Fetching.ANY:
        yield client_sentence(verdict.fetching, _client_name(comparison.client, rules, words), words)


def client_sentence(fetching: Fetching, name: str, _: Words) -> str:
    """How the mail program fetches, which says what the cause can be."""
    match fetching:
        case Fetching.WHOLE:
            return _(
                "{name} never asks for parts or pieces of a message, so mistakes of the server with those "
                "cannot be the cause.",
                name=name,
            )
        case Fetching.CHUNKS:
            return _(
                "{name} fetches whole messages in pieces and never asks for parts, so a wrong description "
                "of the parts cannot be the cause.",
                name=name,
            )
        case Fetching.PARTS:
            return _(
                "{name} fetches large messages part by part, so it depends on how the server describes them.", name=name
            )
        case Fetching.CLOUD:
            return _("{name} gets the mail through computers of its maker, which fetch part by part.", name=name)
        case Fetching.ANY:
            return _(
                "How {name} fetches is not known for certain, so any mistake of the server may be the cause.", name=name
            )
        case _ as never:
            assert_never(never)


def _client_name(client: ClientChoice, rules: Rulebook, words: Words) -> str:
    _ = words
    known = rules.clients.get(client)
    return plain(known.name, words) if known is not None else _("the mail program")


def _add_others(page: Page, comparison: Comparison, verdict: GarbledVerdict, rules: Rulebook, words: Words) -> None:
    _ = words
    if not verdict.others:
        return
    page.heading(_("If that is not it") if verdict.blames_client else _("What else may play a part"))
    values: dict[str, str | Text] = {**cause_values(comparison, verdict, rules, words)}
    for cause in verdict.others:
        diagnosis = rules.diagnoses[cause]
        cure = plain(diagnosis.cure.filled(**values), words)
        page.item("•", plain(diagnosis.cause.filled(**values), words), details=[cure])


def cause_values(comparison: Comparison, verdict: GarbledVerdict, rules: Rulebook, words: Words) -> dict[str, str]:
    name = _client_name(comparison.client, rules, words)
    if verdict.cause is GarbledCause.LONG_HEADER:
        name = verdict.name
    return {"name": name, "product": verdict.product or ""}


def _message_line(message: MessageEvidence, _: Words) -> str:
    parts = _.plural("{number} part", "{number} parts", len(message.structure))
    octets = message.octets if message.octets is not None else "?"
    line = _("Message {number}: {octets} octets, {parts}", number=message.number, octets=octets, parts=parts)
    if message.broke_at is not None:
        line += "; " + _(
            "the connection broke, or the message was refused, at: {step}", step=compared_word(message.broke_at, _)
        )
    if not message.compared_with_pop:
        line += "; " + _("not compared with POP")
    return line


def _seen_lines(message: MessageEvidence, _: Words) -> list[str]:
    if message.faultless and message.copies:
        same = _.plural(
            "{number} copy, SHA-256 {start}…",
            "{number} copies, SHA-256 {start}…",
            len(message.copies),
            start=message.copies[0].sha256[:12],
        )
        return [same]
    return [_observed(observation, _) for observation in message.observations]


def _observed(observation: Observation, _: Words) -> str:
    where = _("part {section}", section=observation.section) if observation.section else _("the message")
    line = f"{where}: {compared_word(observation.what, _)}"
    if observation.said:
        line += ", " + _("said: {said}", said=value_word(observation.said, _))
    if observation.found:
        line += ", " + _("found: {found}", found=value_word(observation.found, _))
    return line


def report_for_administrators(comparison: Comparison, rules: Rulebook, words: Words) -> bytes:
    """A Markdown file: what was asked, what came back, and how to see it again; the domain, but no address."""
    _ = words
    verdict, whole = comparison.verdict, _("the message")
    assert verdict is not None
    values = cause_values(comparison, verdict, rules, words)
    lines = [
        "# " + _("Messages that look garbled over IMAP: a report for the mail administrators"),
        "",
        _(
            "Made by Mailwijzer {version} for {domain}. It holds lengths, hashes and structure only; texts in the "
            "server's answers are replaced by x.",
            version=__version__,
            domain=comparison.address.domain,
        ),
        "",
        "## " + _("Conclusion"),
        "",
        plain(rules.diagnoses[verdict.cause].cause.filled(**values), words),
        "",
        *(f"- {place}: {issuer}" for place, issuer in comparison.issuers),
    ]
    for message in comparison.evidence:
        lines += [
            "",
            "## " + _message_line(message, words),
            "",
            "| " + " | ".join((_("fetched"), _("length in bytes"), "SHA-256")) + " |",
            "|---|---|---|",
        ]
        lines += [f"| {compared_word(copy.way, words)} | {copy.octets} | {copy.sha256} |" for copy in message.copies]
        lines += ["", *(f"- `{one.cause}` {_observed(one, words)}" for one in message.observations)]
        lines += [
            "",
            _("Found in the bytes:"),
            "",
            *(f"- {section or whole} {kind}" for section, kind in message.structure),
        ]
        if message.said:
            lines += ["", _("As the server says (BODYSTRUCTURE):"), "", "    " + " ".join(message.said.split())]
    lines += [
        "",
        "## " + _("To see it again"),
        "",
        _("In an IMAP session, with EXAMINE INBOX and the UID of such a message:"),
        "",
        *(
            f"    a UID FETCH n ({item})"
            for item in ("RFC822.SIZE", "BODY.PEEK[]", "BODY.PEEK[]<65536.65536>", "BODYSTRUCTURE", "BODY.PEEK[1]")
        ),
    ]
    return ("\n".join(lines) + "\n").encode()
