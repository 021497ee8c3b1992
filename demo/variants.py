"""Reports of the demo country that are odd in form or place rather than in words or figures.

What is found in them stands in demo/answers.py. A report without a variant is the form of 2021 as a page of
its own, in every list it belongs to.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from data.records import Figure
from demo.country import moment

Shown = Literal["both", "own", "central"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Cells that one address shows otherwise from an instant on, without a word about it."""

    at: datetime
    cells: tuple[tuple[str, Figure], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """How one report differs from what is usual.

    `title` is what page and lists call it. `form` is that of its tables; `without` are rows left out of
    table 3 (`t3.other_misc`), `instead_of_table` is a sentence in the place of table 4, `words` are what
    stands in cells that want a figure. `as_file`: the page only links a file, `pictures`: it only shows so
    many pictures. `shown`: the lists it is in, where the unit has a column of its own. `changed`: what the
    page shows later.
    """

    unit_id: str
    year: int
    title: str | None = None
    form: str = "fmt_2021"
    without: tuple[str, ...] = ()
    instead_of_table: str | None = None
    words: tuple[tuple[str, str], ...] = ()
    as_file: bool = False
    pictures: int = 0
    shown: Shown = "both"
    changed: Change | None = None


VARIANTS = (
    Variant(unit_id="tangxi-health", year=2023, shown="own"),
    Variant(unit_id="tangxi-health", year=2024, shown="central"),
    Variant(unit_id="tangxi-culture", year=2023, without=("t3.refused_publication",)),
    Variant(
        unit_id="tangxi-culture",
        year=2024,
        instead_of_table="本年度没有因政府信息公开工作被申请行政复议、提起行政诉讼的情况。",
    ),
    Variant(unit_id="tangxi-culture", year=2025, words=(("t2.penalty.decisions", "详见附件"),)),
    Variant(unit_id="tangxi-housing", year=2023, form="fmt_2019"),
    Variant(unit_id="tangxi-housing", year=2024, title="棠溪区住房和城乡建设局2024年政府信息公开工作年报"),
    Variant(unit_id="tangxi-health", year=2025, pictures=4),
    # Its column carries no other list: nothing is missing from the common one.
    Variant(
        unit_id="tangxi-justice", year=2023, title="棠溪司法局2023年政府信息公开工作年度报告", shown="own"
    ),
    Variant(
        unit_id="tangxi-justice",
        year=2024,
        title="棠溪区法治和司法服务局2024年政府信息公开工作年度报告",
        shown="own",
    ),
    Variant(unit_id="tangxi-justice", year=2025, shown="own"),
    Variant(
        unit_id="tangxi-finance",
        year=2025,
        changed=Change(at=moment("2026-02-05 20:10"), cells=(("t2.licensing.decisions", 31),)),
    ),
    Variant(unit_id="tangxi-songmen", year=2024, as_file=True),
    # ---- what only looks odd: a title without the word 工作
    Variant(unit_id="tangxi-songmen", year=2023, title="棠溪区松门街道办事处2023年政府信息公开年度报告"),
)


def variant(unit_id: str | None, year: int) -> Variant:
    """Tell how one report is written; most are as usual."""
    found = (each for each in VARIANTS if (each.unit_id, each.year) == (unit_id, year))
    return next(found, Variant(unit_id=unit_id or "", year=year))
