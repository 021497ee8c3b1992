"""What it checks: the tables are those of the form in force for the report year.

Legal basis: 《政府信息公开条例》第五十条第二款; 国办公开办函〔2021〕30号 from 2021 on, 〔2019〕60号 for
2019 and 2020.

Why it matters: figures of another form do not answer this year's questions and cannot be added up.

Example message: 2022年度报告使用2019年试行格式的表格，应使用2021年版格式（国办公开办函〔2021〕30号）。

A report under the headings of the old law without any table is a doubt, not an error: its tables may be
pictures, which we do not read here.

Known false alarms: old years put up later in today's form (only mentioned for 2019 and 2020); a report
whose form the parser did not recognise is not judged.
"""

from collections.abc import Iterator

from data.forms import Form, form, forms, national
from data.records import Finding, Severity
from data.words import FORMS
from monitor.abstaining import report
from monitor.dossier import Dossier, Filed
from monitor.narrative.remarks import AS_FORM, Remark, remarked, year_of

ID = "wrong-form"
NAME_ZH = "未使用现行格式"
NAME_EN = "The tables are not those of the form in force"
ABOUT_ZH = (
    "核对表格格式与报告年度：2021年度起应使用2021年版格式，仍用2019年试行格式的为问题，仍用2008年起自由格式"
    "的为疑点；2019、2020年度使用其他格式的仅提示。格式无法识别的不判断。"
)
SEVERITY: Severity = "error"
BASIS = AS_FORM
UNJUDGED = (report,)

FIRST_REQUIRED = 2021


def check(dossier: Dossier) -> Iterator[Finding]:
    """Judge the form of every report."""
    return remarked(ID, BASIS, dossier, _look)


def _look(dossier: Dossier, filed: Filed) -> Remark | None:
    used, year = filed.report.form, year_of(filed)
    if used not in {each.id for each in forms()} or year < national()[0].from_year:
        return None
    due = next(each for each in reversed(forms()) if each.from_year <= year)
    if used == due.id:
        return None
    severity: Severity = SEVERITY if form(used).cells() else "warning"
    return Remark(
        severity=severity if year >= FIRST_REQUIRED else "info",
        message=f"{year}年度报告{_used(form(used))}，应使用{FORMS[due.id]}（{due.basis}）。",
    )


def _used(used: Form) -> str:
    """Say which form a report uses."""
    return f"使用{FORMS[used.id]}的表格" if used.cells() else f"采用{FORMS[used.id]}，未见规定表格"
