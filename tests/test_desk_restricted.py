"""An open desk is the same, address by address, whether or not there is something only officers may see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.records import Finding, PrivateText, Review
from data.store import Store
from data.summaries import write_summaries
from monitor.desk import Desk
from tests.desk_site import Visitor, get, register, served

PRIVATE = "personal-data/weishui-yj/2024"
ADDRESSES = (
    "/.json",
    "/nianjian.json",
    "/nianjian",
    "/",
    "/?year=2024&region=610999",
    "/matrix",
    "/unit/weishui-yj",
    "/receipt/weishui-yj/2024",
    "/rules",
    "/statistics",
    "/search?q=身份",
    *(
        f"/nianjian/{table}.{ending}"
        for table in ("findings", "reviews", "tally_findings", "standings", "tallies", "unit_history")
        for ending in ("json", "csv")
    ),
    "/nianjian/findings.json?_facet=rule_id&_facet=severity",
    "/nianjian/findings.json?_facet_size=max&_sort=id&_shape=array",
    f"/nianjian/findings/{PRIVATE.replace('/', '~2F')}",
    f"/nianjian/findings/{PRIVATE.replace('/', '~2F')}.json",
    f"/finding/{PRIVATE}",
    f"/compare/{PRIVATE}",
)


COUNTED = ("/.json", "/nianjian.json", "/nianjian")


def add_private(folder: Path) -> None:
    with Store(folder) as store:
        first = next(store.rows(Finding))
        store.put(
            replace(
                first,
                id=PRIVATE,
                rule_id="personal-data",
                message="",
                cells=(),
                lines=(),
                repair=None,
                delta=None,
            ),
            PrivateText(finding_id=PRIVATE, message="正文有身份证号610102********12"),
        )
        at = datetime(2025, 3, 1, tzinfo=UTC)
        store.append(
            Review(id="r" * 64, finding_id=PRIVATE, actor="li", at=at, verdict="confirmed", reason="当面告知")
        )
        write_summaries(store)


@pytest.fixture(scope="module")
def before_and_after(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[list[str], list[str]]]:
    folder = tmp_path_factory.mktemp("desk")
    with served(folder) as made:
        before = [told(made, address) for address in ADDRESSES]
        add_private(folder)
        yield before, [told(made, address) for address in ADDRESSES]


def told(made: Desk, address: str) -> str:
    """Give an answer without the time it took; Datasette leaves out counts that took it more than 10 ms."""
    for _ in range(20):
        status, _, body = get(made, address)
        if address not in COUNTED or (
            '"count": null' not in body and (".json" in address or "条</span>" in body)
        ):
            break
    return f"{status} " + re.sub(r'"query_ms": [\d.]+|用时 \d+ 毫秒', "", body)


@pytest.mark.parametrize("number", range(len(ADDRESSES)), ids=ADDRESSES)
def test_nothing_changes_for_those_who_may_not_see_it(
    before_and_after: tuple[list[str], list[str]], number: int
) -> None:
    before, after = before_and_after
    assert after[number] == before[number]


def test_an_officer_sees_it_and_the_lists_agree_with_their_counts(tmp_path: Path) -> None:
    register(tmp_path)
    with served(tmp_path) as made:
        add_private(tmp_path)
        visitor = Visitor(made)
        visitor.log_in("li")
        assert "身份证号610102" in visitor.ask(f"/finding/{PRIVATE}")[2]
        assert PRIVATE.replace("/", "~2F") in visitor.ask("/nianjian/findings.json")[2] or (
            PRIVATE in visitor.ask("/nianjian/findings.json")[2]
        )
        assert re.search(r'findings">[^<]+</a> <span class="count">3条', visitor.ask("/nianjian")[2])
