"""Progress on long work: a bar on a terminal, a line now and then elsewhere; always on stderr."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from rich.console import Console
from rich.progress import track

Item = TypeVar("Item")
LONG = 200


def follow(items: Sequence[Item], doing: str) -> Iterator[Item]:
    """Go through items and show how far it is; few items show nothing."""
    console = Console(stderr=True)
    if len(items) < LONG or not console.is_terminal:
        if items:
            console.print(f"{doing}: {len(items)}", highlight=False)
        yield from items
        return
    yield from track(items, doing, console=console, transient=True)
