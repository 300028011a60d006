"""The password of everybody in the built-in world."""

import base64
import binascii

PASSWORD = "demo"
"""Opens every mailbox of the built-in world; any other is wrong."""


def opens(credentials: str) -> bool:
    """Whether this is SASL PLAIN, in base64, with the right password (RFC 4616)."""
    try:
        parts = base64.b64decode(credentials, validate=True).split(b"\0")
    except (binascii.Error, ValueError):
        return False
    return len(parts) == 3 and parts[2] == PASSWORD.encode()
