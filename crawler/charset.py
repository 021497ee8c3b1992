"""Which characters a page's bytes stand for: the bytes decide, header and meta only break ties. Pure.

Portals declare gb2312 and send GB18030, or declare it and send UTF-8: decoded as declared, such a page
turns to rubbish without any error and no report title is found in it.
"""

from __future__ import annotations

import codecs
import re

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_META = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
_CHINESE = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030"}

# Above this share of characters that cannot be read, the page is not readable in that charset.
TOLERATED = 0.02


def decode(body: bytes, content_type: str | None = None) -> tuple[str, bool]:
    """Read bytes as text; the second value says whether the charset stays in doubt.

    >>> decode("年度报告".encode("gb18030"), "text/html; charset=gb2312")
    ('年度报告', False)
    >>> decode("年度报告".encode(), "text/html; charset=gb2312")
    ('年度报告', False)
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body.decode(name, errors="replace"), False
    candidates = _candidates(body, content_type)
    for name in candidates:
        text = _strictly(body, name)
        if text is not None:
            return text, False
    spoilt = sorted((_spoilt(body, name), place, name) for place, name in enumerate(candidates))
    share, _, name = spoilt[0]
    return body.decode(name, errors="replace"), share > TOLERATED


def _candidates(body: bytes, content_type: str | None) -> list[str]:
    """UTF-8 first: text that is no UTF-8 almost never passes for it; then what is declared, then GB18030."""
    said = [found.group(1) for found in (_HEADER.search(content_type or ""),) if found]
    said += [found.group(1).decode("ascii") for found in (_META.search(body[:4096]),) if found]
    names = ["utf-8", *(_known(name) for name in said), "gb18030"]
    # Any bytes at all pass as Latin-1: a page that claims it proves nothing by that.
    return [name for name in dict.fromkeys(names) if name and not name.startswith(("iso8859-1", "latin"))]


def _known(name: str) -> str:
    try:
        return codecs.lookup(_CHINESE.get(name.lower(), name)).name
    except LookupError:
        return ""


def _strictly(body: bytes, name: str) -> str | None:
    """Decode without any error, but for a character cut in two at the very end."""
    try:
        return codecs.getincrementaldecoder(name)("strict").decode(body)
    except (UnicodeDecodeError, LookupError):
        return None


def _spoilt(body: bytes, name: str) -> float:
    text = body.decode(name, errors="replace")
    return text.count("\ufffd") / max(1, len(text))
