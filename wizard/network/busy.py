"""When a web server that is too busy wants to be asked again (RFC 9110 section 10.2.3, RFC 6585 section 4)."""

import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

BUSY = frozenset({429, 503})
"""The statuses that say: not now."""


def seconds_to_wait(fields: Mapping[bytes, bytes]) -> float | None:
    """The seconds of `retry-after` (names in lower case); None where it is missing or cannot be read.

    A moment is counted from the server's own `date`: the clock of this computer may be wrong.
    """
    said = fields.get(b"retry-after", b"").decode("latin-1")
    if re.fullmatch(r"[0-9]{1,9}", said):
        return float(said)
    try:
        moment, now = (parsedate_to_datetime(text) for text in (said, fields.get(b"date", b"").decode("latin-1")))
        return max(0.0, (moment - now).total_seconds())
    except (TypeError, ValueError, OverflowError):  # no date, one with a time zone and one without, no such year
        return None
