"""`nianjian circular`: the publication circular of a region, or the positive statement for its website."""

from __future__ import annotations

from pathlib import Path

import click

from data.errors import Complaint
from data.registry import division_prefix
from monitor.letters.drafting import Round, draft_circular
from monitor.settings import Settings


@click.command()
@click.option("--year", type=int, help="The report year (default: last year).")
@click.option("--region", metavar="CODE", default="", help="A division code (default: everywhere).")
@click.option("--out", type=click.Path(path_type=Path), help="Where to write (default: <data>/letters/).")
@click.option("--positive", is_flag=True, help="Write the statement for the website (年度报告公布情况).")
@click.pass_obj
def command(settings: Settings, year: int | None, region: str, out: Path | None, positive: bool) -> int:
    """Draft a publication circular (公布情况通报) as DOCX, after six checks, and register it."""
    try:
        division_prefix(region)
    except ValueError as error:
        raise Complaint("--region", region, "a division code", "write 6, 9 or 12 digits") from error
    wanted = Round(year=year or settings.clock.today().year - 1, region=region, out=out, positive=positive)
    drafted, made = draft_circular(settings, wanted)
    for check in made:
        if drafted is None and not check.passed:
            click.echo(f"circular: {check.words}", err=True)
    if drafted is None:
        click.echo("circular: nothing was written", err=True)
        return 2
    for line in drafted.left_out:
        click.echo(f"circular: {line}", err=True)
    click.echo(drafted.result)
    click.echo(f"circular: registered as {drafted.letter_id}", err=True)
    return 0
