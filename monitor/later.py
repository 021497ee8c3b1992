"""Commands of the public interface whose part is not built yet: they say so and end with status 2."""

from __future__ import annotations

import click


def later(what: str, instead: str) -> click.Command:
    """Make a command that takes anything, does nothing, and says what to use until it is there."""

    @click.command(
        help=f"{what} (not in this version)",
        context_settings={"ignore_unknown_options": True, "allow_extra_args": True},
    )
    @click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
    @click.pass_context
    def command(ctx: click.Context, arguments: tuple[str, ...]) -> int:
        click.echo(f"nianjian {ctx.info_name}: not in this version yet; {instead}", err=True)
        return 2

    return command
