"""Every page kind of the desk on 200,000 reports: `python -m bench.browse [--units N]`; status 1: too slow.

40,000 units in 31 provinces and five years each are made, not crawled; the same seed makes the same country.
A page may take 15 times a Datasette row page at the 95th percentile of its requests, each of another record.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from urllib.parse import quote

import click

from data.clock import Clock
from data.forms import form
from data.records import Coverage, Equation, Finding, Look, Portal, Report, Rule, Section, Unit, Walk
from data.schema import FIGURES
from data.store import Store
from data.summaries import write_summaries
from monitor.desk import Desk, desk, free_port, running
from monitor.settings import Settings

UNITS, YEARS = 40_000, (2021, 2022, 2023, 2024, 2025)
SEED, REQUESTS, TIMES = 20_260_201, 20, 15
SEEN = datetime(2026, 2, 3, 1, 30, tzinfo=UTC)
LISTS = (
    *("standings", "findings", "coverage", "reports", "units", "looks", "walks", "sections", "deltas"),
    *("applications", "disputes", "proactive"),
)
KINDS = ("government", "department", "department", "department", "department", "township_gov")
HOME = "http://p.example/"
# Section texts are made of these, some in every text and some in few.
WORDS = (
    *("公开", "信息", "政府", "工作") * 20,
    *("条例", "申请", "办理", "网站", "平台") * 5,
    "解读",
    "备案",
    "督查",
)
RULES = ("outcome-total", "column-total", "carry-over", "late-report", "unchanged", "missing-report")


def main() -> int:
    """Make the country, serve it, ask for every page kind, print the ratios."""
    count = int(sys.argv[sys.argv.index("--units") + 1]) if "--units" in sys.argv else UNITS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        started = time.perf_counter()
        with Store(folder) as store:
            units = fill(store, count)
            click.echo(f"made {count * len(YEARS)} reports in {time.perf_counter() - started:.0f} s")
            started = time.perf_counter()
            write_summaries(store)
            click.echo(f"summaries in {time.perf_counter() - started:.1f} s")
        made = desk(Settings(data=folder, registry=folder, clock=Clock(SEEN)), free_port())
        with running(made):
            return measure(made, units)


def measure(made: Desk, units: list[Unit]) -> int:
    """Ask for every page kind, each time after a row page; gives 1 when one is too slow."""
    rows = [f"/nianjian/units/{unit.id}" for unit in _some(units)]
    late = 0
    for name, paths in pages(units).items():
        _ask(made, paths[0])  # the first, cold one stands apart
        pairs = [
            (_ask(made, rows[number % len(rows)]), _ask(made, path)) for number, path in enumerate(paths)
        ]
        floor, taken = (_slowest(list(each)) for each in zip(*pairs, strict=True))
        late += taken / floor > TIMES
        click.echo(
            f"{name:<26} {taken * 1000:7.1f} ms {taken / floor:6.1f} times a row page ({floor * 1000:.1f} ms)"
        )
    return 1 if late else 0


def _some(units: list[Unit]) -> list[Unit]:
    return Random(SEED).sample(units[::97], min(REQUESTS, len(units[::97])))  # these have every finding


def pages(units: list[Unit]) -> dict[str, list[str]]:
    """Name the addresses of every page kind, each for several records."""
    some = _some(units)
    years = [YEARS[number % len(YEARS)] for number in range(len(some))]
    both = list(zip(some, years, strict=True))
    of = partial(_addresses, both)
    places = {"country": "", "province": "{province}0000", "city": "{city}00", "county": "{county}"}
    return {
        **{f"home, {name}": of(f"/?year={{year}}&region={code}") for name, code in places.items()},
        "matrix": [f"/matrix?start={2000 * number}" for number, _ in enumerate(both)],
        "matrix, city": of("/matrix?region={city}00"),
        "matrix, one rule": of("/matrix?region={province}0000&rule=outcome-total"),
        "unit": of("/unit/{unit}"),
        "finding": of("/finding/outcome-total/{unit}/{year}"),
        "comparison": of("/compare/unchanged/{unit}/{year}"),
        "receipt": of("/receipt/{unit}/{year}"),
        "rules": of("/rules"),
        "questions": of("/questions"),
        "regions": of("/regions?year={year}"),
        "regions, province": of("/regions?year={year}&region={province}0000"),
        "changes": of("/changes?year={year}"),
        "alike": of("/alike?year={year}"),
        "sources": of("/sources"),
        **{f"roll-up, {name}": of(f"/rollup?year={{year}}&region={code}") for name, code in places.items()},
        **{f"statistics, {name}": of(f"/statistics?region={code}") for name, code in places.items()},
        "search, a name": of("/search?q={name}"),
        "search, common words": of("/search?q=公开%20政府"),
        "search, rare words": of("/search?q=督查备案"),
        "search, one character": of("/search?q=县"),
        "list of standings": of("/nianjian/standings?year={year}&standing=late"),
        "list of standings, city": of(
            "/nianjian/standings?year={year}&standing__notin=not_due,exempt&division_code__startswith={city}"
        ),
        "list of findings": of("/nianjian/findings?year={year}&rule_id=outcome-total"),
        "list of findings, search": of("/nianjian/findings?_zh={name}"),
        **{f"all {name}": of(f"/nianjian/{name}") for name in LISTS},
        **{
            name: of(f"/nianjian/{name}?year={{year}}")
            for name in ("missing", "late", "arithmetic", "copied")
        },
        "unit history": of("/nianjian/unit_history?unit={unit}"),
        "unit history, all": of("/nianjian/unit_history"),
    }


def _addresses(both: list[tuple[Unit, int]], address: str) -> list[str]:
    """Fill an address with each unit and year in turn."""
    return [
        address.format(
            unit=unit.id,
            year=year,
            name=unit.name[-8:],
            province=unit.division_code[:2],
            city=unit.division_code[:4],
            county=unit.division_code[:6],
        )
        for unit, year in both
    ]


def _slowest(taken: list[float]) -> float:
    """Give the 95th percentile."""
    return sorted(taken)[max(0, int(len(taken) * 0.95) - 1)]


def _ask(made: Desk, path: str) -> float:
    connection = HTTPConnection("127.0.0.1", made.port, timeout=120)
    started = time.perf_counter()
    connection.request("GET", quote(path, safe="/?&=%,"))
    answer = connection.getresponse()
    body = answer.read()
    taken = time.perf_counter() - started
    connection.close()
    if answer.status != 200 or "未能按".encode() in body:
        click.echo(f"{path}: {answer.status}, not complete", err=True)
        return 1000.0
    return taken


# ------------------------------------------------------------------ the country


def fill(store: Store, count: int) -> list[Unit]:
    """Make the country's registry, coverage, reports, figures and findings."""
    dice = Random(SEED)
    units = [_unit(number, count) for number in range(count)]
    portals = sorted({unit.portal_id or "" for unit in units})
    store.replace(Portal, [Portal(id=each, name=f"门户{each}", home_url=HOME) for each in portals])
    store.replace(Unit, units)
    store.replace(Rule, [_rule(rule) for rule in RULES])
    reports = [_report(unit, year, dice) for unit in units for year in YEARS]
    store.replace(Report, reports)
    store.replace(Section, (_section(report, dice) for report in reports))
    homes = {unit.id: unit.portal_id or "" for unit in units}
    store.append(*(_look(report, homes[report.unit_id or ""]) for report in reports))
    store.append(*(_walk(each, day) for each in portals for day in range(10)))
    store.replace(Coverage, (_coverage(report, dice) for report in reports))
    store.replace(Finding, (each for report in reports for each in _findings(report, dice)))
    cells = form("fmt_2021").cells()
    names = ", ".join(f'"{cell}"' for cell in cells)
    marks = ", ".join("?" * (len(cells) + 1))
    with store.atomic():
        store.db.conn.executemany(
            f'INSERT INTO "{FIGURES}" (report_id, {names}) VALUES ({marks})',
            ((report.id, *dice.choices(range(40), k=len(cells))) for report in reports),
        )
    return units


def _unit(number: int, count: int) -> Unit:
    place = number * 2_480 // count  # 31 provinces of 80 counties in 8 cities
    code = f"{11 + place // 80:02}{1 + place // 10 % 8:02}{1 + place % 10:02}"
    kind = KINDS[number % len(KINDS)]
    if kind == "township_gov":
        code += f"{100 + number % 900:03}"
    return Unit(
        id=f"u{number:05}",
        name=f"第{number}号县区{kind}单位名称{number}",
        kind=kind,  # type: ignore[arg-type]
        level="county",
        division_code=code,
        portal_id=code[:6],
    )


def _rule(rule: str) -> Rule:
    words = {"name_zh": rule, "name_en": rule, "basis": "依据", "description": "说明"}
    return Rule(id=rule, severity="error", **words)


def _report(unit: Unit, year: int, dice: Random) -> Report:
    key = f"{unit.id}{year}".encode().hex()
    return Report(
        id=key[:20],
        url=f"http://p.example/{key}.html",
        sha256=key.ljust(64, "0"),
        title=f"{unit.name}{year}年政府信息公开工作年度报告",
        first_seen_at=SEEN,
        last_seen_at=SEEN,
        unit_id=unit.id,
        year=year,
        unit_name=unit.name,
        form="fmt_2021",
        published_on=date(year + 1, 1, 1) + timedelta(days=dice.randrange(50)),
        date_source="meta",
    )


def _section(report: Report, dice: Random) -> Section:
    text = "。".join("".join(dice.choices(WORDS, k=12)) for _ in range(12))
    return Section(report_id=report.id, key="overview", heading="一、总体情况", text=text)


def _look(report: Report, portal: str) -> Look:
    return Look(
        id=report.id,
        run_id="r",
        portal_id=portal,
        url=report.url,
        purpose="report",
        at=SEEN,
        hash=report.id,
        sha256=report.sha256,
        title=report.title,
    )


def _walk(portal: str, day: int) -> Walk:
    at = SEEN - timedelta(days=day)
    common = {"portal_id": portal, "column_url": HOME, "started_at": at, "finished_at": at, "pages": ()}
    return Walk(id=f"{portal}{day}", run_id="r", outcome="complete" if day else "timeout", seen=16, **common)  # type: ignore[arg-type]


def _coverage(report: Report, dice: Random) -> Coverage:
    due, common = (
        date((report.year or 0) + 1, 1, 31),
        {"unit_id": report.unit_id or "", "year": report.year or 0},
    )
    if dice.random() < 0.05:
        state = dice.choice(("absent", "not_seen", "unverifiable"))
        return Coverage(state=state, due_on=due, due_kind="legal", looks=3, **common)  # type: ignore[arg-type]
    late = max(0, ((report.published_on or due) - due).days)
    return Coverage(
        state="published",
        due_on=due,
        due_kind="legal",
        published_on=report.published_on,
        days_late=late,
        looks=3,
        report_id=report.id,
        **common,  # type: ignore[arg-type]
    )


def _findings(report: Report, dice: Random) -> Iterator[Finding]:
    for rule in RULES:
        always = rule in ("outcome-total", "unchanged") and int((report.unit_id or "u0")[1:]) % 97 == 0
        if always or dice.random() < 0.12:
            yield Finding(
                id=f"{rule}/{report.unit_id}/{report.year}",
                rule_id=rule,
                unit_id=report.unit_id or "",
                year=report.year or 0,
                severity="error",
                message="第三部分表格“总计”栏：4与填报的0不符，相差4。",
                basis="依据",
                report_id=report.id,
                cells=("t3.total_processed.total",),
                lines=(Equation(equation="（一）＋……＝（七）", left=4, right=0, delta=4),),
                sha256=report.sha256,
                url=report.url,
                detected_on=date(2026, 2, 3),
            )


if __name__ == "__main__":
    sys.exit(main())
