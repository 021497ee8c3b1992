"""The kinds of file a damaged report comes as, and what its page prints around it."""

import re
from collections.abc import Callable
from random import Random

from tests.damage import files, making
from tests.damage.case import Case

TITLE = "柳溪县水务局2021年政府信息公开工作年度报告"
OTHER_TITLE = TITLE.replace("水务局", "水务局办公室")
PARTS = [
    "全年工作照常进行。",
    "见下表。",
    "见下表。",
    "见下表。",
    "解读偏少，将增加图解。",
    "未收取信息处理费。",
]
SIDEBAR = "<ul><li>行政许可</li><li>3</li><li>行政处罚</li></ul><p>您是第 7 位访客</p>"
COUNTER = "<div>浏览次数：</div><div>128</div><div>打印本页</div>"
CATALOGUE = (
    "<table><tr><td>索引号</td><td>0123/2022-00004</td><td>发布日期</td><td>2022-01-20</td></tr>"
    "<tr><td>名称</td><td>年度报告</td><td>文号</td><td>无</td></tr></table>"
)
CONTENTS = "".join(f"<p>{heading}…………{page}</p>" for page, heading in enumerate(making.HEADINGS, start=1))
LIST = (
    "<table><tr><td>序号</td><td>名称</td><td>件数</td></tr><tr><td>1</td><td>行政许可</td><td>15</td></tr>"
    "<tr><td>2</td><td>总计</td><td>15</td></tr></table>"
)
SURROUNDED = 0.3
TWICE = 0.1


def as_page(case: Case) -> bytes:
    """A page; at times with a catalogue, a counter or a second report of other figures beside it."""
    tables = "".join(markup(making.as_html(rows), case.chance) for rows in case.tables)
    page = making.page(TITLE, PARTS, ("", tables, ""))
    above = "".join(each for each in (CATALOGUE, CONTENTS, LIST) if case.chance.random() < SURROUNDED)
    below = COUNTER if case.chance.random() < SURROUNDED else ""
    if case.chance.random() < TWICE:
        other = second_report(case)
        above, below = (above + other, below) if case.chance.random() < 0.5 else (above, other + below)
    return page.replace("<body>", f"<body>{SIDEBAR}{above}").replace("</body>", f"{below}</body>").encode()


def second_report(case: Case) -> str:
    """The report of another body on the same page, undamaged: some of its figures are others."""
    changed = {key: "4" if case.chance.random() < 0.2 else text for key, text in case.printed.items()}
    case.beside = changed
    tables = "".join(making.as_html(rows) for rows in making.tables(case.form, changed))
    whole = making.page(OTHER_TITLE, PARTS, ("", tables, ""))
    found = re.search(r"<body>(.*)</body>", whole, re.DOTALL)
    assert found
    return f"<h1>{OTHER_TITLE}</h1>{found[1]}"


def markup(table: str, chance: Random) -> str:
    """Write a table as careless editors do."""
    careless: list[Callable[[str], str]] = [
        lambda text: text.replace("</td>", "").replace("</tr>", ""),
        lambda text: text.replace("<td>", "<td><p><span>").replace("</td>", "</span></p></td>"),
        lambda text: text.replace("<td>", "<td>\n  <!-- x -->\n  &nbsp;"),
        lambda text: f"<table><tr><td>{text}</td></tr></table>",
        lambda text: text.replace("<table>", "<table><tbody>").replace("</table>", "</tbody></table>"),
        lambda text: text.replace("</tr>\n", "</tr>#PAGE_BREAK#", 1),
        lambda text: re.sub(
            r"<td>([\d,]+)([\d.]+\D?)</td>", r"<td><span>\1</span><span>\2</span></td>", text
        ),
        lambda text: re.sub(r"<td>([^<]{2})([^<]{3,})</td>", r"<td><p>\1</p><p>\2</p></td>", text),
        lambda text: text.replace("<td", "<th").replace("</td", "</th"),
    ]
    return chance.choice(careless)(table) if chance.random() < 0.4 else table


def as_text(write: Callable[[making.Rows], str]) -> Callable[[Case], bytes]:
    """Text whose tables are written in one way."""

    def whole(case: Case) -> bytes:
        tables = "\n\n".join(write(rows) for rows in case.tables)
        return making.text(TITLE, PARTS, ("", tables, "")).encode()

    return whole


def as_file(write: Callable[[files.Items], bytes]) -> Callable[[Case], bytes]:
    """A file with heads and tables."""
    return lambda case: write([TITLE, *making.HEADINGS[:2], *case.tables, *making.HEADINGS[4:]])


def glued(rows: making.Rows) -> str:
    """Everything in one line, cells without separators."""
    return "".join(cell.text for row in rows for cell in row)


LIGHT: dict[str, Callable[[Case], bytes]] = {
    "page": as_page,
    "row a line": as_text(making.as_tabs),
    "cell a line": as_text(making.as_cell_lines),
    "bars": as_text(making.as_bars),
    "bare lines": as_text(making.as_lines),
    "glued": as_text(glued),
    "word": as_file(files.as_docx),
}
# Files that take a hundred times longer to make and read: only where asked for.
HEAVY: dict[str, Callable[[Case], bytes]] = {
    "sheet": as_file(files.as_xlsx),
    "pdf": as_file(files.as_pdf),
    "pdf of short pages": as_file(lambda report: files.as_pdf(report, 470)),
}
WITHOUT_BLANKS = ("bars", "bare lines", "glued")
WITH_ROWS = "row a line"


def layout(case: Case) -> str:
    """Choose a kind in which what was done can still be told from what is printed.

    Digits that ran together and a cell too many, a cell too few where empty ones are not printed: nobody
    can tell.
    """
    kind = "page" if case.chance.random() < 0.5 else case.chance.choice(sorted(LIGHT))
    blank = {key.rpartition(".")[0] for key, text in case.truth.items() if not text.strip()}
    lost = case.rows_matter or blank & case.touched or (kind == "glued" and case.touched)
    return WITH_ROWS if kind in WITHOUT_BLANKS and lost else kind
