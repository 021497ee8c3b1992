"""What it checks: the tables have every row of their form, none of another form and none of their own making.

Legal basis: 《政府信息公开条例》第五十条第二款; 国办公开办函〔2021〕30号, for 2019 and 2020 〔2019〕60号.

Why it matters: rows left out or added make tables that cannot be summed up.

Example message: 表三缺少“（六）其他处理1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请”
等3行；表三多出“（六）其他处理”行。

Known false alarms: text copied out of a page and converted attachments (not judged); rows the parser did
not recognise make neighbouring cells uncertain and are our doubt; a table that is not there at all is
another rule's matter, a form of another year too.
"""

from collections.abc import Iterator

from data.forms import Form, Line, forms
from data.records import Finding, Severity
from monitor.abstaining import laid_out, report
from monitor.dossier import Dossier, Filed, Year
from monitor.narrative.remarks import AS_FORM, Remark, remarked, year_of

ID = "altered-table"
NAME_ZH = "表格行列与规定格式不一致"
NAME_EN = "A table has other rows than its form"
ABOUT_ZH = (
    "核对表二、表三、表四的行是否与规定格式一致，列出缺少和多出的行。只对网页、PDF、DOCX原件判断；整表缺"
    "失、格式版本不符另列；有未认出的行时不判断。"
)
SEVERITY: Severity = "warning"
BASIS = AS_FORM

TABLES = {"t2": "表二", "t3": "表三", "t4": "表四"}
UNKNOWN_ROW = "认不出的行"


def check(dossier: Dossier) -> Iterator[Finding]:
    """Judge the rows of every report that still has its layout."""
    return remarked(ID, BASIS, dossier, _look)


def _look(dossier: Dossier, filed: Filed) -> Remark | None:
    of = next((each for each in forms() if each.id == filed.report.form), None)
    doubtful = any(UNKNOWN_ROW in note for note in filed.notes)
    if of is None or not filed.as_laid_out or doubtful or not _of_its_year(of, year_of(filed)):
        return None
    there = {cell.rpartition(".")[0] for cell in (*filed.cells, *filed.odd_cells)}
    said = [words for table, lines in of.tables().items() for words in _differences(of, table, lines, there)]
    return Remark(severity=SEVERITY, message=f"{'；'.join(said)}。") if said else None


def _of_its_year(of: Form, year: int) -> bool:
    return of.from_year <= year and (of.to_year is None or year <= of.to_year)


def _differences(of: Form, table: str, lines: tuple[Line, ...], there: set[str]) -> Iterator[str]:
    if not any(row.startswith(table) for row in there):
        return
    missing = [f"{line.group}{line.label}" for line in lines if f"{table}.{line.key}" not in there]
    if missing:
        rest = f"等{len(missing)}行" if len(missing) > 1 else "行"
        yield f"{TABLES[table]}缺少“{missing[0]}”{rest}"
    own = {line.key for line in lines}
    for line in _others(of, table):
        if line.key not in own and f"{table}.{line.key}" in there:
            yield f"{TABLES[table]}多出“{line.label}”行"


def _others(of: Form, table: str) -> Iterator[Line]:
    """The rows of the other forms."""
    for other in forms():
        if other.id != of.id:
            yield from other.tables()[table]


# ------------------------------------------------------------------ when it is not judged


def _rows_known(dossier: Dossier, year: Year) -> str | None:
    """Every printed row was recognised."""
    notes = year.filed.notes if year.filed else ()
    return "表格中有未认出的行" if any(UNKNOWN_ROW in note for note in notes) else None


UNJUDGED = (report, laid_out, _rows_known)
