"""Who still owes a report and is to be reminded: the list before the due days (催报名单), internal.

Made of what the last check left, of the contacts, and of the reminders so far. What could not be looked at
is said so: nobody is told that nothing was found where nobody could look.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from data.records import Contact, Coverage, Reminder, Unit
from data.registry import Registry
from data.store import Store
from data.words import said
from monitor.digest.words import moment_words
from monitor.letters.material import last_walks, walk_of
from monitor.letters.values import LastWalk

AHEAD = timedelta(days=31)
OWING = ("not_due", "not_seen", "absent")


@dataclass(frozen=True, slots=True, kw_only=True)
class Owing:
    """One unit that still owes a report: by when, how its column was last read, whom to ring, who did."""

    unit: Unit
    coverage: Coverage
    days_left: int
    walk: LastWalk | None
    contact: Contact | None = None
    reminded: Reminder | None = None

    @property
    def seen_missing(self) -> bool:
        """Tell whether its column was read and did not show the report: only then may one say so."""
        if self.coverage.state != "not_due":
            return True
        return self.coverage.reason is None and self.walk is not None and self.walk.complete

    @property
    def looked(self) -> str:
        """Say how its column was last read."""
        if self.walk is None:
            return "尚未核查"
        if not self.walk.complete:
            return f"网站暂时无法核查：{said('reason', self.walk.outcome)}"
        if self.coverage.reason:
            return f"栏目中有待核对的条目：{said('reason', self.coverage.reason)}"
        return f"最近一次核查{moment_words(self.walk.at).removesuffix('（北京时间）')}"


def owing(store: Store, registry: Registry, today: date) -> tuple[Owing, ...]:
    """List who owes last year's report within a month or since its day, the most urgent first."""
    rows = store.rows(Coverage, "year = ?", (today.year - 1,))
    walks = last_walks(store)
    contacts = {each.unit_id: each for each in reversed(registry.contacts)}
    reminded = {
        each.unit_id: each for each in store.rows(Reminder, "year = ? ORDER BY at, id", (today.year - 1,))
    }
    found = [
        Owing(
            unit=unit,
            coverage=row,
            days_left=(row.due_on - today).days,
            walk=walk_of(walks, unit),
            contact=contacts.get(unit.id),
            reminded=reminded.get(unit.id),
        )
        for row in rows
        if row.state in OWING
        and row.due_on is not None
        and row.due_on <= today + AHEAD
        and (unit := registry.unit(row.unit_id)) is not None
    ]
    return tuple(sorted(found, key=_urgency))


def _urgency(each: Owing) -> tuple[int, str, bool, str]:
    unit = each.unit
    return each.days_left, unit.division_code, unit.kind != "government", unit.id
