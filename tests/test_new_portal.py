"""`nianjian new-portal URL`: what it says of a portal it has never seen, and what it leaves behind."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from pathlib import Path

import pytest

from crawler.families import family_id, family_of
from crawler.pages import Page
from data.registry import load_registry
from data.store import Store
from monitor.cli import main
from tests import family_portals
from tests.crawl_server import COLUMN, Site, give, list_page, report_row, row, serving, trs_site
from tests.test_crawl import linked

SEEDS = Path(__file__).resolve().parent.parent / "data" / "seeds"
FAMILIES = {
    "jcms": family_portals.jcms,
    "jcms_annual": family_portals.jcms_annual,
    "gkmlpt": family_portals.gkmlpt,
    "vsb": family_portals.vsb,
    "ucap": family_portals.ucap,
    "anhui": family_portals.anhui,
    "ankang": family_portals.ankang,
    "year_tree": family_portals.year_tree,
}


def town() -> Site:
    site = trs_site(range(2021, 2023))
    site.actions["/"] = give(200, linked(("/zwgk/", "政务公开"), ("/yw/", "要闻")))
    site.actions["/zwgk/"] = give(200, linked((COLUMN, "政府信息公开年报"), ("/zn/", "公开指南")))
    script = 'createPageHTML(1, 0, "index", "html", "", 4);'
    others = [
        row("./202203/t20220128_7.html", "柳溪县财政局2021年政府信息公开工作年度报告", "2022-01-28"),
        row("./202203/t20220128_8.html", "一图读懂：2021年政府信息公开工作年度报告", "2022-01-29"),
    ]
    site.actions[COLUMN] = give(200, list_page([report_row(2022), report_row(2021), *others], script))
    return site


def new_portal(folder: Path, url: str) -> int:
    return main(
        ["new-portal", url, "--delay", "0", "--data", str(folder / "data"), "--save", str(folder / "pages")]
    )


def test_a_portal_is_looked_at_and_its_rows_are_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = town()
    with serving(site):
        assert new_portal(tmp_path, f"{site.base}/") == 0
    said = capsys.readouterr()
    assert "family: trs" in said.err
    assert "why: a createPageHTML pager and 4 rows" in said.err
    portals, units = said.out.split("units.csv\n")
    (portal,) = csv.DictReader(io.StringIO(portals.removeprefix("portals.csv\n").strip()))
    assert (portal["column_url"], portal["family"]) == (site.base + COLUMN, "trs")
    rows = list(csv.DictReader(io.StringIO(units)))
    assert [(each["name"], each["kind"]) for each in rows] == [
        ("柳溪县人民政府", "government"),
        ("柳溪县财政局", "department"),
    ]
    assert not [path for path in site.paths if "/t2022" in path], "a survey fetches no report"
    with Store(tmp_path / "data" / "new-portals" / portal["id"]) as store:
        assert store.db["looks"].count == len(site.asked)


def test_the_pages_saved_are_examples_for_the_family(tmp_path: Path) -> None:
    site = town()
    with serving(site):
        assert new_portal(tmp_path, f"{site.base}{COLUMN}") == 0
    (facts,) = (tmp_path / "pages").glob("column_*.expected.json")
    body = facts.with_name(facts.name.replace(".expected.json", ".html")).read_bytes()
    page = Page(url=json.loads(facts.read_text())["url"], body=body)
    family = family_of(page)
    assert family is not None
    assert (family_id(family), len(family.items(page))) == ("trs", 4)


def test_a_portal_without_a_column_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = Site(actions={"/": give(200, linked(("/yw/", "要闻")))})
    with serving(site):
        assert new_portal(tmp_path, f"{site.base}/") == 1
    said = capsys.readouterr()
    assert "no_column" in said.err
    assert "未找到年报栏目（no_column）" in said.out


def test_what_is_no_address_is_bad_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert new_portal(tmp_path, "file:///etc/passwd") == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize("family", FAMILIES)
def test_a_portal_of_every_family_is_named_and_its_rows_can_be_loaded(
    family: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    portal = FAMILIES[family]()
    with family_portals.serving(portal):
        assert new_portal(tmp_path, portal.base + portal.column) == 0
    said = capsys.readouterr()
    assert f"family: {family}" in said.err
    assert re.search(r"why: .{12}", said.err)
    portals, units = said.out.split("units.csv\n")
    registry = tmp_path / "registry"
    registry.mkdir()
    (registry / "portals.csv").write_text(
        portals.removeprefix("portals.csv\n").strip() + "\n", encoding="utf-8"
    )
    (registry / "units.csv").write_text(units, encoding="utf-8")
    shutil.copy(SEEDS / "deadlines.csv", registry)
    loaded = load_registry(registry)
    assert [(row.family, row.column_url) for row in loaded.portals] == [(family, portal.base + portal.column)]
    for facts in (tmp_path / "pages").glob("column_*.expected.json"):
        body = facts.with_name(facts.name.replace(".expected.json", ".html")).read_bytes()
        recognised = family_of(Page(url=json.loads(facts.read_text())["url"], body=body))
        assert recognised is not None
        assert family_id(recognised) == family
