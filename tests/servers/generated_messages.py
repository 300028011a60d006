"""Messages of every MIME shape from a seed, together with what an honest server says of them, made beside the bytes."""

import base64
import hashlib
import quopri
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

CRLF = b"\r\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredMessage:
    """A message in a mailbox: its bytes, its BODYSTRUCTURE, and each part's headers and body by section."""

    raw: bytes
    structure: bytes
    parts: Mapping[str, tuple[bytes, bytes]]


@dataclass(slots=True, kw_only=True)
class _Node:
    headers: bytes
    body: bytes
    structure: bytes
    children: list["_Node"] = field(default_factory=list)
    embedded: "_Node | None" = None

    @property
    def raw(self) -> bytes:
        return self.headers + CRLF + self.body


def generated(seed: int) -> StoredMessage:
    """The message of this seed; the same seed, the same message."""
    return _Generator(seed).message()


def plain_message(name: str, body: bytes, *, head: bytes = b"") -> StoredMessage:
    """One text/plain part with this body; `head` are more header lines, each with its CRLF."""
    headers = _heading(name) + head + b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n"
    structure = b'("text" "plain" ("charset" "utf-8") NIL NIL "8bit" %d %d NIL NIL NIL NIL)' % (
        len(body),
        body.count(b"\n"),
    )
    return StoredMessage(raw=headers + CRLF + body, structure=structure, parts={"1": (headers + CRLF, body)})


def _heading(name: str) -> bytes:
    return (
        b"From: Bram <bram@voorbeeld.nl>\r\nTo: anna@voorbeeld.nl\r\n"
        b"Subject: Bericht " + name.encode() + b"\r\n"
        b"Date: Mon, 05 Oct 2026 10:00:00 +0200\r\nMessage-ID: <" + name.encode() + b"@voorbeeld.nl>\r\n"
        b"MIME-Version: 1.0\r\n"
    )


class _Generator:
    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._random = random.Random(seed)

    def message(self) -> StoredMessage:
        node = self._node(depth=0)
        headers = _heading(f"n{self._seed}") + self._folded_header() + node.headers
        whole = _Node(headers=headers, body=node.body, structure=node.structure, children=node.children)
        whole.embedded = node.embedded
        parts: dict[str, tuple[bytes, bytes]] = {}
        _number(whole, "", parts, root=True)
        return StoredMessage(raw=whole.raw, structure=node.structure, parts=parts)

    def _folded_header(self) -> bytes:
        words = [f"<{self._token()}@voorbeeld.nl>" for _ in range(self._random.randrange(1, 9))]
        return ("References: " + "\r\n ".join(words) + "\r\n").encode()

    def _token(self) -> str:
        return hashlib.sha256(str(self._random.random()).encode()).hexdigest()[:20]

    def _node(self, depth: int) -> _Node:
        choices: list[Callable[[int], _Node]] = [self._text, self._html, self._attachment]
        if depth < 3:
            choices += [self._multipart] * (4 if depth == 0 else 2) + [self._embedded, self._report]
        return self._random.choice(choices)(depth)

    def _text(self, _depth: int) -> _Node:
        return self._leaf(b"plain", self._words("\r\n"))

    def _html(self, _depth: int) -> _Node:
        rows = "".join(f"<tr><td>{self._words(' ')}</td></tr>\r\n" for _ in range(self._random.randrange(1, 6)))
        return self._leaf(b"html", f"<html><body><table>\r\n{rows}</table></body></html>\r\n")

    def _words(self, separator: str) -> str:
        lines = [
            " ".join(
                self._random.choice(["Beste", "café", "één", "table", "€ 5", "--", "=", ".", "From", "x" * 40, ""])
                for _ in range(8)
            )
            for _ in range(self._random.choice([0, 1, 3, 12, 400]))
        ]
        return separator.join(lines) + self._random.choice(["", separator])

    def _leaf(self, subtype: bytes, text: str) -> _Node:
        charset = self._random.choice(["utf-8", "UTF-8", "windows-1252", "us-ascii", None])
        if charset in {"us-ascii", None}:
            text = text.encode("ascii", "replace").decode()
        octets = text.encode(charset or "us-ascii", "replace")
        encoding = self._random.choice(["quoted-printable", "base64", "8bit", None])
        body, encoding = _encoded(octets, encoding)
        headers = b"Content-Type: text/" + subtype
        if charset is not None:
            quoted = self._random.choice([b'"%s"', b"%s"]) % charset.encode()
            headers += self._random.choice([b"; charset=", b";\r\n\tcharset="]) + quoted
        headers += CRLF
        if encoding is not None:
            headers += (
                b"Content-Transfer-Encoding: " + self._random.choice([encoding, encoding.upper()]).encode() + CRLF
            )
        parameters = b'("charset" "%s")' % (charset or "us-ascii").encode()
        structure = b'("text" "%s" %s NIL NIL "%s" %d %d NIL NIL NIL NIL)' % (
            subtype,
            parameters,
            (encoding or "7bit").encode(),
            len(body),
            body.count(b"\n"),
        )
        return _Node(headers=headers, body=body, structure=structure)

    def _attachment(self, _depth: int) -> _Node:
        octets = self._random.randbytes(self._random.choice([0, 1, 57, 5000, 120_000]))
        body, _ = _encoded(octets, "base64")
        kind = self._random.choice([b"application/pdf", b"image/png", b"application/octet-stream"])
        name = self._random.choice([b'"a (1).pdf"', b"plain.pdf", b'"say \\"hi\\".pdf"', b'"=?utf-8?q?caf=C3=A9?="'])
        headers = (
            b"Content-Type: " + kind + b"; name=" + name + b"\r\nContent-Disposition: attachment; filename=" + name
        )
        headers += b"\r\nContent-Transfer-Encoding: base64\r\n"
        shown = name if name.startswith(b'"') else b'"' + name + b'"'
        if self._random.random() < 0.3:
            bare = shown[1:-1].replace(b"\\", b"")
            shown = b"{%d}\r\n%s" % (len(bare), bare)
        main, _, sub = kind.partition(b"/")
        structure = b'("%s" "%s" ("name" %s) NIL NIL "base64" %d NIL ("attachment" ("filename" %s)) NIL NIL)' % (
            main,
            sub,
            shown,
            len(body),
            shown,
        )
        return _Node(headers=headers, body=body, structure=structure)

    def _multipart(self, depth: int) -> _Node:
        subtype = self._random.choice([b"mixed", b"alternative", b"related", b"signed"])
        return self._joined(subtype, [self._node(depth + 1) for _ in range(self._random.randrange(1, 4))])

    def _joined(self, subtype: bytes, children: list[_Node]) -> _Node:
        boundary = self._random.choice(["=_", "--", "b'", "a b"]) + self._token()
        preamble = self._random.choice([b"", b"This is a message in MIME format.\r\n"])
        epilogue = self._random.choice([b"", CRLF])
        edge = b"--" + boundary.encode()
        body = (
            preamble + b"".join(edge + CRLF + child.raw + CRLF for child in children) + edge + b"--" + CRLF + epilogue
        )
        headers = b"Content-Type: multipart/" + subtype + b';\r\n boundary="' + boundary.encode() + b'"\r\n'
        structure = b'(%s "%s" ("boundary" "%s") NIL NIL NIL)' % (
            b"".join(child.structure for child in children),
            subtype,
            boundary.encode(),
        )
        return _Node(headers=headers, body=body, structure=structure, children=children)

    def _embedded(self, depth: int) -> _Node:
        inside = self._node(depth + 1)
        whole = _Node(headers=_heading(self._token()) + inside.headers, body=inside.body, structure=inside.structure)
        whole.children, whole.embedded = inside.children, inside.embedded
        people = b'(("Anna" NIL "anna" "voorbeeld.nl"))'
        envelope = b'("Mon, 05 Oct 2026 10:00:00 +0200" "Bericht" NIL NIL NIL %s NIL NIL NIL "<x@y>")' % people
        structure = b'("message" "rfc822" NIL NIL NIL "7bit" %d %s %s %d NIL NIL NIL NIL)' % (
            len(whole.raw),
            envelope,
            inside.structure,
            whole.raw.count(b"\n"),
        )
        headers = b"Content-Type: message/rfc822\r\n"
        return _Node(headers=headers, body=whole.raw, structure=structure, embedded=whole)

    def _report(self, _depth: int) -> _Node:
        about = b"Final-Recipient: rfc822; kees@voorbeeld.nl\r\nAction: failed\r\n"
        body = b"Reporting-MTA: dns; mx.voorbeeld.nl\r\n\r\n" + about
        structure = b'("message" "delivery-status" NIL NIL NIL "7bit" %d NIL NIL NIL NIL)' % len(body)
        status = _Node(headers=b"Content-Type: message/delivery-status\r\n", body=body, structure=structure)
        return self._joined(b"report", [self._text(0), status])


def _encoded(octets: bytes, encoding: str | None) -> tuple[bytes, str | None]:
    match encoding:
        case "base64":
            return base64.encodebytes(octets).replace(b"\n", CRLF), encoding
        case "quoted-printable":
            return quopri.encodestring(octets.replace(CRLF, b"\n")).replace(b"\n", CRLF), encoding
        case _ if any(octet > 127 for octet in octets):
            return octets, "8bit"
        case _:
            return octets, encoding


def _number(node: _Node, section: str, parts: dict[str, tuple[bytes, bytes]], *, root: bool = False) -> None:
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
