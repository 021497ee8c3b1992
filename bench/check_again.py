"""Judging again after a few reports changed: `python -m bench.check_again [--quick]`.

An archive of 420 units with five reports each, written as crawl and parse would; then ten of the reports are
put up anew with other figures and words, and a day passes. Measured is the whole judgement with nothing
remembered against the same with what the last `check` remembered. Both must be equal to the last character.
Exit status 1 when they are not, or when the goal is missed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.check_copies import Author
from bench.timing import Goal, compare
from data.forms import form
from data.records import Deadline, Look, OddCell, Portal, Reading, Section, Sighting, Unit, Walk
from data.registry import Registry
from data.store import Store
from monitor.check import Judgement, judge
from monitor.memory import Memory

GOAL = Goal(name="judging all anew / judging again after ten changes", bound=2.5, at_least=True)
YEARS = (2020, 2021, 2022, 2023, 2024)
UNITS, QUICK, CHANGED = 420, 42, 10
LENGTHS = {"overview": 900, "problems": 400, "other": 120}
FIRST = datetime(2026, 2, 10, 2, tzinfo=UTC)
DAY, NEXT_DAY = date(2026, 2, 20), date(2026, 2, 21)
COLUMN = "http://bench.example/nb/"
PORTAL = Portal(id="bench", name="清河县人民政府", home_url="http://bench.example/", column_url=COLUMN)
LAW = Deadline(
    kind=None,
    from_year=YEARS[0],
    to_year=None,
    legal_due="01-31",
    local_due=None,
    division_code=None,
    basis="第四十九条",
)


def _sha(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def registry(units: int) -> Registry:
    """Give the bodies of one county that owe since the first year."""
    bodies = (
        Unit(
            id=f"{number:04}",
            name=f"清河县第{number}局",
            kind="department",
            level="county",
            division_code="130534",
            portal_id=PORTAL.id,
            valid_from=date(YEARS[0], 1, 1),
        )
        for number in range(units)
    )
    return Registry(portals=(PORTAL,), units=tuple(bodies), deadlines=(LAW,))


@dataclass
class Writer:
    """Writes reports into an archive, the same ones in every run."""

    store: Store
    author: Author = field(default_factory=Author)

    def report(self, unit: Unit, year: int, at: datetime, edition: int = 0) -> None:
        """One report was fetched and read."""
        url = f"{COLUMN}{unit.id}-{year}.html"
        sha = _sha(f"{url} {edition}")
        own = _sha(f"look {sha}")
        title = f"{unit.name}{year}年政府信息公开工作年度报告"
        self.store.append(
            Look(
                id=own,
                hash=own,
                run_id="bench",
                portal_id=PORTAL.id,
                url=url,
                purpose="report",
                at=at,
                status=200,
                sha256=sha,
                title=title,
            )
        )
        reading = Reading(
            sha256=sha,
            parser_version="bench",
            outcome="read",
            title=title,
            unit_name=unit.name,
            year=year,
            form="fmt_2021" if year > 2020 else "fmt_2019",
            published_on=date(year + 1, 1, 20),
            date_source="meta",
            kind="html",
        )
        self.store.put(reading, *self._texts(unit, year, sha[:16]))
        self.store.put_cells(sha[:16], self._cells(reading.form or ""))

    def _texts(self, unit: Unit, year: int, report_id: str) -> Iterator[Section | OddCell]:
        count = self.author.dice.randint(50, 900)
        opening = {"overview": f"{year}年，{unit.name}主动公开政府信息{count}条。"}
        for key, length in LENGTHS.items():
            text = opening.get(key, "") + "".join(self.author.section(length))
            yield Section(report_id=report_id, key=key, heading=key, text=text)

    def _cells(self, form_id: str) -> dict[str, int]:
        cells = dict.fromkeys(form(form_id).cells(), 0)
        new = self.author.dice.randint(0, 9)
        for row in ("new_received", "granted", "total_processed"):
            cells |= {f"t3.{row}.natural_person": new, f"t3.{row}.total": new}
        if self.author.dice.random() < 0.02:
            cells["t3.granted.total"] += 1
        return cells

    def walk(self, bodies: Registry, day: datetime) -> None:
        """The column was read to its end, and every report stands in it."""
        page = _sha(f"page {len(bodies.units)}")
        items = [(unit, year) for unit in bodies.units for year in YEARS]
        self.store.append(
            *(
                Sighting(
                    id=_sha(f"{page} {at}"),
                    list_sha256=page,
                    list_url=COLUMN,
                    position=at,
                    title=f"{unit.name}{year}年政府信息公开工作年度报告",
                    url=f"{COLUMN}{unit.id}-{year}.html",
                )
                for at, (unit, year) in enumerate(items)
            ),
            Walk(
                id=_sha(f"walk {day}"),
                run_id="bench",
                portal_id=PORTAL.id,
                column_url=COLUMN,
                started_at=day,
                finished_at=day + timedelta(minutes=9),
                outcome="complete",
                seen=len(items),
                pages=(page,),
                probe="passed",
            ),
        )


def fill(store: Store, bodies: Registry) -> Writer:
    """Write the archive of every unit."""
    writer = Writer(store)
    with store.atomic():
        for unit in bodies.units:
            for year in YEARS:
                writer.report(unit, year, FIRST)
        writer.walk(bodies, FIRST)
    return writer


def change(writer: Writer, bodies: Registry) -> None:
    """Ten units put up one of their reports anew."""
    with writer.store.atomic():
        for unit in bodies.units[:: max(len(bodies.units) // CHANGED, 1)][:CHANGED]:
            writer.report(unit, YEARS[-1], FIRST + timedelta(days=5), edition=1)
        writer.walk(bodies, FIRST + timedelta(days=5))


def main(arguments: list[str]) -> int:
    """Judge, change ten reports, judge again with and without memory."""
    with TemporaryDirectory() as folder, Store(Path(folder)) as store:
        bodies = registry(QUICK if "--quick" in arguments else UNITS)
        writer = fill(store, bodies)
        first = Memory(store)
        judge(store, bodies, DAY, first)
        first.keep()
        change(writer, bodies)
        answers: list[Judgement] = []
        again: list[Memory] = []

        def remembering() -> None:
            again[:] = [Memory(store)]
            answers.append(judge(store, bodies, NEXT_DAY, again[0]))

        good = compare(GOAL, lambda: answers.append(judge(store, bodies, NEXT_DAY)), remembering)
        same = all(answer == answers[0] for answer in answers)
        print(f"worked out again: {again[0].judged} of {len(again[0].asked)} answers; the same: {same}")  # noqa: T201 - a bench prints
    return 0 if good and same else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
