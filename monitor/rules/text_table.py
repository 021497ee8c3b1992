"""What it checks: every number the text gives for applications, their outcomes, reviews, suits and normative
documents against the tables; and "none" in the text against figures in the table (N-APP, N-OUT, N-REV …).

Legal basis: 《政府信息公开条例》第五十条第二款; 国办公开办函〔2021〕30号第（四）项 (内容不准确).

Why it matters: two different numbers for one thing in one report: one of them is wrong.

Example message: 文字“收到政府信息公开申请5件”，第三部分表格“一、本年新收政府信息公开申请数量”总计填报3件，
不一致，请核实。

Known false alarms: received, handled and closed are counted differently, so a number may be 新收, 新收＋结转
or 总计; one channel, one part of the year, comparisons and roundings are not compared; outcomes may be those
of natural persons only. Numbers are a doubt; "none" against figures, or figures against an all-zero table, is
an error, but for governments, whose scope may differ. Documents only where 规范性文件 is written: a mention;
those in force with or without the year's own.
Blank or uncertain cells decide nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from data.forms import APPLICANTS
from data.records import Equation, Figure, Finding, Severity
from data.words import cell_name
from monitor.abstaining import figures, report, section
from monitor.arithmetic.statements import Kind, Statement, statements
from monitor.dossier import Dossier, Filed
from monitor.evidence import BOTH_FORMS, FORM_ARTICLE, counted, on_report, with_lines

ID = "text-table"
NAME_ZH = "文字与表格数据不一致"
NAME_EN = "Text and tables disagree"
ABOUT_ZH = (
    "正文中申请、办理结果、行政复议、行政诉讼、规范性文件的数字逐处与表格核对。各栏等于新收、新收＋结转、"
    "办结总计之一即可；某一渠道、其中、同比、约数不比。数字不一致为疑点，“未收到”与表格有数（或相反）为"
    "问题，政府年报均为疑点，规范性文件仅作提示。空白、读取存疑的不判断。"
)
SEVERITY: Severity = "warning"
BASIS = f"{FORM_ARTICLE}；{BOTH_FORMS}"
UNJUDGED = (
    report,
    section("overview"),
    figures("t3.new_received.", "t3.carried_in.", "t3.total_processed.", "t4."),
)

# The text of section 5 looks back and ahead; its numbers are not those of the tables.
SECTIONS = {"overview": "第一部分", "proactive": "第二部分", "applications": "第三部分", "other": "第六部分"}
BODIES = tuple(column.key for column in APPLICANTS if column.key not in ("natural_person", "total"))
WORST = ("info", "warning", "error")

Sum = tuple[str, ...]


def _rows(column: str) -> tuple[Sum, ...]:
    """新收, 新收＋结转 or 总计 of a column (practice 甲11)."""
    new, brought = f"t3.new_received.{column}", f"t3.carried_in.{column}"
    return (new,), (new, brought), (f"t3.total_processed.{column}",)


def _bodies() -> tuple[Sum, ...]:
    new, brought, done = (
        tuple(f"t3.{row}.{column}" for column in BODIES)
        for row in ("new_received", "carried_in", "total_processed")
    )
    return new, new + brought, done


def _outcomes(*rows: str) -> tuple[Sum, ...]:
    """A row or group of outcomes: of everybody, or of natural persons alone."""
    return tuple(tuple(f"t3.{row}.{column}" for row in rows) for column in ("total", "natural_person"))


DENIED = (
    *("state_secret", "law_prohibited", "security_stability", "third_party"),
    *("internal_affairs", "process_info", "enforcement_file", "admin_inquiry"),
)
SUITS = ("t4.suit_direct.total", "t4.suit_after_review.total")

# For every kind of statement the sums of cells one of which it may be, the plainest first.
MEANT: dict[Kind, tuple[Sum, ...]] = {
    "requests": _rows("total"),
    "no_requests": (("t3.new_received.total",),),
    "closed": tuple(reversed(_rows("total"))),
    "requests_people": _rows("natural_person"),
    "requests_bodies": _bodies(),
    "requests_firms": _rows("enterprise"),
    "carried_in": (("t3.carried_in.total",),),
    "carried_out": (("t3.carried_out.total",),),
    "granted": _outcomes("granted"),
    "partially_granted": _outcomes("partially_granted"),
    "denied": _outcomes(*(f"denied_{each}" for each in DENIED)),
    "unable": _outcomes("unable_not_held", "unable_needs_creation", "unable_unclear"),
    "refused": _outcomes(
        *(f"refused_{each}" for each in ("petition", "repeat", "publication", "excessive", "reissue"))
    ),
    "other": (
        *_outcomes("other_no_correction", "other_fee_unpaid", "other_misc"),
        *_outcomes("other_handling"),
    ),
    "review": (("t4.review.total",),),
    "no_review": (("t4.review.total",),),
    "suit": (SUITS, SUITS[:1], SUITS[1:]),
    "no_suit": (SUITS,),
    "documents_made": (("t2.normative_docs.made",),),
    # In force at last, or before those of the year were added: 现行有效393件，动态更新本年度制发的77件.
    "documents_valid": (
        ("t2.normative_docs.valid",),
        ("t2.normative_docs.valid", "-t2.normative_docs.made"),
    ),
    "documents_repealed": (("t2.normative_docs.repealed",),),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Break:
    severity: Severity
    line: Equation
    cells: Sum


def check(dossier: Dossier) -> Iterator[Finding]:
    """Compare every statement of every report with its tables."""
    for filed in dossier.filed():
        if filed.sheet is None:
            continue
        breaks = [*_breaks(dossier, filed)]
        if breaks:
            worst = max((each.severity for each in breaks), key=WORST.index)
            lead = next(at for at, each in enumerate(breaks) if each.severity == worst)
            cells = tuple(dict.fromkeys(cell for each in breaks for cell in each.cells))
            finding = on_report(ID, filed, worst, "", BASIS)
            finding = with_lines(finding, [each.line for each in breaks], cells, lead)
            scope = "统计口径如有不同，请在报告中说明。" if dossier.unit.kind == "government" else ""
            yield replace(finding, message=f"{finding.message}{scope}")


def _breaks(dossier: Dossier, filed: Filed) -> Iterator[_Break]:
    for part, words in SECTIONS.items():
        for statement in statements(filed.sections.get(part, ""), filed.report.year):
            found = _judged(filed, statement)
            if found is not None:
                cells, printed = found
                yield _Break(
                    severity=_grade(dossier, statement, printed, filed),
                    line=_line(words, statement, cells, printed),
                    cells=cells,
                )


def _judged(filed: Filed, statement: Statement) -> tuple[Sum, Figure] | None:
    """The cells a statement contradicts and their sum; None if it fits, or a cell that may fit is unknown."""
    sums = [(cells, _sum(filed, cells)) for cells in MEANT[statement.kind]]
    if statement.kind == "other":
        sums = [(cells, value) for cells, value in sums if value is not None]
    if not sums or any(value is None or value == statement.number for _, value in sums):
        return None
    cells, printed = sums[0]
    return cells, printed or 0


def _sum(filed: Filed, cells: Sum) -> Figure | None:
    values = [_signed(filed, cell) for cell in cells]
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


def _signed(filed: Filed, cell: str) -> Figure | None:
    value = counted(filed, cell.removeprefix("-"))
    return -value if value is not None and cell.startswith("-") else value


def _grade(dossier: Dossier, statement: Statement, printed: Figure, filed: Filed) -> Severity:
    if statement.kind.startswith("documents"):
        return "info"
    asked = statement.kind in ("requests", "no_requests")
    none_at_all = asked and not any(_sum(filed, cells) for cells in MEANT["requests"])
    polar = statement.number == 0 if printed else none_at_all
    return "error" if polar and dossier.unit.kind != "government" else SEVERITY


def _line(words: str, statement: Statement, cells: Sum, printed: Figure) -> Equation:
    where = cell_name(cells[0]) if len(cells) == 1 else f"{cell_name(cells[0])}等{len(cells)}项合计"
    return Equation(
        equation=f"{words}文字“{statement.quote}”，{where}填报{printed}，不一致，请核实。",
        left=statement.number,
        right=printed,
        delta=statement.number - printed,
    )
