"""What a dossier holds beside documents: where they stood, letters about them, whom they rank among."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from data.records import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An address at which a document was found, and the days on which it was fetched from there.

    `listed`: its column still shows it; `attachment`: it is a file that belongs to a page.
    """

    url: str
    days: tuple[date, ...]
    listed: bool = True
    attachment: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLink:
    """An address listed or linked as the unit's report whose server says every time that it is not there."""

    url: str
    tries: int
    first_on: date
    last_on: date
    attachment: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter that was sent to the unit about findings, and until when it is to have put them right."""

    findings: tuple[str, ...]
    sent_on: date
    rectify_by: date
    returned_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    """One share of a report, `part` of `whole`: `below` of `peers` comparable reports have a smaller one.

    `share` is `corrected` (cases lost), `denied`, `unable` or `refused` (answers that give nothing).
    """

    share: str
    part: int
    whole: int
    below: int
    peers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stranger:
    """A report in the unit's column that is no registered unit's, or of a year the unit did not exist."""

    title: str
    report: Report
    seen_on: date
