"""Where an original cannot be pictured: the rows concerned as we read them, said to be no picture. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from itertools import groupby

from data.forms import Line
from data.records import Figure, OddCell
from data.words import said
from monitor.letters.framing import line_with
from monitor.letters.words import PARTS, by_row

NOT_A_PICTURE = "以下不是原件截图，是按存档原件读出的数据重排，红框为涉及数据项。"


def transcript(cells: Sequence[str], figures: Mapping[str, Figure], odd: Mapping[str, OddCell]) -> str:
    """Set the rows that hold these cells as HTML tables, one for each heading; empty without any."""
    rows = [
        (table, line)
        for (table, key), columns in by_row(cells).items()
        if (line := line_with(table, key, columns)) is not None
    ]
    printed = {cell: str(value) for cell, value in figures.items()}
    printed |= {cell: each.raw or said("odd_cell", each.state) for cell, each in odd.items()}
    tables = [
        _table(table, [line for _, line in same], printed, frozenset(cells))
        for (table, _), same in groupby(rows, key=lambda row: (row[0], row[1].columns))
    ]
    return f"<p>{NOT_A_PICTURE}</p>{''.join(tables)}" if tables else ""


def _table(table: str, lines: Sequence[Line], printed: Mapping[str, str], framed: frozenset[str]) -> str:
    heads = "".join(f"<th>{escape(column.label)}</th>" for column in lines[0].columns)
    rows = "".join(f"<tr>{_row(table, line, printed, framed)}</tr>" for line in lines)
    return f'<table class="transcript"><tr><th>{PARTS[table]}</th>{heads}</tr>{rows}</table>'


def _row(table: str, line: Line, printed: Mapping[str, str], framed: frozenset[str]) -> str:
    cells = [f"{table}.{line.key}.{column.key}" for column in line.columns]
    figures = "".join(
        f"<td{' class=framed' if cell in framed else ''}>{escape(printed.get(cell, ''))}</td>"
        for cell in cells
    )
    return f"<th>{escape(said('line', line.key))}</th>{figures}"
