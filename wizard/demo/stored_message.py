"""A message as a mailbox holds it: its bytes, and beside them what an honest server says of its parts."""

import base64
import quopri
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

CRLF = b"\r\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredMessage:
    """`head` ends with the blank line. `structure` is the BODYSTRUCTURE, `parts` the headers and body by section."""

    head: bytes
    body: bytes = field(repr=False)
    structure: bytes
    parts: Mapping[str, tuple[bytes, bytes]] = field(repr=False)

    @property
    def raw(self) -> bytes:
        """All of it, as SMTP brought it."""
        return self.head + self.body

    @property
    def octets(self) -> int:
        """Its length."""
        return len(self.head) + len(self.body)


@dataclass(slots=True, kw_only=True)
class Node:
    """One part: its own header lines, its body as transferred, and what BODYSTRUCTURE says of it.

    `children` are those of a multipart, `embedded` is the message inside a message/rfc822.
    """

    headers: bytes
    body: bytes
    structure: bytes
    children: Sequence["Node"] = ()
    embedded: "Node | None" = None

    @property
    def raw(self) -> bytes:
        """The part as it stands between two boundaries."""
        return self.headers + CRLF + self.body


def stored(heading: bytes, node: Node) -> StoredMessage:
    """The message with these header lines and this content."""
    parts: dict[str, tuple[bytes, bytes]] = {}
    head = heading + node.headers + CRLF
    whole = Node(headers=heading + node.headers, body=node.body, structure=node.structure)
    whole.children, whole.embedded = node.children, node.embedded
    _number(whole, "", parts, root=True)
    return StoredMessage(head=head, body=node.body, structure=node.structure, parts=parts)


def text(subtype: str, content: str, encoding: str = "quoted-printable") -> Node:
    """A text in UTF-8."""
    body = encoded(content.encode(), encoding)
    headers = f"Content-Type: text/{subtype}; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n"
    structure = f'("text" "{subtype}" ("charset" "utf-8") NIL NIL "{encoding}" {len(body)} {body.count(CRLF)}'
    return Node(headers=headers.encode(), body=body, structure=structure.encode() + b" NIL NIL NIL NIL)")


def attachment(kind: str, name: str, octets: bytes, disposition: str = "attachment") -> Node:
    """A file, in base64; `kind` as `application/pdf`."""
    body = encoded(octets, "base64")
    main, _, sub = kind.partition("/")
    headers = (
        f'Content-Type: {kind}; name="{name}"\r\nContent-Disposition: {disposition}; filename="{name}"\r\n'
        "Content-Transfer-Encoding: base64\r\n"
    )
    structure = (
        f'("{main}" "{sub}" ("name" "{name}") NIL NIL "base64" {len(body)} NIL '
        f'("{disposition}" ("filename" "{name}")) NIL NIL)'
    )
    return Node(headers=headers.encode(), body=body, structure=structure.encode())


def multipart(
    subtype: str, boundary: str, children: Sequence[Node], *, preamble: bytes = b"", epilogue: bytes = b""
) -> Node:
    """Parts between boundaries (RFC 2046 section 5.1)."""
    edge = b"--" + boundary.encode()
    body = preamble + b"".join(edge + CRLF + child.raw + CRLF for child in children) + edge + b"--" + CRLF + epilogue
    headers = f'Content-Type: multipart/{subtype};\r\n boundary="{boundary}"\r\n'.encode()
    described = b"".join(child.structure for child in children)
    structure = b'(%s "%s" ("boundary" "%s") NIL NIL NIL)' % (described, subtype.encode(), boundary.encode())
    return Node(headers=headers, body=body, structure=structure, children=children)


def forwarded(heading: bytes, inside: Node, envelope: bytes) -> Node:
    """A message in a message; `envelope` as IMAP says it (RFC 9051 section 7.5.2)."""
    whole = Node(headers=heading + inside.headers, body=inside.body, structure=inside.structure)
    whole.children, whole.embedded = inside.children, inside.embedded
    structure = b'("message" "rfc822" NIL NIL NIL "7bit" %d %s %s %d NIL NIL NIL NIL)' % (
        len(whole.raw),
        envelope,
        inside.structure,
        whole.raw.count(b"\n"),
    )
    return Node(headers=b"Content-Type: message/rfc822\r\n", body=whole.raw, structure=structure, embedded=whole)


def encoded(octets: bytes, encoding: str | None) -> bytes:
    """The octets as transferred in this encoding."""
    match encoding:
        case "base64":
            return base64.encodebytes(octets).replace(b"\n", CRLF)
        case "quoted-printable":
            return quopri.encodestring(octets.replace(CRLF, b"\n")).replace(b"\n", CRLF)
        case _:
            return octets


def _number(node: Node, section: str, parts: dict[str, tuple[bytes, bytes]], *, root: bool = False) -> None:
    """RFC 9051 section 6.4.5: what is not a multipart has part 1; a message in a message numbers on below it."""
    if node.children:
        if section:
            parts[section] = (node.headers + CRLF, node.body)
        prefix = f"{section}." if section else ""
        for number, child in enumerate(node.children, start=1):
            _number(child, f"{prefix}{number}", parts)
        return
    section = "1" if root else section
    parts[section] = (node.headers + CRLF, node.body)
    if node.embedded is not None:
        inside = node.embedded
        if inside.children:
            for number, child in enumerate(inside.children, start=1):
                _number(child, f"{section}.{number}", parts)
        else:
            _number(inside, f"{section}.1", parts)
