"""CMS families kept apart: pages that look like one and are none, and pages of one that are no other's.

Every page in examples/families_apart/<family>/ must not be recognised by that family; the `.json` beside it
holds its address.
"""

import json
from pathlib import Path

import pytest

from crawler.families import Family, families, family_id
from crawler.pages import Page

EXAMPLES = Path(__file__).parent / "examples"
LOOKALIKES = sorted((EXAMPLES / "families_apart").rglob("*.json"))
SAVED = sorted((EXAMPLES / "families").rglob("*.expected.json"))


def saved_page(described: Path) -> Page:
    """The page a description lies beside: the file of the same name and another ending."""
    name = described.name.split(".")[0]
    (file,) = (path for path in described.parent.glob(f"{name}.*") if not _describes(path, described))
    said = json.loads(described.read_text(encoding="utf-8"))
    return Page(url=said["url"], body=file.read_bytes(), sent=said.get("sent"))


def _describes(path: Path, described: Path) -> bool:
    return path == described or path.name.endswith(".expected.json")


def module(name: str) -> Family:
    return next(family for family in families() if family_id(family) == name)


@pytest.mark.parametrize("described", LOOKALIKES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_page_that_only_looks_like_one_is_not_recognised(described: Path) -> None:
    assert module(described.parent.name).recognise(saved_page(described)) is None


@pytest.mark.parametrize("described", SAVED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_no_family_that_is_asked_as_early_recognises_anothers_page(described: Path) -> None:
    page, own = saved_page(described), module(described.parent.name)
    rivals = [family for family in families() if family is not own and family.RANK <= own.RANK]
    assert [family_id(family) for family in rivals if family.recognise(page)] == []


def test_every_particular_family_has_a_page_that_only_looks_like_it() -> None:
    shown = {path.parent.name for path in LOOKALIKES}
    assert {family_id(family) for family in families()} - {"trs", "trs_fujian", "generic"} <= shown


def test_the_generic_reader_is_asked_last() -> None:
    assert family_id(families()[-1]) == "generic"


@pytest.mark.parametrize("described", SAVED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_page_cut_off_anywhere_is_no_error_to_any_family(described: Path) -> None:
    whole = saved_page(described)
    for part in range(1, 6):
        page = Page(url=whole.url, body=whole.body[: len(whole.body) * part // 6], sent=whole.sent)
        for family in families():
            family.recognise(page)
            assert isinstance((*family.items(page), family.total(page), *family.more(page)), tuple)


@pytest.mark.parametrize("body", ["<!DOCTYP", "﻿ <?xml version='1.0' encoding='gbk'?><a>", "[" * 100_000])
def test_a_page_that_is_none_at_all_is_no_error_to_any_family(body: str) -> None:
    page = Page(url="http://a.example/gkmlpt/api/all/1?page=1", body=body.encode())
    assert [family_id(family) for family in families() if family.recognise(page)] == []
