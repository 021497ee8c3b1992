"""Figures that did not change from one year to the next: those of the tables, and the number of items.

Zeros are in order: a body nobody asks anything has the same empty tables every year (contract §5).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from data.wording import normalise
from monitor.dossier import Filed

History = Mapping[int | None, Filed]

# practice 甲8: independent cells only, three of them, adding up to ten; thirty items, or three years.
FEWEST_CELLS, LEAST_SUM = 3, 10
LEAST_COUNT, YEARS_OF_SMALL_COUNTS = 30, 3


@cache
def _is_derived(cell: str) -> bool:
    """Totals follow from other cells."""
    return cell.endswith(".total") or cell.startswith("t3.total_processed.")


@cache
def _is_stock(cell: str) -> bool:
    """What is in force and what is carried over stands still by itself."""
    return cell.endswith(".valid") or cell.startswith(("t3.carried_in.", "t3.carried_out."))


# 主动公开政府信息1,234条; 余, 多 and 万 make it no count.
_COUNT = re.compile(
    r"(?<!予)公开(?!申请)[^\d。;]{0,14}?信息[^\d。;,]{0,8}(?P<count>\d+(?:,\d{3})*)(?P<rough>[余多万千])?条"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Same:
    """What stayed the same, in words, and the cells it concerns."""

    message: str
    cells: tuple[str, ...] = ()


def same_figures(filed: Filed, history: History) -> Same | None:
    """Tell when all independent figures of the tables are last year's; None if not, or not known."""
    before = history.get((filed.report.year or 0) - 1)
    if before is None or not _same(filed, before):
        return None
    counted = {
        cell: value
        for cell, value in filed.cells.items()
        if value and not (_is_derived(cell) or _is_stock(cell))
    }
    if len(counted) < FEWEST_CELLS or sum(counted.values()) < LEAST_SUM:
        return None
    source = f"本单位{before.report.year}年报告{_known(before, filed)}"
    message = f"表二、表三、表四的{len(counted)}项非零数据与{source}逐项相同，请核实。"
    return Same(message=message, cells=tuple(counted))


def _same(filed: Filed, before: Filed) -> bool:
    """Tell whether all independent cells are equal; one that is blank or in doubt on either side says no."""
    if any(not _is_derived(cell) for each in (filed, before) for cell in each.odd_cells):
        return False
    cells = {*filed.cells, *before.cells}
    return all(_is_derived(cell) or filed.cells.get(cell) == before.cells.get(cell) for cell in cells)


def same_count(filed: Filed, history: History) -> Same | None:
    """Tell when the number of items made public is last year's; None if not, or not known."""
    year, count = filed.report.year or 0, headline_count(filed.sections.get("overview", ""))
    if not count:
        return None
    first = year
    while first - 1 in history and headline_count(history[first - 1].sections.get("overview", "")) == count:
        first -= 1
    years = year - first + 1
    if years < 2 or (count < LEAST_COUNT and years < YEARS_OF_SMALL_COUNTS):
        return None
    return Same(
        message=f"第一部分所述主动公开信息条数{first}年至{year}年连续{years}年均为{count}条，请核实。"
    )


def headline_count(overview: str) -> int | None:
    """Read how many items section 1 says were made public; None when it says no exact number.

    >>> headline_count("全年主动公开政府信息1,234条，其中网站900条。"), headline_count("公开信息360余条")
    (1234, None)
    """
    found = _COUNT.search(normalise(overview))
    if found is None or found["rough"]:
        return None
    return int(re.sub(r"\D", "", found["count"]))


def _known(before: Filed, filed: Filed) -> str:
    first, later = before.report.published_on, filed.report.published_on
    return "（较早公布）" if first and later and first < later else ""
