"""Mail programs: `clients/ID.yaml`."""

from collections.abc import Mapping

from wizard.model import (
    AuthenticationMethod,
    ClientChoice,
    ClientGuide,
    Confidence,
    FieldValue,
    Known,
    MailClient,
    Protocol,
    ScreenField,
    SocketType,
)
from wizard.rulebook.reading import Reader
from wizard.rulebook.tree import Node

CHOICES = tuple(choice for choice in ClientChoice if choice not in {ClientChoice.OTHER, ClientChoice.UNSURE})
"""The programs that a file can be about."""

_SERVER_NAMES = ("hostname", "port", "security", "username", "authentication")
PLACEHOLDERS = ("address", "full_name", *_SERVER_NAMES, *(f"outgoing_{name}" for name in _SERVER_NAMES), "days")
"""What a text about a program may leave open."""

_RECIPES = ("backup", "offline", "leave_on_server", "send_elsewhere", "when_guessed_wrong")
_MORE_RECIPES = ("leave_until_removed", "empty_server")


def read_client(reader: Reader, choice: ClientChoice, node: Node | None) -> MailClient:
    """One mail program."""
    required = ("name", "supports", "guides", *_RECIPES, "references", "confidence", "last_checked")
    optional = ("security_words", "authentication_words", "notes", *_MORE_RECIPES)
    fields = reader.fields(node, required=required, optional=optional)
    supports = _supports(reader, fields.get("supports"))
    security = reader.by_word(fields.get("security_words"), SocketType)
    authentication = reader.by_word(fields.get("authentication_words"), AuthenticationMethod)
    recipes = {name: reader.text(fields.get(name), placeholders=PLACEHOLDERS) for name in (*_RECIPES, *_MORE_RECIPES)}
    return MailClient(
        id=choice,
        name=reader.text(fields.get("name"), placeholders=()),
        supports=supports,
        security_words={word: reader.text(entry, placeholders=()) for word, entry in security},
        authentication_words={word: reader.text(entry, placeholders=()) for word, entry in authentication},
        guides=_guides(reader, fields.get("guides"), supports),
        backup=recipes["backup"],
        offline=recipes["offline"],
        leave_on_server=recipes["leave_on_server"],
        send_elsewhere=recipes["send_elsewhere"],
        when_guessed_wrong=recipes["when_guessed_wrong"],
        references=reader.strings(fields.get("references"), at_least_one=True),
        confidence=reader.word(fields.get("confidence"), Confidence),
        last_checked=reader.date(fields.get("last_checked")),
        leave_until_removed=recipes["leave_until_removed"] if "leave_until_removed" in fields else None,
        empty_server=recipes["empty_server"] if "empty_server" in fields else None,
        notes=reader.texts(fields.get("notes"), placeholders=PLACEHOLDERS),
    )


def _supports(reader: Reader, node: Node | None) -> dict[Protocol, Known]:
    fields = reader.fields(node, required=[protocol.value for protocol in Protocol])
    return {protocol: reader.word(fields.get(protocol), Known, stand_in=Known.UNKNOWN) for protocol in Protocol}


def _guides(reader: Reader, node: Node | None, supports: Mapping[Protocol, Known]) -> dict[Protocol, ClientGuide]:
    incoming = (Protocol.IMAP, Protocol.POP3)
    needed = [protocol for protocol in incoming if supports[protocol] is Known.YES]
    entries = reader.fields(node, required=needed, optional=[name for name in incoming if name not in needed])
    guides: dict[Protocol, ClientGuide] = {}
    for protocol in incoming:
        if protocol not in entries:
            continue
        if supports[protocol] is Known.NO:
            reader.wrong(entries[protocol], f'a guide for what "supports" says it cannot: {protocol}')
        guides[protocol] = _guide(reader, entries[protocol])
    return guides


def _guide(reader: Reader, node: Node) -> ClientGuide:
    fields = reader.fields(node, required=("incoming", "outgoing", "steps"))
    reader.items(fields.get("steps"), at_least_one=True)
    return ClientGuide(
        incoming=_screen_fields(reader, fields.get("incoming")),
        outgoing=_screen_fields(reader, fields.get("outgoing")),
        steps=reader.texts(fields.get("steps"), placeholders=PLACEHOLDERS),
    )


def _screen_fields(reader: Reader, node: Node | None) -> tuple[ScreenField, ...]:
    screen: list[ScreenField] = []
    for item in reader.items(node):
        fields = reader.fields(item, required=("label", "value"))
        label = reader.text(fields.get("label"), placeholders=())
        screen.append(ScreenField(label=label, value=reader.word(fields.get("value"), FieldValue)))
    return tuple(screen)
