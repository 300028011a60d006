"""Both directions of a connection deflated, as IMAP's COMPRESS does it (RFC 4978, RFC 1951); no input or output."""

import zlib

from wizard.model import FailureReason
from wizard.network.failures import StreamError

_RAW = -15  # no header and no checksum, the largest window: what RFC 4978 section 3 asks for


class Deflate:
    """What one side of such a connection keeps. Memory stays bounded: a few bytes are never inflated into many."""

    def __init__(self) -> None:
        self._packer = zlib.compressobj(wbits=_RAW)
        self._unpacker = zlib.decompressobj(wbits=_RAW)
        self._waiting = b""

    def packed(self, data: bytes) -> bytes:
        """What to send so that the other side can read all of `data` at once."""
        return self._packer.compress(data) + self._packer.flush(zlib.Z_SYNC_FLUSH)

    def feed(self, data: bytes) -> None:
        """Take in what came, which is not looked into yet."""
        self._waiting += data

    def read(self, size: int) -> bytes:
        """At most `size` bytes of what came in; empty where more must come first.

        Raises StreamError (WRONG_PROTOCOL) for bytes that are not deflated, and behind the end of a deflated stream.
        """
        try:
            data = self._unpacker.decompress(self._waiting, size)
        except zlib.error as error:
            raise StreamError(FailureReason.WRONG_PROTOCOL, "not deflated") from error
        self._waiting = self._unpacker.unconsumed_tail
        if not data and self._unpacker.eof:
            raise StreamError(FailureReason.WRONG_PROTOCOL, "the deflated stream has ended")
        return data
