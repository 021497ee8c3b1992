"""Write docs/commands.md from the commands themselves: `python -m docs.make_commands`. A test holds it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from data.registry.rows import PolicyRow
from monitor.cli import nianjian
from monitor.letters.material import KEYS
from monitor.season.calendar import USUAL, items

PAGE = Path(__file__).with_name("commands.md")
HEAD = """# Commands and settings

Made by `python -m docs.make_commands` from the program itself; do not edit.

Start them as `./run nianjian COMMAND …`. `--data DIR` and `--registry DIR` may stand before or after any of
them. Results go to stdout, all else to stderr. Exit status:

- 0: done
- 1: done, but something that matters could not be fetched or read
- 2: bad usage or configuration, said in one line; nothing was changed
"""
VARIABLES = {
    "DATA": "databases and snapshots; as `--data`",
    "REGISTRY": "the registry's CSV files; as `--registry`",
    "SMTP": "`smtp://[user:password@]host:port` (STARTTLS when offered) or `smtps://…`; unset: mails wait",
    "MAIL_FROM": "who writes the mails, as in `年报监测 <watch@example.org>`",
    "BASE_URL": "where readers reach the desk: links in mail and letters, the path nginx passes on",
    "CONTACT": "named in the user agent and at the foot of the mails",
    "SECRET": "signs who is logged in; a long random text, needed as soon as `officers.csv` has a row",
    "PROXY": "proxy for the requests to portals, `http://[user:password@]host:port`",
    "HEARTBEAT": "file of the service's sign of life; default `<data>/heartbeat`",
    "HEARTBEAT_URL": "address the service asks every five minutes, for a monitor that alarms when it stops",
    "NOW": "where the clock starts (ISO 8601 with zone), for rehearsals and tests",
}


def page() -> str:
    """Write the whole page."""
    return "\n".join([HEAD, *_commands(), *_settings()])


def _commands() -> Iterator[str]:
    context = click.Context(nianjian)
    for name in nianjian.list_commands(context):
        command = nianjian.get_command(context, name)
        if command is not None:
            yield from _command(f"nianjian {name}", command)


def _command(name: str, command: click.Command) -> Iterator[str]:
    if isinstance(command, click.Group):
        yield f"## {name}\n\n{_told(command)}\n"
        for word, part in sorted(command.commands.items()):
            yield from _command(f"{name} {word}", part)
        return
    context = click.Context(command, info_name=name)
    usage = " ".join(command.collect_usage_pieces(context)).replace("[OPTIONS] ", "").replace("[OPTIONS]", "")
    yield f"## {f'{name} {usage}'.strip()}\n\n{_told(command)}\n"
    options = [each for each in command.params if isinstance(each, click.Option) and not each.hidden]
    if options:
        yield "| option | what it does |\n|---|---|"
        yield from (
            f"| {_shape(each, context)} | {(each.help or '').replace('|', '/')} |" for each in options
        )
        yield ""


def _told(command: click.Command) -> str:
    return " ".join((command.help or "").split())


def _shape(option: click.Option, context: click.Context) -> str:
    value = "" if option.is_flag else f" {option.make_metavar(context)}"
    return f"`{', '.join(option.opts)}{value}`"


def _settings() -> Iterator[str]:
    yield "## Environment\n\n| variable | what it says |\n|---|---|"
    yield from (f"| `NIANJIAN_{name}` | {told} |" for name, told in VARIABLES.items())
    yield "\n## Files of the registry that hold settings\n"
    yield "`data/seeds/README.md` explains all files. Keys not given keep their defaults.\n"
    yield "| file | keys and defaults |\n|---|---|"
    policy = (
        f"`{name}` {'' if field.default is None else field.default}".strip()
        for name, field in PolicyRow.model_fields.items()
    )
    yield f"| `policy.csv` | {', '.join(policy)} |"
    yield f"| `season.csv` | {', '.join(f'`{key}` {value}' for key, value in items(USUAL))} |"
    yield f"| `letterhead.csv` (who writes the letters) | {', '.join(f'`{key}`' for key in KEYS)} |"
    yield ""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
