"""All that is known of one unit on one day: the only thing a rule may read.

A rule gets a Dossier and gives Findings; it opens nothing, asks nobody, knows no clock. `monitor/assembly.py`
makes dossiers from the store, `nianjian selfcheck` from two files, the tests from JSON.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from data.forms import national
from data.records import Copy, Coverage, Figure, Finding, Holiday, OddCell, Report, Unit
from monitor.due import first_working_day_after
from monitor.exhibits import DeadLink, Letter, Place, Rank, Stranger
from monitor.identities import Sheet

# File types that keep layout as the unit made it; plain text and converted attachments do not.
ORIGINALS = frozenset({"html", "pdf", "docx"})
_NATIONAL = frozenset(form.id for form in national())
# Kinds of documents whose characters were recognised in pictures, by us or before they were published.
RECOGNISED = frozenset({"ocr", "layer"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearly:
    """One item the column lists of the unit and year that is nearly a report: its title, address, day."""

    title: str
    url: str
    listed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """One report of the unit with everything it states. `sections` is text by key, tables left out.

    `seen_on` is the day we first had the document; `dates` every date that it or a list names as its
    publication, with the source. `balances`: the store has already found every equation of the form to hold
    (monitor/arithmetic/balance.py); False says nothing.
    `kind` is the file type, `preamble` the text before the first section, `headings` the lines that open its
    parts, `labels` the labels of tables that no form prints so, `notes` and `own_names` what the parser
    remarked and the names the document uses for itself.
    """

    report: Report
    seen_on: date
    cells: Mapping[str, Figure] = field(default_factory=dict)
    odd_cells: Mapping[str, OddCell] = field(default_factory=dict)
    kind: str | None = None
    preamble: str = ""
    headings: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    own_names: tuple[str, ...] = ()
    sections: Mapping[str, str] = field(default_factory=dict)
    dates: tuple[tuple[str, date], ...] = ()
    balances: bool = False
    places: tuple[Place, ...] = ()

    @property
    def sheet(self) -> Sheet | None:
        """The figures as the equations read them; None for a report without the national tables."""
        if self.report.form not in _NATIONAL:
            return None
        odd = {key: cell.state for key, cell in self.odd_cells.items()}
        return Sheet(form=self.report.form, numbers=self.cells, odd=odd)

    def alone(self) -> Filed:
        """Give the document without what our looks say of it: where and until when it was to be seen."""
        bare = replace(self.report, last_seen_at=self.report.first_seen_at, superseded_by=None)
        return replace(self, report=bare, places=())

    @property
    def as_laid_out(self) -> bool:
        """Tell whether we read the page as it was laid out, not text copied out of it (practice 甲13)."""
        return (self.kind or "").rpartition("+")[2] in ORIGINALS

    def as_printed(self) -> Filed:
        """Leave out the words of a scan: what a program misread is no slip of the unit's."""
        if not RECOGNISED.intersection((self.kind or "").split("+")):
            return self
        report = replace(self.report, title="", unit_name=None)
        return replace(self, report=report, sections={}, preamble="", headings=(), labels=(), own_names=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """One report year of the unit: its coverage, the report that counts, and what our looks showed.

    `healthy` counts the healthy complete looks after the due day that did not show the report, the last at
    `last_healthy_at`, on the days `healthy_on`. `unseen_at` is the last healthy look after the due day before
    the report was first seen, `seen_at` that first sight. `decided_on` is the day on which the state was
    first certain.
    `list_url` and `list_sha256` are the column and its first page as last read. `documents` are all versions
    with the dates each bears itself, the one that counts first; `dead` what answered that it is not there.
    `in_own` and `in_central`: whether the unit's own column and the portal's show the report, None where that
    cannot be told. `absent_on` is the day on which a report that came later was established to be missing,
    after `misses` healthy looks.
    `nearly` is what the column lists that may be the report under another name.
    All instants are in Asia/Shanghai.
    """

    coverage: Coverage
    filed: Filed | None = None
    healthy: int = 0
    last_healthy_at: datetime | None = None
    unseen_at: datetime | None = None
    seen_at: datetime | None = None
    decided_on: date | None = None
    list_url: str | None = None
    list_sha256: str | None = None
    documents: tuple[Filed, ...] = ()
    dead: tuple[DeadLink, ...] = ()
    in_own: bool | None = None
    in_central: bool | None = None
    healthy_on: tuple[date, ...] = ()
    absent_on: date | None = None
    misses: int = 0
    nearly: tuple[Nearly, ...] = ()

    @property
    def year(self) -> int:
        """The report year."""
        return self.coverage.year


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One unit as known at the end of one day; `years` from the earliest.

    `neighbours` are the units of its portal, itself among them; none where no register was at hand, and the
    unit is only what its report says of itself.
    `first_complete_on` is the day of our first complete look at the column the unit publishes in.
    `masked_names` are the names of the unit and of those above it, which a comparison of texts leaves out;
    `copies` is what the unit's reports share with earlier ones and with those of other units.
    `absorbed` are the years in which others were merged into the unit; `members` the reports of the units
    below it by year, None where there is no readable one; `letters` those sent to it; `strangers` what its
    column holds of nobody; `ranks` tell by year how its report stands among comparable
    ones. `found` are the findings of all other rules, with what officers decided: filled only for rules that
    judge findings.
    """

    unit: Unit
    as_of: date
    years: tuple[Year, ...]
    column_name: str = "政府信息公开年报栏目"
    neighbours: tuple[Unit, ...] = ()
    first_complete_on: date | None = None
    masked_names: tuple[str, ...] = ()
    copies: tuple[Copy, ...] = ()
    holidays: tuple[Holiday, ...] = ()
    absorbed: frozenset[int] = frozenset()
    members: Mapping[int, Mapping[str, Filed | None]] = field(default_factory=dict)
    letters: tuple[Letter, ...] = ()
    strangers: tuple[Stranger, ...] = ()
    found: tuple[Finding, ...] = ()
    ranks: Mapping[int, tuple[Rank, ...]] = field(default_factory=dict)

    @property
    def registered(self) -> bool:
        """Tell whether kind, level and place of the unit are those of a register."""
        return bool(self.neighbours)

    def documents_alone(self) -> Dossier:
        """Give what the unit's reports and those around it say, nothing that one more look can change."""
        years = (
            Year(
                coverage=Coverage(unit_id=self.unit.id, year=year.year, state="published"),
                filed=year.filed.alone(),
            )
            for year in self.years
            if year.filed is not None
        )
        members = {
            year: {name: filed.alone() if filed else None for name, filed in below.items()}
            for year, below in self.members.items()
        }
        return Dossier(
            unit=self.unit,
            as_of=date.min,
            years=tuple(years),
            neighbours=self.neighbours,
            masked_names=self.masked_names,
            copies=self.copies,
            absorbed=self.absorbed,
            members=members,
            ranks=self.ranks,
        )

    def filed(self) -> Iterator[Filed]:
        """Give the report that counts of every year that has one, from the earliest."""
        for year in self.years:
            if year.filed is not None:
                yield year.filed

    def pairs(self) -> Iterator[tuple[Filed, Filed]]:
        """Give the reports that count of every two years that follow each other, the earlier first."""
        by_year = {year.year: year.filed for year in self.years}
        for year in self.years:
            before = by_year.get(year.year - 1)
            if before is not None and year.filed is not None:
                yield before, year.filed

    def first_working_day_after(self, day: date) -> date:
        """Give the next day offices are open, by the calendar of working days."""
        return first_working_day_after(day, self.holidays)
