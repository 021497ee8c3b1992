"""One module a CMS family. The folder is the registry: a module here is a family, its name is its id.

A family module is pure and holds:

    RANK                    families are asked in this order, the most particular first
    PROVES_COMPLETE         whether a list read through it to its end may count as complete
    OVERLAPS                (where True) a further page may repeat the first one's entries and add none
    recognise(page)         why this page is one of the family's lists, in words; None if it is none
    items(page)             the entries of the list, in the order printed
    more(page)              the requests that lead to the rest of the list; asking one twice is harmless
    total(page)             how many entries the portal itself says there are; None if it does not say
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import Protocol, cast

from crawler.pages import Ask, Item, Page


class Family(Protocol):
    """What a family module offers."""

    __name__: str
    RANK: int
    PROVES_COMPLETE: bool

    def recognise(self, page: Page) -> str | None:
        """Say why the page is one of this family's lists."""

    def items(self, page: Page) -> tuple[Item, ...]:
        """Give the entries of the list."""

    def more(self, page: Page) -> tuple[Ask, ...]:
        """Give the requests that lead to the rest of the list."""

    def total(self, page: Page) -> int | None:
        """Give the number of entries the portal declares."""


def family_id(family: Family) -> str:
    """Give a family's id, the name of its file."""
    return family.__name__.rpartition(".")[2]


@cache
def families() -> tuple[Family, ...]:
    """List all families, the most particular first."""
    names = [module.name for module in pkgutil.iter_modules(__path__)]
    found = [cast(Family, importlib.import_module(f"{__name__}.{name}")) for name in names]
    return tuple(sorted(found, key=lambda family: (family.RANK, family_id(family))))


def family_of(page: Page, named: str | None = None) -> Family | None:
    """Tell which family a list page belongs to; a family the registry names is asked first.

    None: nobody recognises the page, not even the generic reader.
    """
    in_order = sorted(families(), key=lambda family: family_id(family) != named)
    return next((family for family in in_order if family.recognise(page)), None)
