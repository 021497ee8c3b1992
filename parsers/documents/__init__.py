"""One module here is one file type: `recognise(body)` says how sure it is, `read(body)` gives blocks.

Chosen by the bytes themselves, never by name or header; the folder is the list of types.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Protocol, cast

from parsers.blocks import Document, Unreadable


class FileType(Protocol):
    """What a module of this folder offers."""

    def recognise(self, body: bytes) -> int:
        """Say how surely these bytes are of this type: 0 not at all, 9 by its magic bytes."""

    def read(self, body: bytes, declared: str | None) -> Document:
        """Turn bytes into blocks; `declared` is the charset of the HTTP header; raises Unreadable."""


@cache
def types() -> tuple[FileType, ...]:
    """Give every file type there is."""
    names = sorted(module.name for module in iter_modules(__path__))
    return tuple(cast("FileType", import_module(f"{__name__}.{name}")) for name in names)


def load(body: bytes, declared: str | None = None) -> Document:
    """Turn the bytes of any supported file into blocks.

    Raises Unreadable with a reason code: `unreadable_file` when no type recognises them, else what the
    type's own reader says.
    """
    chosen = _chosen(body)
    if chosen is None:
        raise Unreadable("unreadable_file")
    return chosen.read(body, declared)


def kinds() -> dict[str, int]:
    """Name every file type with the version of its reader: its module's `VERSION`, 1 where it has none."""
    return {_name(each): getattr(each, "VERSION", 1) for each in types()}


def kind_of(body: bytes) -> str | None:
    """Name the type of these bytes; None where no type recognises them."""
    chosen = _chosen(body)
    return _name(chosen) if chosen else None


def _chosen(body: bytes) -> FileType | None:
    sure, chosen = max(((each.recognise(body), each) for each in types()), key=lambda pair: pair[0])
    return chosen if sure else None


def _name(kind: FileType) -> str:
    return cast("ModuleType", kind).__name__.rpartition(".")[2]
