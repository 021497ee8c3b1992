"""A paper as values: title, paragraphs, annexes. Pure; page.py lays it out on an office's page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Face = Literal["body", "h1", "h2"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Words in one face: body 仿宋, h1 黑体, h2 楷体."""

    text: str
    face: Face = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph; `indent` are the two characters at its start."""

    runs: tuple[Run, ...]
    indent: bool = True

    @property
    def text(self) -> str:
        """Its words without their faces."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table in words; `widths` are shares of the page's width. `footed`: the last row is 合计.

    `links` are web addresses behind the cells of one column (`linked`), a row each, empty for none.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    footed: bool = False
    linked: int = 0
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture (PNG) and what stands below it."""

    png: bytes
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """An annex on pages of its own."""

    title: str
    grids: tuple[Grid, ...] = ()
    notes: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper, unsigned: number, signature and seal are left for people. `number` None: it has none."""

    title: str
    number: str | None
    addressee: str
    body: tuple[Paragraph, ...]
    annexes: tuple[Annex, ...]
    issuer: str
    date: str
    warning: str = ""
    copies: str = ""
    enclosed: bool = True

    def texts(self) -> Iterator[str]:
        """Give every text of the paper, annexes included."""
        yield from (self.title, self.addressee, self.warning, self.issuer, self.date, self.copies)
        yield from (paragraph.text for paragraph in self.body)
        for annex in self.annexes:
            yield from (annex.title, *annex.notes, *(each.caption for each in annex.pictures))
            for grid in annex.grids:
                yield from grid.header
                yield from (cell for row in grid.rows for cell in row)


def p(text: str) -> Paragraph:
    """Make a paragraph of body text."""
    return Paragraph(runs=(Run(text=text),))


def h1(title: str, text: str = "") -> Paragraph:
    """Make a paragraph that opens with a heading of the first level (一、)."""
    return Paragraph(runs=(Run(text=title, face="h1"), *((Run(text=text),) if text else ())))


def h2(title: str, text: str = "") -> Paragraph:
    """Make a paragraph that opens with a heading of the second level (（一）)."""
    return Paragraph(runs=(Run(text=title, face="h2"), *((Run(text=text),) if text else ())))
