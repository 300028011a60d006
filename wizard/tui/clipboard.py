"""Whether this terminal takes copies (OSC 52), as far as it tells."""

from collections.abc import Mapping


def takes_copies(environ: Mapping[str, str]) -> bool:
    """Whether nothing speaks against it: Apple's Terminal and the Linux console are known not to."""
    return environ.get("TERM_PROGRAM") != "Apple_Terminal" and environ.get("TERM") not in {"linux", "dumb"}
