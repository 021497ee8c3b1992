"""What the mails are made of: what stood in the way is told of the report or the column it stood before."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from data.registry import Registry
from data.store import Store
from monitor.check import judge
from monitor.digest.scope import Material
from monitor.mail.material import Letterhead, Moment, gather
from tests.archive import SCHOOLS, WATER, Archive, at, registry, title


def material(store: Store, known: Registry) -> Material:
    day = date(2026, 2, 20)
    moment = Moment(as_of=day, at=at("2026-02-20"))
    return gather(store, known, judge(store, known, day), moment, Letterhead(sender="n@example.org"))


def test_tries_are_counted_for_each_unit_and_year(tmp_path: Path) -> None:
    listed = {"w25": title(WATER, 2025), "s25": title(SCHOOLS, 2025), "s24": title(SCHOOLS, 2024)}
    with Store(tmp_path) as store:
        archive = Archive(store)
        for day in ("2026-02-02", "2026-02-06", "2026-02-10"):
            archive.walk(day, listed)
            archive.look(day, "w25", title=title(WATER, 2025), reason="dead_link", status=404)
        archive.look("2026-02-10", "s25", title=title(SCHOOLS, 2025), reason="dead_link", status=404)
        troubles = material(store, registry()).troubles
    counted = {(each.unit_id, each.year): each.tries for each in troubles if each.reason == "dead_link"}
    assert counted == {("water", 2025): 3, ("schools", 2025): 1}


def test_a_column_that_could_not_be_read_counts_by_walks(tmp_path: Path) -> None:
    with Store(tmp_path) as store:
        archive = Archive(store)
        archive.walk("2026-02-02", {"w24": title(WATER, 2024)})
        for day in ("2026-02-06", "2026-02-10"):
            archive.walk(day, {}, outcome="timeout")
        found = material(store, registry())
    (trouble,) = (each for each in found.troubles if each.reason == "timeout")
    assert (trouble.unit_id, trouble.year, trouble.tries) == (None, None, 2)
    assert [each.outcome for each in found.health] == ["timeout"]
