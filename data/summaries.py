"""Counts and sums of provinces and cities, made by `check`: the desk adds up nothing larger than a county.

A place is the beginning of a division code: empty for the country, two digits a province, four a city, six a
county. What an officer decides moves the counts at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from data.forms import forms
from data.records import FigureSum, Finding
from data.store import Store
from data.tables import FIGURES
from data.words import PRIVATE_RULES

LENGTHS = (0, 2, 4, 6)
SUMMED = (0, 2, 4)  # figures of a county and of what is smaller are added up when asked for
# Governments sum their units themselves; vertical bodies answer to somebody else.
NOT_SUMMED = ("government", "vertical_agency")

_STANDINGS = f"""
INSERT INTO standings (unit_id, name, kind, division_code, year, standing, findings, due_on, published_on,
    days_late, looks, reason, report_id)
SELECT now.unit_id, name, kind, division_code, now.year, standing, coalesce(found.n, 0), due_on, published_on,
    days_late, looks, reason, report_id
FROM standing_now AS now
LEFT JOIN (
    SELECT unit_id, year, count(*) AS n FROM findings
    WHERE severity <> 'info' AND rule_id NOT IN {PRIVATE_RULES} GROUP BY 1, 2
) AS found ON found.unit_id = now.unit_id AND found.year = now.year
"""
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
        store.db.conn.execute("DELETE FROM standings")
        store.db.conn.execute(_STANDINGS)
        for table, query in _MADE.items():
            store.db.conn.execute(f'DELETE FROM "{table}"')
            for length in LENGTHS:
                store.db.conn.execute(f'INSERT INTO "{table}" {query}', {"length": length})
        store.replace(FigureSum, _figure_sums(store))


def measure(store: Store) -> None:
    """Let SQLite look at samples of every table: without, it may read a whole table where an index would do.

    Measured on 200,000 reports: a unit's page takes 310 ms before and 5 ms after.
    """
    store.db.conn.execute("PRAGMA analysis_limit = 1000").fetchall()
    store.db.conn.execute("ANALYZE")


def counted(store: Store) -> bool:
    """Tell whether what is judged has been counted; a version before this one counted less."""
    return not store.db.execute(
        "SELECT EXISTS (SELECT 1 FROM coverage) AND NOT (EXISTS (SELECT 1 FROM standings) "
        "AND EXISTS (SELECT 1 FROM tallies))"
    ).fetchone()[0]


# The cells of each form; a report whose form is not known ("") has none that could be added up.
CELLS: Mapping[str, tuple[str, ...]] = {"": (), **{each.id: each.cells() for each in forms()}}


def _figure_sums(store: Store) -> Iterator[FigureSum]:
    """Add up the figures of every place that has been counted; each form has cells of its own."""
    place, where = "substr(division_code, 1, :length)", "length(division_code) >= :length"
    for form, length in product(CELLS, SUMMED):
        given = {"length": length}
        doubts = store.db.execute(doubts_query(form, place, where), given).fetchall()
        for row in store.db.execute(sums_query(form, place, where), given):
            yield figure_sum(form, row, doubts)


def sums_query(form: str, place: str, where: str) -> str:
    """Write the query that adds up all reports of one form, a row a year and place (both SQL)."""
    shown = "".join(f', sum("{cell}"), count("{cell}")' for cell in CELLS[form])
    figures = f"LEFT JOIN {FIGURES} ON {FIGURES}.report_id = standings.report_id"
    what = f"SELECT standings.year, {place}, count(*){shown} "
    return f"{what} {_reports(form)} {figures} {_of(where)} GROUP BY 1, 2"


def doubts_query(form: str, place: str, where: str) -> str:
    """Write the query that counts the cells of these reports that could not be read for certain."""
    odd = "JOIN odd_cells ON odd_cells.report_id = standings.report_id"
    sure = "odd_cells.state IN ('uncertain', 'unreadable')"
    return (
        f"SELECT standings.year, {place}, cell, count(*) {_reports(form)} {odd} {_of(where)} AND {sure} "
        "GROUP BY 1, 2, 3"
    )


def _reports(form: str) -> str:
    joined = f"JOIN reports ON reports.id = standings.report_id AND coalesce(reports.form, '') = '{form}'"
    return f"FROM standings {joined}"


def _of(where: str) -> str:
    return f"WHERE standings.kind NOT IN {NOT_SUMMED} AND standings.standing <> 'exempt' AND {where}"


def figure_sum(form: str, row: Sequence[Any], doubts: Sequence[Sequence[Any]]) -> FigureSum:
    """Read one row of `sums_query` with those of `doubts_query`; a cell nobody filled is left out."""
    year, place, reports, *found = row
    pairs = zip(CELLS[form], found[::2], found[1::2], strict=True)
    sums = {cell: (total, filled) for cell, total, filled in pairs if filled}
    return FigureSum(
        year=year,
        place=place,
        form=form,
        reports=reports,
        sums={cell: total for cell, (total, _) in sums.items()},
        filled={cell: filled for cell, (_, filled) in sums.items()},
        unsure={cell: n for of_year, at, cell, n in doubts if (of_year, at) == (year, place)},
    )


def standing(store: Store, finding: Finding) -> str | None:
    """Tell under which count a finding's unit and year fall now."""
    row = store.db.conn.execute(
        "SELECT standing FROM standing_now WHERE unit_id = ? AND year = ?", (finding.unit_id, finding.year)
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
    store.db.conn.execute(
        "UPDATE standings SET standing = ? WHERE unit_id = ? AND year = ?", (now, after.unit_id, after.year)
    )
