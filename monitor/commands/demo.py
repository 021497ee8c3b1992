"""`nianjian demo`: The whole job on a simulated government of this machine."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from data.clock import Clock
from data.errors import Complaint
from data.records import Coverage, Finding, Review, Rule, Unit
from data.registry import load_registry
from data.runs import row_hash
from data.store import Store
from data.words import PRIVATE_RULES, SIGNS, STANDINGS
from demo.answers import ExpectedCoverage, ExpectedFinding, expected_coverage, expected_findings
from demo.country import LOOKS
from demo.letters import LETTER
from demo.mailbox import Mailbox
from demo.registry import write_registry
from demo.server import Government
from monitor.desk import HOST, desk, free_port, running
from monitor.letters.drafting import Order, draft_notice
from monitor.letters.ledger import Entry, note
from monitor.mail.round import send_digest
from monitor.settings import Settings
from monitor.stages import check, run

SENDER = "nianjian@demo.example"
MARK = "this folder is made anew by every nianjian demo"


@click.command()
@click.option("--no-serve", is_flag=True, help="Print what was found, and end.")
@click.option("--port", type=int, default=8001, show_default=True, help="Where the desk listens.")
@click.pass_obj
def command(settings: Settings, no_serve: bool, port: int) -> int:
    """Show the whole job on a simulated government, and compare it with its answer key."""
    port = port or free_port()
    address = f"http://{HOST}:{port}"
    settings = replace(settings, data=_fresh(settings.data / "demo"), base_url=address)
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
    made = desk(settings, port)
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
            if at is LOOKS[0]:
                _write_letter(today)
            send_digest(today)
    return mailbox.received


def _write_letter(settings: Settings) -> None:
    """Confirm one finding, draft the notice about it and note its dates, as an office does between looks."""
    told, today = LETTER, settings.clock.today()
    with Store(settings.data) as store:
        said = Review(
            id="",
            finding_id=told.finding_id,
            actor=told.officer,
            at=settings.clock.now(),
            verdict="confirmed",
            reason=told.reason,
        )
        store.append(replace(said, id=row_hash(said)))
    check(settings, load_registry(settings.registry))
    order = Order(unit_id=told.unit_id, year=told.year)
    drafted = draft_notice(settings, order)
    entry = Entry(doc_no=told.doc_no, sent_on=today, rectify_by=told.rectify_by)
    with Store(settings.data) as store:
        note(store, drafted.letter_id, entry, settings.clock)
    click.echo(f"letter: {drafted.result}", err=True)


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
    """Print the matrix of units and years, and each finding with its sentence."""
    names = {unit.id: unit.name for unit in store.rows(Unit)}
    standings = list(store.db.query("SELECT unit_id, year, standing FROM standings ORDER BY unit_id, year"))
    console = Console()
    console.print(_matrix(standings, names))
    met = {row["standing"] for row in standings}
    legend = "　".join(f"{SIGNS[code]} {name}" for code, name in STANDINGS.items() if code in met)
    console.print(legend, "\n", highlight=False)
    rules = {rule.id: rule.name_zh for rule in store.rows(Rule)}
    for finding in store.rows(Finding):
        if finding.rule_id in PRIVATE_RULES:
            continue
        console.print(
            f"· {names[finding.unit_id]} {finding.year}年度　{rules[finding.rule_id]}", style="bold"
        )
        console.print(f"  {finding.message}\n", highlight=False)


def _matrix(standings: list[dict[str, Any]], names: dict[str, str]) -> Table:
    """A line a unit, a column a year, in the signs of the matrix page."""
    years = sorted({row["year"] for row in standings})
    table = Table(title="历年一览", title_justify="left")
    table.add_column("单位", no_wrap=True)
    for year in years:
        table.add_column(str(year), justify="center")
    for unit_id in dict.fromkeys(row["unit_id"] for row in standings):
        signs = {row["year"]: SIGNS[row["standing"]] for row in standings if row["unit_id"] == unit_id}
        table.add_row(names[unit_id], *(signs.get(year, "") for year in years))
    return table
