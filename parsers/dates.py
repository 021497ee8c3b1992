"""Days as Chinese pages print them: 2024-01-26, 2024年1月26日, 二〇一〇年一月十九日, /2024/1/26/."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

_FIGURES = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)\s*(?:[-/.]|年)\s*(?P<month>\d{1,2})\s*(?:[-/.]|月)\s*(?P<day>\d{1,2})(?!\d)\s*日?"
)
_HAN = re.compile(
    r"(?P<year>[一二][一二三四五六七八九〇○零ＯO0]{3})\s*年\s*(?P<month>[一二三四五六七八九十]{1,2})\s*月\s*"
    r"(?P<day>[一二三四五六七八九十]{1,3})\s*日"
)
_IN_URL = re.compile(
    r"(?:/t|[/_-])(?P<year>20\d\d)(?P<sep>[-/]?)(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?=[/_.-]|$)"
)
_DIGITS = str.maketrans("〇○零ＯO0一二三四五六七八九", "000000123456789")


def dates(text: str) -> Iterator[date]:
    """Give every day a text prints in full, in order; impossible ones (13月, 31 February) are left out.

    >>> [day.isoformat() for day in dates("2024年1月5日 至 2024-01-31 15:50，二○一○年一月十九日")]
    ['2024-01-05', '2024-01-31', '2010-01-19']
    """
    for match in sorted([*_FIGURES.finditer(text), *_HAN.finditer(text)], key=lambda found: found.start()):
        day = _day(*(_number(match[part]) for part in ("year", "month", "day")))
        if day:
            yield day


def date_in_url(url: str) -> date | None:
    """Give the day an address carries, as `…/t20240126_123.html`: a hint, portals move and re-date pages.

    >>> date_in_url("/zfxxgknb/202401/t20240126_875.html"), date_in_url("/art/2022/1/29/art_12_3.html")
    (datetime.date(2024, 1, 26), datetime.date(2022, 1, 29))
    """
    for match in reversed(list(_IN_URL.finditer(url))):
        if match["sep"] or len(match["month"] + match["day"]) == len("0126"):
            day = _day(int(match["year"]), int(match["month"]), int(match["day"]))
            if day:
                return day
    return None


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    if "十" not in text:
        return int(text.translate(_DIGITS))
    tens, _, ones = text.partition("十")
    return int((tens or "一").translate(_DIGITS)) * 10 + int((ones or "零").translate(_DIGITS))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
