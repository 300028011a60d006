"""Steps for each mail program, filled in for one account; pure."""

from wizard.model import (
    Account,
    AuthenticationMethod,
    FieldValue,
    FilledField,
    Guide,
    GuideSection,
    Known,
    MailClient,
    Protocol,
    RecommendedServer,
    ScreenField,
    SocketType,
    Text,
)

NOT_KNOWN = "…"
"""Stands in a step for a value that nobody knows: no name was given, or no server to send with was found."""

_PROTOCOL_NAMES = {Protocol.IMAP: "IMAP", Protocol.POP3: "POP3", Protocol.SMTP: "SMTP"}
_SECURITY_NAMES = {SocketType.SSL: "SSL/TLS", SocketType.STARTTLS: "STARTTLS", SocketType.PLAIN: "plain"}


def compose(account: Account, client: MailClient) -> Guide:
    """The client's guide for the account's protocol, with the values in the program's own words.

    A program that cannot do the protocol gives a guide that says so in `can_do`; nothing is raised.
    """
    can_do = client.supports.get(account.protocol, Known.UNKNOWN)
    screen = None if can_do is Known.NO else client.guides.get(account.protocol)
    values = _values(account, client)
    outgoing = account.outgoing
    retention = _retention(account, client, values)
    steps = tuple(step.filled(**values) for step in screen.steps) if screen else ()
    return Guide(
        can_do=can_do,
        instead=_instead(account, client) if can_do is Known.NO else None,
        client=client.id,
        name=client.name,
        protocol=account.protocol,
        incoming=_section(account.incoming, account, client, screen.incoming if screen else ()),
        outgoing=_section(outgoing, account, client, screen.outgoing if screen else ()) if outgoing else None,
        username_assumed=any(
            server.settings.username is None for server in (account.incoming, outgoing) if server is not None
        ),
        steps=(*steps, retention) if steps and retention is not None else steps,
        retention=retention,
        backup=client.backup.filled(**values),
        offline=client.offline.filled(**values),
        send_elsewhere=client.send_elsewhere.filled(**values),
        when_guessed_wrong=client.when_guessed_wrong.filled(**values),
        notes=tuple(note.filled(**values) for note in client.notes),
        references=client.references,
        confidence=client.confidence,
        last_checked=client.last_checked,
    )


def _instead(account: Account, client: MailClient) -> Protocol | None:
    other = Protocol.POP3 if account.protocol is Protocol.IMAP else Protocol.IMAP
    return other if client.supports.get(other) is Known.YES else None


def _section(
    server: RecommendedServer, account: Account, client: MailClient, fields: tuple[ScreenField, ...]
) -> GuideSection:
    filled = tuple(
        FilledField(label=field.label, field=field.value, value=_field_value(field.value, server, account, client))
        for field in fields
    )
    return GuideSection(server=server, fields=filled)


def _field_value(field: FieldValue, server: RecommendedServer, account: Account, client: MailClient) -> Text | None:
    match field:
        case FieldValue.FULL_NAME:
            return _same(account.full_name) if account.full_name else None
        case FieldValue.ADDRESS:
            return _same(account.address.for_people)
        case FieldValue.ACCOUNT_TYPE:
            return _same(_PROTOCOL_NAMES[server.endpoint.protocol])
        case FieldValue.HOSTNAME:
            return _same(server.endpoint.hostname)
        case FieldValue.PORT:
            return _same(str(server.endpoint.port))
        case FieldValue.SECURITY:
            socket_type = server.endpoint.socket_type
            return client.security_words.get(socket_type, _same(_SECURITY_NAMES[socket_type]))
        case FieldValue.AUTHENTICATION:
            return _authentication(server, client)
        case FieldValue.USERNAME:
            return _same(server.settings.username_for(account.address) or str(account.address))
        case FieldValue.PASSWORD:
            return None


def _authentication(server: RecommendedServer, client: MailClient) -> Text:
    """The first way to sign in that the program has a word for."""
    methods = server.authentication or (AuthenticationMethod.PASSWORD_CLEARTEXT,)
    chosen = next((method for method in methods if method in client.authentication_words), methods[0])
    return client.authentication_words.get(chosen, _same(chosen.value))


def _retention(account: Account, client: MailClient, values: dict[str, Text]) -> Text | None:
    match account.retention:
        case None:
            return None
        case retention if not retention.keep:
            text = client.empty_server
        case retention if retention.days is None:
            text = client.leave_until_removed
        case _:
            text = client.leave_on_server
    return text.filled(**values) if text is not None else None


def _values(account: Account, client: MailClient) -> dict[str, Text]:
    """What the placeholders of the steps stand for."""
    days = account.retention.days if account.retention else None
    values = {
        "address": _same(account.address.for_people),
        "full_name": _same(account.full_name or NOT_KNOWN),
        "days": _same(str(days) if days is not None else NOT_KNOWN),
    }
    for prefix, server in (("", account.incoming), ("outgoing_", account.outgoing)):
        for name, field in (
            ("hostname", FieldValue.HOSTNAME),
            ("port", FieldValue.PORT),
            ("security", FieldValue.SECURITY),
            ("username", FieldValue.USERNAME),
            ("authentication", FieldValue.AUTHENTICATION),
        ):
            value = _field_value(field, server, account, client) if server is not None else None
            values[prefix + name] = value or _same(NOT_KNOWN)
    return values


def _same(text: str) -> Text:
    return Text(nl=text, en=text)
