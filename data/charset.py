"""Which characters a body's bytes stand for: the bytes decide, header and meta only break ties. Pure.

Portals declare gb2312 and send GB18030, or declare it and send UTF-8: decoded as declared, such a page
turns to rubbish without any error and no report title is found in it.
"""

from __future__ import annotations

import codecs
import re

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_NAMED = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|^\s*([\w.:-]{2,40})\s*$", re.IGNORECASE)
_META = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE
)
_HEAD = 4096
# What right Chinese text hardly ever holds, and wrongly decoded text does.
_DOUBTFUL = re.compile(
    "[\ufffd\ue000-\uf8ff\u3400-\u4dbf\u0400-\u052f\u0600-\u1fff\uac00-\ud7ff\u0080-\u009f]"
)
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")

# Above this share of doubtful characters among those beyond ASCII, the body is not readable in that charset.
TOLERATED = 0.02


def decode(body: bytes, declared: str | None = None) -> tuple[str, bool]:
    """Read bytes as text; the second value says whether the charset stays in doubt.

    `declared` is the Content-Type of the HTTP header, or the charset's name alone.

    >>> decode("年度报告".encode("gb18030"), "text/html; charset=gb2312")
    ('年度报告', False)
    >>> decode("年度报告".encode(), "gb2312")
    ('年度报告', False)
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body.decode(name, errors="replace"), False
    try:  # text that is no UTF-8 almost never passes for it; a character cut in two at the very end may
        return codecs.getincrementaldecoder("utf-8")("strict").decode(body), False
    except UnicodeDecodeError:
        pass
    read = [body.decode(name, errors="replace") for name in _candidates(body, declared)]
    doubts = [_doubt(text) for text in read]
    least = min(doubts)
    return read[doubts.index(least)], least > TOLERATED


def _candidates(body: bytes, declared: str | None) -> list[str]:
    """What is declared, by header and page, then GB18030, then UTF-8 with spoilt characters in it."""
    header, meta = _NAMED.search(declared or ""), _META.search(body[:_HEAD])
    said = [header.group(1) or header.group(2)] if header else []
    said += [meta.group(1).decode("ascii")] if meta else []
    names = [*(_known(name) for name in said), "gb18030", "utf-8"]
    # Any bytes at all pass as Latin-1: a page that claims it proves nothing by that.
    return [name for name in dict.fromkeys(names) if name and not name.startswith(("iso8859-1", "latin"))]


def _known(name: str) -> str:
    """The codec of a charset's name; every name of the Chinese standard means its widest version."""
    if re.match(r"(?:x-)?gb", name, re.IGNORECASE):
        return "gb18030"
    try:
        known = codecs.lookup(name).name
        b"".decode(known)  # some codecs are none of text
    except LookupError:
        return ""
    return known


def _doubt(text: str) -> float:
    """Tell which share of the characters beyond ASCII are doubtful."""
    foreign = len(_BEYOND_ASCII.findall(text))
    return len(_DOUBTFUL.findall(text)) / foreign if foreign else 0.0
