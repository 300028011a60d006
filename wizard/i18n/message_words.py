"""Words about what differs between copies of a message; the protocol's own words stand as they are."""

import re

from wizard.i18n.catalogue import Words

_CHUNKS = re.compile(r"chunks of (\d+)", re.ASCII)
_OCTETS = re.compile(r"(\d+) octets", re.ASCII)


def compared_word(what: str, _: Words) -> str:
    """What was compared: a word of `Observation.what`, or the step at which a connection broke."""
    if chunks := _CHUNKS.fullmatch(what):
        return _("in pieces of {number} bytes", number=chunks[1])
    words = {
        "whole": _("in one piece"),
        "again": _("fetched once more"),
        "beside": _("fetched together with others"),
        "past the end": _("asked for beyond the end"),
        "too large": _("too large"),
        "octets": _("length in bytes"),
        "headers": _("headers"),
        "grammar": _("the description cannot be read"),
        "kind": _("kind"),
        "parts": _("number of parts"),
        "encoding": _("encoding"),
        "charset": _("character set"),
        "disposition": _("inside the text or attached"),
        "mime": _("structure of the message"),
        "line": _("longest line of a header"),
        "unfolded": _("longest header"),
        "bare CR": _("carriage returns without a line feed"),
        "bare LF": _("line feeds without a carriage return"),
        "NUL": _("NUL bytes"),
        "8-bit without charset": _("accents without a character set"),
        "unknown charset": _("unknown character set"),
        "does not decode": _("text that does not fit its character set"),
        "meta": _("character set inside the HTML"),
        "after base64": _("text glued behind an attachment"),
        "after the last part": _("bytes behind the last part"),
    }
    return words.get(what, what)


def value_word(value: str, _: Words) -> str:
    """What was said or found, in words where it is not a value of the message itself."""
    if octets := _OCTETS.fullmatch(value):
        return _.plural("{number} byte", "{number} bytes", int(octets[1]))
    words = {
        "refused": _("refused"),
        "no answer": _("no answer"),
        "boundary or header defect": _("a fault in a boundary or a header"),
    }
    return words.get(value, value)
