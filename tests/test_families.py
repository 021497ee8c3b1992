"""CMS families on saved pages: every page in examples/families/<family>/ is a test.

Beside each page lies `<name>.expected.json`: the address it came from, and what is found in it. A page whose
expectation holds only the address gets the rest written at the first run, which fails: look at it, then commit.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from crawler.families import families, family_id, family_of
from crawler.pages import Page

EXAMPLES = Path(__file__).parent / "examples" / "families"
PAGES = sorted(path for path in EXAMPLES.rglob("*.*") if not path.name.endswith(".expected.json"))


def found(page: Page) -> dict[str, Any]:
    family = family_of(page)
    assert family is not None
    return {
        "family": family_id(family),
        "why": family.recognise(page),
        "total": family.total(page),
        "items": [
            [item.title, item.url, item.listed_on and item.listed_on.isoformat()]
            for item in family.items(page)
        ],
        "more": [[ask.method, ask.url, ask.body] for ask in family.more(page)],
    }


@pytest.mark.parametrize("path", PAGES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_saved_page_is_read_as_expected(path: Path) -> None:
    beside = path.with_suffix(".expected.json")
    expected = json.loads(beside.read_text(encoding="utf-8"))
    page = Page(url=expected["url"], body=path.read_bytes(), sent=expected.get("sent"))
    seen = {key: expected[key] for key in ("url", "sent") if key in expected} | found(page)
    if "family" not in expected:
        beside.write_text(json.dumps(seen, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        pytest.fail(f"{beside.name} is new: please review it")
    assert seen == expected
    assert seen["family"] == path.parent.name


def test_every_family_has_an_example() -> None:
    assert {family_id(family) for family in families()} == {path.parent.name for path in PAGES}


def test_a_page_without_any_list_belongs_to_no_family() -> None:
    page = Page(url="http://a.example/", body="<html><body><p>欢迎访问</p></body></html>".encode())
    assert family_of(page) is None


def test_a_family_the_registry_names_is_asked_first() -> None:
    path = EXAMPLES / "trs" / "pages_first.html"
    page = Page(url="http://a.example/nb/", body=path.read_bytes())
    named = family_of(page, "generic")
    assert named is not None
    assert family_id(named) == "generic"
