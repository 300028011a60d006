"""Mail providers: `providers/ID.yaml`."""

from wizard.model import (
    AuthenticationMethod,
    Confidence,
    Endpoint,
    HelpPage,
    Hint,
    HintId,
    Protocol,
    Provider,
    Published,
    ServerSettings,
    SocketType,
)
from wizard.model.domains import ascii_domain
from wizard.model.server import EMAIL_ADDRESS, EMAIL_DOMAIN, EMAIL_LOCAL_PART
from wizard.rulebook.reading import Reader
from wizard.rulebook.tree import Node


def read_provider(reader: Reader, name: str, node: Node | None) -> Provider:
    """One provider; `name` is its id."""
    fields = reader.fields(
        node,
        required=("display_name", "domains", "references", "confidence", "last_checked"),
        optional=("mx", "servers", "lacks", "hints", "help_pages"),
    )
    servers = tuple(_server(reader, item) for item in reader.items(fields.get("servers")))
    lacks = frozenset(reader.word(item, Protocol) for item in reader.items(fields.get("lacks")))
    for protocol in sorted(lacks & {server.endpoint.protocol for server in servers}):
        reader.wrong(fields["lacks"], f'"{protocol}" has a server here')
    return Provider(
        id=name,
        domains=_domains(reader, fields.get("domains"), at_least_one=True),
        mx=_domains(reader, fields.get("mx")),
        servers=servers,
        published=Published(
            provider=name,
            display_name=reader.string(fields.get("display_name")),
            help_pages=tuple(_help_page(reader, item) for item in reader.items(fields.get("help_pages"))),
            hints=tuple(_hint(reader, item) for item in reader.items(fields.get("hints"))),
            lacks=lacks,
        ),
        references=reader.strings(fields.get("references"), at_least_one=True),
        confidence=reader.word(fields.get("confidence"), Confidence),
        last_checked=reader.date(fields.get("last_checked")),
    )


def _domains(reader: Reader, node: Node | None, *, at_least_one: bool = False) -> tuple[str, ...]:
    return tuple(_domain(reader, item) for item, _ in reader.placed_strings(node, at_least_one=at_least_one))


def _domain(reader: Reader, node: Node | None) -> str:
    text = reader.string(node)
    domain = ascii_domain(text) if text else None
    if node is not None and text and domain is None:
        reader.wrong(node, f'"{text}" is no host or domain name')
    return domain or ""


def _server(reader: Reader, node: Node) -> ServerSettings:
    fields = reader.fields(
        node, required=("protocol", "hostname", "port", "socket_type"), optional=("username", "authentication")
    )
    socket_type = reader.word(fields.get("socket_type"), SocketType)
    if socket_type is SocketType.PLAIN:
        reader.wrong(fields["socket_type"], "a server without encryption is never handed out")
    username = reader.string(fields["username"]) if "username" in fields else None
    if username and not any(form in username for form in (EMAIL_ADDRESS, EMAIL_LOCAL_PART, EMAIL_DOMAIN)):
        reader.wrong(fields["username"], f"must hold {EMAIL_ADDRESS}, {EMAIL_LOCAL_PART} or {EMAIL_DOMAIN}")
    methods = reader.items(fields.get("authentication"))
    return ServerSettings(
        endpoint=Endpoint(
            protocol=reader.word(fields.get("protocol"), Protocol),
            hostname=_domain(reader, fields.get("hostname")),
            port=reader.number(fields.get("port"), lowest=1, highest=65535),
            socket_type=socket_type,
        ),
        username=username,
        authentication=tuple(reader.word(item, AuthenticationMethod) for item in methods),
    )


def _hint(reader: Reader, node: Node) -> Hint:
    fields = reader.fields(node, required=("id", "text"), optional=("url",))
    return Hint(
        id=reader.word(fields.get("id"), HintId),
        text=reader.text(fields.get("text"), placeholders=()),
        url=_url(reader, fields["url"]) if "url" in fields else None,
    )


def _help_page(reader: Reader, node: Node) -> HelpPage:
    fields = reader.fields(node, required=("url",), optional=("title", "language"))
    return HelpPage(
        url=_url(reader, fields.get("url")),
        title=reader.string(fields["title"]) if "title" in fields else None,
        language=reader.string(fields["language"]) if "language" in fields else None,
    )


def _url(reader: Reader, node: Node | None) -> str:
    url = reader.string(node)
    if node is not None and url and not url.startswith("https://"):
        reader.wrong(node, "must be an https address")
    return url
