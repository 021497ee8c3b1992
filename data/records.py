"""The vocabulary: one frozen record a table. Days are days in Asia/Shanghai, instants are UTC.

Lifetimes (data/schema.py says which record has which): *seed* is copied from the CSV files, *log* is kept for
ever, *derived* can be rebuilt from the log at will, *work* may change and proves nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Figure = int | float

UnitKind = Literal[
    "government",
    "government_office",
    "department",
    "township_gov",
    "subdistrict_office",
    "development_zone",
    "vertical_agency",
    "branch_bureau",
    "authorised_institution",
]
UnitLevel = Literal["national", "province", "prefecture", "county", "township"]
Purpose = Literal["robots", "home", "nav", "column", "list", "api", "report", "attachment", "probe"]
Severity = Literal["error", "warning", "info"]
CoverageState = Literal[
    "not_due",
    "published",
    "defective",
    "not_seen",
    "absent",
    "unverifiable",
    "withdrawn",
    "exempt",
]
ReadingOutcome = Literal["read", "not_a_report", "unreadable"]
CellState = Literal["blank", "not_applicable", "text", "unreadable", "uncertain"]
FindingStatus = Literal["open", "confirmed", "explained", "waived", "fixed", "mistaken", "asked", "reopened"]
Verdict = Literal["confirmed", "explained", "waived", "fixed", "mistaken", "asked"]
OutboxState = Literal["ready", "sending", "sent", "unknown", "failed"]

# ------------------------------------------------------------------ seed: what the office's CSV files say


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """A website that carries reports. `column_url` empty: find the report column from `home_url`."""

    id: str
    name: str
    home_url: str
    column_url: str | None = None
    family: str | None = None
    delay_seconds: float = 2.0
    notes: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A body that owes reports. `aliases` are separated by `;`; `due` is `MM-DD`."""

    id: str
    name: str
    kind: UnitKind
    level: UnitLevel
    division_code: str
    portal_id: str | None = None
    uscc: str | None = None
    short_name: str | None = None
    aliases: str | None = None
    parent_id: str | None = None
    column_url: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    successor_id: str | None = None
    notes: str | None = None
    owes: bool | None = None
    due: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """All names the unit goes by, the full one first."""
        others = [self.short_name or "", *(self.aliases or "").split(";")]
        return tuple(dict.fromkeys([self.name, *(other.strip() for other in others if other.strip())]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """Until when a kind of unit must publish; due days `MM-DD` in the year after the report year."""

    kind: UnitKind | None
    from_year: int | None
    to_year: int | None
    legal_due: str | None
    local_due: str | None
    division_code: str | None
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """A day whose working state differs from the calendar week; `working` marks a make-up working day."""

    date: date
    name: str
    working: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Somebody who gets the mail about one region."""

    address: str
    name: str
    division_code: str | None = None
    frequency: Literal["weekly", "daily", "off"] = "weekly"
    active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Officer:
    """Somebody who may review findings of one region; `name` is the login."""

    name: str
    password_hash: str
    division_code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom to ring up at one unit (联络员); internal, in no database and in no export."""

    unit_id: str
    name: str
    phone: str
    notes: str | None = None


# ------------------------------------------------------------------ log: what was seen and decided, for ever


@dataclass(frozen=True, slots=True, kw_only=True)
class RunEvent:
    """A run began or ended. The closing event holds how many looks there were and the head of their chain.

    `process` is host:pid, so that two runs begun in the same moment are two.
    """

    id: str
    run_id: str
    event: Literal["started", "finished"]
    command: str
    at: datetime
    process: str | None = None
    outcome: str | None = None
    count: int | None = None
    head: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One request and its one outcome. `reason` is None when the answer is what it claims to be.

    `sha256` and `size` (bytes) are those of the content-decoded body; `id` equals `hash`, the SHA-256 of the
    row's canonical JSON together with `previous_hash`, the look before it in the same run.
    `unit_id` is set when the look belongs to a unit's own column; `walk_id` names the list walk it served.
    """

    id: str
    run_id: str
    portal_id: str
    url: str
    purpose: Purpose
    at: datetime
    final_url: str | None = None
    status: int | None = None
    reason: str | None = None
    sha256: str | None = None
    content_type: str | None = None
    size: int | None = None
    previous_hash: str | None = None
    hash: str
    method: str = "GET"
    body: str | None = None
    unit_id: str | None = None
    walk_id: str | None = None
    title: str | None = None
    elapsed_ms: int | None = None
    headers: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """One complete attempt to read one report column, from its first page to its last.

    `outcome` is `complete` or the reason code why the list cannot be trusted; `declared` is the total the
    portal itself names (None if it names none), `seen` how many different items were read; `pages` are the
    SHA-256 of the list pages in order; `probe` tells how the site answers for an address that cannot exist:
    `passed` (a real 404), or the reason code why absence may not be concluded here.
    `unit_id` is set for a unit's own column, None for the portal's.
    """

    id: str
    run_id: str
    portal_id: str
    column_url: str
    started_at: datetime
    finished_at: datetime
    outcome: str
    seen: int
    pages: tuple[str, ...]
    unit_id: str | None = None
    family: str | None = None
    declared: int | None = None
    probe: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One item of one list page, as printed: where it stood, its title, its date, its address.

    The id is made of the facts, so a list that did not change adds no row.
    """

    id: str
    list_sha256: str
    list_url: str
    position: int
    title: str
    url: str
    listed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What an officer decided about a finding."""

    id: str
    finding_id: str
    actor: str
    at: datetime
    verdict: Verdict
    reason: str
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Who is to look at a finding next, and who said so; the latest one counts."""

    id: str
    finding_id: str
    actor: str
    at: datetime
    assignee: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What a unit says to a finding, entered by an officer; the attachment lies among the snapshots."""

    id: str
    finding_id: str
    actor: str
    at: datetime
    text: str
    received_on: date | None = None
    attachment: str | None = None
    attachment_name: str | None = None


# ------------------------------------------------------------------ derived: rebuilt at will


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


# ------------------------------------------------------------------ office.db: nobody else's business


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateText:
    """What a finding of `personal-data` or `sensitive-wording` says; the finding itself stays wordless.

    Shown only to officers who are logged in, never in exports, letters or mail.
    """

    finding_id: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A mail frozen as bytes before it is sent; the id is its Message-ID."""

    id: str
    period: str
    recipient: str
    subject: str
    body_sha256: str
    body: bytes
    composed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxEvent:
    """A step in the life of one mail; the one with the highest `step` is its state."""

    id: str
    message_id: str
    step: int = 1
    state: OutboxState
    at: datetime
    detail: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterEvent:
    """A step in the life of one letter; the view `letters` shows the latest value of each column."""

    id: str
    letter_id: str
    at: datetime
    kind: Literal["notice", "circular", "reminder"]
    unit_id: str | None = None
    year: int | None = None
    findings: tuple[str, ...] = ()
    doc_no: str | None = None
    drafted_at: datetime | None = None
    sent_on: date | None = None
    rectify_by: date | None = None
    returned_on: date | None = None
    result: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """Somebody reminded a unit of a report it owes (催报), how, and what was said; internal."""

    id: str
    unit_id: str
    year: int
    at: datetime
    actor: str
    how: str
    notes: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterEvent:
    """Who owes a report for one year (名录核定): as confirmed by `actor`, or as the files read ever after.

    `entries` are the whole list at that moment, one `unit id, name, due day` each, parted by tabs.
    """

    id: str
    year: int
    at: datetime
    event: Literal["confirmed", "changed"]
    entries: tuple[str, ...]
    actor: str | None = None
    notes: str | None = None


# ------------------------------------------------------------------ derived: counts made once for the desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many units of a place (the beginning of a division code) and kind fall under one count."""

    year: int
    place: str
    kind: str
    standing: str
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyDay:
    """How many reports of a place were due and published on which days (empty: unknown, not published)."""

    year: int
    place: str
    due_on: str
    published_on: str
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyFinding:
    """How many findings of a rule a place has, by kind of unit and status."""

    year: int
    place: str
    rule_id: str
    severity: str
    kind: str
    status: str
    n: int


# ------------------------------------------------------------------ work: may change, proves nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRequest:
    """A request about to be sent; its look replaces it, or `interrupted` after a crash."""

    id: str
    run_id: str
    portal_id: str
    url: str
    purpose: Purpose
    method: str
    sent_at: datetime
    body: str | None = None
    unit_id: str | None = None
    walk_id: str | None = None
    title: str | None = None
