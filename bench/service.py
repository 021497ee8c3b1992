"""What a service of 3,000 units takes after a year: `python -m bench.service [--units N] [--years N]`.

A data folder is made as the crawler would have left it: all reports of some years, every walk and look of one
year of service (nightly in season, weekly else). Then the service's own commands work on it, one by one as
`schedule` starts them, and what each takes in memory, time and disk is printed. Status 1: more than 700 MB.

Memory is the kernel's highest resident size of a process and those it started; the service holds its own
besides that of the one command at work. `--keep DIR` leaves the folder there.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import click

from bench.service_year import LAST_YEAR, Year, bodies, items, nights, write_registry
from data.clock import OFFICE_ZONE, Clock
from data.registry import load_registry
from data.store import Store
from monitor.mail.outbox import mails
from monitor.service.schedule import due, last_runs
from monitor.service.upkeep import upkeep_due

LIMIT_MB = 700
PROJECT = Path(__file__).resolve().parent.parent
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("parse",),
    ("check",),
    ("digest",),
    ("status",),
    ("backup",),
    ("verify",),
)
POKES_A_DAY = 2


@click.command()
@click.option("--units", default=3000, show_default=True, help="How many units.")
@click.option("--years", default=5, show_default=True, help="How many report years they have published.")
@click.option("--keep", type=click.Path(path_type=Path), help="Leave (or take up) the data folder here.")
@click.option("--stage", type=click.Choice(["all", "make", "pokes"]), default="all", hidden=True)
def main(units: int, years: int, keep: Path | None, stage: str) -> None:
    """Make the year, let the service's commands work on it, print what each takes."""
    with _folder(keep) as folder:
        if stage == "make":
            _make(folder, units, years)
        elif stage == "pokes":
            _pokes(folder)
        else:
            sys.exit(_measure(folder, units, years))


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep.absolute()
        return
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def _measure(folder: Path, units: int, years: int) -> int:
    sizes = [f"--units={units}", f"--years={years}", f"--keep={folder}"]
    bench = [sys.executable, "-P", "-m", "bench.service", *sizes]
    if not (folder / "data").exists():
        _taken("making the year", [*bench, "--stage=make"], folder)
    highest = 0.0
    for words in COMMANDS:
        cli = [sys.executable, "-P", "-m", "monitor.cli", *words]
        highest = max(highest, _taken(" ".join(words), cli, folder))
    own = _taken("schedule itself, a year of pokes", [*bench, "--stage=pokes"], folder)
    _disk(folder, units, years)
    whole = highest + own
    verdict = "met" if whole <= LIMIT_MB else "MISSED"
    click.echo(f"{'service at its highest':34} {whole:8.0f} MB   goal ≤ {LIMIT_MB} MB: {verdict}")
    return 0 if whole <= LIMIT_MB else 1


def _taken(name: str, command: list[str], folder: Path) -> float:
    """Run one command to its end and give its highest resident size in MB."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(PROJECT),
        "NIANJIAN_DATA": str(folder / "data"),
        "NIANJIAN_REGISTRY": str(folder / "registry"),
        "NIANJIAN_NOW": f"{LAST_YEAR + 1}-12-28T08:00:01+08:00",
    }
    started = time.perf_counter()
    with (folder / "said.txt").open("ab") as said:
        process = subprocess.Popen(command, env=environment, stdout=said, stderr=said, cwd=PROJECT)
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - started
    processor = used.ru_utime + used.ru_stime
    click.echo(
        f"{name:34} {used.ru_maxrss / 1024:8.0f} MB {seconds:8.1f} s ({processor:.1f} s of processor), "
        f"status {process.returncode}"
    )
    return used.ru_maxrss / 1024


def _make(folder: Path, units: int, years: int) -> None:
    listed = bodies(units)
    write_registry(folder / "registry", listed)
    part = folder / "data.part"
    with Store(part) as store:
        # How fast this disk syncs is not the question here.
        store.db.conn.execute("PRAGMA synchronous=OFF")
        year = Year(store, items(listed, years))
        for at in nights(LAST_YEAR + 1):
            year.night(at)
    part.replace(folder / "data")


def _pokes(folder: Path) -> None:
    """Ask what is due through a whole year, as the service does, in one process; print how it grew."""
    start = datetime(LAST_YEAR + 1, 1, 1, tzinfo=OFFICE_ZONE)
    sizes = []
    for number in range(365 * POKES_A_DAY):
        now = Clock(start + timedelta(hours=24 / POKES_A_DAY * number)).now()
        registry = load_registry(folder / "registry")
        with Store(folder / "data") as store:
            runs = last_runs(store, now)
            due(now, runs, mails(store), registry.recipients)
            upkeep_due(now, runs, registry.policy.backups_kept)
        sizes.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
    click.echo(f"pokes: {sizes[POKES_A_DAY]} MB after a day, {sizes[-1]} MB after a year")


def _disk(folder: Path, units: int, years: int) -> None:
    """Print what lies on the disk, as a whole and for 1,000 units."""
    data = folder / "data"
    with Store(data) as store:
        counted = {
            name: store.db.conn.execute(f"SELECT count(*) FROM {name}").fetchone()[0]
            for name in ("looks", "walks", "sightings", "reports", "findings")
        }
    click.echo(f"{units} units, {years} report years, one year of service: {counted}")
    sizes = {
        "nianjian.db": (data / "nianjian.db").stat().st_size,
        "office.db": (data / "office.db").stat().st_size,
        "snapshots": _size(data / "snapshots"),
        "one backup": max((each.stat().st_size for each in (data / "backups").glob("*.tar")), default=0),
    }
    for name, size in sizes.items():
        click.echo(f"{name:34} {size / 1e6:8.0f} MB, {size / 1e6 * 1000 / units:8.0f} MB for 1,000 units")
    shutil.rmtree(data / "backups", ignore_errors=True)


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


if __name__ == "__main__":
    main()
