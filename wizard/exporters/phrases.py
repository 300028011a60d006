"""Sentences that the formats for people share; plain text."""

from wizard.exporters.exporter import Context
from wizard.i18n import Words
from wizard.i18n.server_words import authentication_word, protocol_word
from wizard.model import Account, RecommendedServer, Retention


def proof(server: RecommendedServer, _: Words) -> str:
    """What was seen of this server: the sentence that a helpdesk can rely on."""
    if not server.verified:
        return _("could not be tested from here; these are the published settings")
    connected = server.connected
    if server.report is None or connected is None or connected.tls is None:
        return _("tested: this server works")
    return _(
        "answered in {seconds} with a valid certificate ({version}), valid until {day}",
        seconds=_.seconds(server.report.seconds),
        version=connected.tls.version.replace("TLSv", "TLS "),
        day=_.date(connected.tls.not_after),
    )


def is_overruled(account: Account, context: Context) -> bool:
    """Whether the user chose the other protocol than the advice."""
    return context.advice is not None and context.advice.protocol not in {None, account.protocol}


def overruled_sentence(account: Account, context: Context) -> str:
    """What was chosen, and what the advice was."""
    _ = context.words
    assert context.advice is not None
    assert context.advice.protocol is not None
    return _(
        "{protocol} was chosen here, though the advice is {advised}.",
        protocol=protocol_word(account.protocol, _),
        advised=protocol_word(context.advice.protocol, _),
    )


def retention_sentence(retention: Retention, _: Words) -> str:
    """What POP does with the copies on the server."""
    if not retention.keep:
        return _("removed as soon as they have been fetched")
    if retention.days is None:
        return _("stay until you remove them yourself")
    return _.plural("stay for {number} day", "stay for {number} days", retention.days)


def sign_in(server: RecommendedServer, _: Words) -> str:
    """How to sign in: the best way, in the words of Thunderbird."""
    methods = server.authentication
    return authentication_word(methods[0], _) if methods else _("with your password")


def username(server: RecommendedServer, account: Account) -> str:
    """The user name as it is typed; the whole address where nothing says its form (RFC 6186 section 4)."""
    return server.settings.username_for(account.address) or account.address.for_people
