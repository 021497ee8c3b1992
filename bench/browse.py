"""Every page kind of the desk on 200,000 reports: `python -m bench.browse [--units N]`; status 1: too slow.

40,000 units and five years each are made (bench/country.py), served with real Datasette, and asked for.
A page may take 15 times a Datasette row page at the 95th percentile of its requests, each of another record.
"""

from __future__ import annotations

import sys
import tempfile
import time
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from random import Random
from urllib.parse import quote

import click

from bench.country import SEED, SEEN, YEARS, fill
from data.clock import Clock
from data.records import Unit
from data.store import Store
from data.summaries import write_summaries
from monitor.desk import Desk, desk, free_port, running
from monitor.settings import Settings

UNITS = 40_000
REQUESTS, TIMES = 20, 15
LISTS = (
    *("standings", "findings", "coverage", "reports", "units", "looks", "walks", "sections", "deltas"),
    *("applications", "disputes", "proactive"),
)


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
        with running(made) as child:
            return measure(made, units, child.pid)


def measure(made: Desk, units: list[Unit], pid: int) -> int:
    """Ask for every page kind, each time after a row page; gives 1 when one is too slow or not complete.

    What counts is the processor's time in the desk's process: others on the machine change it little. The
    seconds a visitor waited are printed beside it.
    """
    rows = [f"/nianjian/units/{unit.id}" for unit in _some(units)]
    late = 0
    for name, paths in pages(units).items():
        _ask(made, paths[0], pid)  # the first, cold one stands apart
        pairs = [
            (_ask(made, rows[n % len(rows)], pid), _ask(made, path, pid)) for n, path in enumerate(paths)
        ]
        floor, taken = (_slowest([spent for spent, _ in each]) for each in zip(*pairs, strict=True))
        waited = _slowest([waited for _, (_, waited) in pairs])
        late += taken / floor > TIMES
        click.echo(
            f"{name:<26} {taken:7.1f} ms {taken / floor:6.1f} times a row page; waited {waited:7.1f} ms"
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


def _ask(made: Desk, path: str, pid: int) -> tuple[float, float]:
    """Ask for one page: the milliseconds of the processor, and those waited; a bad answer is endless."""
    connection = HTTPConnection("127.0.0.1", made.port, timeout=120)
    started, before = time.perf_counter(), _spent(pid)
    connection.request("GET", quote(path, safe="/?&=%,"))
    answer = connection.getresponse()
    body = answer.read()
    spent, waited = _spent(pid) - before, 1000 * (time.perf_counter() - started)
    connection.close()
    if answer.status != 200 or "未能按".encode() in body:
        click.echo(f"{path}: {answer.status}, not complete", err=True)
        return 1_000_000.0, 1_000_000.0
    return spent, waited


def _spent(pid: int) -> float:
    """Add up the milliseconds all threads of a process have had a processor for."""
    threads = Path(f"/proc/{pid}/task").iterdir()
    return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads) / 1e6


if __name__ == "__main__":
    sys.exit(main())
