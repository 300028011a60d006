"""handout: a page in large print for the customer, with the steps of her own program only; one or two sheets of A4."""

import itertools
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

from wizard.exporters import thunderbird_qr
from wizard.exporters.exporter import Context
from wizard.exporters.html import add, add_list, add_prose, add_qr_code, page
from wizard.exporters.phrases import is_overruled, overruled_sentence, retention_sentence, sign_in, username
from wizard.i18n import Words
from wizard.i18n.sentences import help_page_word
from wizard.i18n.server_words import protocol_word, security_word, task_word
from wizard.model import (
    Account,
    ClientChoice,
    Confidence,
    FieldValue,
    Guide,
    GuideSection,
    HintId,
    Known,
    Obstacle,
    Protocol,
    RecommendedServer,
)

NAME = "handout"
EXTENSION = "html"
MEDIA_TYPE = "text/html"

_STYLE = Path(__file__).with_name("handout.css")
_OTHER_PASSWORD = {HintId.APP_PASSWORD_NEEDED, HintId.OWN_MAIL_PASSWORD, HintId.OAUTH2_ONLY, HintId.BRIDGE_NEEDED}
_OF_A_SERVER = {
    FieldValue.ACCOUNT_TYPE,
    FieldValue.HOSTNAME,
    FieldValue.PORT,
    FieldValue.SECURITY,
    FieldValue.AUTHENTICATION,
    FieldValue.USERNAME,
}
_FEW = 2


def obstacle(account: Account) -> Obstacle | None:
    """None: what is missing is said in words."""
    del account
    return None


def export(account: Account, context: Context) -> bytes:
    """HTML in UTF-8, in the language of the context's words; it fetches nothing and runs nothing."""
    _ = context.words
    title = _("Setting up your e-mail")
    if context.guide is not None:
        title = _("Setting up your e-mail in {program}", program=context.guide.name.in_language(_.language))
    body = Element("body")
    _heading(body, account, context, title)
    main = SubElement(body, "main")
    _before(main, account, context)
    _steps(main, account, context)
    _settings(main, account, context)
    _no_need(main, account, context)
    _afterwards(main, account, context)
    _help(body, account, context)
    return page(title, body, style=_STYLE.read_text(encoding="utf-8"), language=_.language)


def _heading(body: Element, account: Account, context: Context, title: str) -> None:
    _ = context.words
    header = SubElement(body, "header")
    add(header, "h1", title)
    add(add(header, "p"), "strong", account.address.for_people)
    if account.display_name.strip() not in {"", account.address.domain}:
        add(header, "p", account.display_name.strip())
    if context.day is not None:
        add(header, "p", _.date(context.day))


def _before(main: Element, account: Account, context: Context) -> None:
    """The advice in one sentence, and what must come first."""
    _ = context.words
    if context.outcome is not None:
        add_prose(SubElement(main, "aside"), "p", context.outcome.verdict.in_language(_.language))
    if is_overruled(account, context):
        add(SubElement(main, "aside"), "p", overruled_sentence(account, context))
    first = [step.text.in_language(_.language) for step in context.advice.do_first] if context.advice else []
    if first:
        add(main, "h2", _("Do this first"))
        add_list(main, "ol", first)
    if account.hints:
        box = SubElement(main, "aside", {"class": "mind"})
        add(add(box, "p"), "strong", _("Before you type your password"))
        for hint in account.hints:
            line = add_prose(box, "p", hint.text.in_language(_.language))
            if hint.url:
                add(line, "small", f" {hint.url}")


def _steps(main: Element, account: Account, context: Context) -> None:
    _ = context.words
    guide = context.guide
    if guide is None:
        add(main, "h2", _("The steps"))
        add_list(main, "ol", _general_steps(account, _), **{"class": "steps"})
        return
    if guide.can_do is Known.NO:
        program = guide.name.in_language(_.language)
        box = SubElement(main, "aside", {"class": "mind"})
        add(box, "p", _("{program} cannot do {protocol}.", program=program, protocol=protocol_word(guide.protocol, _)))
        if guide.instead is not None:
            add(box, "p", _("It can do {protocol}.", protocol=protocol_word(guide.instead, _)))
        return
    _qr_code(main, account, guide, _)
    add(main, "h2", _("The steps"))
    add_list(main, "ol", (step.in_language(_.language) for step in guide.steps), **{"class": "steps"})
    add_prose(main, "p", guide.when_guessed_wrong.in_language(_.language))
    if guide.confidence is Confidence.LOW:
        add(main, "p", _("The names on the screen may differ a little from what stands here."))


def _general_steps(account: Account, _: Words) -> Iterator[str]:
    """For a program that we know nothing of."""
    protocol = protocol_word(account.protocol, _)
    yield _("Open your mail program and choose to add an account.")
    yield _("Type your name, your address {address} and your password.", address=account.address.for_people)
    yield _("Choose to set it up yourself, by hand, and choose {protocol}.", protocol=protocol)
    yield _("Copy the settings below exactly, and finish.")


def _qr_code(main: Element, account: Account, guide: Guide, _: Words) -> None:
    """The quick way, where the program can scan the settings."""
    if guide.client is not ClientChoice.THUNDERBIRD_ANDROID or thunderbird_qr.obstacle(account) is not None:
        return
    add(main, "h2", _("The quick way: scan this code"))
    box = SubElement(main, "div", {"class": "quick"})
    label = _("QR code with your settings, without your password")
    add_qr_code(box, thunderbird_qr.export(account, Context(words=_)).decode(), label=label)
    quick = [
        _("Open the app. Choose **Import settings** and then **Scan QR code**."),
        _("Point the phone at the code. Do this inside the app: the camera itself does not know what to do with it."),
        _("Type your password when the app asks for it. Then you are done, and you can skip the steps below."),
    ]
    add_list(box, "ol", quick)


def _settings(main: Element, account: Account, context: Context) -> None:
    _ = context.words
    guide = context.guide if context.guide is not None and context.guide.can_do is not Known.NO else None
    columns = {
        task_word(account.protocol, _): _rows(
            account.incoming, account, guide.incoming if guide is not None else None, _
        )
    }
    if account.outgoing is not None:
        section = guide.outgoing if guide is not None else None
        columns[task_word(Protocol.SMTP, _)] = _rows(account.outgoing, account, section, _)
    add(main, "h2", _("Your settings"))
    _table(main, columns)
    if account.outgoing is None:
        add(main, "p", _("No server for sending was found that works. Ask your provider."))
    if any(server.settings.username is None for server in (account.incoming, account.outgoing) if server is not None):
        add(main, "p", _("The user name is the usual one; your provider may have chosen another."))


def _table(main: Element, columns: Mapping[str, Mapping[str, str]]) -> None:
    """All rows that any column has, in their order."""
    table = SubElement(main, "table")
    headings = SubElement(SubElement(table, "thead"), "tr")
    add(headings, "td")
    for heading in columns:
        add(headings, "th", heading, scope="col")
    rows = SubElement(table, "tbody")
    for label in dict.fromkeys(itertools.chain.from_iterable(columns.values())):
        row = SubElement(rows, "tr")
        add(row, "th", label, scope="row")
        for column in columns.values():
            add(row, "td", column.get(label, "–"))


def _rows(server: RecommendedServer, account: Account, section: GuideSection | None, _: Words) -> dict[str, str]:
    """What to fill in, under the labels of the program's own screen where they are known."""
    names_server = section is not None and any(field.field is FieldValue.HOSTNAME for field in section.fields)
    rows = dict(_screen_rows(section, _) if section is not None and names_server else _plain_rows(server, account, _))
    if server.endpoint.protocol is Protocol.POP3 and account.retention is not None:
        rows[_("Copies on the server")] = retention_sentence(account.retention, _)
    return rows


def _screen_rows(section: GuideSection, _: Words) -> Iterator[tuple[str, str]]:
    """Her name, address and password are asked elsewhere on the screen, and she knows them."""
    for field in section.fields:
        if field.field in _OF_A_SERVER and field.value is not None:
            yield field.label.in_language(_.language), field.value.in_language(_.language)


def _plain_rows(server: RecommendedServer, account: Account, _: Words) -> Iterator[tuple[str, str]]:
    yield _("Server"), server.endpoint.hostname
    yield _("Port"), str(server.endpoint.port)
    yield _("Connection security"), security_word(server.endpoint.socket_type, _)
    yield _("Signing in"), sign_in(server, _)
    yield _("User name"), username(server, account)


def _no_need(main: Element, account: Account, context: Context) -> None:
    """What people do and need not."""
    _ = context.words
    add(main, "h2", _("What you need not do"))
    sentences = [
        _("You need not change anything that is not named here."),
        _("You need not give your password to anybody, not even to the help desk."),
    ]
    if not any(hint.id in _OTHER_PASSWORD for hint in account.hints):
        sentences.append(_("You need not make a new password: use the one of your mailbox."))
    sentences.append(
        _("You need not accept a warning about a certificate. If you see one, stop and call your provider.")
    )
    if account.protocol is Protocol.IMAP:
        sentences.append(_("You need not move mail that is on the server: it appears by itself."))
    if account.outgoing is not None:
        sentences.append(
            _("You need not change anything when you are travelling: sending works over other networks too.")
        )
    add_list(main, "ul", sentences)


def _afterwards(main: Element, account: Account, context: Context) -> None:
    _ = context.words
    guide = context.guide
    texts = [step.text for step in context.advice.measures[:_FEW]] if context.advice is not None else []
    if not texts and guide is not None and guide.can_do is not Known.NO:
        texts = [guide.backup, guide.offline] if account.protocol is Protocol.IMAP else [guide.backup]
    if texts:
        add(main, "h2", _("So that nothing gets lost"))
        add_list(main, "ul", (text.in_language(_.language) for text in texts))


def _help(body: Element, account: Account, context: Context) -> None:
    _ = context.words
    footer = SubElement(body, "footer")
    for help_page in account.help_pages[:2]:
        title = help_page_word(help_page, _) or _("Help from your provider")
        add(footer, "p", f"{title}: {help_page.url}")
    servers = [server for server in (account.incoming, account.outgoing) if server is not None]
    if all(server.verified for server in servers):
        add(footer, "p", _("These settings were tested: the servers answered over a protected connection."))
    else:
        add(footer, "p", _("Not every server could be tested; these are the published settings."))
