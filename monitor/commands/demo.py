"""`nianjian demo`: The whole job on a simulated government of this machine."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from data.clock import Clock
from data.errors import Complaint
from data.records import Coverage, Finding, Rule
from data.registry import load_registry
from data.store import Store
from data.words import LATE, ON_TIME, REASONS, STATES
from demo.answers import ExpectedCoverage, ExpectedFinding, expected_coverage, expected_findings
from demo.country import LOOKS
from demo.mailbox import Mailbox
from demo.registry import write_registry
from demo.server import Government
from monitor.desk import desk, free_port, running
from monitor.mail_round import send_digest
from monitor.settings import Settings
from monitor.stages import run

SENDER = "nianjian@demo.example"
MARK = "this folder is made anew by every nianjian demo"


@click.command()
@click.option("--no-serve", is_flag=True, help="Print what was found, and end.")
@click.option("--port", type=int, default=8001, show_default=True, help="Where the desk listens.")
@click.pass_obj
def command(settings: Settings, no_serve: bool, port: int) -> int:
    """Show the whole job on a simulated government, and compare it with its answer key."""
    settings = replace(settings, data=_fresh(settings.data / "demo"))
    mails = _three_looks(settings)
    with Store(settings.data) as store:
        differences = _compare(store)
        _show(store)
    for path in mails:
        click.echo(f"mail: {path.with_suffix('.html')}")
    for difference in differences:
        click.echo(f"differs from the answer key: {difference}")
    if not differences:
        click.echo("everything agrees with the answer key")
    if not no_serve:
        _serve(settings, port)
    return 1 if differences else 0


def _serve(settings: Settings, port: int) -> None:
    made = desk(settings, port or free_port())
    with running(made) as child:
        click.echo(f"desk: {made.address} (Ctrl-C ends it)")
        child.wait()


def _fresh(folder: Path) -> Path:
    """Empty the demonstration's own folder; a folder it did not make is left alone."""
    mark = folder / "README"
    if folder.exists() and not mark.exists() and any(folder.iterdir()):
        raise Complaint(
            "--data", str(folder), "a folder the demo made", "move it away or name another --data"
        )
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    mark.write_text(f"{MARK}\n", encoding="utf-8")
    return folder


def _three_looks(settings: Settings) -> list[Path]:
    """Look, read and judge on each simulated day, and send the mail of its week."""
    day = [Clock(LOOKS[0])]
    registry = settings.data / "registry"
    with Government(lambda: day[-1].now()) as government, Mailbox(settings.data / "mail") as mailbox:
        write_registry(registry, government.base_urls)
        load_registry(registry)
        for at in LOOKS:
            day.append(Clock(at))
            click.echo(f"── {at:%Y-%m-%d %H:%M}", err=True)
            today = replace(
                settings,
                registry=registry,
                clock=day[-1],
                smtp=mailbox.address,
                mail_from="nianjian@demo.example",
            )
            run(today)
            send_digest(today)
    return mailbox.received


def _compare(store: Store) -> list[str]:
    """Name each difference between what was found and the answer key."""
    found = {
        ExpectedCoverage(row.unit_id, row.year, row.state, row.reason, row.days_late)
        for row in store.rows(Coverage)
    }
    wanted = set(expected_coverage())
    said = {
        ExpectedFinding(row.id, row.severity, row.left, row.right, row.delta) for row in store.rows(Finding)
    }
    planted = set(expected_findings())
    return [
        *(f"not found: {each}" for each in sorted(map(str, (wanted - found) | (planted - said)))),
        *(f"not in the key: {each}" for each in sorted(map(str, (found - wanted) | (said - planted)))),
    ]


def _show(store: Store) -> None:
    console = Console()
    console.print(_coverage_table(store), _findings_table(store))


def _coverage_table(store: Store) -> Table:
    """A line a unit, a column a year, in the officer's words."""
    rows = list(store.rows(Coverage))
    years = sorted({row.year for row in rows})
    names = {row["id"]: row["name"] for row in store.db.query("SELECT id, name FROM units")}
    table = Table(title="公布情况", title_justify="left")
    for heading in ("单位", *map(str, years)):
        table.add_column(heading)
    for unit_id in dict.fromkeys(row.unit_id for row in rows):
        cells = {row.year: _state(row) for row in rows if row.unit_id == unit_id}
        table.add_row(names.get(unit_id, unit_id), *(cells.get(year, "") for year in years))
    return table


def _state(row: Coverage) -> str:
    if row.state == "published":
        return f"{LATE}{row.days_late}天" if row.days_late else ON_TIME
    reason = f"（{REASONS[row.reason]}）" if row.reason in REASONS else ""
    return f"{STATES[row.state]}{reason}"


def _findings_table(store: Store) -> Table:
    table = Table(title="问题", title_justify="left", show_lines=True)
    for heading in ("单位", "年度", "问题", "情况"):
        table.add_column(heading)
    names = {row["id"]: row["name"] for row in store.db.query("SELECT id, name FROM units")}
    rules = {rule.id: rule.name_zh for rule in store.rows(Rule)}
    for row in store.rows(Finding):
        table.add_row(names.get(row.unit_id, row.unit_id), str(row.year), rules[row.rule_id], row.message)
    return table
