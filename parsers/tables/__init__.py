"""All figures of a report: read twice, compared, and handed on with what is odd about them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from data.forms import Form, Line, all_cells, national
from data.forms import form as form_of
from data.records import Figure
from parsers.blocks import Block, Grid
from parsers.figures import Printed
from parsers.labels import core
from parsers.parsed import Odd
from parsers.tables.heads import out_of_order
from parsers.tables.order import by_order
from parsers.tables.place import by_place
from parsers.tables.stream import by_stream
from parsers.tables.tokens import tokens, words
from parsers.tables.witness import PUBLISHED_KEYS, Unknown, Witness, fits, settle, unsure
from parsers.words import word

NAMES = {"t2": "表二", "t3": "表三", "t4": "表四"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """The figures of one report by cell key, what is odd, which form it is, and which blocks were tables."""

    form: Form | None = None
    cells: dict[str, Figure | None] = field(default_factory=dict)
    odd: dict[str, Odd] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    used: frozenset[int] = frozenset()

    def rows(self) -> int:
        """Count the rows that hold at least one certain figure."""
        return len({key.rpartition(".")[0] for key, value in self.cells.items() if value is not None})

    def beside(self, page: Tables) -> Tables:
        """Doubt every cell that another report on the same page prints otherwise."""
        differing = [
            key
            for key, value in self.cells.items()
            if page.cells.get(key) != value or _state(page, key) != _state(self, key)
        ]
        doubts = {
            key: page.odd[key] if _state(page, key) == "uncertain" else _either(self, page, key)
            for key in differing
        }
        return replace(self, cells=self.cells | dict.fromkeys(differing), odd=self.odd | doubts)


def _state(tables: Tables, key: str) -> str | None:
    return tables.odd[key].state if key in tables.odd else None


def _either(one: Tables, page: Tables, key: str) -> Odd:
    values = (tables.cells.get(key) for tables in (one, page))
    readings = tuple(dict.fromkeys(value for value in values if value is not None))
    return Odd(raw="", state="uncertain", readings=readings)


def read_tables(blocks: Sequence[Block], again: Sequence[Grid] = ()) -> Tables:
    """Read the tables of a report out of its blocks. Nothing is repaired, blank stays nothing.

    `again` are the same tables filled a second way: then the second reading is taken from those.
    """
    (one, other), used = _witnesses(blocks, again)
    tables = [block for number, block in enumerate(blocks) if isinstance(block, Grid) or number in used]
    form = _form(tables) if one.cells or other.cells else None
    doubted, astray = one.doubted | other.doubted, out_of_order(words(blocks))
    judged = {key: settle((options, other.cells.get(key, ()))) for key, options in one.cells.items()}
    judged |= {key: settle(((), options)) for key, options in other.cells.items() if key not in judged}
    for key in [key for key in judged if key in doubted or key[:2] in astray]:
        judged[key] = unsure(judged[key])
    judged |= {key: unsure(judged[key]) for key in _headless(judged, form)}
    notes = [f"印有单位，已略去：{key} {each.raw.strip()}" for key, each in judged.items() if each.unit]
    if form is not None:
        unknown = list(dict.fromkeys((*one.unknown, *other.unknown)))
        notes += _complete(judged, form, unknown, one.seen | other.seen)
    order = _order(form.id if form else None)
    keys = sorted(judged, key=order.__getitem__)
    return Tables(
        form=form,
        cells={key: judged[key].number if judged[key].state is None else None for key in keys},
        odd={key: _odd(judged[key]) for key in keys if judged[key].state is not None},
        notes=tuple(notes),
        used=used,
    )


def _headless(judged: Mapping[str, Printed], form: Form | None) -> Iterator[str]:
    """Give the cells of rows of table 2 that have not all columns of the form: a head that was lost
    moves every figure under another one.
    """
    whole = _whole_rows(form.id if form else None)
    rows: dict[str, set[str]] = {}
    for key in judged.keys() & PUBLISHED_KEYS:
        rows.setdefault(key.split(".")[1], set()).add(key)
    for row, keys in rows.items():
        if not any(each <= keys for each in whole.get(row, ())):
            yield from keys


@cache
def _whole_rows(form_id: str | None) -> Mapping[str, Sequence[frozenset[str]]]:
    """Give the cells of each row of table 2: as the form has it, else as any form has it."""
    lines = [line for each in national() if form_id in (None, each.id) for line in each.table2]
    known = {line.key for line in lines}
    lines += [line for each in national() for line in each.table2 if line.key not in known]
    rows: dict[str, list[frozenset[str]]] = {}
    for line in lines:
        rows.setdefault(line.key, []).append(
            frozenset(f"t2.{line.key}.{column.key}" for column in line.columns)
        )
    return rows


def _odd(cell: Printed) -> Odd:
    assert cell.state is not None
    return Odd(raw=cell.raw[:200], state=cell.state, readings=cell.readings)


@cache
def _order(form_id: str | None) -> Mapping[str, int]:
    """Number every cell key there is, those of the report's own form first."""
    own = form_of(form_id).cells() if form_id else ()
    return {key: number for number, key in enumerate(dict.fromkeys((*own, *all_cells())))}


def _witnesses(blocks: Sequence[Block], again: Sequence[Grid]) -> tuple[list[Witness], frozenset[int]]:
    """Let two ways of reading see each table: place and order where columns hold, else order and stream.

    Also gives the numbers of the blocks that were table text without being tables.
    """
    placed = [block for block in blocks if isinstance(block, Grid) and block.placed]
    place, order = by_place(placed), by_order(again or placed)
    seen = place.tables() | order.tables()
    if len(seen) == len(NAMES):
        return [place, order], frozenset()
    loose = {
        number: block for number, block in enumerate(blocks) if not (isinstance(block, Grid) and block.placed)
    }
    stream, used = by_stream(tokens(list(loose.values())))
    grids = [block for block in loose.values() if isinstance(block, Grid)]
    rows = by_order(grids) if grids else stream
    numbers = list(loose)
    pair = [place.and_then(rows.without(seen)), order.and_then(stream.without(seen))]
    return pair, frozenset(numbers[number] for number in used)


def _form(tables: Sequence[Block]) -> Form | None:
    """Tell the form from the words only it prints in its tables; None when they name none, or two alike."""
    printed: set[str] = set()
    for block in tables:
        for each in block.words() if isinstance(block, Grid) else (word(block.text),):
            printed |= each.evidence
    scores = [sum(core(word) in printed for word in each.evidence) for each in national()]
    best = max(scores)
    named = [each for each, score in zip(national(), scores, strict=True) if score == best]
    return named[0] if best and len(named) == 1 else None


def _complete(
    judged: dict[str, Printed], form: Form, unknown: Sequence[Unknown], seen: Collection[str]
) -> list[str]:
    """Fill in what nobody saw: lost cells of a row are uncertain, rows that are not there are named."""
    notes = [
        f"{NAMES['t3' if each.after else 't2']}有认不出的行：{each.label or '（无标题）'}" for each in unknown
    ]
    keys = _keys(form.id)
    for table, lines in form.tables().items():
        missing = [
            line
            for line in lines
            if f"{table}.{line.key}" not in seen and judged.keys().isdisjoint(keys[f"{table}.{line.key}"])
        ]
        hidden = _hidden(table, lines, missing, unknown)
        if len(missing) == len(lines) and not hidden:
            notes.append(f"未见{NAMES[table]}")
            continue
        for line in lines:
            if line not in missing or line in hidden:
                _fill(judged, keys[f"{table}.{line.key}"], unknown if line in hidden else ())
        notes += [
            f"{NAMES[table]}没有这一行：{line.label}（{table}.{line.key}）"
            for line in missing
            if line not in hidden
        ]
    return notes


@cache
def _keys(form_id: str) -> Mapping[str, Sequence[str]]:
    """Give the cell keys of every row of a form, by table and row: `t3.granted`."""
    return {
        f"{table}.{line.key}": [f"{table}.{line.key}.{column.key}" for column in line.columns]
        for table, lines in form_of(form_id).tables().items()
        for line in lines
    }


def _hidden(
    table: str, lines: Sequence[Line], missing: Sequence[Line], unknown: Sequence[Unknown]
) -> list[Line]:
    """Find the missing rows that a row with an unknown label could be.

    In table 3 those that stand right after a known row which an unknown one follows in print; in table 2 all.
    """
    if table != "t3":
        return [line for line in missing if table == "t2" and any(row.after is None for row in unknown)]
    found: list[Line] = []
    for row in unknown:
        at = next((number for number, line in enumerate(lines) if f"t3.{line.key}" == row.after), len(lines))
        for line in lines[at + 1 :]:
            if line not in missing:
                break
            found.append(line)
    return found


def _fill(judged: dict[str, Printed], keys: Sequence[str], unknown: Sequence[Unknown]) -> None:
    if judged.keys() >= set(keys):
        return
    values = [fits(row.values, len(keys)) for row in unknown]
    for number, key in enumerate(keys):
        if key not in judged:
            judged[key] = settle((tuple(text for row in values for text in row[number]), ()))
