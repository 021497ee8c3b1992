"""All arithmetic rules over stored reports: `python -m bench.check_arithmetic [--quick]`.

Floor: iterating the rows of the table `figures`. Ours: the one statement that clears what adds up, and then
every rule that judges the tables (within a report, over the years, repairs included) on dossiers in memory,
as `check` has them for all rules. One report in fifty has a slip, one in fifty does not follow from the year
before. Exit status 1 when the goal of issue 5 is missed or a planted slip is not found.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from bench.timing import Goal, compare, seconds
from data.forms import form
from data.records import Coverage, Figure, Finding, Report, Unit
from data.store import Store
from monitor.arithmetic.balance import balanced
from monitor.dossier import Dossier, Filed, Year
from monitor.rules import (
    amount_unit,
    carry_over,
    column_total,
    dispute_total,
    impossible_carry,
    intake_balance,
    outcome_total,
    outlier,
    rule_making_power,
    valid_stock,
)

RULES = (
    *(intake_balance, outcome_total, column_total, dispute_total, impossible_carry),
    *(carry_over, valid_stock, rule_making_power, amount_unit, outlier),
)
GOAL = Goal(name="arithmetic: statement and rules / iterating the rows", bound=2)
REPORTS, QUICK = 100_000, 5_000
YEARS = (2021, 2022, 2023, 2024, 2025)
SLIP = 50
WHO = ("natural_person", "enterprise", "other_org")
DAY = date(2026, 2, 10)
AT = datetime(2026, 2, 10, tzinfo=UTC)
SEED = 20_260_210

Cells = dict[str, Figure]


@dataclass(frozen=True, slots=True)
class Planted:
    """The reports in which something was planted, by what."""

    broken: frozenset[str]
    unfollowed: frozenset[str]


def _row(cells: Cells, name: str, counts: list[int]) -> None:
    cells.update({f"t3.{name}.{who}": count for who, count in zip(WHO, counts, strict=True)})
    cells[f"t3.{name}.total"] = sum(counts)


def _series(dice: Random) -> Iterator[Cells]:
    """The reports of one unit, each following from the one before."""
    brought, valid = [0, 0, 0], dice.randint(0, 30)
    for _ in YEARS:
        cells: Cells = dict.fromkeys(form("fmt_2021").cells(), 0)
        new = [dice.randint(0, 40), dice.randint(0, 9), dice.randint(0, 3)]
        left = [dice.randint(0, count // 4) for count in new]
        done = [a + b - c for a, b, c in zip(new, brought, left, strict=True)]
        granted = [dice.randint(0, count) for count in done]
        rest = [a - b for a, b in zip(done, granted, strict=True)]
        _row(cells, "new_received", new)
        _row(cells, "carried_in", brought)
        _row(cells, "granted", granted)
        _row(cells, "unable_not_held", rest)
        _row(cells, "total_processed", done)
        _row(cells, "carried_out", left)
        made = dice.randint(0, 3)
        valid += made
        cells |= {"t2.normative_docs.made": made, "t2.normative_docs.valid": valid}
        yield cells
        brought = left


def _fill(store: Store, count: int) -> Planted:
    dice = Random(SEED)
    broken, unfollowed = set(), set()
    with store.atomic():
        for unit in range(count // len(YEARS)):
            for year, cells in zip(YEARS, _series(dice), strict=True):
                name = f"{unit:06}-{year}"
                luck = dice.randrange(SLIP)
                if luck == 0:
                    cells["t3.granted.natural_person"] += 1 + dice.randrange(9)
                    broken.add(name)
                elif luck == 1 and year > YEARS[0]:
                    cells["t2.normative_docs.valid"] += 500 + dice.randrange(400)
                    unfollowed.add(name)
                store.put_cells(name, cells)
    return Planted(broken=frozenset(broken), unfollowed=frozenset(unfollowed))


def _dossiers(store: Store) -> list[Dossier]:
    """Read everything into memory, as check does for all rules."""
    cursor = store.db.conn.execute("SELECT * FROM figures ORDER BY report_id")
    names = [column[0] for column in cursor.description]
    units: dict[str, list[Year]] = {}
    for row in cursor:
        cells = {name: value for name, value in zip(names[1:], row[1:], strict=True) if value is not None}
        unit_id, _, year = row[0].partition("-")
        report = Report(
            id=row[0],
            url="",
            sha256=row[0],
            title="",
            first_seen_at=AT,
            last_seen_at=AT,
            unit_id=unit_id,
            year=int(year),
            form="fmt_2021",
        )
        filed = Filed(report=report, seen_on=DAY, cells=cells)
        coverage = Coverage(unit_id=unit_id, year=int(year), state="published")
        units.setdefault(unit_id, []).append(Year(coverage=coverage, filed=filed))
    return [_dossier(unit_id, years) for unit_id, years in units.items()]


def _dossier(unit_id: str, years: list[Year]) -> Dossier:
    unit = Unit(id=unit_id, name="甲县乙局", kind="department", level="county", division_code="990101")
    return Dossier(unit=unit, as_of=DAY, years=tuple(years), neighbours=(unit,))


def _iterate(store: Store) -> None:
    for _ in store.db.conn.execute("SELECT * FROM figures"):
        pass


def _judge(store: Store, dossiers: list[Dossier]) -> list[Finding]:
    """Ask the database what adds up, and apply the rules to what is left of each rule's work."""
    clear = balanced(store)
    for dossier in dossiers:
        for filed in dossier.filed():
            # Filled in place: making 100 000 dossiers is not what is measured.
            object.__setattr__(filed, "balances", filed.report.id in clear)
    return [finding for dossier in dossiers for rule in RULES for finding in rule.check(dossier)]


def _complete(found: list[Finding], planted: Planted) -> bool:
    """Tell whether every planted slip was found, and the slips of sums nowhere else."""
    broken = {finding.report_id for finding in found if finding.rule_id == "outcome-total"}
    stock = {finding.report_id for finding in found if finding.rule_id == "valid-stock"}
    return broken == planted.broken and planted.unfollowed <= stock


def main(arguments: list[str]) -> int:
    """Measure, alternating with the floor, and say whether the goal is met."""
    with TemporaryDirectory() as folder, Store(Path(folder)) as store:
        planted = _fill(store, QUICK if "--quick" in arguments else REPORTS)
        dossiers = _dossiers(store)
        first = seconds(lambda: _judge(store, dossiers))
        statement = seconds(lambda: balanced(store))
        rows = seconds(lambda: _iterate(store))
        print(  # noqa: T201 - a bench prints
            f"{len(dossiers) * len(YEARS)} reports: rows {rows:.2f} s, statement {statement:.2f} s, "
            f"statement and rules {first:.2f} s at first (every repair searched)"
        )
        good = compare(GOAL, lambda: _iterate(store), lambda: _judge(store, dossiers))
        complete = _complete(_judge(store, dossiers), planted)
    print(f"every planted slip found: {complete}")  # noqa: T201 - a bench prints
    return 0 if good and complete else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
