"""The answer key of the demo country: what a sound check must say, and nothing else.

Written from the plan (demo/country.py, demo/units.py), never computed with the rules it examines: what is
published on time follows from the plan's dates, everything out of the ordinary is set down here by hand.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from data.records import CoverageState, Figure, Severity
from demo.copies import TEMPLATE_YEAR, TEMPLATED
from demo.country import LOOKS, WITHDRAWN, YEARS, DemoUnit, due_on, planned_at
from demo.slips import SLIPS
from demo.units import UNITS


class ExpectedCoverage(NamedTuple):
    """One row of `coverage` as it must come out."""

    unit_id: str
    year: int
    state: CoverageState
    reason: str | None = None
    days_late: int | None = None


class ExpectedFinding(NamedTuple):
    """One finding as it must come out; `left`, `right`, `delta` (left − right) where it is arithmetic.

    Sides as an officer says them: what the printed parts add up to on the left, the printed 总计 on the
    right; for the balance 第一项＋第二项 on the left, 第三项＋第四项 on the right.
    """

    id: str
    severity: Severity
    left: Figure | None = None
    right: Figure | None = None
    delta: Figure | None = None


# ------------------------------------------------------------------ coverage

# Could not be looked at, and why.
UNVERIFIABLE = {
    ("linxi-civil", 2024): "dead_link",
    # In its own column under a name nobody registered: whose it is, somebody has to say.
    ("tangxi-justice", 2024): "unknown_template",
    **{("linxi-water", year): "waf_challenge" for year in YEARS},
}
# There, but as pictures: nobody can read them.
UNREADABLE = {("tangxi-health", 2025): "unreadable_file"}
# Published after the due day, by how many days.
DAYS_LATE = {
    ("linxi-market", 2022): 9,
    ("qinghe-transport", 2025): 4,
    ("linxi-civil", 2025): 2,
    ("tangxi-songmen", 2025): 5,
}


def _expected(unit: DemoUnit, year: int, look: datetime, *, last: bool) -> ExpectedCoverage:
    reason = UNVERIFIABLE.get((unit.id, year))
    if unit.owes is False:
        return ExpectedCoverage(unit.id, year, "exempt")
    if reason:
        return ExpectedCoverage(unit.id, year, "unverifiable", reason)
    published_at = planned_at(unit, year)
    taken_at = WITHDRAWN.get((unit.id, year))
    if taken_at is not None and taken_at <= look:
        return ExpectedCoverage(unit.id, year, "withdrawn", None, 0)
    if published_at is not None and published_at <= look:
        unread = UNREADABLE.get((unit.id, year))
        state: CoverageState = "defective" if unread else "published"
        return ExpectedCoverage(unit.id, year, state, unread, DAYS_LATE.get((unit.id, year), 0))
    if unit.valid_to and unit.valid_to.year == year:
        return ExpectedCoverage(unit.id, year, "exempt")
    if due_on(unit.kind, year) >= look.date():
        return ExpectedCoverage(unit.id, year, "not_due")
    return ExpectedCoverage(unit.id, year, "absent" if last else "not_seen")


def _years(unit: DemoUnit) -> range:
    return range(unit.valid_from.year, (unit.valid_to or date(YEARS[-1], 12, 31)).year + 1)


def expected_coverage(looks: int = len(LOOKS)) -> tuple[ExpectedCoverage, ...]:
    """Tell the coverage of every unit and year after the first `looks` simulated looks, ordered."""
    look = LOOKS[looks - 1]
    rows = [_expected(unit, year, look, last=looks == len(LOOKS)) for unit in UNITS for year in _years(unit)]
    return tuple(sorted(rows))


# ------------------------------------------------------------------ findings

EXISTENCE = (
    # Its column lists a 工作总结 of that year, which may be the report under another name.
    ExpectedFinding("missing-report/qinghe-water/2025", "warning"),
    # Not there on 2 February, there on the 6th: seen by ourselves.
    ExpectedFinding("late-report/qinghe-transport/2025", "error"),
    # By the first working day after a Saturday.
    ExpectedFinding("late-report/linxi-civil/2025", "info"),
    # Long before our first look: only the page's date says so.
    ExpectedFinding("late-report/linxi-market/2022", "info"),
    # Listed, never there: three tries in eight days.
    ExpectedFinding("dead-attachment/linxi-civil/2024", "error"),
    ExpectedFinding("too-early/qinghe-yunxiu/2024", "warning"),
    # Dated 18 June two years later, in the list on 12 January.
    ExpectedFinding("date-conflict/qinghe-rural/2022", "info"),
    # Dated 29 January, not there on 2 February.
    ExpectedFinding("backdated/qinghe-agriculture/2025", "warning"),
    ExpectedFinding("withdrawn-report/linxi-gaoxin/2021", "warning"),
    ExpectedFinding("versions-differ/linxi-civil/2022", "warning"),
    # Somebody nobody knows publishes in the county's column.
    ExpectedFinding("registry-drift/qinghe-gov/2024", "info"),
    ExpectedFinding("repeat-offender/qinghe-agriculture/2023", "info"),
    # Its own column has one under another name: perhaps the unit was renamed, so nothing is missing yet.
    ExpectedFinding("registry-drift/tangxi-gov/2024", "info"),
    # A street: only the province's notice names its day; not there on 2 February, there on the 6th.
    ExpectedFinding("late-local/tangxi-songmen/2025", "warning"),
    # Four pictures of paper and no word of text.
    ExpectedFinding("image-only/tangxi-health/2025", "warning"),
    ExpectedFinding("attachment-only/tangxi-songmen/2024", "info"),
    ExpectedFinding("central-list/tangxi-health/2023", "warning"),
    ExpectedFinding("wrong-column/tangxi-health/2024", "warning"),
    # One figure is another one since the night of 5 February.
    ExpectedFinding("changed-after-publication/tangxi-finance/2025", "warning"),
    # The letter of 2 February asked for a cure by the 9th.
    ExpectedFinding("not-rectified/tangxi-finance/2024", "error"),
)
ARITHMETIC = (
    ExpectedFinding("intake-balance/qinghe-education/2023", "error", 5, 6, -1),
    ExpectedFinding("intake-balance/linxi-gov/2023", "error", 42, 1, 41),
    ExpectedFinding("outcome-total/linxi-gov/2023", "error", 41, 0, 41),
    ExpectedFinding("outcome-total/qinghe-commerce/2024", "error", 7, 8, -1),
    ExpectedFinding("outcome-total/tangxi-finance/2024", "error", 7, 6, 1),
    ExpectedFinding("column-total/linxi-market/2024", "error", 22, 21, 1),
    ExpectedFinding("dispute-total/qinghe-agriculture/2022", "error", 3, 2, 1),
    ExpectedFinding("dispute-total/qinghe-agriculture/2023", "error", 2, 1, 1),
    # One slip, two findings: the second says so.
    ExpectedFinding("intake-balance/linxi-wangchao/2025", "error", 2, 7, -5),
    ExpectedFinding("impossible-carry/linxi-wangchao/2025", "error", 2, 5, -3),
    # Last year's figure on the left, this year's on the right.
    ExpectedFinding("carry-over/qinghe-transport/2023", "error", 0, 1, -1),
    ExpectedFinding("valid-stock/linxi-civil/2023", "warning", 3, 6, -3),
    ExpectedFinding("rule-making-power/linxi-gaoxin/2025", "warning"),
    ExpectedFinding("amount-unit/linxi-market/2025", "warning"),
    ExpectedFinding("outlier/qinghe-water/2024", "info"),
    # The text on the left, the table on the right; the first is one slip with the total above.
    ExpectedFinding("text-table/linxi-gov/2023", "warning", 41, 0, 41),
    ExpectedFinding("text-table/linxi-xiwan/2024", "error", 0, 1, -1),
    ExpectedFinding("text-table/qinghe-commerce/2025", "warning", 5, 6, -1),
    ExpectedFinding("text-sum/qinghe-education/2022", "warning", 26, 30, -4),
    # The units' sum on the left, the government's figure on the right.
    ExpectedFinding("aggregate/qinghe-gov/2021", "info", 42, 31, 11),
)
WORDING = (
    *(
        ExpectedFinding(f"{each.rule}/{each.unit_id}/{each.year}", each.severity)
        for each in SLIPS
        if each.rule
    ),
    # A row nobody filled in: no equation is concluded from it, but it is said.
    ExpectedFinding("blank-cells/linxi-gaoxin/2023", "warning"),
    # A text without any figure does not tell the applications either.
    ExpectedFinding("no-request-count/tangxi-housing/2025", "warning"),
    # What is odd about form and title (demo/variants.py).
    ExpectedFinding("wrong-form/tangxi-housing/2023", "error"),
    ExpectedFinding("bad-title/tangxi-housing/2024", "info"),
    ExpectedFinding("wrong-unit/tangxi-justice/2023", "info"),
    ExpectedFinding("altered-table/tangxi-culture/2023", "warning"),
    ExpectedFinding("missing-table/tangxi-culture/2024", "error"),
    ExpectedFinding("non-numeric/tangxi-culture/2025", "warning"),
)
ORIGINALITY = (
    ExpectedFinding("unchanged/linxi-xiwan/2025", "error"),
    ExpectedFinding("numbers-only/linxi-wangchao/2024", "warning"),
    # Ten of twelve phrases of section 1, all of section 5.
    ExpectedFinding("near-copy/linxi-gaoxin/2025", "warning"),
    ExpectedFinding("copied-from-unit/linxi-wangchao/2025", "error"),
    ExpectedFinding("same-problems/qinghe-rural/2022", "warning"),
    ExpectedFinding("same-problems/qinghe-rural/2023", "warning"),
    ExpectedFinding("same-figures/qinghe-data/2025", "warning"),
    ExpectedFinding("same-count/qinghe-education/2025", "warning"),
)
# What the county gave out: told of the county and section, and against none of the units.
TEMPLATE = ("990121", TEMPLATE_YEAR, "problems", TEMPLATED)


def expected_findings() -> frozenset[ExpectedFinding]:
    """Tell every finding a sound check reports after the last simulated look."""
    return frozenset((*EXISTENCE, *ARITHMETIC, *WORDING, *ORIGINALITY))


def expected_finding_ids() -> frozenset[str]:
    """Tell the ids of `expected_findings`, as `rule/unit/year`."""
    return frozenset(finding.id for finding in expected_findings())
