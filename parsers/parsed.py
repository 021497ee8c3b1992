"""What the parser says about one document: the in-memory result every later stage builds on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from data.records import CellState, Figure, ReadingOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One of the six sections: key (overview, proactive …), heading as printed, text without tables."""

    key: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Odd:
    """Why a cell is no plain number: what is printed there, and how it could be read."""

    raw: str
    state: CellState
    readings: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """One document, read. For anything but a report only `outcome` and `reason` are filled.

    `cells` holds every cell the report has by its key; None where no number is printed, and then `odd_cells`
    says what is. A row the report does not have is in neither and is named in `notes`.
    `dates` are all publication dates the document prints, as (source, date), best first; `own_names` are the
    names the document uses for itself (title first). `kind` is the file type it was read as, a container's
    before what it held (`zip+docx`); None where no type knew it. `preamble` is the text before the first
    section, `headings` every line that opens a part or looks so, `labels` those of tables no form has so.
    """

    outcome: ReadingOutcome
    reason: str | None = None
    title: str | None = None
    unit_name: str | None = None
    year: int | None = None
    form: str | None = None
    published_on: date | None = None
    date_source: str | None = None
    dates: tuple[tuple[str, date], ...] = ()
    own_names: tuple[str, ...] = ()
    sections: tuple[Part, ...] = ()
    cells: dict[str, Figure | None] = field(default_factory=dict)
    odd_cells: dict[str, Odd] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    kind: str | None = None
    preamble: str = ""
    headings: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
