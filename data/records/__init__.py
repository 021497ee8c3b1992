"""The vocabulary: one frozen record a table. Days are days in Asia/Shanghai, instants are UTC.

Lifetimes (data/tables.py says which record has which): *seed* is copied from the CSV files, *log* is kept for
ever, *derived* can be rebuilt from the log at will, *work* may change and proves nothing. A file for each.
"""

from __future__ import annotations

from data.records.counts import FigureSum, Standing, Tally, TallyDay, TallyFinding
from data.records.derived import (
    Copy,
    Coverage,
    Equation,
    Finding,
    OddCell,
    Reading,
    Repair,
    Report,
    Rule,
    Section,
    Template,
)
from data.records.log import Assignment, Explanation, Look, Placement, Review, RunEvent, Sighting, Walk
from data.records.office import (
    HandReport,
    LetterEvent,
    Message,
    OutboxEvent,
    PrivateText,
    Reminder,
    RosterEvent,
)
from data.records.seed import Contact, Deadline, Holiday, Officer, Portal, Recipient, Unit
from data.records.terms import (
    CellState,
    CoverageState,
    Figure,
    FindingStatus,
    OutboxState,
    Purpose,
    ReadingOutcome,
    Severity,
    UnitKind,
    UnitLevel,
    Verdict,
)
from data.records.work import OpenRequest, Remembered

__all__ = [
    "Assignment",
    "CellState",
    "Contact",
    "Copy",
    "Coverage",
    "CoverageState",
    "Deadline",
    "Equation",
    "Explanation",
    "Figure",
    "FigureSum",
    "Finding",
    "FindingStatus",
    "HandReport",
    "Holiday",
    "LetterEvent",
    "Look",
    "Message",
    "OddCell",
    "Officer",
    "OpenRequest",
    "OutboxEvent",
    "OutboxState",
    "Placement",
    "Portal",
    "PrivateText",
    "Purpose",
    "Reading",
    "ReadingOutcome",
    "Recipient",
    "Remembered",
    "Reminder",
    "Repair",
    "Report",
    "Review",
    "RosterEvent",
    "Rule",
    "RunEvent",
    "Section",
    "Severity",
    "Sighting",
    "Standing",
    "Tally",
    "TallyDay",
    "TallyFinding",
    "Template",
    "Unit",
    "UnitKind",
    "UnitLevel",
    "Verdict",
    "Walk",
]
