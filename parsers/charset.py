"""From bytes to text: the bytes themselves are judged, for headers and meta tags lie."""

from __future__ import annotations

import re

from parsers.blocks import Unreadable

_META = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
# What right Chinese text hardly ever holds, and wrongly decoded text does.
_DOUBTFUL = re.compile(
    "[\ufffd\ue000-\uf8ff\u3400-\u4dbf\u0400-\u052f\u0600-\u1fff\uac00-\ud7ff\u0080-\u009f]"
)
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")
DOUBT = 0.02
HEAD = 4096


def decode(body: bytes, declared: str | None = None) -> str:
    """Decode a body; UTF-8 that is valid throughout wins over whatever is declared.

    `declared` is the charset of the HTTP header. Raises Unreadable("charset_doubt") when more than 2 % of
    the characters beyond ASCII make no sense in any candidate.
    """
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    doubt, text = min(
        ((_doubt(text), text) for text in _decodings(body, declared)), key=lambda candidate: candidate[0]
    )
    if doubt > DOUBT:
        raise Unreadable("charset_doubt")
    return text


def _decodings(body: bytes, declared: str | None) -> list[str]:
    meta = _META.search(body[:HEAD])
    names = [declared or "", meta.group(1).decode("ascii") if meta else "", "gb18030", "utf-8"]
    found = []
    for name in dict.fromkeys("gb18030" if name.lower().startswith("gb") else name.lower() for name in names):
        try:
            found.append(body.decode(name, "replace"))
        except LookupError:
            continue
    return found


def _doubt(text: str) -> float:
    """Tell which share of the characters beyond ASCII are doubtful."""
    foreign = len(_BEYOND_ASCII.findall(text))
    return len(_DOUBTFUL.findall(text)) / foreign if foreign else 0.0
