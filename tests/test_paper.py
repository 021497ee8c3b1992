"""PDF pages: content is cut into operators as pdfminer does it, things are found by their place, circles end."""

from hypothesis import given
from hypothesis import strategies as st
from pdfminer.pdfinterp import PDFContentParser
from pdfminer.pdftypes import PDFStream
from pdfminer.psexceptions import PSEOF
from pdfminer.psparser import PSKeyword

from parsers.operators import Operator, plain_steps
from parsers.paper import Placed
from parsers.read import read
from parsers.ruled import PAGE, Cell, Ruled, join, ruled_grid
from tests.hostile.bombs import CATALOG, PAGES, pdf

NUMBERS = [
    "12",
    "-3",
    "+4",
    ".5",
    "-.25",
    "7.",
    "1.5.5",
    "12abc",
    "00012",
    "1-2",
    ".",
    "--",
    "1111111111111111111111111111111111111111",
]
STRINGS = [
    "(a)",
    "(a(b)c)",
    "(a\\)b)",
    "(\\101\\7\\18\\9)",
    "(\\q\\n)",
    "(a\\\nb)",
    "<41>",
    "<4",
    "1>",
    "<417>",
    "<>",
]
BRACKETS_AND_NAMES = ["/F1", "/", "/A#42", "/名", "[", "]", "<<", ">>", "{", "}", ")", ">"]
WORDS = [
    "Tj",
    "TJ",
    "T*",
    "'",
    '"',
    "f*",
    "BT",
    "re",
    "true",
    "false",
    "null",
    "%comment\n",
    "BI",
    "ID",
    "\x00",
    "d0",
    "q",
]
PIECES = [*NUMBERS, *STRINGS, *BRACKETS_AND_NAMES, *WORDS]


def as_pdfminer_cuts(content: bytes) -> list[object]:
    parser = PDFContentParser([PDFStream({}, content)])
    found: list[object] = []
    try:
        while True:
            _, each = parser.nextobject()
            found.append(Operator(each.name) if isinstance(each, PSKeyword) else each)
    except PSEOF:
        return found


def typed(steps: list[object]) -> list[tuple[str, str]]:
    return [(type(step).__name__, repr(step)) for step in steps]


@given(st.lists(st.sampled_from(PIECES), max_size=8), st.sampled_from(["", " ", "\n"]))
def test_content_is_cut_as_pdfminer_cuts_it_or_left_to_it(pieces: list[str], between: str) -> None:
    content = between.join(pieces).encode()
    steps = plain_steps(content)
    assert steps is None or typed(steps) == typed(as_pdfminer_cuts(content))


def test_what_reports_are_made_of_is_plain() -> None:
    content = (
        b"q 0.1 w 56.8 785.2 m 538 785.2 l S\nBT /F1 9 Tf [(\\001)-3<0203>] TJ ET Q\n/P <</MCID 0>> BDC EMC"
    )
    steps = plain_steps(content)
    assert steps is not None
    assert typed(steps) == typed(as_pdfminer_cuts(content))


def test_what_is_not_plain_is_left_to_pdfminer() -> None:
    for content in (
        b"BI /W 1 ID x EI",
        b"[ 1 Tj",
        b"] Tj",
        b"<< /A >>",
        b"(a(b)c) Tj",
        b"/A#20B gs",
        b"<417> Tj",
    ):
        assert plain_steps(content) is None, content


def test_things_are_found_by_where_their_middle_lies() -> None:
    things = [{"x0": x, "x1": x + 2, "top": y, "bottom": y + 2} for x in (0, 10) for y in (10, 0)]
    placed = Placed(things)
    assert placed.inside((0, 0, 20, 5)) == [things[1], things[3]]
    assert placed.inside((1, 1, 2, 2)) == [things[1]]
    assert placed.outside([(0, 0, 20, 5), (0, 0, 5, 20)]) == [things[2]]


def test_an_object_that_is_only_itself_ends_at_once() -> None:
    for circle in (pdf(b"1 0 R"), pdf(b"2 0 R", b"3 0 R", b"1 0 R"), pdf(CATALOG, PAGES, b"3 0 R")):
        found = read(circle)
        assert (found.outcome, found.reason) == ("unreadable", "parse_limit")


# ------------------------------------------------------------------ rows at a page break


def row(page: int, *texts: str) -> Ruled:
    """One row of cells, ten points wide each."""
    top = page * PAGE
    return Ruled(
        cells=tuple(
            Cell(x0=10.0 * at, x1=10.0 * at + 10, top=top, bottom=top + 10, characters=text, words=text)
            for at, text in enumerate(texts)
        )
    )


def lines(table: Ruled) -> list[list[str]]:
    grid = ruled_grid(table, "characters")
    return [[box.text for box in grid.own(number)] for number in range(len(grid.rows))]


def test_a_row_cut_by_a_page_is_one_row_again() -> None:
    cut = join([row(0, "5.要求行政机关确认或重", "0", "1"), row(1, "新出具已获取信息", "", "")])
    assert lines(cut) == [["5.要求行政机关确认或重\n新出具已获取信息", "0", "1"], ["", "", ""]]


def test_a_head_below_a_page_break_is_no_half_of_the_figures_above() -> None:
    both = [row(0, "行政事业性收费", "0"), row(1, "（本列数据的勾稽关系为", "申请人情况")]
    assert lines(join(both)) == [["行政事业性收费", "0"], ["（本列数据的勾稽关系为", "申请人情况"]]
