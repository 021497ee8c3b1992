"""One module here is one file type: `recognise(body)` says how sure it is, `read(body)` gives blocks.

Chosen by the bytes themselves, never by name or header; the folder is the list of types.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
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
    sure, chosen = max(((each.recognise(body), each) for each in types()), key=lambda pair: pair[0])
    if not sure:
        raise Unreadable("unreadable_file")
    return chosen.read(body, declared)
