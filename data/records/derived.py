"""Derived records: readings, reports, coverage and findings, rebuilt from the log at will."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from data.records.terms import CellState, CoverageState, Figure, FindingStatus, ReadingOutcome, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The outcome of parsing one snapshot, and what the document says about itself.

    `dates` is every date the document prints as its publication, each with its source, as
    `[["meta", "2024-01-26"], …]`; `own_names` are the names it uses for the body that publishes it. `kind` is
    the file type, `preamble` the text before the first section, `headings` the lines that open its parts,
    `labels` the printed labels of tables that no form has in these words.
    """

    sha256: str
    parser_version: str
    outcome: ReadingOutcome
    reason: str | None = None
    title: str | None = None
    unit_name: str | None = None
    year: int | None = None
    form: str | None = None
    published_on: date | None = None
    date_source: str | None = None
    dates: tuple[tuple[str, str], ...] = ()
    own_names: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    kind: str | None = None
    preamble: str | None = None
    headings: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one document states for one unit and year. `unit_id` None: attributed to nobody.

    The id is the first 16 digits of the document's SHA-256: the same bytes at two addresses are one report.
    `doubt` says why it was attributed to nobody, `candidates` whose it could still be.
    """

    id: str
    url: str
    sha256: str
    title: str
    first_seen_at: datetime
    last_seen_at: datetime
    unit_id: str | None = None
    year: int | None = None
    unit_name: str | None = None
    form: str | None = None
    published_on: date | None = None
    date_source: str | None = None
    superseded_by: str | None = None
    doubt: str | None = None
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One of the six parts of a report, tables left out."""

    report_id: str
    key: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OddCell:
    """A cell that is not simply a number: what is printed there, and how it could be read."""

    report_id: str
    cell: str
    raw: str
    state: CellState
    readings: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What one unit owes for one year, and in which state that is. `days_late`: 0 on time, None unknown.

    `due_kind` says whether `due_on` is the day the law names or a local one.
    """

    unit_id: str
    year: int
    state: CoverageState
    due_on: date | None = None
    published_on: date | None = None
    days_late: int | None = None
    looks: int = 0
    reason: str | None = None
    due_kind: Literal["legal", "local"] | None = None
    basis: str | None = None
    report_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of the catalogue, as its module describes itself."""

    id: str
    name_zh: str
    name_en: str
    severity: Severity
    basis: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Equation:
    """One arithmetic line that does not hold, in words: `left` ≠ `right`, `delta` = left − right."""

    equation: str
    left: Figure
    right: Figure
    delta: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """The smallest change of cells that would make every identity hold; advice, never applied."""

    cells: dict[str, Figure]
    unique: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a rule says about one unit and year, with its evidence. The id is `rule/unit/year`.

    `same_cause_as` names another finding of the report that the same slip explains: letters tell only that.
    """

    id: str
    rule_id: str
    unit_id: str
    year: int
    severity: Severity
    message: str
    basis: str
    report_id: str | None = None
    cells: tuple[str, ...] = ()
    lines: tuple[Equation, ...] = ()
    left: Figure | None = None
    right: Figure | None = None
    delta: Figure | None = None
    repair: Repair | None = None
    sha256: str | None = None
    url: str | None = None
    detected_on: date
    status: FindingStatus = "open"
    same_cause_as: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """What one section of a report shares with that of another, which its unit or another one published.

    `share` (重复率, 0 to 1) is of the later section's own words, what a year or a county says alike left out;
    `run` is the longest run of shared characters. `same`: word for word but for years, names and figures;
    `same_figures`: those in the text, too. `counts` is false for a section that is too short to be judged
    alone, `related` true between an office and those above it, predecessors and successors. `earlier` tells
    whether the source is known to have been published before; `passages` and `source_passages` are the
    places of what is shared in the two sections, as stored. `detected_on`: both had been seen by then.
    """

    report_id: str
    source_id: str
    section: str
    unit_id: str
    year: int
    source_unit_id: str
    source_unit_name: str
    source_year: int
    share: float
    run: int
    same: bool
    same_figures: bool
    counts: bool
    related: bool
    earlier: bool
    detected_on: date
    passages: tuple[tuple[int, int], ...] = ()
    source_passages: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A sentence that many units of one county wrote in one year: somebody above gave it to them.

    It is told once for the county and never against a unit. `reports` is how many there were to compare.
    """

    division_code: str
    year: int
    section: str
    sentence: str
    units: tuple[str, ...]
    reports: int
