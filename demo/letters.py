"""The one letter written in the demo country: about what, by whom, and until when it asks for a cure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoLetter:
    """A notice about one confirmed finding of a unit and year, with what the office notes about it."""

    unit_id: str
    year: int
    rule: str
    officer: str
    reason: str
    doc_no: str
    rectify_by: date

    @property
    def finding_id(self) -> str:
        """Give the id of the finding the letter is about."""
        return f"{self.rule}/{self.unit_id}/{self.year}"


# Sent on the first simulated day, with five working days to put it right: the last look comes after them.
LETTER = DemoLetter(
    unit_id="tangxi-finance",
    year=2024,
    rule="outcome-total",
    officer="周明",
    reason="已与原页面核对，办理结果各项之和与总计不符。",
    doc_no="棠政公开〔2026〕1号",
    rectify_by=date(2026, 2, 9),
)
