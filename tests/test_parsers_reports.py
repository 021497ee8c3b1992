"""What kind of report it is: the free one of the old law, two on one page, a print-out of two years."""

import re
from datetime import date
from random import Random

import pytest

from data.desk.grids import Printed, grids
from data.forms import form, forms, national
from monitor.arithmetic.balance import statement
from parsers.documents import load
from parsers.free import aside, free_form
from parsers.labels import heading
from parsers.read import read
from tests.damage import making
from tests.damage.cases import some_figure

FORM = form("fmt_2021")
OLD = (
    ("一、概述", "本局全年把灌溉日程放上网站。"),
    ("二、行政机关主动公开政府信息的情况", "主动公开42条。"),
    ("三、依申请公开政府信息和不予公开政府信息的情况", "收到申请3件，公开2件，不予公开1件。"),
    ("四、政府信息公开的收费及减免情况", "收费20元，减免5元。"),
    ("五、因政府信息公开申请行政复议、提起行政诉讼的情况", "没有。"),
    ("六、政府信息公开工作存在的主要问题及改进情况", "更新有时不及时。"),
    ("七、其他需要报告的事项", "没有其他事项。"),
)


def old_report(year: int = 2012, *, end: str = "") -> bytes:
    parts = "".join(f"<p>{head}</p><p>{text}</p>" for head, text in OLD)
    title = f"临溪县水利局{year}年政府信息公开工作年度报告"
    return f"<html><title>{title}</title><body><h1>{title}</h1>{parts}{end}</body></html>".encode()


def test_the_six_topics_of_the_old_law_are_the_sections_and_fees_are_none_of_them() -> None:
    stated = read(old_report())
    assert (stated.form, stated.year, stated.unit_name) == ("free_2008", 2012, "临溪县水利局")
    assert {part.key: part.text for part in stated.sections} == {
        "overview": OLD[0][1],
        "proactive": OLD[1][1],
        "applications": OLD[2][1],
        "review_litigation": OLD[4][1],
        "problems": OLD[5][1],
        "other": OLD[6][1],
    }
    assert stated.notes == ("六个部分之外的“四、政府信息公开的收费及减免情况”，照录：\n收费20元，减免5元。",)


@pytest.mark.parametrize("year", [2009, 2021, 2024])
def test_the_free_form_is_told_by_its_headings_whatever_the_year(year: int) -> None:
    assert read(old_report(year)).form == "free_2008"


def test_a_table_of_statistics_is_kept_as_it_is_and_is_no_cell() -> None:
    table = (
        "<p>附件：临溪县水利局政府信息公开情况统计表</p><table><tr><td>指标</td><td>单位</td><td>数</td></tr>"
        "<tr><td>主动公开</td><td>条</td><td>42</td></tr></table><p>临溪县水利局</p><p>2013年3月1日</p>"
    )
    stated = read(old_report(end=table))
    assert (stated.cells, stated.odd_cells) == ({}, {})
    assert stated.sections[-1].text == OLD[6][1]
    assert stated.notes[1].endswith("照录：\n指标 | 单位 | 数\n主动公开 | 条 | 42")
    assert ("signature", date(2013, 3, 1)) in stated.dates


def test_a_report_without_line_breaks_is_cut_at_its_headings() -> None:
    title = "临溪县水利局2012年政府信息公开工作年度报告"
    filled = f"{'全年平稳。' * 50}"
    line = " ".join([title, *(f"{head.replace('、', '、 ', 1)} {text}{filled}" for head, text in OLD)])
    stated = read(line.encode())
    assert stated.form == "free_2008"
    assert [part.heading for part in stated.sections] == [head for head, _ in OLD if "收费" not in head]
    assert stated.sections[2].text == f"{OLD[2][1]}{filled}"


@pytest.mark.parametrize(
    "line", ["（一）收费情况", "八、行政事业性收费", "详见政府信息公开情况统计表", "本年没有收费。", "统计表"]
)
def test_a_line_that_only_speaks_of_fees_or_statistics_opens_nothing(line: str) -> None:
    assert aside(line) != "statistics"
    assert aside(line) is None or heading(line) is None
    assert free_form([line, "一、概述"]) is None


def test_a_report_with_the_national_tables_is_never_of_the_free_form() -> None:
    figures = {key: some_figure(key, Random(3)) for key in FORM.cells()}
    made = tuple(map(making.as_html, making.tables(FORM, figures)))
    page = making.page("渭水县2023年政府信息公开工作年度报告", ["无。"] * 6, (made[0], made[1], made[2]))
    page = page.replace("一、总体情况", "一、概述").replace(
        "六、其他需要报告的事项", "六、收费及减免情况</p><p>七、其他需要报告的事项"
    )
    assert read(page.encode()).form == "fmt_2021"


def test_whoever_uses_the_forms_takes_one_without_tables() -> None:
    free = form("free_2008")
    assert (free.cells(), free.parts()) == ((), ())
    assert grids("free_2008", Printed(cells={}, odd={}, repair={})) == []
    assert statement().count("IS NULL") == len(national()) == len(forms()) - 1


# ------------------------------------------------------------------ two reports on one page

DIFFERING = ("t2.licensing.decisions", "t3.granted.natural_person", "t4.review.total")


def body_of(name: str, cells: dict[str, str], *, boxed: bool) -> str:
    made = tuple(map(making.as_html, making.tables(FORM, cells)))
    title = f"{name}2023年政府信息公开工作年度报告"
    page = making.page(title, ["正文。"] * 6, (made[0], made[1], made[2]))
    found = re.search(r"<body>(.*)</body>", page, re.DOTALL)
    assert found
    inner = re.sub(r"</?div>", "", found[1])
    return f"<div><h1>{title}</h1>{inner}</div>" if boxed else f"<h1>{title}</h1>{inner}"


@pytest.mark.parametrize("boxed", [True, False])
def test_of_two_reports_on_a_page_the_cells_that_differ_are_unsure_and_a_note_says_so(boxed: bool) -> None:
    cells = {key: some_figure(key, Random(key)) for key in FORM.cells()}
    other = cells | {key: str(int(cells[key]) + 5) for key in DIFFERING}
    both = (("渭水县人民政府", cells), ("渭水县人民政府办公室", other))
    page = "".join(body_of(name, figures, boxed=boxed) for name, figures in both)
    stated = read(f"<html><title>年报</title><body>{page}</body></html>".encode())
    assert {key: odd.state for key, odd in stated.odd_cells.items()} == dict.fromkeys(DIFFERING, "uncertain")
    assert {key: stated.odd_cells[key].readings for key in DIFFERING} == {
        key: (int(cells[key]), int(other[key])) for key in DIFFERING
    }
    assert {key: stated.cells[key] for key in cells if key not in DIFFERING} == {
        key: int(text) for key, text in cells.items() if key not in DIFFERING
    }
    assert [note for note in stated.notes if "不止一份报告" in note and "渭水县人民政府办公室" in note]


def test_one_report_is_not_taken_for_two_because_a_list_of_contents_stands_before_it() -> None:
    contents = "".join(f"<p>{line}</p>" for line in making.HEADINGS)
    figures = {key: some_figure(key, Random(5)) for key in FORM.cells()}
    page = contents + body_of("渭水县", figures, boxed=False)
    stated = read(f"<html><body>{page}</body></html>".encode())
    assert not stated.notes
    assert not stated.odd_cells


# ------------------------------------------------------------------ who it is, and lost heads


def test_a_print_out_that_compares_two_years_names_the_body_in_its_head() -> None:
    document = load("临溪市 政务公开年报比对\n年份: 2021\n一、总体情况\n2021年，我市公开了信息。".encode())
    assert document.blocks
    figures = {key: some_figure(key, Random(5)) for key in FORM.cells()}
    made = tuple(map(making.as_tabs, making.tables(FORM, figures)))
    text = making.text("临溪市 政务公开年报比对", ["我市平稳。"] * 6, (made[0], made[1], made[2]))
    assert read(text.encode()).unit_name == "临溪市"
    assert read(text.replace("临溪市 政务公开年报比对", "我市").encode()).unit_name is None


def test_a_head_of_table_2_that_nobody_knows_still_counts_as_a_column() -> None:
    figures = dict.fromkeys(form("fmt_2019").cells(), "0") | {"t2.admin_fees.items_delta": "12"}
    figures["t2.admin_fees.items_prev"] = "2"
    lines = [
        "".join(cell.text for row in rows for cell in row)
        for rows in making.tables(form("fmt_2019"), figures)
    ]
    text = making.text("临溪市2020年政府信息公开工作年度报告", ["无。"] * 6, (lines[0], lines[1], lines[2]))
    place = text.index("第二十条第（八）项")
    text = text[:place] + text[place:].replace("上一年项目数量", "上一年第目数量", 1)
    stated = read(text.encode())
    assert stated.odd_cells["t2.admin_fees.items_delta"].state == "uncertain"
    assert stated.cells.keys() <= set(form("fmt_2019").cells())


# ------------------------------------------------------------------ a section that lost its heading


def test_a_section_1_without_heading_is_told_by_its_topics_and_not_lost() -> None:
    topics = [
        "（一）主动公开方面。发布水情。",
        "（二）依申请公开。没有收到。",
        "（四）公开平台建设：改版一次。",
    ]
    opening = f"2023年我县照常放水，{'平稳有序，' * 30}没有断流。"
    ends = ["五、存在的主要问题及改进情况", "解读少。", "六、其他需要报告的事项", "没有。"]
    title = "临溪县2023年政府信息公开工作年度报告"
    found = read("\n".join([title, "重复率", opening, *topics, *ends]).encode())
    assert (found.sections[0].key, found.sections[0].heading) == ("overview", "")
    assert found.sections[0].text.splitlines() == [opening, *topics]
    assert found.preamble == ""
    fewer = read("\n".join([title, opening, *topics[1:], *ends]).encode())
    assert [part.key for part in fewer.sections] == ["problems", "other"]
    assert fewer.preamble.startswith(opening)
