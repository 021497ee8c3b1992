"""What it checks: documents in force this year = those in force last year + issued − repealed, for rules
(规章) and for administrative normative documents (X-VALID), 2021 form. Filed on the later report.

Legal basis: 《政府信息公开条例》第五十条第二款; 国办公开办函〔2021〕30号 (table 2).

Why it matters: a stock that does not follow from its movements means that documents were forgotten, counted
twice or repealed without being said so.

Example message: 第二部分“行政规范性文件”现行有效件数：2022年报告12件，本年制发3件、废止1件，应为14件，
2023年报告填报10件，相差4。

Known false alarms: a clearance (清理) that counts anew, documents that lapsed (失效) without being repealed:
only mentioned where the report says so; another scope; merged units (not judged). Never more than a doubt.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from data.records import Equation, Finding, Severity
from monitor.abstaining import figures, report, same_makeup, year_before
from monitor.dossier import Dossier, Filed
from monitor.evidence import FORM_ARTICLE, counted, makeup_changed, on_report, with_lines

ID = "valid-stock"
NAME_ZH = "现行有效件数上下年不衔接"
NAME_EN = "Documents in force do not follow from the year before"
ABOUT_ZH = (
    "核对表二：上年现行有效件数＋本年制发－本年废止＝本年现行有效件数（规章、行政规范性文件分别核对）。"
    "报告已说明清理、失效或口径调整的仅作提示；有机构变动、空白的不判断。最高为疑点。"
)
SEVERITY: Severity = "warning"
BASIS = f"{FORM_ARTICLE}；国办公开办函〔2021〕30号"

PARTS = ("made", "repealed", "valid")
ITEMS = {"regulations": "规章", "normative_docs": "行政规范性文件"}
# The report itself says why the stock was counted anew.
EXPLAINED = re.compile(
    r"\d+件[^。；，,]{0,6}失效|失效[^。；，,]{0,8}\d+件|(?:清理|统计口径|口径)[^。；]{0,12}(?:调整|变化|重新)|重新(?:统计|核定|核实)|以本年度报告为准"
)
UNJUDGED = (report, same_makeup, figures(*(f"t2.{item}." for item in ITEMS), before=True), year_before)


def check(dossier: Dossier) -> Iterator[Finding]:
    """Compare every two years that follow each other."""
    for before, filed in dossier.pairs():
        if makeup_changed(dossier, before, filed):
            continue
        lines = {item: line for item in ITEMS if (line := _line(before, filed, item)) is not None}
        if lines:
            grade: Severity = "info" if EXPLAINED.search("".join(filed.sections.values())) else SEVERITY
            finding = on_report(ID, filed, grade, "", BASIS)
            finding = replace(finding, detected_on=max(before.seen_on, filed.seen_on))
            cells = [f"t2.{item}.{part}" for item in lines for part in PARTS]
            yield with_lines(finding, list(lines.values()), cells, 0)


def _differs(before: Filed, filed: Filed, item: str) -> bool:
    """Tell whether the printed numbers do not follow; what may be counted on is asked only of those."""
    stock = before.cells.get(f"t2.{item}.valid")
    made, repealed, valid = (filed.cells.get(f"t2.{item}.{part}") for part in PARTS)
    if stock is None or made is None or repealed is None or valid is None:
        return False
    return stock + made - repealed != valid


def _line(before: Filed, filed: Filed, item: str) -> Equation | None:
    if not _differs(before, filed, item):
        return None
    stock = counted(before, f"t2.{item}.valid")
    made, repealed, valid = (counted(filed, f"t2.{item}.{part}") for part in PARTS)
    if stock is None or made is None or repealed is None or valid is None:
        return None
    left = stock + made - repealed
    return Equation(
        equation=f"第二部分“{ITEMS[item]}”现行有效件数：{before.report.year}年报告{stock}件，"
        f"本年制发{made}件、废止{repealed}件，应为{left}件，"
        f"{filed.report.year}年报告填报{valid}件，相差{abs(left - valid)}。",
        left=left,
        right=valid,
        delta=left - valid,
    )
