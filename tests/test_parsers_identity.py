"""Who reports, on which year: titles over several lines, names and days below them."""

import pytest

from data.forms import form
from parsers.parsed import Parsed
from parsers.read import read
from tests.damage import making

FORM = form("fmt_2021")
NAME, SUBJECT = "渭水县应急管理局", "政府信息公开工作年度报告"
TABLES = tuple(making.as_html(rows) for rows in making.tables(FORM, dict.fromkeys(FORM.cells(), "0")))


def headed(*lines: str) -> Parsed:
    """Read a page whose report begins with these lines, under a window title that says nothing."""
    page = making.page("网站首页", ["本局照常工作。"] * 6, (TABLES[0], TABLES[1], TABLES[2]))
    above = "".join(f"<p>{line}</p>" for line in lines)
    return read(page.replace("<div>\n", f"<div>\n{above}", 1).encode())


@pytest.mark.parametrize(
    "lines",
    [
        (f"{NAME}2021年{SUBJECT}",),
        (NAME, f"2021年{SUBJECT}"),
        (NAME, "2021年度", SUBJECT),
        ("2021年", NAME, SUBJECT),
        (NAME, SUBJECT, "（2021年度）"),
        (f"{NAME}政府信息公开工作", "年度报告", "（2021年）"),
        (f"{NAME}2021年政府信息", "公开工作年度报告"),
        (f"{NAME} 2021 年 政府信息公开 工作 年度报告",),
        ("中国共产党成立100周年", f"{NAME}二〇二一年{SUBJECT}"),
        ("您的位置：首页 > 渭水县民政局", f"{NAME}2021年{SUBJECT}"),
        (f"2021年{SUBJECT}", NAME),
        (f"2021年{SUBJECT}", NAME, "（2022年1月20日）"),
    ],
    ids=" / ".join,
)
def test_unit_and_year_are_read_however_the_title_is_set(lines: tuple[str, ...]) -> None:
    stated = headed(*lines)
    assert (stated.unit_name, stated.year) == (NAME, 2021)


def test_the_day_below_a_title_is_that_of_the_report() -> None:
    stated = headed(f"{NAME}2021年{SUBJECT}", "（2022年1月20日）")
    assert [(source, day.isoformat()) for source, day in stated.dates] == [("signature", "2022-01-20")]


@pytest.mark.parametrize(
    "line", ["（2021年1月1日至12月31日）", "统计期限2021年1月1日至2021年12月31日", "渭水县"]
)
def test_a_period_or_a_place_below_a_title_is_no_day_and_no_body(line: str) -> None:
    stated = headed(f"2021年{SUBJECT}", line)
    assert (stated.dates, stated.unit_name) == ((), None)


def test_a_menu_that_names_the_column_and_a_body_names_nobody() -> None:
    assert headed("政府信息公开年报", "渭水县民政局").unit_name is None
