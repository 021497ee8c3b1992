"""How a stored value is shown to an officer: words for codes, Beijing time, links, lists; everything escaped.

Values that came from outside are text, whatever they look like: only `http` and `https` addresses become
links, and those lead out of the desk without telling where from.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from data.clock import OFFICE_ZONE
from data.words import LATE, LATE_LOCAL, cell_name, said, state_name

CUT = 120  # characters of a long text in a list; the row's own page shows all of it

# Which kind of code (data/words.py) a column holds; a table's own entry goes before the general one.
CODES = {
    ("readings", "outcome"): "reading",
    ("walks", "outcome"): "walk",
    ("walks", "probe"): "walk",
    ("applications", "outcome"): "line",
    ("disputes", "route"): "line",
    ("proactive", "item"): "line",
    ("proactive", "measure"): "measure",
    ("odd_cells", "state"): "odd_cell",
    ("findings", "status"): "status",
    ("coverage", "state"): "state",
    ("standings", "standing"): "standing",
    ("sections", "key"): "section",
    ("copies", "section"): "section",
    ("templates", "section"): "section",
    ("deltas", "kind"): "change",
    ("", "kind"): "kind",
    ("", "level"): "level",
    ("", "form"): "form",
    ("", "reason"): "reason",
    ("", "severity"): "severity",
    ("", "verdict"): "verdict",
    ("", "purpose"): "purpose",
    ("", "family"): "family",
    ("", "command"): "command",
    ("", "due_kind"): "due_kind",
    ("", "date_source"): "date_source",
}
URLS = ("url", "final_url", "home_url", "column_url", "list_url")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}( \d{2}:\d{2})?")
HASHES = ("before", "after", "sha256", "hash", "previous_hash", "head", "list_sha256", "run_id", "walk_id")


def code_kind(table: str | None, column: str) -> str | None:
    """Tell which kind of code a column holds; None when it holds none.

    >>> code_kind("readings", "outcome"), code_kind("looks", "reason"), code_kind("looks", "status")
    ('reading', 'reason', None)
    """
    return CODES.get((table or "", column)) or (CODES.get(("", column)) if table else None)


def shown(
    table: str | None, column: str, value: object, row: Mapping[str, object], *, whole: bool = False
) -> Markup | None:
    """Show one value of one row; None leaves it to Datasette (empty cells, plain short texts and numbers).

    `whole` is the row's own page, where long texts stand in full.
    """
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        return None
    kind = code_kind(table, column)
    if kind:
        return _code(kind, value, row)
    special = SPECIAL.get((table or "", column)) or _by_column(column, value) or _by_look(value)
    if special:
        return special(value)
    return text(value, whole=whole)


def _by_column(column: str, value: str) -> Callable[[str], Markup] | None:
    if column in URLS:
        return outward
    if column in HASHES or (column == "id" and len(value) == 64):
        return short_hash
    if column == "at" or column.endswith("_at"):
        return moment
    return None


def _by_look(value: str) -> Callable[[str], Markup] | None:
    return _day if _DAY.fullmatch(value) else None


def _day(value: str) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(value, value)


def _code(kind: str, code: str, row: Mapping[str, object]) -> Markup:
    words = state_of(row) if kind == "state" else said(kind, code)
    tone = f"{kind}-{code}" if kind in ("state", "standing", "severity", "status") else "plain"
    if words in (LATE, LATE_LOCAL):
        tone = "standing-late"
    return Markup('<span class="code {}" title="{}">{}</span>').format(tone, code, words)


def state_of(row: Mapping[str, object]) -> str:
    """Say the state of a coverage row, a published one by its date."""
    keys = row.keys()
    late = row["days_late"] if "days_late" in keys else None
    due_kind = row["due_kind"] if "due_kind" in keys else None
    return state_name(
        str(row["state"]), late if isinstance(late, int) else None, str(due_kind) if due_kind else None
    )


def text(value: str, *, whole: bool = False) -> Markup:
    """Show a text: cut in a list, in full and with its line breaks on the row's own page."""
    if whole:
        return Markup('<span class="long">{}</span>').format(value)
    return escape(value if len(value) <= CUT else value[:CUT] + "…")


def outward(url: str) -> Markup:
    """Show an address as text, with a link beside it when it is http or https and nothing else.

    >>> outward("javascript:alert(1)")
    Markup('<span class="url">javascript:alert(1)</span>')
    """
    shown_url = Markup('<span class="url">{}</span>').format(url)
    try:
        parts = urlsplit(url)
        safe = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        safe = False
    if not safe:
        return shown_url
    link = '{} <a class="out" href="{}" rel="noopener noreferrer nofollow" target="_blank">查看原页</a>'
    return Markup(link).format(shown_url, url)


def moment(instant: str) -> Markup:
    """Show an instant as the office reads it, Beijing time; what is no instant stays as it is.

    >>> moment("2026-01-31T16:05:00.000Z")
    Markup('<time datetime="2026-01-31T16:05:00.000Z">2026-02-01 00:05</time>')
    """
    return Markup('<time datetime="{}">{}</time>').format(instant, beijing(instant))


def beijing(instant: str | None) -> str:
    """Write a stored instant as day and minute in Beijing time."""
    if not instant:
        return ""
    try:
        return datetime.fromisoformat(instant).astimezone(OFFICE_ZONE).strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return instant


def short_hash(value: str) -> Markup:
    """Show the first 12 digits of a hash, as on receipts; the whole stands behind it."""
    return Markup('<span class="hash" title="{}">{}</span>').format(value, value[:12])


def cells_named(value: str | None) -> str:
    """Say a JSON list of cell keys in words.

    >>> cells_named('["t3.granted.total"]')
    '表三“（一）予以公开”总计'
    """
    return "；".join(cell_name(str(cell)) for cell in _listed(value))


def repair_words(value: str | None) -> str:
    """Say a repair in words: which figure would have to become what; advice, the ledger decides."""
    repair = _parsed(value)
    if not isinstance(repair, dict) or not repair.get("cells"):
        return ""
    changes = "；".join(f"{cell_name(cell)}改为{figure}" for cell, figure in repair["cells"].items())
    return changes if repair.get("unique") else f"{changes}（另有其他改法同样成立）"


def equations(value: str | None) -> list[str]:
    """Say the broken lines of a finding, each with both sides and the difference."""
    return [
        f"{line['equation']}：{line['left']} ≠ {line['right']}，相差 {line['delta']}"
        for line in _listed(value)
        if isinstance(line, dict) and {"equation", "left", "right", "delta"} <= line.keys()
    ]


def _parsed(value: str | None) -> object:
    try:
        return json.loads(value) if value else None
    except ValueError:
        return None


def _listed(value: str | None) -> list[object]:
    parsed = _parsed(value)
    return parsed if isinstance(parsed, list) else []


def bullets(items: list[str]) -> Markup:
    """Show several texts one below the other."""
    return Markup('<ul class="cells">{}</ul>').format(
        Markup("").join(Markup("<li>{}</li>").format(item) for item in items)
    )


def _list(value: str) -> Markup:
    return bullets(
        [" ".join(map(str, item)) if isinstance(item, list) else str(item) for item in _listed(value)]
    )


SPECIAL: dict[tuple[str, str], Callable[[str], Markup]] = {
    ("odd_cells", "cell"): lambda value: _named(value, cell_name(value)),
    ("odd_cells", "readings"): _list,
    ("findings", "cells"): lambda value: bullets([cell_name(str(cell)) for cell in _listed(value)]),
    ("findings", "lines"): lambda value: bullets(equations(value)),
    ("findings", "repair"): lambda value: escape(repair_words(value)),
    ("reports", "candidates"): _list,
    ("readings", "dates"): _list,
    ("readings", "own_names"): _list,
    ("readings", "notes"): _list,
    ("readings", "headings"): _list,
    ("readings", "labels"): _list,
    ("walks", "pages"): lambda value: bullets([str(each)[:12] for each in _listed(value)]),
}


def _named(code: str, words: str) -> Markup:
    return Markup('<span title="{}">{}</span>').format(code, words)
