"""The national report forms as data: which tables, rows and cells each version has.

One file here is one form; its name is the form's id. A form says nothing about how a page is laid out:
finding the printed labels is the parser's work.

>>> [form.id for form in forms()]
['free_2008', 'fmt_2019', 'fmt_2021']
>>> len(form("fmt_2021").cells()), len(form("fmt_2019").cells())
(200, 198)
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table: its key in cell names and the words printed above it."""

    key: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of a table: its key in cell names, the words printed before it, the columns it has.

    `group` is the heading the row stands under, as （三）不予公开; `part` says whether the row is one of
    the parts that add up to `total_processed`.
    """

    key: str
    label: str
    group: str = ""
    part: bool = False
    columns: tuple[Column, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One version of the report: of the national template (国办公开办函〔2019〕60号, 〔2021〕30号), or free.

    `evidence` are words only this version prints: in its tables, or in its headings where it has no tables.
    Tables 2, 3 and 4 are the tables of sections 二, 三, 四; a line of table 4 is one route of complaint.
    """

    id: str
    from_year: int
    to_year: int | None
    basis: str
    evidence: tuple[str, ...]
    table2: tuple[Line, ...] = ()
    table3: tuple[Line, ...] = ()
    table4: tuple[Line, ...] = ()

    def tables(self) -> dict[str, tuple[Line, ...]]:
        """Give the lines of each table by its short name `t2`, `t3`, `t4`."""
        return {"t2": self.table2, "t3": self.table3, "t4": self.table4}

    def cells(self) -> tuple[str, ...]:
        """List every cell key of the form in printed order, as `t3.granted.natural_person`."""
        return tuple(
            f"{table}.{line.key}.{column.key}"
            for table, lines in self.tables().items()
            for line in lines
            for column in line.columns
        )

    def parts(self) -> tuple[str, ...]:
        """List the rows of table 3 that add up to `total_processed`."""
        return tuple(line.key for line in self.table3 if line.part)


def columns(**labels: str) -> tuple[Column, ...]:
    """Write columns as key=label."""
    return tuple(Column(key=key, label=label) for key, label in labels.items())


APPLICANTS = columns(
    natural_person="自然人",
    enterprise="商业企业",
    research_institution="科研机构",
    public_welfare_org="社会公益组织",
    legal_service_org="法律服务机构",
    other_org="其他",
    total="总计",
)

DISPUTE_RESULTS = columns(
    upheld="结果维持", corrected="结果纠正", other="其他结果", pending="尚未审结", total="总计"
)

DISPUTES = (
    Line(key="review", label="行政复议", columns=DISPUTE_RESULTS),
    Line(key="suit_direct", label="未经复议直接起诉", group="行政诉讼", columns=DISPUTE_RESULTS),
    Line(key="suit_after_review", label="复议后起诉", group="行政诉讼", columns=DISPUTE_RESULTS),
)

DENIED = "（三）不予公开"
UNABLE = "（四）无法提供"
REFUSED = "（五）不予处理"
OTHER = "（六）其他处理"


def row(key: str, label: str, group: str = "", *, part: bool = False) -> Line:
    """Write one row of table 3."""
    return Line(key=key, label=label, group=group, part=part, columns=APPLICANTS)


INTAKE = (
    row("new_received", "一、本年新收政府信息公开申请数量"),
    row("carried_in", "二、上年结转政府信息公开申请数量"),
)

SHARED_OUTCOMES = (
    row("granted", "（一）予以公开", part=True),
    row("partially_granted", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", part=True),
    row("denied_state_secret", "1.属于国家秘密", DENIED, part=True),
    row("denied_law_prohibited", "2.其他法律行政法规禁止公开", DENIED, part=True),
    row("denied_security_stability", "3.危及“三安全一稳定”", DENIED, part=True),
    row("denied_third_party", "4.保护第三方合法权益", DENIED, part=True),
    row("denied_internal_affairs", "5.属于三类内部事务信息", DENIED, part=True),
    row("denied_process_info", "6.属于四类过程性信息", DENIED, part=True),
    row("denied_enforcement_file", "7.属于行政执法案卷", DENIED, part=True),
    row("denied_admin_inquiry", "8.属于行政查询事项", DENIED, part=True),
    row("unable_not_held", "1.本机关不掌握相关政府信息", UNABLE, part=True),
    row("unable_needs_creation", "2.没有现成信息需要另行制作", UNABLE, part=True),
    row("unable_unclear", "3.补正后申请内容仍不明确", UNABLE, part=True),
    row("refused_petition", "1.信访举报投诉类申请", REFUSED, part=True),
    row("refused_repeat", "2.重复申请", REFUSED, part=True),
    row("refused_publication", "3.要求提供公开出版物", REFUSED, part=True),
    row("refused_excessive", "4.无正当理由大量反复申请", REFUSED, part=True),
    row("refused_reissue", "5.要求行政机关确认或重新出具已获取信息", REFUSED, part=True),
)

CLOSING = (
    row("total_processed", "（七）总计"),
    row("carried_out", "四、结转下年度继续办理"),
)


@cache
def forms() -> tuple[Form, ...]:
    """Give every form there is, oldest first; each is the `FORM` of one module in this folder."""
    names = sorted(module.name for module in iter_modules(__path__))
    found: list[Form] = [import_module(f"{__name__}.{name}").FORM for name in names]
    return tuple(sorted(found, key=lambda each: each.from_year))


@cache
def national() -> tuple[Form, ...]:
    """Give the forms that have national tables, oldest first.

    >>> [form.id for form in national()]
    ['fmt_2019', 'fmt_2021']
    """
    return tuple(each for each in forms() if each.cells())


def form(form_id: str) -> Form:
    """Give one form by its id; an unknown id raises KeyError."""
    return {each.id: each for each in forms()}[form_id]


@cache
def all_cells() -> tuple[str, ...]:
    """List the cell keys of all forms, each once, in the order of the newest form first."""
    return tuple(dict.fromkeys(cell for each in reversed(forms()) for cell in each.cells()))
