"""Laws and documents that reports cite, and how they come to be cited wrongly.

A row: what is looked for, what it should be, first report year for which that holds, words in the same
sentence that make it right after all (history, the act of replacing). Sources: 《中华人民共和国政府信息公开
条例》（国令711号，2019年5月15日施行）第五条、第四十九条、第五十条; 国办公开办函〔2019〕60号、〔2021〕30号;
《中华人民共和国保守国家秘密法》. 《保密法》 alone is a usual short form and right (practice 甲10).
"""

from __future__ import annotations

from typing import NamedTuple


class Citation(NamedTuple):
    """One way to cite wrongly; `pattern` is a regular expression over folded text."""

    pattern: str
    should_be: str
    from_year: int = 2008
    unless: str = ""


_REPLACED = "修订|废止|修改|新旧|原《|旧《|原条例"

CITATIONS = (
    Citation(r"《中华人民共和国保密法》", "《中华人民共和国保守国家秘密法》（简称《保密法》）"),
    Citation(
        r"公开(?:为|是)原则[，、]?不公开(?:为|是)例外",
        "现行《政府信息公开条例》第五条“以公开为常态、不公开为例外”",
        2019,
        _REPLACED,
    ),
    Citation(
        r"《中华人民共和国(?:信息公开条例|政府公开信息条例|政务公开条例|政务信息公开条例|政府信息公开法)》",
        "《中华人民共和国政府信息公开条例》",
    ),
    Citation(r"《政府信息公开法》", "《中华人民共和国政府信息公开条例》"),
    Citation(r"国务院令?第?492号", "修订后的《政府信息公开条例》（国务院令第711号）", 2019, _REPLACED),
    Citation(
        r"《(?:中华人民共和国)?政府信息公开条例》第三十[一二]条[^。]{0,12}(?:年度?报告|编[制写])",
        "现行《政府信息公开条例》第四十九条、第五十条",
        2019,
        _REPLACED,
    ),
    Citation(
        r"国办公开办函〔2019〕60号", "国办公开办函〔2021〕30号规定的现行格式", 2021, _REPLACED + "|试行"
    ),
    Citation(r"国办公开办函〔2021〕(?!30号)\d+号(?=[^。]{0,12}年度报告)", "国办公开办函〔2021〕30号", 2021),
    Citation(
        r"年度报告格式[》的通知）（(]{1,8}国办[^函〔]{0,4}函?〔2021〕(?!30号)\d+号",
        "国办公开办函〔2021〕30号",
        2021,
    ),
    Citation(r"第二十[一二三四五六七八九]+条第（?[一五六八九]）?项$", "表头印定的“第二十条”"),
)
