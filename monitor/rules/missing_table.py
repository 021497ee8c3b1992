"""What it checks: sections 2, 3 and 4 hold their tables.

Legal basis: 《政府信息公开条例》第五十条第二款; 国办公开办函〔2021〕30号, for 2019 and 2020 〔2019〕60号.

Why it matters: the tables are the report; a picture of them can be neither searched nor added up.

Example message: 第四部分没有规定表格，也没有数字。

Known false alarms: text copied out of a page loses its tables (not judged); a file in which no table at
all was read may hold them as pictures or in an attachment (a doubt); a section that is not there is
another rule's matter.
"""

import re
from collections.abc import Iterator

from data.records import Finding, Severity
from monitor.abstaining import laid_out, report
from monitor.dossier import Dossier, Filed, Year
from monitor.narrative.prose import PLACES, fold
from monitor.narrative.remarks import AS_FORM, FIRST_WITH_FORM, Remark, remarked, year_of

ID = "missing-table"
NAME_ZH = "缺少规定表格"
NAME_EN = "A table of the form is missing"
ABOUT_ZH = (
    "核对第二、三、四部分是否有规定表格。其他表格均已读取、该部分又无数字的为问题，其余为疑点（表格可能为"
    "图片或在附件中）。只对网页、PDF、DOCX原件判断；该部分整体缺失的另列。"
)
SEVERITY: Severity = "error"
BASIS = AS_FORM

_TABLES = {"proactive": "t2.", "applications": "t3.", "review_litigation": "t4."}


def check(dossier: Dossier) -> Iterator[Finding]:
    """Look for the tables of every report that still has its layout."""
    return remarked(ID, BASIS, dossier, _look)


def _look(dossier: Dossier, filed: Filed) -> Remark | None:
    if not filed.as_laid_out or year_of(filed) < FIRST_WITH_FORM:
        return None
    there = [*filed.cells, *filed.odd_cells]
    missing = [
        key
        for key, prefix in _TABLES.items()
        if key in filed.sections and not any(cell.startswith(prefix) for cell in there)
    ]
    if not missing:
        return None
    names = "、".join(PLACES[key] for key in missing)
    if len(missing) == len(_TABLES):
        return _none_read(filed, names)
    numbers = any(re.search(r"\d", fold(filed.sections[key])) for key in missing)
    return Remark(
        severity="warning" if numbers else SEVERITY,
        message=f"{names}没有规定表格{'，只有文字' if numbers else '，也没有数字'}。",
    )


def _none_read(filed: Filed, names: str) -> Remark | None:
    """No table was read at all: pictures or an attachment, or in a PDF perhaps our own eyes."""
    if (filed.kind or "").endswith("pdf"):
        return None
    return Remark(
        severity="warning", message=f"{names}正文未见表格，如为图片或在附件中，请改为正文表格，便于检索。"
    )


# ------------------------------------------------------------------ when it is not judged


def _tables_read(dossier: Dossier, year: Year) -> str | None:
    """A table was read at all: where none was, it may be our own eyes."""
    filed = year.filed
    none = filed is not None and not filed.cells and not filed.odd_cells
    return "文件中的表格未能读取" if none else None


UNJUDGED = (report, laid_out, _tables_read)
