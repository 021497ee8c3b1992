"""Which pages a letter asked to be put right, and by when: they are looked at again once the day is over."""

from __future__ import annotations

from datetime import date

from data.records import Finding, LetterEvent
from data.store import Store


def promised(store: Store) -> dict[str, date]:
    """Give for every address a registered letter is about the latest day it set.

    Whether a unit has put its report right can only be said after a look later than that day; in its turn
    the page might come up weeks after.
    """
    about: dict[str, tuple[str, ...]] = {}
    until: dict[str, date] = {}
    for event in store.rows(LetterEvent, "kind = 'notice' ORDER BY at, rowid"):
        about[event.letter_id] = event.findings or about.get(event.letter_id, ())
        if event.rectify_by is not None:
            until[event.letter_id] = event.rectify_by
    days: dict[str, date] = {}
    for letter_id, day in until.items():
        for finding_id in about[letter_id]:
            days[finding_id] = max(day, days.get(finding_id, day))
    urls = {each.id: each.url for each in store.rows(Finding) if each.id in days} if days else {}
    found: dict[str, date] = {}
    for finding_id, url in urls.items():
        if url:
            found[url] = max(days[finding_id], found.get(url, days[finding_id]))
    return found
