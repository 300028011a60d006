"""The words around the values of step 4: why there are none, what to know before, and what comes after."""

from textual.content import Content

from wizard.i18n import Words
from wizard.i18n.lookup_words import source_word
from wizard.i18n.server_words import protocol_word
from wizard.journey.login import signed_in
from wizard.journey.missing import no_settings_sentence
from wizard.journey.session import Session
from wizard.model import (
    Account,
    FieldValue,
    FilledField,
    Guide,
    GuideSection,
    MailClient,
    RecommendedServer,
    Severity,
)
from wizard.tui.text import (
    ACCENT,
    BAD,
    CAUTION,
    CROSS,
    DOT,
    EMPTY,
    GOOD,
    MUTED,
    TICK,
    Line,
    bullet,
    heading,
    joined,
    labelled,
    plain,
    took,
)
from wizard.tui.widgets.check_rows import address_question
from wizard.tui.widgets.evidence import finding_lines
from wizard.tui.widgets.field_list import Field, FieldGroup
from wizard.tui.widgets.measured import turned_lines


def nothing(session: Session, _: Words) -> list[Line]:
    """Why there are no settings, and what to do."""
    check = session.check
    if check is not None and check.running:
        return [
            heading(_("The servers are still being tested")),
            EMPTY,
            bullet(DOT, plain(_("The settings appear here as soon as a server has proved to work.")), CAUTION),
        ]
    if session.refused:
        refused = _(
            "You did not know the company of {hosts}. Press w to be asked again, or m to type other servers.",
            hosts=", ".join(sorted(session.refused)),
        )
        return [heading(_("These settings are not shown")), EMPTY, bullet("!", plain(refused), CAUTION)]
    lines = [heading(no_settings_sentence(session, _)), EMPTY]
    if check is None or check.finished is None:
        return [*lines, bullet("!", plain(_("The test itself failed. Press F4 to test again.")), CAUTION)]
    if session.other_protocol is not None:
        works = _(
            "{protocol} does work here. Press o to set that up instead.",
            protocol=protocol_word(session.other_protocol, _),
        )
        lines += [bullet(TICK, plain(works), GOOD), EMPTY]
    if session.address_wanted:
        lines += [bullet("?", plain(address_question(_)), CAUTION), EMPTY]
    order = list(Severity)
    for finding in sorted(check.findings, key=lambda finding: order.index(finding.severity)):
        lines += [*finding_lines(finding, session.rulebook, _), EMPTY]
    by_hand = _("Did your provider give you servers? Press m to type them by hand. Press d to find out what is wrong.")
    return [*lines, bullet("›", plain(by_hand), ACCENT)]


def cannot(client: MailClient, account: Account, guide: Guide | None, _: Words) -> list[Line]:
    """That this program cannot do the protocol, and what it can do."""
    name = client.name.in_language(_.language)
    protocol = protocol_word(account.protocol, _)
    lines = [bullet(CROSS, plain(_("{program} cannot do {protocol}.", program=name, protocol=protocol)), BAD)]
    if guide is not None and guide.instead is not None:
        other = protocol_word(guide.instead, _)
        lines.append(Line(text=plain(_("It can do {protocol}.", protocol=other)), indent=2))
    return [*lines, Line(text=plain(_("Choose another program with the arrows."), MUTED), indent=2)]


def before(session: Session, account: Account, guide: Guide, _: Words) -> list[Line]:
    """What to know before the values."""
    lines = [bullet("!", labelled(hint.text.in_language(_.language)), CAUTION) for hint in account.hints]
    advised = session.advice.protocol
    if advised is not None and advised is not account.protocol:
        own = _(
            "You chose {protocol} yourself; the advice is {advised}.",
            protocol=protocol_word(account.protocol, _),
            advised=protocol_word(advised, _),
        )
        lines.insert(0, bullet("!", plain(own), CAUTION))
    lines += [line for line in turned_lines(session) if line is not EMPTY]
    if guide.username_assumed:
        sentence = _("Nobody says how to sign in; usually it is with the whole e-mail address.")
        lines.append(bullet("?", plain(sentence), CAUTION))
    return [*lines, EMPTY] if lines else []


def groups(session: Session, guide: Guide, _: Words) -> list[FieldGroup]:
    """The values of each server under the labels of the program, with the proof."""
    sections = [(_("Incoming server"), guide.incoming)]
    if guide.outgoing is not None:
        sections.append((_("Outgoing server"), guide.outgoing))
    return [
        FieldGroup(
            title=title,
            subtitle=_subtitle(section, _),
            fields=tuple(_field(field, _) for field in section.fields),
            proof=_proof(section.server, session, _),
        )
        for title, section in sections
    ]


def _subtitle(section: GuideSection, _: Words) -> str:
    protocol = section.server.endpoint.protocol
    return "SMTP" if protocol.value == "smtp" else protocol_word(protocol, _)


def _field(field: FilledField, _: Words) -> Field:
    language = _.language
    remark = _("your own name") if field.field is FieldValue.FULL_NAME else _("the password of this mailbox")
    value = field.value.in_language(language) if field.value is not None else None
    return Field(label=field.label.in_language(language), value=value, remark=remark)


def _proof(server: RecommendedServer, session: Session, _: Words) -> Content:
    if server.verified and server.report is not None:
        proof = _("answered in {seconds} · certificate is valid", seconds=took(server.report.seconds, _))
        if signed_in(session.login, server):
            proof += " · " + _("password accepted")
        return joined((TICK, GOOD), (f" {proof}", MUTED))
    proof = _("{source}; could not be tested from here", source=source_word(server.source, _))
    return joined(("?", CAUTION), (f" {proof}", MUTED))


def between(guide: Guide, _: Words) -> list[Line]:
    """What stands between the values and the steps."""
    lines: list[Line] = []
    if guide.outgoing is None:
        lines += [EMPTY, bullet("!", plain(_("No server to send with was found.")), CAUTION)]
    if guide.steps:
        lines += [EMPTY, Line(text=joined((_("Steps"), "bold"), "   ", (_("Space ticks a step."), MUTED)))]
    return lines


def after(account: Account, guide: Guide, _: Words) -> list[Line]:
    """What stands below the steps."""
    language = _.language
    lines: list[Line] = []
    if guide.retention is not None:
        lines += [EMPTY, heading(_("Copies on the server"))]
        lines.append(Line(text=labelled(guide.retention.in_language(language))))
    further = [
        (_("If the program guessed wrong"), guide.when_guessed_wrong),
        (_("Backup"), guide.backup),
        (_("Without internet"), guide.offline),
        (_("Sending from elsewhere"), guide.send_elsewhere),
    ]
    for title, text in further:
        lines += [EMPTY, heading(title), Line(text=labelled(text.in_language(language)))]
    lines += [line for note in guide.notes for line in (EMPTY, Line(text=labelled(note.in_language(language))))]
    if account.help_pages:
        lines += [EMPTY, heading(_("Help of the provider"))]
        lines += [bullet("·", plain(page.url), ACCENT) for page in account.help_pages]
    return lines
