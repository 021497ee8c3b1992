"""The equations the national forms state themselves (勾稽关系), as data, and how one is judged.

Per report: T3-C1 received = handled + carried out (7 columns), T3-C2 total = sum of the outcomes (7 columns),
T3-R total column = sum of the applicants' columns (every row), T4 total = sum of the results (3 routes):
42 for `fmt_2021`, 40 for `fmt_2019`. Source: the head-note printed in table 3; 《条例》第五十条第二款.

A blank is unknown, not zero: an equation is broken only if no figure from 0 upwards could make it true.
A cell the parser is unsure of, a negative or a broken number decides nothing: it is our doubt, not theirs.

>>> len(identities("fmt_2021")), len(identities("fmt_2019"))
(42, 40)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from data.forms import APPLICANTS, OTHER, Form, Line, form, forms
from data.records import CellState, Equation, Figure

Kind = Literal["T3-C1", "T3-C2", "T3-R", "T4"]
State = Literal["holds", "broken", "undecided"]

RECEIVED = ("new_received", "carried_in")
HANDLED = ("total_processed", "carried_out")
# Rows the form itself counts up; a wrong total there is an error, in an outcome row a doubt (domain §3 T3-R).
MAIN_ROWS = (*RECEIVED, *HANDLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The figures of one report: numbers by cell key, and why a printed cell is no number.

    A cell in neither belongs to a row the report does not have.
    """

    form: str
    numbers: Mapping[str, Figure]
    odd: Mapping[str, CellState]

    def has_row(self, row: str) -> bool:
        """Tell whether the report has a row of table 3, be it empty."""
        cells = [f"t3.{row}.{column.key}" for column in APPLICANTS]
        return any(cell in self.numbers or cell in self.odd for cell in cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """One equation: the sum of the cells on the left is the sum of those on the right."""

    kind: Kind
    row: str
    column: str
    left: tuple[str, ...]
    right: tuple[str, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        """All cells the equation is about, the left side first."""
        return self.left + self.right


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """How one equation stands: the known sums of both sides, and the cells without a number."""

    identity: Identity
    state: State
    left: Figure
    right: Figure
    unknown: tuple[str, ...]


@cache
def identities(form_id: str, other_rows: frozenset[str] = frozenset()) -> tuple[Identity, ...]:
    """List the equations of a form, for a report that has these rows under （六）其他处理.

    A report of 2021 or later may print the single row of the older form (one in practice did); its
    equations then count that row and not the three it stands for. None given: the form's own rows.
    """
    of = form(form_id)
    outcomes = [line.key for line in of.table3 if line.part and not _is_other(line)]
    outcomes += _other_rows(of, other_rows)
    lines = [*MAIN_ROWS[:2], *outcomes, *MAIN_ROWS[2:]]
    columns = [column.key for column in APPLICANTS]
    return (
        *(_balance(column) for column in columns),
        *(_outcomes(column, outcomes) for column in columns),
        *(_across("T3-R", f"t3.{row}", columns) for row in lines),
        *(_across("T4", f"t4.{line.key}", [each.key for each in line.columns]) for line in of.table4),
    )


def judge(identity: Identity, sheet: Sheet) -> Judged:
    """Tell whether an equation holds, is broken whatever the blanks stand for, or cannot be decided."""
    left, right = (
        [sheet.numbers[cell] for cell in side if cell in sheet.numbers]
        for side in (identity.left, identity.right)
    )
    open_left, open_right = len(left) < len(identity.left), len(right) < len(identity.right)
    state: State = "undecided"
    if all(map(_is_count, left)) and all(map(_is_count, right)) and not _in_doubt(identity, sheet):
        state = _state(sum(left), sum(right), open_left, open_right)
    unknown: tuple[str, ...] = ()
    if open_left or open_right:
        unknown = tuple(cell for cell in identity.cells if cell not in sheet.numbers)
    return Judged(identity=identity, state=state, left=sum(left), right=sum(right), unknown=unknown)


def identities_of(sheet: Sheet) -> tuple[Identity, ...]:
    """List the equations that apply to a report, by the rows it has."""
    return identities(sheet.form, frozenset(row for row in _all_other_rows() if sheet.has_row(row)))


def judged(sheet: Sheet, kind: Kind) -> tuple[Judged, ...]:
    """Judge every equation of one kind that a report allows."""
    return tuple(judge(identity, sheet) for identity in identities_of(sheet) if identity.kind == kind)


def equation(found: Judged, sheet: Sheet) -> Equation:
    """Write one broken equation in the words of the printed table."""
    delta = found.left - found.right
    return Equation(equation=_sentence(found, sheet), left=found.left, right=found.right, delta=delta)


def _balance(column: str) -> Identity:
    left, right = (tuple(f"t3.{row}.{column}" for row in rows) for rows in (RECEIVED, HANDLED))
    return Identity(kind="T3-C1", row="total_processed", column=column, left=left, right=right)


def _outcomes(column: str, outcomes: list[str]) -> Identity:
    left = tuple(f"t3.{row}.{column}" for row in outcomes)
    return Identity(
        kind="T3-C2", row="total_processed", column=column, left=left, right=(f"t3.total_processed.{column}",)
    )


def _across(kind: Kind, row: str, columns: list[str]) -> Identity:
    *parts, total = (f"{row}.{column}" for column in columns)
    return Identity(kind=kind, row=row.partition(".")[2], column="total", left=tuple(parts), right=(total,))


def _is_other(line: Line) -> bool:
    return OTHER in (line.label, line.group)


@cache
def _all_other_rows() -> tuple[str, ...]:
    return tuple(line.key for each in forms() for line in each.table3 if _is_other(line))


def _other_rows(of: Form, present: frozenset[str]) -> list[str]:
    """The rows for （六）其他处理: the form's own, unless the report has only those of another form."""
    own = [line.key for line in of.table3 if _is_other(line)]
    if present.intersection(own):
        return own
    return [row for row in _all_other_rows() if row in present] or own


def _is_count(number: Figure) -> bool:
    """Figures of tables 3 and 4 count cases; anything else is our misreading (a shifted column)."""
    return number >= 0 and number == int(number)


def _in_doubt(identity: Identity, sheet: Sheet) -> bool:
    return bool(sheet.odd) and any(sheet.odd.get(cell) == "uncertain" for cell in identity.cells)


def _state(left: Figure, right: Figure, open_left: bool, open_right: bool) -> State:
    """Decide; an open side can only grow."""
    if left == right:
        return "holds"
    can_meet = open_left if left < right else open_right
    return "undecided" if can_meet else "broken"


# ------------------------------------------------------------------ in words (officer_words §8)


def _sentence(found: Judged, sheet: Sheet) -> str:
    where = found.identity
    part = "第四部分" if where.kind == "T4" else "第三部分"
    column = {each.key: each.label for each in APPLICANTS}[where.column]
    left = _terms(where.left, sheet, found.left, short=where.kind == "T3-C2")
    if where.kind == "T3-C1":
        stated = f"{_quoted(HANDLED, sheet)}填报的{_terms(where.right, sheet, found.right, short=False)}"
        row = _quoted(RECEIVED, sheet)
    else:
        row = f"“{row_label(where.row, sheet.form)}”"
        stated = f"{row if where.kind == 'T3-C2' else '“总计”'}填报的{_shown(found.right)}"
    gap = _shown(abs(found.left - found.right))
    open_cells = f"（{len(found.unknown)}项未填写，填任何数均不能相符）" if found.unknown else ""
    return f"{part}表格{row}{column}：{left}，与{stated}不符，相差{gap}{open_cells}。"


def _quoted(rows: tuple[str, ...], sheet: Sheet) -> str:
    return "、".join(f"“{row_label(row, sheet.form)}”" for row in rows)


def _terms(cells: tuple[str, ...], sheet: Sheet, total: Figure, *, short: bool) -> str:
    """Write `3＋0＝3`; the long sum of outcomes names only what is not zero."""
    values = [sheet.numbers[cell] for cell in cells if cell in sheet.numbers]
    if short:
        values = [value for value in values if value]
    said = "各分项" if short else ""
    if len(values) < 2:
        return f"{said}合计{_shown(total)}"
    return f"{said}{'＋'.join(_shown(value) for value in values)}＝{_shown(total)}"


def _shown(value: Figure) -> str:
    return str(int(value)) if value == int(value) else str(value)


@cache
def row_label(row: str, form_id: str) -> str:
    """Give the words printed before a row of table 3 or 4, with the heading it stands under.

    >>> row_label("refused_repeat", "fmt_2021"), row_label("suit_direct", "fmt_2019")
    ('（五）不予处理2.重复申请', '行政诉讼未经复议直接起诉')
    """
    every = [form(form_id), *forms()]
    lines = (line for each in every for line in (*each.table3, *each.table4) if line.key == row)
    line = next(lines)
    return f"{line.group}{line.label}"
