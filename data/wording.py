"""The words of the trade that crawler and parsers share: what is a yearly report, and what is not."""

from __future__ import annotations

import re
import unicodedata

REPORT_NAME = (
    r"政府信息公开(?:工作)?(?:的)?年度?(?:工作)?报告|政府信息公开(?:工作)?年报|政务公开(?:工作)?年度报告"
    r"|(?<=年)信息公开年报|(?<=年度)信息公开年报"
)

# What stands beside reports in the same lists and is none (cms.md §9).
DECOYS = (
    "解读",
    "图解",
    "图说",
    "一图读懂",
    "图片版",
    "工作总结",
    "工作要点",
    "格式",
    "通知",
    "决算",
    "预算",
    "公开指南",
    "公开制度",
    "公布情况",
    "汇总表",
    "公函",
    "来信",
    "回复",
    "法治政府",
    "附件下载",
)

_REPORT = re.compile(REPORT_NAME)
_YEAR = re.compile(r"(?<!\d)(20[0-3]\d)(?!\d)\s*(?:年度|年|\s*政府信息)")
_BARE_YEAR = re.compile(r"(?<!\d)(20[0-3]\d)(?!\d)")
_HAN_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_HAN_YEAR = re.compile(r"二[〇○零一二三四五六七八九]{3}(?=年)")


def normalise(text: str) -> str:
    """Fold full-width and compatibility forms and drop white space, so that titles can be compared.

    >>> normalise("２０２１年 政府\u3000信息公开")
    '2021年政府信息公开'
    """
    return "".join(unicodedata.normalize("NFKC", text).split())


def is_report_title(title: str) -> bool:
    """Tell whether a title names a yearly report and not something about one.

    >>> is_report_title("渭水县应急管理局2021年政府信息公开工作年度报告")
    True
    >>> is_report_title("一图读懂：2021年政府信息公开工作年度报告")
    False
    >>> is_report_title("柳溪乡2020年信息公开年报")
    True
    """
    plain = normalise(title)
    return "公开" in plain and bool(_REPORT.search(plain)) and not any(decoy in plain for decoy in DECOYS)


_LOOSE = re.compile(
    r"(?:信息公开|政务公开).*(?:年报|年度(?:工作)?报告)|20[0-3]\d年?度?(?:年报|年度(?:工作)?报告)"
)
_CUT = re.compile(r"(?:\.\.+|…+)$")


def may_be_report(title: str) -> bool:
    """Tell whether what a list prints could be a yearly report, so that its page is worth fetching.

    Looser than `is_report_title`: short names in a report column and titles cut off by the list count too.

    >>> may_be_report("渭水县税务局2013年信息公开年度报告"), may_be_report("渭水县民政局2021年政府信息公…")
    (True, True)
    >>> may_be_report("关于印发政府信息公开年度报告格式的通知"), may_be_report("渭水县2021年工作总结")
    (False, False)
    """
    plain = normalise(title)
    if any(decoy in plain for decoy in DECOYS):
        return False
    cut = bool(_CUT.search(plain)) and ("信息公" in plain or "年报" in plain)
    return cut or bool(_REPORT.search(plain) or _LOOSE.search(plain))


def report_year(title: str) -> int | None:
    """Read the year a title reports on; None when it names none or two different ones.

    >>> report_year("二〇二一年度政府信息公开工作年度报告"), report_year("政府信息公开年度报告（2019）")
    (2021, 2019)
    """
    plain = normalise(_HAN_YEAR.sub(lambda year: year.group().translate(_HAN_DIGITS), title))
    years = set(_YEAR.findall(plain)) or set(_BARE_YEAR.findall(plain))
    return int(years.pop()) if len(years) == 1 else None
