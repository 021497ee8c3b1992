"""Where what is printed can mean two things the cells say so: short rows, figures before labels, spare cells."""

from collections.abc import Callable
from random import Random

import pytest

from data.forms import form
from parsers.parsed import Parsed
from parsers.read import read
from tests.damage import making
from tests.damage.cases import some_figure
from tests.damage.files import as_xlsx
from tests.damage.making import Cell, Rows

FORM = form("fmt_2019")
FIGURES = {key: some_figure(key, Random(key)).lstrip("-") for key in FORM.cells()}
PARTS = ["正文。"] * 6


def stated(write: Callable[[Rows], str], change: Callable[[Rows, Rows], None]) -> Parsed:
    """Read a report whose tables 2 and 3 were changed before they were written."""
    two, three, four = making.tables(FORM, FIGURES)
    change(two, three)
    made = (write(two), write(three), write(four))
    whole = making.page if write is making.as_html else making.text
    return read(whole("某县某局2020年政府信息公开工作年度报告", PARTS, made).encode())


def unsure(parsed: Parsed) -> set[str]:
    return {key for key, odd in parsed.odd_cells.items() if odd.state == "uncertain"}


@pytest.mark.parametrize("write", [making.as_html, making.as_tabs])
@pytest.mark.parametrize("lost", [1, 2])
def test_an_empty_cell_of_a_row_shorter_than_its_table_may_be_the_room_beside_it(
    write: Callable[[Rows], str], lost: int
) -> None:
    def lose_a_cell(two: Rows, _: Rows) -> None:
        assert two[-1][2].key == "t2.procurement.amount"
        del two[-1][lost], two[-2][3]

    assert unsure(stated(write, lose_a_cell)) == {"t2.procurement.amount", "t2.procurement.projects"}


@pytest.mark.parametrize("write", [making.as_html, making.as_tabs])
def test_an_empty_cell_of_a_whole_row_is_blank(write: Callable[[Rows], str]) -> None:
    def leave_empty(two: Rows, _: Rows) -> None:
        two[-1][2] = Cell("")

    parsed = stated(write, leave_empty)
    assert parsed.odd_cells["t2.procurement.amount"].state == "blank"


@pytest.mark.parametrize("write", [making.as_lines, making.as_bars, making.as_tabs, making.as_cell_lines])
@pytest.mark.parametrize("table", [0, 1])
def test_where_every_figure_stands_before_its_label_the_table_is_unsure(
    write: Callable[[Rows], str], table: int
) -> None:
    def turn(*tables: Rows) -> None:
        for row in tables[table]:
            row.sort(key=lambda cell: not cell.key)

    parsed = stated(write, turn)
    cells = {key for key, value in parsed.cells.items() if value is not None and key[1] == str(table + 2)}
    assert {key for key in cells if parsed.cells[key] != int(FIGURES[key])} == set()


def test_the_number_of_a_page_before_the_first_label_doubts_nothing() -> None:
    def number(_: Rows, three: Rows) -> None:
        three.insert(3, [Cell("3")])

    assert not unsure(stated(making.as_lines, number))


def test_spare_cells_are_taken_away_only_where_the_rows_add_up() -> None:
    def widen(_: Rows, three: Rows) -> None:
        for row in three[3:]:
            figures = [cell for cell in row if cell.key]
            total = sum(int(cell.text) for cell in figures[1:-1])
            row[-7:] = [Cell(""), *figures[1:-1], Cell(str(total)), Cell("5")]

    # A column of the office's own at the end, and the first one left empty: not a spare cell before the others.
    parsed = stated(making.as_tabs, widen)
    assert {key for key in parsed.cells if key.startswith("t3.")} <= unsure(parsed)


def test_a_sheet_has_room_beside_a_table_whose_totals_are_wrong() -> None:
    wrong = {key: "0" if key.endswith(".total") else text for key, text in FIGURES.items()}
    tables = [row for rows in making.tables(FORM, wrong) for row in rows]
    parsed = read(as_xlsx(["某县某局2020年政府信息公开工作年度报告", *making.HEADINGS[:2], tables]))
    assert not unsure(parsed)
    assert {key: parsed.cells[key] for key in FORM.cells()} == {key: int(text) for key, text in wrong.items()}


def test_the_beginning_of_the_next_label_is_no_rest_of_the_one_before() -> None:
    def part_labels(_: Rows, three: Rows) -> None:
        for row in three:
            figures = [cell for cell in row if cell.key]
            if figures and len(row[-8].text) > 10:
                label = row[-8].text
                row[-8:] = [Cell(label[:5]), *figures, Cell(label[5:])]

    parsed = stated(making.as_lines, part_labels)
    sure = {key for key, value in parsed.cells.items() if value is not None}
    assert {key for key in sure if parsed.cells[key] != int(FIGURES[key])} == set()


def test_a_figure_that_may_number_the_next_label_makes_its_row_unsure() -> None:
    def blank_and_spread(_: Rows, three: Rows) -> None:
        above, row = three[21], three[22]
        above[-1] = Cell("")
        row[-8:-7] = [Cell(letter) for letter in row[-8].text]

    parsed = stated(making.as_lines, blank_and_spread)
    sure = {
        key: value
        for key, value in parsed.cells.items()
        if value is not None and key.startswith("t3.refused_")
    }
    assert "t3.refused_repeat.total" in sure
    assert {key for key, value in sure.items() if value != int(FIGURES[key])} == set()


@pytest.mark.parametrize(
    "beside", ["<sup>1</sup>", "<SUP>①</SUP>", "<s>5</s>", "<del>5</del>", "<sub>2</sub>", "①", "²"]
)
@pytest.mark.parametrize("before", [True, False])
def test_a_mark_or_struck_figure_beside_a_figure_is_never_part_of_it(beside: str, before: bool) -> None:
    key = "t3.granted.total"
    figures = FIGURES | {key: "7777"}
    made = tuple(map(making.as_html, making.tables(FORM, figures)))
    page = making.page("某县某局2020年政府信息公开工作年度报告", PARTS, (made[0], made[1], made[2]))
    cell = f"{beside}7777" if before else f"7777{beside}"
    assert unsure(read(page.replace(">7777<", f">{cell}<").encode())) == {key}


def test_a_figure_the_page_does_not_show_is_none() -> None:
    key = "t3.granted.total"
    made = tuple(map(making.as_html, making.tables(FORM, FIGURES | {key: "7777"})))
    page = making.page("某县某局2020年政府信息公开工作年度报告", PARTS, (made[0], made[1], made[2]))
    hidden = '<span style="color:red; display: none">5</span>'
    assert read(page.replace(">7777<", f">{hidden}7777<").encode()).cells[key] == 7777
    assert read(page.replace(">7777<", f">{hidden}<").encode()).odd_cells[key].state == "blank"


@pytest.mark.parametrize(
    ("field", "shown"),
    [
        ('<input value="12">', 12),
        ("<input type='text' class=n value=12 readonly>", 12),
        ('<input type="hidden" value="12">', None),
        ('<input type="button" value="12">', None),
        ('<input value="">', None),
    ],
)
def test_what_a_field_is_filled_with_is_read_where_it_is_seen(field: str, shown: int | None) -> None:
    key = "t3.granted.total"
    made = tuple(map(making.as_html, making.tables(FORM, FIGURES | {key: "7777"})))
    page = making.page("某县某局2020年政府信息公开工作年度报告", PARTS, (made[0], made[1], made[2]))
    assert read(page.replace(">7777<", f">{field}<").encode()).cells[key] == shown


def test_of_two_rows_of_figures_in_table_4_neither_is_sure() -> None:
    two, three, four = making.tables(FORM, FIGURES)
    four.insert(-1, [Cell(str(number)) for number in range(1, 16)])
    made = (making.as_html(two), making.as_html(three), making.as_html(four))
    parsed = read(making.page("某县某局2020年政府信息公开工作年度报告", PARTS, made).encode())
    sure = {key: value for key, value in parsed.cells.items() if key.startswith("t4.") and value is not None}
    assert {key for key, value in sure.items() if value != int(FIGURES[key])} == set()
    assert len(sure) < 5


@pytest.mark.parametrize("label", ["行政许司", "许可", "行政许可事项办理"])
def test_a_row_of_table_2_with_a_label_nobody_knows_is_not_said_to_be_missing(label: str) -> None:
    def change(two: Rows, _: Rows) -> None:
        row = next(row for row in two if row[0].text == "行政许可")
        row[0] = Cell(label)

    parsed = stated(making.as_html, change)
    assert {key for key in parsed.cells if key.startswith("t2.licensing.")} <= unsure(parsed)
    assert [note for note in parsed.notes if "认不出的行" in note] == [f"表二有认不出的行：{label}"]
    assert not [note for note in parsed.notes if "没有这一行" in note]
