"""Messages of every MIME shape from a seed, together with what an honest server says of them, made beside the bytes."""

import hashlib
import random
from collections.abc import Callable

from wizard.demo.stored_message import CRLF, Node, StoredMessage, encoded, forwarded, multipart, stored


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
    return stored(headers, Node(headers=b"", body=body, structure=structure))


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
        return stored(_heading(f"n{self._seed}") + self._folded_header(), node)

    def _folded_header(self) -> bytes:
        words = [f"<{self._token()}@voorbeeld.nl>" for _ in range(self._random.randrange(1, 9))]
        return ("References: " + "\r\n ".join(words) + "\r\n").encode()

    def _token(self) -> str:
        return hashlib.sha256(str(self._random.random()).encode()).hexdigest()[:20]

    def _node(self, depth: int) -> Node:
        choices: list[Callable[[int], Node]] = [self._text, self._html, self._attachment]
        if depth < 3:
            choices += [self._multipart] * (4 if depth == 0 else 2) + [self._embedded, self._report]
        return self._random.choice(choices)(depth)

    def _text(self, _depth: int) -> Node:
        return self._leaf(b"plain", self._words("\r\n"))

    def _html(self, _depth: int) -> Node:
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

    def _leaf(self, subtype: bytes, text: str) -> Node:
        charset = self._random.choice(["utf-8", "UTF-8", "windows-1252", "us-ascii", None])
        if charset in {"us-ascii", None}:
            text = text.encode("ascii", "replace").decode()
        octets = text.encode(charset or "us-ascii", "replace")
        encoding = self._random.choice(["quoted-printable", "base64", "8bit", None])
        body = encoded(octets, encoding)
        if encoding is None and not octets.isascii():
            encoding = "8bit"
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
        return Node(headers=headers, body=body, structure=structure)

    def _attachment(self, _depth: int) -> Node:
        octets = self._random.randbytes(self._random.choice([0, 1, 57, 5000, 120_000]))
        body = encoded(octets, "base64")
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
        return Node(headers=headers, body=body, structure=structure)

    def _multipart(self, depth: int) -> Node:
        subtype = self._random.choice(["mixed", "alternative", "related", "signed"])
        return self._joined(subtype, [self._node(depth + 1) for _ in range(self._random.randrange(1, 4))])

    def _joined(self, subtype: str, children: list[Node]) -> Node:
        boundary = self._random.choice(["=_", "--", "b'", "a b"]) + self._token()
        preamble = self._random.choice([b"", b"This is a message in MIME format.\r\n"])
        epilogue = self._random.choice([b"", CRLF])
        return multipart(subtype, boundary, children, preamble=preamble, epilogue=epilogue)

    def _embedded(self, depth: int) -> Node:
        inside = self._node(depth + 1)
        people = b'(("Anna" NIL "anna" "voorbeeld.nl"))'
        envelope = b'("Mon, 05 Oct 2026 10:00:00 +0200" "Bericht" NIL NIL NIL %s NIL NIL NIL "<x@y>")' % people
        return forwarded(_heading(self._token()), inside, envelope)

    def _report(self, _depth: int) -> Node:
        about = b"Final-Recipient: rfc822; kees@voorbeeld.nl\r\nAction: failed\r\n"
        body = b"Reporting-MTA: dns; mx.voorbeeld.nl\r\n\r\n" + about
        structure = b'("message" "delivery-status" NIL NIL NIL "7bit" %d NIL NIL NIL NIL)' % len(body)
        status = Node(headers=b"Content-Type: message/delivery-status\r\n", body=body, structure=structure)
        return self._joined("report", [self._text(0), status])
