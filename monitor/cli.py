"""The command line: `nianjian COMMAND …`. One command is one file in monitor/commands/.

Global options may stand before or after the command. Exit status: 0 done, 1 done but something that matters
could not be fetched or read, 2 bad usage or configuration.
"""

from __future__ import annotations

import sqlite3
import sys
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import click

from data.errors import Complaint
from monitor import commands
from monitor.service.disk import disk_trouble
from monitor.settings import settings

GLOBAL = ("--data", "--registry")


class Commands(click.Group):
    """The commands found in monitor/commands/, each imported only when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name every command: the file names, `_` written as `-`."""
        return sorted(each.name.replace("_", "-") for each in iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Give one command by name, or None."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = import_module(f"{commands.__name__}.{cmd_name.replace('-', '_')}").command
        command.name = cmd_name
        return command


@click.group(cls=Commands, invoke_without_command=False)
@click.option("--data", metavar="DIR", help="Databases and snapshots (env NIANJIAN_DATA).")
@click.option("--registry", metavar="DIR", help="The registry's CSV files (env NIANJIAN_REGISTRY).")
@click.pass_context
def nianjian(ctx: click.Context, data: str | None, registry: str | None) -> None:
    """Find, read and check the yearly reports on government-information disclosure (政府信息公开年报)."""
    ctx.obj = settings(data, registry)


def hoist(arguments: list[str]) -> list[str]:
    """Bring the global options to the front, wherever they stand.

    >>> hoist(["check", "--data", "d", "--as-of", "2026-02-10", "--registry=r"])
    ['--data', 'd', '--registry=r', 'check', '--as-of', '2026-02-10']
    >>> hoist(["read", "--", "--data"])
    ['read', '--', '--data']
    """
    front: list[str] = []
    rest: list[str] = []
    left = list(arguments)
    while left:
        argument = left.pop(0)
        if argument == "--":
            return [*front, *rest, argument, *left]
        if argument in GLOBAL:
            front += [argument, *left[:1]]
            left = left[1:]
        elif argument.startswith(tuple(f"{name}=" for name in GLOBAL)):
            front.append(argument)
        else:
            rest.append(argument)
    return front + rest


def main(arguments: list[str] | None = None) -> int:
    """Run one command and give its exit status; complaints become one line on stderr."""
    try:
        given = hoist(sys.argv[1:] if arguments is None else arguments)
        status: Any = nianjian.main(given, prog_name="nianjian", standalone_mode=False)
    except Complaint as complaint:
        click.echo(f"nianjian: {complaint}", err=True)
        return 2
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return 2
    except click.ClickException as error:
        click.echo(f"nianjian: {error.format_message()} (see `nianjian --help`)", err=True)
        return 2
    except (OSError, sqlite3.DatabaseError) as error:
        trouble = disk_trouble(error)
        if trouble is None:
            raise
        click.echo(f"nianjian: {trouble}", err=True)
        return 2
    except (KeyboardInterrupt, click.Abort):
        click.echo("nianjian: stopped; what was done so far is kept, run it again to go on", err=True)
        return 130
    return status if isinstance(status, int) else 0


if __name__ == "__main__":
    sys.exit(main())
