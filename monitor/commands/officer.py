"""`nianjian officer add|password NAME`: Name the officers who may review findings."""

from __future__ import annotations

import sys
from dataclasses import replace

import click

from data.errors import Complaint
from data.registry.officers import load_officers, officer, save_officers
from monitor.settings import Settings


@click.group()
def command() -> None:
    """Name the officers who may review findings; with the first one the desk asks everybody to log in."""


@command.command()
@click.argument("name")
@click.option("--division-code", metavar="CODE", help="The place whose findings they may review.")
@click.pass_obj
def add(settings: Settings, name: str, division_code: str | None) -> int:
    """Add an officer; the password is asked for, or read as the first line of stdin."""
    there = load_officers(settings.registry)
    if any(each.name == name for each in there):
        raise Complaint("NAME", name, "new in officers.csv", "change it with `officer password`")
    save_officers(settings.registry, [*there, officer(name, _password(), division_code)])
    click.echo(f"officer added: {name}")
    if not settings.secret:
        click.echo("serve needs NIANJIAN_SECRET from now on: a long random text", err=True)
    return 0


@command.command()
@click.argument("name")
@click.pass_obj
def password(settings: Settings, name: str) -> int:
    """Give an officer another password; who is logged in with the old one has to log in again."""
    there = load_officers(settings.registry)
    if all(each.name != name for each in there):
        raise Complaint("NAME", name, "in officers.csv", "add it with `officer add`")
    fresh = officer(name, _password(), None).password_hash
    save_officers(
        settings.registry,
        [replace(each, password_hash=fresh) if each.name == name else each for each in there],
    )
    click.echo(f"password changed: {name}")
    return 0


def _password() -> str:
    """Ask for the password twice, or take the first line of stdin; never an argument others could see."""
    if sys.stdin.isatty():
        given: str = click.prompt("password", hide_input=True, confirmation_prompt=True, err=True)
        return given
    return sys.stdin.readline().rstrip("\r\n")
