"""`nianjian serve`: the desk in a browser, on this machine."""

from __future__ import annotations

import os
import sys

import click

from data.errors import Complaint
from data.registry import load_registry
from monitor.desk import desk, free_port
from monitor.settings import Settings


@click.command()
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8001,
    show_default=True,
    help="Where the desk listens; 0 takes any free port.",
)
@click.pass_obj
def command(settings: Settings, port: int) -> int:
    """Show what was found: tables, queries, search, in Chinese, in a browser on this machine."""
    officers = len(load_registry(settings.registry).officers)
    if officers and not settings.secret:
        cure = "set it to a long random text: it signs who is logged in"
        raise Complaint("NIANJIAN_SECRET", None, "set, though officers.csv has rows", cure)
    made = desk(settings, port or free_port())
    click.echo(f"desk: {made.address}")
    if not officers:
        click.echo("no officers are registered: open on this machine only (Ctrl-C stops it)", err=True)
    sys.stdout.flush()
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # stdout carries results only, not Datasette's log
    os.execve(made.command[0], made.command, dict(made.environment))
