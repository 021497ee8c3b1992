"""What the text of a cell could be: a figure, nothing, or which label of the forms. Each is looked at once.

The same labels and figures stand in every report, and each reading asks several times what they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from data.forms import national
from parsers import labels
from parsers.figures import is_figure

LONGEST_KEPT = 300


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Word:
    """One text and what it names: row, head or group of a table, or nothing (see parsers.labels).

    `evidence` are the words in it that only one form prints. Equal to itself only.
    """

    text: str
    blank: bool
    figure: bool
    core: str = ""
    row: str | None = None
    applicant: str | None = None
    item: str | None = None
    measure: str | None = None
    dispute: str | None = None
    route: str | None = None
    group: bool = False
    article: bool = False
    evidence: frozenset[str] = frozenset()


def word(text: str) -> Word:
    """Tell what a text could be.

    >>> word("（一）予以公开").row, word(" ").blank, word("12").figure, word("12").row
    ('granted', True, True, None)
    """
    return _kept(text) if len(text) <= LONGEST_KEPT else _word(text)


def _word(text: str) -> Word:
    if not text.strip():
        return Word(text=text, blank=True, figure=False)
    if text.isascii() and text.isdecimal():
        return Word(text=text, blank=False, figure=is_figure(text), core=labels.core(text))
    core = labels.core(text)
    return Word(
        text=text,
        blank=False,
        figure=is_figure(text),
        core=core,
        row=labels.row(text),
        applicant=labels.applicant(text),
        item=labels.item(text),
        measure=labels.measure(text),
        dispute=labels.dispute(text),
        route=labels.route(text),
        group=labels.is_group(text),
        article=labels.is_article(text),
        evidence=frozenset(each for each in _evidence() if each in core and len(core) <= labels.LONGEST),
    )


_kept = lru_cache(maxsize=8192)(_word)


@cache
def _evidence() -> tuple[str, ...]:
    return tuple(labels.core(word) for form in national() for word in form.evidence)
