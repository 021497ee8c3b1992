"""A damaged report from a number: the same number gives the same report."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from random import Random

from data.forms import Form, national
from parsers.figures import printed
from parsers.parsed import Parsed
from tests.damage import files, making
from tests.damage.ways import WAYS, Case

TITLE = "柳溪县水务局2021年政府信息公开工作年度报告"
BALANCED = 0.6
PARTS = [
    "全年工作照常进行。",
    "见下表。",
    "见下表。",
    "见下表。",
    "解读偏少，将增加图解。",
    "未收取信息处理费。",
]


@dataclass(frozen=True)
class Damaged:
    """The bytes, the true prints by cell key, and what was done to them."""

    body: bytes
    truth: dict[str, str]
    done: str


def as_page(case: Case) -> bytes:
    tables = "".join(markup(making.as_html(rows), case.chance) for rows in case.tables)
    noise = "<ul><li>行政许可</li><li>3</li><li>行政处罚</li></ul><p>您是第 7 位访客</p>"
    page = making.page(TITLE, PARTS, ("", tables, ""))
    return page.replace("<body>", f"<body>{noise}").encode()


def markup(table: str, chance: Random) -> str:
    """Write a table as careless editors do."""
    careless: list[Callable[[str], str]] = [
        lambda text: text.replace("</td>", "").replace("</tr>", ""),
        lambda text: text.replace("<td>", "<td><p><span>").replace("</td>", "</span></p></td>"),
        lambda text: text.replace("<td>", "<td>\n  <!-- x -->\n  &nbsp;"),
        lambda text: f"<table><tr><td>{text}</td></tr></table>",
        lambda text: text.replace("<table>", "<table><tbody>").replace("</table>", "</tbody></table>"),
        lambda text: text.replace("</tr>\n", "</tr>#PAGE_BREAK#", 1),
    ]
    return chance.choice(careless)(table) if chance.random() < 0.4 else table


def as_text(write: Callable[[making.Rows], str]) -> Callable[[Case], bytes]:
    def whole(case: Case) -> bytes:
        tables = "\n\n".join(write(rows) for rows in case.tables)
        return making.text(TITLE, PARTS, ("", tables, "")).encode()

    return whole


def as_file(write: Callable[[files.Items], bytes]) -> Callable[[Case], bytes]:
    return lambda case: write([TITLE, *making.HEADINGS[:2], *case.tables, *making.HEADINGS[4:]])


def glued(rows: making.Rows) -> str:
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


# In a sheet every place stays where it is: no row is short of a cell.
SHIFTING = ("lose_a_cell", "two_figures_in_one_cell")
# Files that take a hundred times longer to make and read: only where asked for.
HEAVY: dict[str, Callable[[Case], bytes]] = {
    "sheet": as_file(files.as_xlsx),
    "pdf": as_file(files.as_pdf),
    "pdf of short pages": as_file(lambda report: files.as_pdf(report, 470)),
}


def damaged(number: int, form: Form | None = None, heavy: str | None = None) -> Damaged:
    """Make the damaged report of a number: pages most often, up to four ways at once.

    `heavy` asks for one of the heavy kinds of file instead of what the number would give.
    """
    chance = Random(number)
    form = form or chance.choice(national())
    truth = {key: some_figure(key, chance) for key in form.cells()}
    if chance.random() < BALANCED:
        balance(form, truth, chance)
    case = Case(tables=list(making.tables(form, truth)), truth=truth, chance=chance)
    done = chance.sample(sorted(WAYS), chance.choice([0, 1, 1, 1, 2, 3, 4]))
    done = [name for name in done if heavy != "sheet" or name not in SHIFTING]
    for name in done:
        WAYS[name](case)
    kind = "page" if chance.random() < 0.5 else chance.choice(sorted(LIGHT))
    if kind == "glued" and case.touched:  # digits that ran together and a cell too many: nobody can tell
        kind = "bars"
    kind = heavy or kind
    body = {**LIGHT, **HEAVY}[kind](case)
    return Damaged(body=body, truth=case.truth, done=f"{number} {form.id} {kind}: {', '.join(done)}")


def balance(form: Form, truth: dict[str, str], chance: Random) -> None:
    """Make the sums of tables 3 and 4 right, as in most real reports."""

    def figure(key: str) -> int:
        return int(truth[key])

    *columns, _ = (column.key for column in form.table3[0].columns)
    for column in columns:
        done = sum(figure(f"t3.{row}.{column}") for row in form.parts())
        left, carried = chance.choice([0, 0, 1, 4]), min(done, chance.choice([0, 0, 1, 3]))
        truth[f"t3.total_processed.{column}"], truth[f"t3.carried_out.{column}"] = str(done), str(left)
        truth[f"t3.carried_in.{column}"] = str(carried)
        truth[f"t3.new_received.{column}"] = str(done + left - carried)
    for table, lines in (("t3", form.table3), ("t4", form.table4)):
        for line in lines:
            *parts, total = (f"{table}.{line.key}.{column.key}" for column in line.columns)
            truth[total] = str(sum(map(figure, parts)))


def some_figure(key: str, chance: Random) -> str:
    figure = chance.choice([0, 0, 0, 1, 2, 3, 7, 12, 45, chance.randint(0, 999)])
    return f"-{figure}" if key.endswith("items_delta") and chance.random() < 0.3 else str(figure)


def silent_errors(stated: Parsed, truth: dict[str, str]) -> Iterable[str]:
    """Name the cells a reading is sure of and wrong about: another number, or one where none is printed."""
    for key, value in stated.cells.items():
        odd = stated.odd_cells.get(key)
        if odd is not None and odd.state == "uncertain":
            continue
        true = printed(truth.get(key, ""))
        if value != true.number:
            yield f"{key}: printed {truth.get(key)!r}, read {value!r} ({odd.state if odd else 'sure'})"
