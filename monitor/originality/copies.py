"""Which reports share their words: each against all earlier years of its unit, and against all other units.

Pure: reports in, copies out; their order and the time of day change nothing. What everybody says is learned
from all reports of a year, so one more report may change what any pair shares: all shares are reckoned anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from data.records import Copy, Template, Unit
from monitor.dossier import Year
from monitor.originality.comparison import Comparison, compare
from monitor.originality.corpus import COMPARED, Corpus, Row, Text, grouped, is_earlier, related
from monitor.originality.shingles import likeness, meeting, signatures
from monitor.originality.templates import templates

# Shows which passages two sections share: earlier, later, the names that are masked.
Compare = Callable[[str, str, tuple[str, ...]], Comparison]

LEAST = 0.70
# Texts whose estimated share lies below are not compared exactly: far under LEAST, for it may be 0.1 off.
LEAST_ESTIMATED = 0.50


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """All copies, ordered by report, source and section, and the sentences whole counties share."""

    copies: tuple[Copy, ...]
    templates: tuple[Template, ...]

    @property
    def by_unit(self) -> Mapping[str, tuple[Copy, ...]]:
        """The copies by the unit whose report is the later one."""
        units: dict[str, list[Copy]] = defaultdict(list)
        for copy in self.copies:
            units[copy.unit_id].append(copy)
        return {unit_id: tuple(copies) for unit_id, copies in units.items()}


def find_copies(texts: Iterable[Text], compare: Compare = compare) -> Found:
    """Compare all reports with each other and tell what they share; `compare` may answer from memory."""
    corpus = Corpus(sorted(texts, key=lambda text: (text.year, text.report_id)))
    pairs = {*own_pairs(corpus), *foreign_pairs(corpus)}
    copies = [copy for later, source in pairs for copy in _copies(corpus, later, source, compare)]
    return Found(
        copies=tuple(sorted(copies, key=lambda copy: (copy.report_id, copy.source_id, copy.section))),
        templates=tuple(templates(corpus)),
    )


def own_copies(unit: Unit, years: Iterable[Year], names: Iterable[str]) -> tuple[Copy, ...]:
    """Tell what the reports of one unit share, where no others are at hand.

    The last one is the report in question: what is given as earlier is so, whatever year it states.
    """
    texts = [text_of(unit, year, names) for year in years if year.filed is not None]
    before = [replace(text, year=min(text.year, texts[-1].year - 1)) for text in texts[:-1]]
    return find_copies((*before, *texts[-1:])).copies


def text_of(unit: Unit, year: Year, names: Iterable[str]) -> Text:
    """Give the report that counts for a unit's year as a text to compare; it must have one."""
    if year.filed is None:
        raise ValueError(f"{unit.id} {year.year}: no report")
    return Text(
        report_id=year.filed.report.id,
        unit_id=unit.id,
        unit_name=unit.name,
        year=year.year,
        division_code=unit.division_code,
        sections=year.filed.sections,
        seen_on=year.filed.seen_on,
        published_on=year.coverage.published_on or year.filed.report.published_on,
        names=tuple(names),
    )


def own_pairs(corpus: Corpus) -> Iterator[tuple[Row, Row]]:
    """Give (later, source) of each unit's own reports that share enough of a section."""
    for rows in grouped(corpus.texts, lambda text: text.unit_id):
        for at, later in enumerate(rows):
            for source in rows[:at]:
                if corpus.texts[source].year < corpus.texts[later].year and _alike(corpus, later, source):
                    yield later, source


def _alike(corpus: Corpus, later: Row, source: Row) -> bool:
    return _same(corpus, later, source) or any(
        _judged(corpus, key, later, source) >= LEAST for key in COMPARED
    )


def _same(corpus: Corpus, later: Row, source: Row) -> bool:
    enough = corpus.says_enough(later) and corpus.says_enough(source)
    return enough and all(
        corpus.masked[key][later].text == corpus.masked[key][source].text for key in COMPARED
    )


def _judged(corpus: Corpus, key: str, later: Row, source: Row) -> float:
    """Give the share of a section, 0 where one of the two is too short to be judged alone."""
    long_enough = corpus.counts[key][later] and corpus.counts[key][source]
    return corpus.share(key, later, source) if long_enough else 0.0


def foreign_pairs(corpus: Corpus) -> Iterator[tuple[Row, Row]]:
    """Give (later, source) between units: for each report the one it shares most with.

    One from its own family gives way to any other.
    """
    best: dict[Row, tuple[tuple[bool, float, int, str], Row]] = {}
    for later, source in _candidates(corpus):
        shares = [_judged(corpus, key, later, source) for key in COMPARED]
        if max(shares) >= LEAST and corpus.texts[source].current:
            text, other = corpus.texts[later], corpus.texts[source]
            strangers = not related(text, other)
            rank = (strangers, round(sum(shares), 4), -_day(other).toordinal(), other.report_id)
            best[later] = max(best.get(later, (rank, source)), (rank, source))
    yield from ((later, source) for later, (_, source) in best.items())


def _candidates(corpus: Corpus) -> Iterator[tuple[Row, Row]]:
    seen: set[tuple[Row, Row]] = set()
    for key in COMPARED:
        rows = np.array([row for row, counts in enumerate(corpus.counts[key]) if counts], np.int64)
        own = [corpus.own[key][row] for row in rows]
        signed = signatures(own)
        pairs = meeting(signed)
        sizes = np.array([each.size for each in own], np.float64)
        near = likeness(signed, pairs)
        both = near / (1 + near) * (sizes[pairs].sum(axis=1))
        enough = both >= LEAST_ESTIMATED * sizes[pairs].min(axis=1)
        for one, other in rows[pairs[enough]].tolist():
            if corpus.texts[one].unit_id != corpus.texts[other].unit_id:
                seen.update(directed(corpus, one, other))
    yield from sorted(seen)


def directed(corpus: Corpus, one: Row, other: Row) -> Iterator[tuple[Row, Row]]:
    """Order two reports as (later, source): by day, else by year; both ways when nothing tells."""
    first, second = corpus.texts[one], corpus.texts[other]
    known = is_earlier(first, second) or is_earlier(second, first)
    if is_earlier(first, second) or (not known and first.year <= second.year):
        yield other, one
    if is_earlier(second, first) or (not known and second.year <= first.year):
        yield one, other


def _day(text: Text) -> date:
    return text.published_on or text.seen_on


def _copies(corpus: Corpus, later: Row, source: Row, compare: Compare) -> Iterator[Copy]:
    text, other = corpus.texts[later], corpus.texts[source]
    names = (*text.names, *other.names)
    enough = corpus.says_enough(later) and corpus.says_enough(source)
    for key in COMPARED:
        mine, theirs = corpus.masked[key][later], corpus.masked[key][source]
        same = enough and mine.text == theirs.text
        share = 1.0 if same else _judged(corpus, key, later, source)
        if share < LEAST:
            continue
        shown = compare(other.sections[key], text.sections[key], names)
        yield Copy(
            report_id=text.report_id,
            source_id=other.report_id,
            section=key,
            unit_id=text.unit_id,
            year=text.year,
            source_unit_id=other.unit_id,
            source_unit_name=other.unit_name,
            source_year=other.year,
            share=round(share, 4),
            run=shown.run,
            same=same,
            same_figures=mine.figures == theirs.figures,
            counts=corpus.counts[key][later] and corpus.counts[key][source],
            related=related(text, other),
            earlier=is_earlier(other, text),
            detected_on=max(text.seen_on, other.seen_on),
            passages=shown.later,
            source_passages=shown.earlier,
        )
