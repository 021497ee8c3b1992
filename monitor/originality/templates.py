"""Sentences that a county's units share because somebody above gave them out: never against one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from data.records import Template
from monitor.originality.corpus import Corpus, Text, grouped
from monitor.originality.masking import mask

SHARE, FEWEST_UNITS, SHORTEST = 0.30, 5, 20
_ENDS = re.compile(r"(?<=[。;])")


def templates(corpus: Corpus) -> Iterator[Template]:
    """Find the sentences of 20 and more characters in 30 % of a county's reports of a year, five at least."""
    for every in grouped(corpus.texts, lambda text: (text.year, text.division_code[:6])):
        rows = [row for row in every if corpus.texts[row].current]
        for section, words in corpus.masked.items():
            shared = _shared({row: words[row].text for row in rows})
            # Two masked sentences may be one as written, where units lie under different bodies.
            written = {_as_written(corpus.texts[having[0]], section, each): having for each, having in shared}
            for sentence, having in sorted(written.items()):
                yield Template(
                    division_code=corpus.texts[rows[0]].division_code[:6],
                    year=corpus.texts[rows[0]].year,
                    section=section,
                    sentence=sentence,
                    units=tuple(sorted({corpus.texts[row].unit_id for row in having})),
                    reports=len(rows),
                )


def _shared(reports: Mapping[int, str]) -> Sequence[tuple[str, Sequence[int]]]:
    """Give the sentences that enough of one county's reports have, with the rows that have them."""
    least = max(SHARE * len(reports), FEWEST_UNITS)
    if len(reports) < FEWEST_UNITS:
        return ()
    having: dict[str, list[int]] = defaultdict(list)
    for row, text in reports.items():
        for sentence in dict.fromkeys(_ENDS.split(text)):
            if len(sentence) >= SHORTEST:
                having[sentence].append(row)
    return [(sentence, rows) for sentence, rows in sorted(having.items()) if len(rows) >= least]


def _as_written(text: Text, section: str, sentence: str) -> str:
    whole = mask(text.sections[section], text.names, placed=True)
    start = whole.text.index(sentence)
    first, last = whole.original(start, start + len(sentence))
    return text.sections[section][first:last]
