"""Counts of whole provinces and cities, made by `check`: the desk adds up nothing larger than a county.

A place is the beginning of a division code: empty for the country, two digits a province, four a city, six a
county. What an officer decides moves the counts at once.
"""

from __future__ import annotations

from data.records import Finding
from data.store import Store

LENGTHS = (0, 2, 4, 6)

_MADE = {
    "tallies": """
        SELECT year, substr(division_code, 1, :length) AS place, kind, standing, count(*)
        FROM standings WHERE length(division_code) >= :length GROUP BY 1, 2, 3, 4""",
    "tally_days": """
        SELECT year, substr(division_code, 1, :length) AS place,
            coalesce(due_on, ''), coalesce(published_on, ''), count(*)
        FROM standings
        WHERE length(division_code) >= :length AND standing <> 'exempt' GROUP BY 1, 2, 3, 4""",
    "tally_findings": """
        SELECT findings.year, substr(units.division_code, 1, :length) AS place, findings.rule_id,
            findings.severity, units.kind, findings.status, count(*)
        FROM findings JOIN units ON units.id = findings.unit_id
        WHERE length(units.division_code) >= :length GROUP BY 1, 2, 3, 4, 5, 6""",
}
_ADD = """
INSERT INTO tally_findings (year, place, rule_id, severity, kind, status, n)
SELECT :year, substr(division_code, 1, :length), :rule, :severity, kind, :status, :n FROM units
WHERE id = :unit AND length(division_code) >= :length
ON CONFLICT (year, place, rule_id, severity, kind, status) DO UPDATE SET n = n + :n
"""
_ADD_STANDING = """
INSERT INTO tallies (year, place, kind, standing, n)
SELECT :year, substr(division_code, 1, :length), kind, :standing, :n FROM units
WHERE id = :unit AND length(division_code) >= :length
ON CONFLICT (year, place, kind, standing) DO UPDATE SET n = n + :n
"""


def write_summaries(store: Store) -> None:
    """Count everything anew, inside the transaction that is open or in one of its own."""
    with store.atomic():
        for table, query in _MADE.items():
            store.db.conn.execute(f'DELETE FROM "{table}"')
            for length in LENGTHS:
                store.db.conn.execute(f'INSERT INTO "{table}" {query}', {"length": length})


def standing(store: Store, finding: Finding) -> str | None:
    """Tell under which count a finding's unit and year fall now."""
    row = store.db.conn.execute(
        "SELECT standing FROM standings WHERE unit_id = ? AND year = ?", (finding.unit_id, finding.year)
    ).fetchone()
    return str(row[0]) if row else None


def move(store: Store, before: Finding, after: Finding, was: str | None) -> None:
    """Let a finding's new status, and what its unit's year now counts as (before: `was`), be counted."""
    now = standing(store, after)
    facts = {"year": after.year, "rule": after.rule_id, "severity": after.severity, "unit": after.unit_id}
    for length in LENGTHS:
        for status, n in ((before.status, -1), (after.status, 1)):
            store.db.conn.execute(_ADD, {**facts, "length": length, "status": status, "n": n})
        if was != now and was and now:
            for name, n in ((was, -1), (now, 1)):
                given = {"year": after.year, "unit": after.unit_id, "length": length}
                store.db.conn.execute(_ADD_STANDING, {**given, "standing": name, "n": n})
