"""Word's own marks: a raised or struck figure is no part of the one beside it, hidden text is not there."""

import pytest

from data.forms import form
from parsers.parsed import Parsed
from parsers.read import read
from tests.damage import files, making

FORM = form("fmt_2021")
CELL = "t2.penalty.decisions"
RUN = "<w:r><w:t>7777</w:t></w:r>"


def with_run(properties: str, *, beside: bool) -> Parsed:
    """Read a report one of whose cells holds a run of letters `5` with these properties."""
    figures = dict.fromkeys(FORM.cells(), "0") | {CELL: "7777"}
    report = ["某县某局2021年政府信息公开工作年度报告", *making.HEADINGS[:2], *making.tables(FORM, figures)]
    run = f"<w:r><w:rPr>{properties}</w:rPr><w:t>5</w:t></w:r>"
    tables = "".join(
        files.paragraph(item) if isinstance(item, str) else files.word_table(item) for item in report
    )
    body = tables.replace(RUN, f"{RUN if beside else ''}{run}")
    document = f'<w:document xmlns:w="{files.WORD}"><w:body>{body}</w:body></w:document>'
    return read(files.zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": document}))


@pytest.mark.parametrize(
    "mark", ['<w:vertAlign w:val="superscript"/>', "<w:strike/>", '<w:dstrike w:val="1"/>']
)
def test_a_raised_or_struck_figure_is_no_part_of_the_one_beside_it(mark: str) -> None:
    assert with_run(mark, beside=True).odd_cells[CELL].state == "uncertain"


def test_hidden_text_is_not_printed() -> None:
    assert with_run("<w:vanish/>", beside=True).cells[CELL] == 7777
    assert with_run("<w:vanish/>", beside=False).odd_cells[CELL].state == "blank"


@pytest.mark.parametrize("mark", ['<w:vertAlign w:val="baseline"/>', '<w:strike w:val="0"/>', "<w:b/>"])
def test_a_figure_in_two_runs_is_one(mark: str) -> None:
    assert with_run(mark, beside=True).cells[CELL] == 77775
