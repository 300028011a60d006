"""The guide for people: what to fill in on each screen of the program, and the steps."""

from wizard.cli.layout import text_of
from wizard.cli.settings_text import add_settings
from wizard.i18n import Words
from wizard.i18n.server_words import protocol_word, task_word
from wizard.model import Account, Confidence, FieldValue, FilledField, Guide, GuideSection, Known, Protocol, printable
from wizard.pages import Page
from wizard.pages.sentences import plain


def guide_text(guide: Guide, account: Account, words: Words) -> str:
    """The filled-in guide as a page."""
    _ = words
    page = Page()
    name = plain(guide.name, _)
    protocol = protocol_word(guide.protocol, _)
    page.title(
        _(
            "{address} in {program}, with {protocol}",
            address=account.address.for_people,
            program=name,
            protocol=protocol,
        )
    )
    if guide.steps:
        _steps_and_screens(page, guide, _)
    else:
        page.space()
        page.paragraph(
            _(
                "It is not known whether {program} can do {protocol}. If it can, fill these in.",
                program=name,
                protocol=protocol,
            )
        )
        add_settings(page, account, _)
    _good_to_know(page, guide, _)
    page.heading(_("Where this comes from"))
    for reference in guide.references:
        page.item("•", reference)
    page.paragraph(_("Last checked: {day}.", day=guide.last_checked.isoformat()))
    if guide.confidence is Confidence.LOW:
        page.paragraph(_("The names on the screen may differ a little from what stands here."))
    return text_of(page)


def cannot_do_sentence(guide: Guide, words: Words) -> str:
    """That the program cannot do this protocol, and which one it can."""
    _ = words
    name, protocol = plain(guide.name, _), protocol_word(guide.protocol, _)
    if guide.instead is None:
        return _("{program} cannot do {protocol}.", program=name, protocol=protocol)
    return _(
        "{program} cannot do {protocol}. Use --protocol {other} for what it can do.",
        program=name,
        protocol=protocol,
        other=guide.instead.value,
    )


def is_possible(guide: Guide) -> bool:
    """Whether the program can do the protocol, as far as anybody knows."""
    return guide.can_do is not Known.NO


def _steps_and_screens(page: Page, guide: Guide, _: Words) -> None:
    page.heading(_("Steps"))
    for number, step in enumerate(guide.steps, start=1):
        page.item(f"{number}.", plain(step, _))
    for section in (guide.incoming, guide.outgoing):
        if section is not None:
            _section(page, section, _)
    if guide.outgoing is None:
        page.space()
        page.paragraph(_("No server for sending was found that works. Ask your provider."))
    if guide.username_assumed:
        page.item("•", _("The user name is the usual one; your provider may have chosen another."))


def _section(page: Page, section: GuideSection, _: Words) -> None:
    page.heading(task_word(section.server.endpoint.protocol, _))
    values = [(plain(field.label, _), _value(field, _)) for field in section.fields]
    label_width = max((len(label) for label, _shown in values), default=0)
    for label, value in values:
        page.value(label, value, label_width=label_width)


def _value(field: FilledField, _: Words) -> str:
    if field.value is not None:
        return printable(field.value.in_language(_.language))
    match field.field:
        case FieldValue.PASSWORD:
            return _("(your password)")
        case FieldValue.FULL_NAME:
            return _("(your name)")
        case _:
            return "…"


def _good_to_know(page: Page, guide: Guide, _: Words) -> None:
    page.heading(_("Good to know"))
    texts = [guide.when_guessed_wrong, *guide.notes]
    texts += [guide.backup, *([guide.offline] if guide.protocol is Protocol.IMAP else []), guide.send_elsewhere]
    for text in texts:
        page.item("•", plain(text, _))
