"""Pages in HTML by an element tree, so that every value is escaped, with nothing that could be fetched or run."""

import base64
import hashlib
import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, tostring

from wizard.exporters.settings import one_line
from wizard.model import Language

_LABEL = re.compile(r"(?<![\w*])\*\*(?=\S)(.+?)(?<=\S)\*\*(?![\w*])")
"""`**label**` where it stands free: asterisks inside a user name are no mark-up."""


def page(title: str, body: Element, *, style: str, language: Language) -> bytes:
    """A whole document that works without a network: only this very style sheet, and no script, may take effect."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    root = Element("html", lang=language.value)
    head = SubElement(root, "head")
    SubElement(head, "meta", charset="utf-8")
    SubElement(head, "meta", {"http-equiv": "Content-Security-Policy", "content": policy})
    SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    SubElement(head, "meta", name="referrer", content="no-referrer")
    add(head, "title", title)
    SubElement(head, "style").text = style
    root.append(body)
    markup: str = tostring(root, encoding="unicode", method="html")
    return ("<!DOCTYPE html>\n" + markup + "\n").encode(errors="replace")


def add(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    """An element below `parent` that holds this text."""
    element = SubElement(parent, tag, attributes)
    element.text = one_line(text)
    element.tail = "\n"
    return element


def add_prose(parent: Element, tag: str, text: str) -> Element:
    """A text of the rulebook on one line, its `**labels**` in bold."""
    element = add(parent, tag)
    pieces = _LABEL.split(one_line(" ".join(text.split())))
    element.text = pieces[0]
    for label, rest in zip(pieces[1::2], pieces[2::2], strict=True):
        bold = SubElement(element, "strong")
        bold.text, bold.tail = label, rest
    return element


def add_list(parent: Element, tag: str, texts: Iterable[str], **attributes: str) -> Element:
    """A list of texts of the rulebook."""
    element = add(parent, tag, **attributes)
    for text in texts:
        add_prose(element, "li", text)
    return element


def add_qr_code(parent: Element, text: str, *, label: str) -> None:
    """The QR code of this text as one path of squares, with the quiet border of four modules that scanners need."""
    import segno

    drawing = segno.make_qr(text, error="l")
    width = drawing.symbol_size(border=4)[0]
    attributes = {"viewBox": f"0 0 {width} {width}", "role": "img", "aria-label": label}
    squares = "".join(
        f"M{column} {row}h1v1h-1z"
        for row, modules in enumerate(drawing.matrix, start=4)
        for column, module in enumerate(modules, start=4)
        if module
    )
    svg = SubElement(parent, "svg", attributes, xmlns="http://www.w3.org/2000/svg")
    SubElement(svg, "path", {"d": squares, "shape-rendering": "crispEdges"})
