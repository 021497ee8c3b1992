"""Examine a report before it is published: the same rules, from two files instead of an archive."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime

from data.records import Coverage, Finding, OddCell, Report, Unit
from monitor.dossier import Dossier, Filed, Year
from monitor.filing.names import kind_of
from monitor.originality.copies import own_copies
from monitor.rules import findings
from parsers.parsed import Parsed

# Nothing here was seen on any day; rules about time have nothing to say.
_NO_DAY = date.min
_NO_TIME = datetime.min.replace(tzinfo=UTC)
_UNIT = "self"


def examine(body: bytes, parsed: Parsed, earlier: Parsed | None = None) -> tuple[Finding, ...]:
    """Apply every rule to one report that was read, and to its change from an earlier one, if given.

    Only what concerns the report itself is given back, nothing about the earlier one.
    """
    own = hashlib.sha256(body).hexdigest()
    years = [_year(own, parsed)]
    if earlier is not None and earlier.outcome == "read":
        years.insert(0, _year("", earlier))
    names = [*parsed.own_names, *(earlier.own_names if earlier else ())]
    names += [name for name in (parsed.unit_name, earlier.unit_name if earlier else None) if name]
    unit = Unit(
        id=_UNIT,
        name=parsed.unit_name or "本单位",
        kind=kind_of(parsed.unit_name or ""),
        level="county",
        division_code="",
    )
    dossier = Dossier(
        unit=unit,
        as_of=_NO_DAY,
        years=tuple(years),
        masked_names=tuple(names),
        copies=own_copies(unit, years, names),
    )
    return tuple(finding for finding in findings(dossier) if finding.sha256 == own)


def _year(sha256: str, parsed: Parsed) -> Year:
    report_id = sha256[:16] or "earlier"
    report = Report(
        id=report_id,
        url="",
        sha256=sha256,
        title=parsed.title or "",
        first_seen_at=_NO_TIME,
        last_seen_at=_NO_TIME,
        unit_id=_UNIT,
        year=parsed.year,
        unit_name=parsed.unit_name,
        form=parsed.form,
        published_on=parsed.published_on,
        date_source=parsed.date_source,
    )
    filed = Filed(
        report=report,
        seen_on=_NO_DAY,
        cells={cell: value for cell, value in parsed.cells.items() if value is not None},
        odd_cells={
            cell: OddCell(report_id=report_id, cell=cell, raw=odd.raw, state=odd.state, readings=odd.readings)
            for cell, odd in parsed.odd_cells.items()
        },
        sections={part.key: part.text for part in parsed.sections},
        dates=parsed.dates,
        kind=parsed.kind,
        preamble=parsed.preamble,
        headings=parsed.headings,
        labels=parsed.labels,
        notes=parsed.notes,
        own_names=parsed.own_names,
    ).as_printed()
    coverage = Coverage(unit_id=_UNIT, year=parsed.year or 0, state="published")
    return Year(coverage=coverage, filed=filed)
