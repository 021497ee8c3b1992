"""检索：units, reports, narratives and findings that hold every word, with the place where it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping

from data.desk import addresses
from data.desk.asking import Asked, Row
from data.desk.passages import Piece, hits
from data.search import phrases
from data.words import SECTIONS

ADDRESS = r"/search$"

LISTS = ("units", "findings", "reports", "sections")
MOST = 50  # rows of each kind, as the queries have it; the lists have all
AROUND = 40  # characters shown on both sides of the first hit


async def page(asked: Asked) -> Mapping[str, object]:
    """Look the words up everywhere."""
    typed = asked.arg("q")
    wanted = phrases(typed)
    words = typed.split()
    if not wanted:
        return {"typed": typed, "asked": bool(typed)}
    rules = await asked.ask("search_rules", like=f"%{words[0]}%")
    return {
        "typed": typed,
        "asked": True,
        "units": await asked.ask("search_units", zh=wanted),
        "rules": [{**row, "url": addresses.rows("findings", rule_id=row["id"])} for row in rules],
        "reports": await asked.ask("search_reports", zh=wanted),
        "sections": [_section(row, words) for row in await asked.ask("search_sections", zh=wanted)],
        "findings": await asked.ask("search_findings", zh=wanted),
        "more": {table: addresses.rows(table, _zh=typed) for table in LISTS},
        "most": MOST,
    }


def _section(row: Row, words: list[str]) -> Row:
    return {**row, "part": SECTIONS.get(row["key"], row["key"]), "pieces": pieces(row["text"], words)}


def pieces(text: str, words: list[str]) -> list[Piece]:
    """Cut out the place of the first hit and mark every hit in it.

    >>> pieces("甲乙丙丁", ["乙"])
    [('甲', False), ('乙', True), ('丙丁', False)]
    """
    first = re.search("|".join(map(re.escape, words)), text, re.IGNORECASE)
    middle = first.start() if first else 0
    start, end = max(middle - AROUND, 0), middle + 2 * AROUND
    return hits(("…" if start else "") + text[start:end] + ("…" if end < len(text) else ""), words)
