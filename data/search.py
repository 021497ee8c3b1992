"""Full-text search of Chinese: two neighbouring characters are one token, a word is a phrase of them.

SQLite's own tokenizers find no two-character words: `unicode61` takes a whole sentence for one word,
`trigram` needs three characters. One token a character finds them, but every text holds the commonest
characters: on 200,000 texts a phrase of them has to be looked for in all. Pairs are exact for any length
(a single character is the beginning of a pair) and rare enough to be found at once.
The index is derived: FTS5 tables beside the texts, brought up to date by `rebuild_search`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

from data.store import Store

# CJK ideographs with their extensions and compatibility forms, and the ideographic zero.
_HAN = "\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(f"([{_HAN}]+)")
_BROKEN = re.compile(f"(?<=[{_HAN}])\\s+(?=[{_HAN}])")  # a line break inside a word
_SOUNDING = re.compile(r"\w")
# Stands in each mark: an index made by another version is made anew.
_VERSION = b"2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """One searchable table: the FTS table beside it, its key columns and the columns whose text is found.

    `order` is how the rows come that are found first: the newest last, as searches are read from the end.
    """

    name: str
    table: str
    key: tuple[str, ...]
    texts: tuple[str, ...]
    order: str = ""


INDEXES = (
    Index(name="units_zh", table="units", key=("id",), texts=("name", "short_name", "aliases")),
    Index(name="reports_zh", table="reports", key=("id",), texts=("title", "unit_name"), order="year"),
    Index(name="sections_zh", table="sections", key=("report_id", "key"), texts=("heading", "text")),
    Index(name="findings_zh", table="findings", key=("id",), texts=("message",), order="year"),
)


def paired(text: str) -> str:
    """Write every Chinese character with the one after it, the last of a run alone; forms are folded.

    >>> paired("渭水县２０２１年").split()
    ['渭水', '水县', '县', '2021', '年']
    """
    folded = _BROKEN.sub("", unicodedata.normalize("NFKC", text))
    return _RUN.sub(lambda run: f" {' '.join(_pairs(run[1]))} ", folded)


def _pairs(run: str) -> Iterator[str]:
    return (run[place : place + 2] for place in range(len(run)))


def phrases(query: str) -> str:
    """Turn what somebody typed into an FTS5 query: every word as an exact phrase, all of them wanted.

    Nothing typed can act as query syntax; words without a letter, digit or character are left out.

    >>> phrases("渭水县 2021年 OR")
    '"渭水 水县" AND "2021 年" * AND "OR"'
    >>> phrases("，。")
    ''
    """
    return " AND ".join(_phrase(word) for word in query.split() if _SOUNDING.search(word))


def _phrase(word: str) -> str:
    """Write one word; its last character goes on into the pair it may begin in the text."""
    tokens = paired(word).split()
    open_end = bool(_RUN.fullmatch(tokens[-1]))
    if open_end and len(tokens) > 1 and len(tokens[-2]) == 2 and _RUN.fullmatch(tokens[-2]):
        tokens, open_end = tokens[:-1], False  # the pair before holds it
    phrase = " ".join(tokens).replace('"', '""')
    return f'"{phrase}" *' if open_end else f'"{phrase}"'


def rebuild_search(store: Store) -> int:
    """Bring the search index up to the texts of today and tell how many rows were written.

    Only texts that are new or differ are indexed again, rows whose text is gone leave the index.
    """
    with store.atomic():
        return sum(_refresh(store, index) for index in INDEXES)


def _refresh(store: Store, index: Index) -> int:
    connection = store.db.conn
    columns = ", ".join(f"{name} UNINDEXED" for name in (*index.key, "mark"))
    connection.execute(f"CREATE VIRTUAL TABLE IF NOT EXISTS {index.name} USING fts5({columns}, body)")
    keys = ", ".join(index.key)
    there: dict[tuple[str, ...], tuple[int, str]] = {
        tuple(key): (rowid, mark)
        for rowid, mark, *key in connection.execute(f"SELECT rowid, mark, {keys} FROM {index.name}")
    }
    written = 0
    for key, text, mark in _texts(store, index):
        rowid, old = there.pop(key, (None, None))
        if mark == old:
            continue
        connection.execute(f"DELETE FROM {index.name} WHERE rowid = ?", (rowid,))
        marks = ", ".join("?" * (len(key) + 2))
        connection.execute(f"INSERT INTO {index.name} VALUES ({marks})", (*key, mark, paired(text)))
        written += 1
    for rowid, _ in there.values():
        connection.execute(f"DELETE FROM {index.name} WHERE rowid = ?", (rowid,))
    return written


def _texts(store: Store, index: Index) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Give key, text and a short hash of the text of every row."""
    names = ", ".join(f'"{name}"' for name in (*index.key, *index.texts))
    order = f"ORDER BY {index.order}" if index.order else ""
    for row in store.db.conn.execute(f'SELECT {names} FROM "{index.table}" {order}').fetchall():
        text = "\n".join(part for part in row[len(index.key) :] if part)
        yield row[: len(index.key)], text, blake2b(text.encode() + _VERSION, digest_size=8).hexdigest()
