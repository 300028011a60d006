"""The settings sheet for people: one value on a line, with the proof below it."""

from wizard.i18n import Words
from wizard.i18n.lookup_words import source_word
from wizard.i18n.sentences import help_page_word
from wizard.i18n.server_words import authentication_word, security_word, task_word
from wizard.model import Account, RecommendedServer, Retention
from wizard.pages import Page
from wizard.pages.sentences import plain


def add_settings(page: Page, account: Account, _: Words) -> None:
    """The servers to fill in, what to know before the password, and the provider's own pages."""
    page.heading(_("Settings for {address}", address=account.address.for_people))
    _server(page, account.incoming, account, _)
    if account.retention is not None:
        page.item("•", _retention(account.retention, _))
    if account.outgoing is None:
        page.space()
        page.paragraph(_("No server for sending was found that works. Ask your provider."))
    else:
        _server(page, account.outgoing, account, _)
    if account.hints:
        page.heading(_("Before you type your password"))
        for hint in account.hints:
            page.item("•", plain(hint.text, _), details=[hint.url] if hint.url else [])
    if account.help_pages:
        page.heading(_("Help from your provider"))
        for help_page in account.help_pages:
            title = help_page_word(help_page, _)
            page.item("•", title or help_page.url, details=[help_page.url] if title else [])


def _server(page: Page, server: RecommendedServer, account: Account, _: Words) -> None:
    endpoint = server.endpoint
    username = server.settings.username_for(account.address)
    methods = server.authentication
    values = [
        (_("Server"), endpoint.hostname),
        (_("Port"), str(endpoint.port)),
        (_("Connection security"), security_word(endpoint.socket_type, _)),
        (_("Signing in"), authentication_word(methods[0], _) if methods else _("with your password")),
        (_("User name"), username or account.address.for_people),
    ]
    page.space()
    page.paragraph(task_word(endpoint.protocol, _))
    label_width = max(len(label) for label, _value in values)
    for label, value in values:
        page.value(label, value, label_width=label_width)
    if username is None:
        page.item("•", _("The user name is the usual one; your provider may have chosen another."))
    page.item("✓" if server.verified else "•", proof_sentence(server, _))


def proof_sentence(server: RecommendedServer, _: Words) -> str:
    """Who names the server, and what was seen of it."""
    source = source_word(server.source, _)
    if not server.verified:
        return _("Could not be tested from here. According to: {source}.", source=source)
    tls = server.connected.tls if server.connected is not None else None
    if server.report is None or tls is None:
        return _("Tested: this server works. According to: {source}.", source=source)
    return _(
        "Answered in {seconds} with a valid certificate. According to: {source}.",
        seconds=_.seconds(server.report.seconds),
        source=source,
    )


def _retention(retention: Retention, _: Words) -> str:
    if not retention.keep:
        return _("Mail is removed from the server as soon as it has been fetched.")
    if retention.days is None:
        return _("Mail stays on the server until you remove it yourself.")
    return _.plural(
        "Mail stays on the server for {number} day.", "Mail stays on the server for {number} days.", retention.days
    )
