"""The settings as they are said aloud: each field in the order of the program with its own label, proof and steps."""

from collections.abc import Iterator

from wizard.cli.settings_text import add_settings, proof_sentence
from wizard.i18n import Words
from wizard.i18n.server_words import protocol_word, task_word
from wizard.journey.login import signed_in
from wizard.journey.missing import no_settings_sentence
from wizard.journey.session import Session
from wizard.journey.spelling import spell
from wizard.model import (
    Account,
    FieldValue,
    FilledField,
    Finding,
    Guide,
    GuideSection,
    Protocol,
    Severity,
    printable,
)
from wizard.pages import Heading, Item, Page, Paragraph, Space, Title, Value
from wizard.pages.findings import add_findings
from wizard.pages.sentences import finding_text, plain


def settings_page(page: Page, session: Session, account: Account, guide: Guide | None, _: Words) -> None:
    """The settings in the words of one program; `guide` None: in words that fit any program."""
    for warning in _warnings(session, account, guide, _):
        page.item("!", warning)
    if guide is None:
        general = Page()
        add_settings(general, account, _)
        page.add(_with_labels(general))
    else:
        _add_guide(page, session, account, guide, _)
    add_findings(page, tuple(_worth_knowing(session, _)), session.rulebook, _)


def _worth_knowing(session: Session, _: Words) -> Iterator[Finding]:
    """What the check found beside the settings, without what the provider's own hints say already."""
    found = session.usable
    if found is None:
        return
    hints = {plain(hint.text, _) for hint in found.published.hints}
    for finding in found.findings:
        seen, _next_step = finding_text(finding, session.rulebook, _)
        if finding.severity is not Severity.NOTE and seen not in hints:
            yield finding


def _with_labels(page: Page) -> Page:
    """Values behind their labels instead of in a column: that is how a sheet is read aloud."""
    spoken = Page()
    for block in page:
        match block:
            case Value(label, value):
                spoken.item("•", f"{label}: {value}")
            case Title(text) | Heading(text):
                spoken.heading(text)
            case Paragraph(text):
                spoken.paragraph(text)
            case Item(mark, text, details):
                spoken.item(mark, text, details=details)
            case Space():
                spoken.space()
    return spoken


def _add_guide(page: Page, session: Session, account: Account, guide: Guide, _: Words) -> None:
    page.heading(
        _(
            "{address} in {program}, with {protocol}",
            address=account.address.for_people,
            program=plain(guide.name, _),
            protocol=protocol_word(guide.protocol, _),
        )
    )
    for section in (guide.incoming, guide.outgoing):
        if section is not None:
            _add_section(page, section, session, _)
    if guide.outgoing is None:
        page.space()
        page.paragraph(_("No server for sending was found that works. Ask your provider."))
    if guide.steps:
        page.heading(_("Steps"))
        for number, step in enumerate(guide.steps, start=1):
            page.item(f"{number}.", plain(step, _))


def nothing_page(page: Page, session: Session, _: Words) -> None:
    """That there are no settings, why, and what to do."""
    check = session.check
    if not session.refused:
        page.title(no_settings_sentence(session, _))
    else:
        page.title(_("These settings are not shown"))
        hosts = ", ".join(sorted(session.refused))
        page.paragraph(_("You did not know the company of {hosts}, so its servers are left out.", hosts=hosts))
    if check is None or check.finished is None:
        page.paragraph(_("The test itself failed."))
        return
    if (other := instead(session)) is not None:
        page.paragraph(_("{protocol} does work here.", protocol=protocol_word(other, _)))
    order = list(Severity)
    findings = sorted(check.findings, key=lambda finding: order.index(finding.severity))
    add_findings(page, tuple(findings), session.rulebook, _)


def instead(session: Session) -> Protocol | None:
    """The other way to receive mail, where a server for it works that she did not refuse."""
    found = session.usable
    return session.other_protocol if found is not None and session.other_protocol in found.servers else None


def values(account: Account, guide: Guide | None, _: Words) -> list[tuple[str, str]]:
    """Label and value of everything that can be spelled, incoming before outgoing."""
    if guide is not None and (guide.incoming.fields or guide.outgoing is not None):
        sections = [guide.incoming, *([guide.outgoing] if guide.outgoing is not None else [])]
        found = [
            (plain(field.label, _), printable(field.value.in_language(_.language)))
            for section in sections
            for field in section.fields
            if field.value is not None
        ]
    else:
        servers = [account.incoming, *([account.outgoing] if account.outgoing is not None else [])]
        found = []
        for server in servers:
            username = server.settings.username_for(account.address) or account.address.for_people
            task, label = task_word(server.endpoint.protocol, _), _("Server")
            found += [(f"{task}: {label}", server.endpoint.hostname), (_("User name"), username)]
    return list(dict.fromkeys(found))


def spelled_page(page: Page, value: str, _: Words) -> None:
    """A value, one character a line: as it is said in Dutch, and internationally where that is another word."""
    page.title(value)
    for each in spell(value, _):
        said = each.dutch
        if each.international != each.dutch:
            said = _("{dutch}, international: {international}", dutch=each.dutch, international=each.international)
        page.item(f"{each.character}:", said)


def _warnings(session: Session, account: Account, guide: Guide | None, _: Words) -> Iterator[str]:
    advised = session.advice.protocol
    if advised is not None and advised is not account.protocol:
        yield _(
            "You chose {protocol} yourself; the advice is {advised}.",
            protocol=protocol_word(account.protocol, _),
            advised=protocol_word(advised, _),
        )
    if guide is None:
        return
    for hint in account.hints:
        text = plain(hint.text, _)
        yield f"{text} {hint.url}" if hint.url else text
    if guide.username_assumed:
        yield _("Nobody says how to sign in; usually it is with the whole e-mail address.")


def _add_section(page: Page, section: GuideSection, session: Session, _: Words) -> None:
    page.heading(task_word(section.server.endpoint.protocol, _))
    for field in section.fields:
        page.item("•", f"{plain(field.label, _)}: {_value(field, _)}")
    page.item("✓" if section.server.verified else "•", proof_sentence(section.server, _))
    if signed_in(session.login, section.server):
        page.item("✓", _("The password works here."))


def _value(field: FilledField, _: Words) -> str:
    if field.value is not None:
        return printable(field.value.in_language(_.language))
    return _("your own name") if field.field is FieldValue.FULL_NAME else _("the password of this mailbox")


def good_to_know_page(page: Page, account: Account, guide: Guide, _: Words) -> None:
    """Backup, reading without internet, sending from elsewhere, and what the program gets wrong."""
    page.title(_("Good to know"))
    texts = [guide.when_guessed_wrong, *guide.notes, guide.backup]
    texts += [guide.offline] if guide.protocol is Protocol.IMAP else []
    for text in (*texts, guide.send_elsewhere):
        page.item("•", plain(text, _))
    for help_page in account.help_pages:
        page.item("•", _("Help of the provider: {url}", url=help_page.url))
