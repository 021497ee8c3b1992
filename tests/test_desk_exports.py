"""Every list as a file: all of it, in words, with nothing that acts, unreviewed judgements marked."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from openpyxl import load_workbook

from data.desk.questions import questions
from data.records import Finding, Report, Unit
from data.store import Store
from data.summaries import write_summaries
from monitor.desk import Desk
from tests.desk_site import read, served, words

MANY = 1_300  # more than Datasette gives at once
FORMULA = '=HYPERLINK("http://elsewhere.example","点")'


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("desk")
    with served(folder) as made:
        with Store(folder) as store:
            _grow(store)
        yield made


def _grow(store: Store) -> None:
    bureau = next(store.rows(Unit, "id = 'weishui-yj'"))
    finding = next(store.rows(Finding, "rule_id = 'outcome-total'"))
    report = next(store.rows(Report, "year = 2023"))
    units = [replace(bureau, id=f"u{n:04}", name=f"{FORMULA}{n}", aliases="") for n in range(MANY)]
    store.replace(Unit, [*store.rows(Unit), *units])
    more = [
        replace(finding, id=f"outcome-total/{unit.id}/2024", unit_id=unit.id, message=FORMULA)
        for unit in units
    ]
    decided = replace(more[0], status="confirmed")
    store.replace(Finding, [*store.rows(Finding), decided, *more[1:]])
    store.replace(
        Report, [*store.rows(Report), *(replace(report, id=unit.id, title=FORMULA) for unit in units)]
    )
    write_summaries(store)


def fetch(made: Desk, path: str) -> tuple[str, bytes]:
    connection = HTTPConnection("127.0.0.1", made.port, timeout=60)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    assert answer.status == 200, path
    return unquote(answer.headers["content-disposition"].partition("''")[2]), body


def lines(made: Desk, path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(fetch(made, path)[1].decode("utf-8-sig"))))


@pytest.mark.parametrize(
    ("path", "count"),
    [
        ("findings.csv", MANY + 2),
        ("findings.csv?_size=max&_next=2024,outcome-total~2Fu0009~2F2024&_sort_desc=year", MANY + 2),
        ("findings.csv?status=confirmed&_facet=year", 1),
        ("findings.csv?_size=10", 10),
        ("units.csv?kind=department&_labels=on", MANY + 1),
        ("arithmetic.csv", MANY + 1),
        ("arithmetic.csv?year=2023", 0),
        ("arithmetic.csv?size=7", 7),
        ("standings.csv?standing=late", 2),
        ("units/weishui-yj.csv", 1),
    ],
)
def test_a_csv_file_holds_every_row_of_its_list(site: Desk, path: str, count: int) -> None:
    assert len(lines(site, f"/nianjian/{path}")) == count


@pytest.mark.parametrize("name", ["findings", "arithmetic", "units", "reports", *questions()])
def test_a_workbook_holds_every_row_and_no_formula(site: Desk, name: str) -> None:
    sheet = load_workbook(io.BytesIO(fetch(site, f"/nianjian/{name}.xlsx")[1])).active
    assert sheet is not None
    assert sheet.max_row - 2 == len(lines(site, f"/nianjian/{name}.csv"))
    cells = [cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert all(cell.data_type == "s" for cell in cells)
    assert all(cell.quotePrefix for cell in cells if str(cell.value).startswith("="))
    assert "内部工作参考　未经复核" in str(sheet.cell(1, 1).value)


def test_no_cell_of_a_csv_file_acts(site: Desk) -> None:
    for name in ("findings", "arithmetic", "units", "reports"):
        cells = [cell for line in lines(site, f"/nianjian/{name}.csv") for cell in line.values()]
        assert any(cell.startswith("'=HYPERLINK") for cell in cells), name
        assert not any(cell.startswith("=") for cell in cells), name


def test_judgements_nobody_reviewed_say_so_in_file_name_and_rows(site: Desk) -> None:
    title, _ = fetch(site, "/nianjian/findings.csv")
    assert title == "问题（内部工作参考　未经复核）.csv"
    notes = {line["id"]: line["注"] for line in lines(site, "/nianjian/findings.csv")}
    assert notes.pop("outcome-total/u0000/2024") == ""
    assert set(notes.values()) == {"内部工作参考　未经复核"}
    assert fetch(site, "/nianjian/units.xlsx")[0] == "单位名录.xlsx"
    assert "注" not in lines(site, "/nianjian/units.csv")[0]


def test_a_file_is_ordered_as_its_list(site: Desk) -> None:
    found = [line["id"] for line in lines(site, "/nianjian/units.csv?_sort_desc=id")]
    assert found == sorted(found, reverse=True)
    listed = [line["单位编号"] for line in lines(site, f"/nianjian/unit_history.csv?unit={quote('渭水')}")]
    assert listed == ["weishui-gov", "weishui-gov", "weishui-yj", "weishui-yj", "baiyang", "baiyang"]


def test_a_page_of_a_question_leads_to_the_next_and_to_all(site: Desk) -> None:
    first = read(site, "/nianjian/arithmetic?year=2024")
    assert "第 1—100 条" in words(first)
    assert len(first.xpath("//tbody/tr")) == 100
    (onwards,) = first.xpath("//a[text()='下一页']/@href")
    second = read(site, onwards)
    assert "第 101—200 条" in words(second)
    names = [page.xpath("//tbody/tr/td[1]//a/@href") for page in (first, second)]
    assert not set(names[0]) & set(names[1])
    (sheet,) = first.xpath("//a[text()='Excel']/@href")
    assert sheet == "/nianjian/arithmetic.xlsx?year=2024"
    assert "共 1 条" in words(read(site, "/nianjian/missing?year=2023"))


def test_exports_leave_nothing_open_for_writers(site: Desk) -> None:
    fetch(site, "/nianjian/findings.xlsx")
    with Store(Path(site.command[5]).parent) as store, store.atomic():
        store.db.execute("UPDATE units SET notes = '' WHERE id = 'baiyang'")
