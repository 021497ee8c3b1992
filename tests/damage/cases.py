"""A damaged report from a number: the same number gives the same report."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from random import Random

from data.forms import Form, national
from parsers.figures import printed
from parsers.parsed import Parsed
from tests.damage import making
from tests.damage.case import Case
from tests.damage.layouts import HEAVY, LIGHT, OTHER_TITLE, layout
from tests.damage.ways import WAYS

BALANCED = 0.6
HYBRID = 0.05
# In a sheet every place stays where it is: no row is short of a cell.
SHIFTING = ("lose_a_cell", "two_figures_in_one_cell")


@dataclass(frozen=True)
class Damaged:
    """The bytes, the true prints by cell key (`beside`: of another report on the page), what was done."""

    body: bytes
    truth: dict[str, str]
    beside: dict[str, str]
    done: str


def damaged(number: int, form: Form | None = None, heavy: str | None = None) -> Damaged:
    """Make the damaged report of a number: pages most often, up to four ways at once.

    `heavy` asks for one of the heavy kinds of file instead of what the number would give.
    """
    case = undamaged(form, Random(number))
    done = case.chance.sample(sorted(WAYS), case.chance.choice([0, 1, 1, 1, 2, 3, 4]))
    done = [name for name in done if heavy != "sheet" or name not in SHIFTING]
    for name in done:
        WAYS[name](case)
    kind = heavy or layout(case)
    body = {**LIGHT, **HEAVY}[kind](case)
    done_to_it = f"{number} {case.form.id} {kind}: {', '.join(done)}"
    return Damaged(body=body, truth=case.truth, beside=case.beside, done=done_to_it)


def undamaged(form: Form | None, chance: Random) -> Case:
    """Make a report; at times one with the table 2 of the other form."""
    form = form or chance.choice(national())
    if chance.random() < HYBRID:
        form = replace(form, table2=chance.choice(national()).table2)
    truth = {key: some_figure(key, chance) for key in form.cells()}
    if chance.random() < BALANCED:
        balance(form, truth, chance)
    tables = list(making.tables(form, truth))
    return Case(form=form, tables=tables, printed=dict(truth), truth=truth, chance=chance)


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


def silent_errors(stated: Parsed, case: Damaged) -> Iterable[str]:
    """Name the cells a reading is sure of and wrong about: another number, or one where none is printed.

    Of two reports on a page the one that counts is that whose title was read.
    """
    truth = case.beside if case.beside and stated.title == OTHER_TITLE else case.truth
    for key, value in stated.cells.items():
        odd = stated.odd_cells.get(key)
        if odd is not None and odd.state == "uncertain":
            continue
        true = printed(truth.get(key, ""))
        if value != true.number:
            yield f"{key}: printed {truth.get(key)!r}, read {value!r} ({odd.state if odd else 'sure'})"
