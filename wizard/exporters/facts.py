"""The account as plain data, for the formats that programs read."""

from wizard.model import Account, RecommendedServer, printable

SCHEMA = "mailwijzer.account/1"


def account_facts(account: Account) -> dict[str, object]:
    """Words, numbers, lists and dictionaries only; never a password."""
    retention = account.retention
    return {
        "schema": SCHEMA,
        "address": str(account.address),
        "domain": account.address.domain,
        "full_name": printable(account.full_name) if account.full_name is not None else None,
        "display_name": printable(account.display_name),
        "protocol": account.protocol.value,
        "incoming": _server_facts(account.incoming, account),
        "outgoing": _server_facts(account.outgoing, account) if account.outgoing is not None else None,
        "alternatives": [_server_facts(server, account) for server in account.alternatives],
        "retention": {"keep": retention.keep, "days": retention.days} if retention is not None else None,
        "help_pages": [
            {"url": page.url, "title": page.title, "language": page.language} for page in account.help_pages
        ],
        "hints": [
            {"id": hint.id.value, "text": {"nl": hint.text.nl, "en": hint.text.en}, "url": hint.url}
            for hint in account.hints
        ],
    }


def _server_facts(server: RecommendedServer, account: Account) -> dict[str, object]:
    connected = server.connected
    tls = connected.tls if connected is not None else None
    return {
        "protocol": server.endpoint.protocol.value,
        "hostname": server.endpoint.hostname,
        "port": server.endpoint.port,
        "socket_type": server.endpoint.socket_type.value,
        "authentication": [method.value for method in server.authentication],
        "username": server.settings.username,
        "username_filled": server.settings.username_for(account.address),
        "source": server.source.value,
        "origin": server.origin,
        "trusted": server.trusted,
        "verified": server.verified,
        "tls": {"version": tls.version, "issuer": tls.issuer, "not_after": tls.not_after.isoformat()} if tls else None,
    }
