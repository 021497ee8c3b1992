"""Examine a report before it is published: the same rules, from two files instead of an archive."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime

from data.records import Coverage, Finding, OddCell, Report, Unit
from data.wording import normalise
from monitor.abstaining import Abstention
from monitor.dossier import Dossier, Filed, Year
from monitor.filing.names import kind_of, place_of
from monitor.originality.copies import own_copies
from monitor.rules import abstentions, findings, rules
from parsers.parsed import Parsed

# Nothing here was seen on any day; rules about time have nothing to say.
_NO_DAY = date.min
_NO_TIME = datetime.min.replace(tzinfo=UTC)
_UNIT = "self"
# What two files cannot tell: how the report was found, and what officers decided.
OF_MORE = frozenset({"OF_LOOKS", "OF_FINDINGS"})


def examine(body: bytes, parsed: Parsed, earlier: Parsed | None = None) -> tuple[Finding, ...]:
    """Apply every rule to one report that was read, and to its change from an earlier one, if given.

    Only what concerns the report itself is given back, nothing about the earlier one.
    """
    own = hashlib.sha256(body).hexdigest()
    return tuple(each for each in findings(_dossier(own, parsed, earlier)) if each.sha256 == own)


def not_judged(body: bytes, parsed: Parsed, earlier: Parsed | None = None) -> tuple[Abstention, ...]:
    """Tell which rules about documents could not judge a report that was read, and why."""
    dossier = _dossier(hashlib.sha256(body).hexdigest(), parsed, earlier)
    about_words = (rule for rule in rules() if not OF_MORE & vars(rule).keys())
    silent = (each for rule in about_words for each in abstentions(dossier, rule, rule.check(dossier)))
    return tuple(each for each in silent if each.year == (parsed.year or 0))


def of_one_unit(one: Parsed, other: Parsed) -> bool:
    """Tell whether two reports may be of one unit; two that name different bodies are not.

    A government may be called by its place alone, and any body without the places above it.
    """
    mine, theirs = ({place_of(name) for name in _names(each)} for each in (one, other))
    pairs = [(a, b) for a in mine for b in theirs]
    return not pairs or any(a.endswith(b) or b.endswith(a) for a, b in pairs)


def _names(parsed: Parsed) -> Iterator[str]:
    yield from map(normalise, filter(None, (parsed.unit_name, *parsed.own_names)))


def _dossier(own: str, parsed: Parsed, earlier: Parsed | None) -> Dossier:
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
    return Dossier(
        unit=unit,
        as_of=_NO_DAY,
        years=tuple(years),
        masked_names=tuple(names),
        copies=own_copies(unit, years, names),
    )


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
