"""The password of everybody in the built-in world."""

import base64
import binascii

PASSWORD = "demo"
"""Opens every mailbox of the built-in world; any other is wrong."""


def opens(credentials: str, *, short_names: bool = False) -> bool:
    """Whether this is SASL PLAIN, in base64, with the right password (RFC 4616).

    `short_names`: nobody is known by a whole address.
    """
    try:
        parts = base64.b64decode(credentials, validate=True).split(b"\0")
    except (binascii.Error, ValueError):
        return False
    if len(parts) != 3 or (short_names and b"@" in parts[1]):
        return False
    return parts[2] == PASSWORD.encode()
