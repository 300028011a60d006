"""What lies behind one line of the evidence: the certificate, what the server can do, who named it, the dialogue."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from wizard.i18n import Words
from wizard.i18n.lookup_words import source_word
from wizard.i18n.probe_words import failure_word
from wizard.i18n.sentences import fetched_page_sentence
from wizard.i18n.server_words import authentication_word, protocol_word, security_word
from wizard.model import (
    Candidate,
    Connected,
    EmailAddress,
    Failed,
    Found,
    LookupFailed,
    ProbeReport,
    SourceReport,
    Speaker,
    Stage,
    TlsFacts,
    TranscriptLine,
)
from wizard.tui.text import ACCENT, CAUTION, EMPTY, MUTED, Line, bullet, joined, plain
from wizard.tui.widgets.fold_list import note

_WHO = {Speaker.SERVER: "‹", Speaker.CLIENT: "›", Speaker.NOTE: "·"}


def server_details(
    report: ProbeReport | None, claims: Sequence[Candidate], address: EmailAddress, _: Words
) -> tuple[Line, ...]:
    """Everything that is known about one server; nothing while it is being tested and nobody named it."""
    lines = [*_named_by(claims, address, _)]
    if report is not None:
        lines += _seen(report, _)
        lines += _dialogue(report.transcript, _)
    return (*lines, EMPTY) if lines else ()


def source_details(answer: SourceReport | None, address: EmailAddress, _: Words) -> tuple[Line, ...]:
    """The servers that a source names, with what it says about signing in; or why it could not be asked."""
    lines = []
    match answer.result if answer is not None else None:
        case Found(candidates=candidates):
            lines += [line for candidate in candidates for line in _claim(candidate, address, _)]
            if any(not candidate.trusted and candidate.source.is_published for candidate in candidates):
                lines.append(
                    bullet("!", plain(_("This answer came over an unprotected path."), MUTED), CAUTION, indent=2)
                )
        case LookupFailed(detail=detail) if detail:
            lines.append(note(detail))
    if answer is not None and answer.page is not None:
        lines.append(note(fetched_page_sentence(answer.page, answer.origin, _)))
    return (*lines, EMPTY) if lines else ()


def _named_by(claims: Sequence[Candidate], address: EmailAddress, _: Words) -> Iterator[Line]:
    for claim in claims:
        line = joined((_("named by: {source}", source=source_word(claim.source, _)), ""), " ", (claim.origin, MUTED))
        yield bullet("·", line, ACCENT, indent=2)
        if not claim.trusted and claim.source.is_published:
            yield note(_("This answer came over an unprotected path."), indent=4)
        yield from _sign_in(claim, address, _, indent=4)


def _claim(candidate: Candidate, address: EmailAddress, _: Words) -> Iterator[Line]:
    place = candidate.endpoint
    kind = f"{protocol_word(place.protocol, _)} · {security_word(place.socket_type, _)}"
    yield bullet("·", joined(f"{place.hostname} : {place.port}", (f"  {kind}", MUTED)), ACCENT, indent=2)
    yield from _sign_in(candidate, address, _, indent=4)


def _sign_in(claim: Candidate, address: EmailAddress, _: Words, *, indent: int) -> Iterator[Line]:
    settings = claim.settings
    if settings.username is not None or settings.authentication:
        methods = ", ".join(authentication_word(method, _) for method in settings.authentication)
        username = settings.username_for(address)
        yield note(
            _("User name {username}; {methods}", username=username or "?", methods=methods or "?"), indent=indent
        )


def _seen(report: ProbeReport, _: Words) -> Iterator[Line]:
    outcome = report.outcome
    if report.address is not None:
        yield bullet("·", plain(_("Reached at {address}", address=report.address)), ACCENT, indent=2)
    for failed, reason in report.failed_addresses:
        yield note(f"{failed}: {failure_word(reason, _)}", indent=4)
    if outcome.tls is not None:
        yield from _certificate(outcome.tls, _)
    if isinstance(outcome, Failed) and outcome.detail:
        yield bullet("·", plain(_("Detail: {detail}", detail=outcome.detail)), ACCENT, indent=2)
    if isinstance(outcome, Connected):
        capabilities = outcome.capabilities
        said = []
        if capabilities.names:
            said.append(_("Can do: {names}", names=", ".join(capabilities.names)))
        if capabilities.sasl_mechanisms:
            said.append(_("Sign-in: {names}", names=", ".join(capabilities.sasl_mechanisms)))
        yield from (bullet("·", plain(line), ACCENT, indent=2) for line in said)


def _certificate(tls: TlsFacts, _: Words) -> Iterator[Line]:
    names = ", ".join(tls.names) or _("no name at all")
    yield bullet("·", plain(_("Certificate for {names}", names=names)), ACCENT, indent=2)
    yield note(
        _(
            "{version}, by {issuer}, valid until {day}",
            version=tls.version.replace("TLSv", "TLS "),
            issuer=tls.issuer,
            day=_.date(tls.not_after),
        ),
        indent=4,
    )


def _dialogue(transcript: Sequence[TranscriptLine], _: Words) -> Iterator[Line]:
    """Who said what, and when; lines that came together under one time."""
    if not transcript:
        return
    yield bullet("·", plain(_("The dialogue")), ACCENT, indent=2)
    for seconds, lines in groupby(transcript, key=lambda line: f"{line.seconds:.2f}"):
        for place, line in enumerate(lines):
            time = f"{_.decimal(seconds)} s" if not place else ""
            lead = joined((f"{time:>7}  ", MUTED), (_WHO[line.speaker], ACCENT))
            yield Line(lead=lead, text=plain(_said(line, _), MUTED), hang=11, indent=4)


def _said(line: TranscriptLine, _: Words) -> str:
    if line.speaker is not Speaker.NOTE:
        return line.text
    return _("connected") if line.text == Stage.CONNECT else _("encrypted from here on")
