"""What must hold for any figure, date, grid and table, not only for the examples."""

from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.forms import Form, form, national
from parsers.blocks import MAX_DEPTH, Raw, TooMuch, grid_of
from parsers.dates import dates
from parsers.figures import printed
from parsers.labels import SECTIONS
from parsers.read import read
from tests.damage import files, making

counts = st.integers(0, 10**9)
FULL_WIDTH = str.maketrans("0123456789,.+-", "０１２３４５６７８９，．＋－")
PARTS = ["正文。"] * 6


@given(counts)
def test_a_count_is_read_however_it_is_spaced_and_wide(number: int) -> None:
    for text in (
        f"{number}",
        f" {number}\u3000",
        f"{number:,}",
        f"{number}".translate(FULL_WIDTH),
        f"{number}件",
    ):
        assert printed(text).number == number


@given(counts)
def test_a_sign_before_a_number_is_its_sign(number: int) -> None:
    for text in (f"+{number}", f"增{number}", f"增加{number}", f"＋{number}"):
        assert printed(text).number == number
    for text in (f"-{number}", f"－{number}", f"−{number}", f"减{number}", f"减少{number}"):
        assert printed(text).number == -number


@given(st.decimals(0, 10**8, places=4))
def test_a_unit_is_left_out_and_named(amount: object) -> None:
    for unit in ("元", "万元"):
        cell = printed(f"{amount}{unit}")
        assert (cell.number, cell.unit) == (float(str(amount)), unit)


@given(counts, st.sampled_from("²³¹⁴①⑩⑴⒈⓪❶㉑㊱₂"), st.booleans())
def test_the_mark_of_a_footnote_is_no_digit(number: int, mark: str, before: bool) -> None:
    cell = printed(f"{mark}{number}" if before else f"{number}{mark}")
    assert cell.state == "uncertain"
    assert cell.readings == (number,)


@given(st.text(max_size=12))
def test_a_cell_is_a_number_or_says_why_not(text: str) -> None:
    cell = printed(text)
    assert (cell.number is None) == (cell.state is not None)


@pytest.mark.parametrize("text", ["1 2", "00", "007", "1\n2", "1234567890123"])
def test_digits_that_may_be_several_cells_are_uncertain(text: str) -> None:
    assert printed(text).state == "uncertain"


@given(st.dates(date(1990, 1, 1), date(2039, 12, 31)))
def test_a_day_is_found_in_every_way_it_is_printed(day: date) -> None:
    written = (
        day.isoformat(),
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year}/{day.month}/{day.day} 10:00",
        f"发布时间：{day.year}.{day.month:02}.{day.day:02}来源",
    )
    assert [list(dates(text)) for text in written] == [[day]] * len(written)


@given(
    st.lists(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=5), min_size=1, max_size=6)
)
def test_every_cell_of_a_grid_keeps_its_place_and_order(spans: list[list[tuple[int, int]]]) -> None:
    rows = [[Raw(f"{r}.{c}", *span) for c, span in enumerate(row)] for r, row in enumerate(spans)]
    grid = grid_of(rows)
    assert [[box.text for box in grid.own(r)] for r in range(len(rows))] == [
        [raw.text for raw in row] for row in rows
    ]
    assert len({len(row) for row in grid.rows}) == 1


def test_a_cell_that_claims_a_million_places_is_refused() -> None:
    with pytest.raises(TooMuch):
        grid_of([[Raw("", 65534, 1000)]] * 300)


def test_a_page_nested_too_deep_is_unreadable_and_not_half_read() -> None:
    body = "<html><body>" + "<div>" * (MAX_DEPTH * 3) + "<p>一、总体情况</p>"
    assert (read(body.encode()).outcome, read(body.encode()).reason) == ("unreadable", "parse_limit")


def figures(form: Form) -> st.SearchStrategy[dict[str, str]]:
    value = st.one_of(st.just(0), st.integers(0, 99999)).map(str) | st.sampled_from(["", "/", "1,204"])
    return st.fixed_dictionaries(dict.fromkeys(form.cells(), value))


def lay_out(form: Form, cells: dict[str, str], style: str) -> bytes:
    write = {"html": making.as_html, "tabs": making.as_tabs, "lines": making.as_cell_lines}[style]
    made = tuple(map(write, making.tables(form, cells)))
    whole = making.page if style == "html" else making.text
    return whole(
        f"某县某局{form.from_year}年政府信息公开工作年度报告", PARTS, (made[0], made[1], made[2])
    ).encode()


@pytest.mark.parametrize("form_id", [each.id for each in national()])
@settings(deadline=None)
@given(data=st.data())
def test_a_well_laid_out_page_is_read_exactly(form_id: str, data: st.DataObject) -> None:
    cells = data.draw(figures(form(form_id)))
    stated = read(lay_out(form(form_id), cells, "html"))
    assert stated.form == form_id
    assert stated.cells == {key: printed(text).number for key, text in cells.items()}
    assert {key: odd.state for key, odd in stated.odd_cells.items()} == {
        key: printed(text).state for key, text in cells.items() if printed(text).state
    }


@pytest.mark.parametrize("style", ["tabs", "lines"])
@pytest.mark.parametrize("form_id", [each.id for each in national()])
@settings(deadline=None)
@given(data=st.data())
def test_flattened_text_is_read_exactly_or_said_to_be_unsure(
    form_id: str, style: str, data: st.DataObject
) -> None:
    cells = data.draw(figures(form(form_id)))
    stated = read(lay_out(form(form_id), cells, style))
    for key, text in cells.items():
        if key in stated.odd_cells and stated.odd_cells[key].state == "uncertain":
            continue
        assert stated.cells.get(key) == printed(text).number, key


@pytest.mark.parametrize("declared", ["text/html; charset=gb2312", "text/html; charset=utf-8", None])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_lying_header_does_not_garble_a_page(declared: str | None, encoding: str) -> None:
    cells = dict.fromkeys(form("fmt_2021").cells(), "3")
    body = (
        lay_out(form("fmt_2021"), cells, "html")
        .decode()
        .replace('<meta charset="utf-8">', "")
        .encode(encoding)
    )
    assert read(body, content_type=declared).title == "某县某局2021年政府信息公开工作年度报告"


FILES = {
    "docx": files.as_docx,
    "xlsx": files.as_xlsx,
    "pdf": files.as_pdf,
    "pdf of short pages": lambda report: files.as_pdf(report, 470),
}


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("form_id", [each.id for each in national()])
@pytest.mark.parametrize("seed", range(2))
def test_word_excel_and_pdf_are_read_exactly(form_id: str, kind: str, seed: int) -> None:
    chance = Random(seed)
    prints = ["0", "0", "1", "12", "", "/", "1,204", "73895"]
    cells = {key: chance.choice(prints) for key in form(form_id).cells()}
    report = files.items("某县某局2021年政府信息公开工作年度报告", PARTS, making.tables(form(form_id), cells))
    stated = read(FILES[kind](report))
    assert stated.form == form_id
    assert [part.key for part in stated.sections] == list(SECTIONS)
    assert {part.text for part in stated.sections} == {"正文。"}
    assert stated.cells == {key: printed(text).number for key, text in cells.items()}
    assert {key: odd.state for key, odd in stated.odd_cells.items()} == {
        key: state for key, text in cells.items() if (state := printed(text).state)
    }


HOSTILE = {
    "a run of digits": "20210101" * 5_000,
    "brackets that never close": "（" * 50_000,
    "bars": "|" * 50_000,
    "labels without end": "其他\n" * 5_000,
    "digits between labels": "".join(f"{line.label}{'1' * 300}" for line in form("fmt_2021").table3),
    "spans beyond measure": "<table>" + "<tr><td rowspan=65534 colspan=1000>1</td></tr>" * 300,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_ends_in_an_answer(name: str) -> None:
    assert read(HOSTILE[name].encode()).outcome in ("not_a_report", "unreadable", "read")
