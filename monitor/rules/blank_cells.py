"""What it checks: every cell of the three tables holds a figure; where nothing happened, a 0.

Legal basis: 《政府信息公开条例》第五十条第二款; 国办公开办函〔2021〕30号第（四）项 (不全面).

Why it matters: nobody can tell nothing from not counted, and sums over units stop at the first blank.

Example message: “四、结转下年度继续办理”7项未填写。没有发生的应填“0”。

Known false alarms: empty places that are no cells of the form; a cell the parser is not sure of is no
blank. In the trial form of 2019 only mentioned; a whole table of blanks is an error.
"""

from collections.abc import Iterator

from data.forms import form, forms
from data.records import Finding, Severity
from data.words import cell_name, lines
from monitor.abstaining import report
from monitor.dossier import Dossier, Filed, Year
from monitor.narrative.remarks import AS_FORM, Remark, remarked

ID = "blank-cells"
NAME_ZH = "表格存在空白项"
NAME_EN = "Cells of the tables are blank"
ABOUT_ZH = (
    "列出表二、表三、表四未填写的数据项，按行合并。2021年版格式为疑点，整张表空白为问题，2019年试行格式仅"
    "提示。读取存疑的单元格不算空白。"
)
SEVERITY: Severity = "warning"
BASIS = AS_FORM

TRIAL = "fmt_2019"
TABLES = {"t2": "表二", "t3": "表三", "t4": "表四"}
MOST = 3


def check(dossier: Dossier) -> Iterator[Finding]:
    """List the blanks of every report."""
    return remarked(ID, BASIS, dossier, _look)


def _look(dossier: Dossier, filed: Filed) -> Remark | None:
    used = filed.report.form
    if used not in {each.id for each in forms()}:
        return None
    blank = [cell for cell in form(used).cells() if cell in filed.odd_cells and _blank(filed, cell)]
    if not blank:
        return None
    empty = [name for table, name in TABLES.items() if _whole_table(used, table, blank)]
    severity: Severity = "info" if used == TRIAL else "error" if empty else SEVERITY
    said = [f"{name}全部未填写" for name in empty] or _by_row(blank)
    return Remark(severity=severity, message=f"{'；'.join(said)}。没有发生的应填“0”。", cells=tuple(blank))


def _blank(filed: Filed, cell: str) -> bool:
    return filed.odd_cells[cell].state == "blank"


def _whole_table(form_id: str, table: str, blank: list[str]) -> bool:
    return all(cell in blank for cell in form(form_id).cells() if cell.startswith(f"{table}."))


def _by_row(blank: list[str]) -> list[str]:
    rows: dict[str, int] = {}
    for cell in blank:
        row = cell.rpartition(".")[0]
        rows[row] = rows.get(row, 0) + 1
    said = [f"“{lines().get(row.partition('.')[2], row)}”{count}项未填写" for row, count in rows.items()]
    rest = [f"另有{len(said) - MOST}行{sum(list(rows.values())[MOST:])}项"] if len(said) > MOST else []
    return said[:MOST] + rest


# ------------------------------------------------------------------ when it is not judged


def _in_doubt(dossier: Dossier, year: Year) -> str | None:
    """Every cell that is no number was surely read."""
    odd = year.filed.odd_cells if year.filed else {}
    unsure = next((cell for cell, found in odd.items() if found.state == "uncertain"), None)
    return f"{cell_name(unsure)}读取存疑" if unsure else None


UNJUDGED = (report, _in_doubt)
