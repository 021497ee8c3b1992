"""Compressed answers made plain, with a limit, and with an eye on whether the end is there. Pure.

Scrapy's own decompression passes on what it could read of a cut stream: half a list would look whole.
"""

from __future__ import annotations

import zlib

# What we tell servers we understand; anything else comes uninvited.
ACCEPTED = "gzip, deflate"
_WINDOWS = {"gzip": 31, "x-gzip": 31, "deflate": 15}
_RAW_DEFLATE = -15


def unpack(body: bytes, encoding: str | None, most: int) -> tuple[bytes, str | None]:
    """Undo a content encoding; the second value is the reason code when that fails.

    `most` is the greatest size in bytes; what was read until a failure is given back as evidence.

    >>> import gzip
    >>> unpack(gzip.compress(b"abc"), "gzip", 10), unpack(gzip.compress(b"abc" * 9), "gzip", 10)
    ((b'abc', None), (b'abcabcabca', 'too_large'))
    >>> unpack(b"abc", None, 10), unpack(b"...", "br", 10)
    ((b'abc', None), (b'...', 'wrong_content'))
    """
    names = [name.strip().lower() for name in (encoding or "").split(",")]
    for name in reversed([name for name in names if name not in ("", "identity")]):
        if name not in _WINDOWS:
            return body, "wrong_content"
        body, reason = _inflate(body, _WINDOWS[name], most)
        if reason:
            return body, reason
    return body, None


def _inflate(body: bytes, window: int, most: int) -> tuple[bytes, str | None]:
    if not body:
        return body, None
    if window == _WINDOWS["deflate"] and (body[0] & 15 != 8 or int.from_bytes(body[:2]) % 31):
        window = _RAW_DEFLATE  # many servers leave out the two bytes in front
    plain = b""
    while body:
        stream = zlib.decompressobj(window)
        try:
            plain += stream.decompress(body, most + 1 - len(plain))
        except zlib.error:
            return plain, "truncated"
        if len(plain) > most:
            return plain[:most], "too_large"
        if not stream.eof:
            return plain, "truncated"
        body = stream.unused_data.lstrip(b"\x00")
    return plain, None
