"""The closed lists of words that records use: kinds, states, verdicts."""

from __future__ import annotations

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
