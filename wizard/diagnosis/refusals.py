"""Whether a server that turns visitors away means now, or always."""

import re

from wizard.model import Failed, FailureReason

_FOR_NOW = re.compile(
    r"""^4\d\d                                                              # RFC 5321 section 4.2.1
      | \[(SYS/TEMP|IN-USE|LOGIN-DELAY|UNAVAILABLE|INUSE|LIMIT)\b           # RFC 3206, RFC 2449, RFC 5530
      | too\ many | try\ again | later\b | temporar | \bbusy | overload | gr[ae]ylist | unavailable""",
    re.VERBOSE | re.IGNORECASE,
)
_FOR_GOOD = re.compile(r"^5\d\d|\[SYS/PERM\]", re.IGNORECASE)


def is_for_now(failure: Failed) -> bool:
    """Whether the server asks to come back later: too many connections, greylisting, maintenance."""
    if failure.reason is not FailureReason.REJECTED or _FOR_GOOD.search(failure.detail):
        return False
    return _FOR_NOW.search(failure.detail) is not None
