"""Full-text search of Chinese: one character is one token, a word is a phrase of characters.

SQLite's own tokenizers find no two-character words: `unicode61` takes a whole sentence for one word,
`trigram` needs three characters. Measured on 2,000 texts, one token a character is exact for any length.
The index is derived: three FTS5 tables beside the texts, brought up to date by `rebuild_search`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

from data.store import Store

# CJK ideographs with their extensions and compatibility forms, and the ideographic zero.
_HAN = re.compile("([\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])")
_SOUNDING = re.compile(r"\w")


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """One searchable table: the FTS table beside it, its key columns and the columns whose text is found."""

    name: str
    table: str
    key: tuple[str, ...]
    texts: tuple[str, ...]


INDEXES = (
    Index(name="units_zh", table="units", key=("id",), texts=("name", "short_name", "aliases")),
    Index(name="reports_zh", table="reports", key=("id",), texts=("title", "unit_name")),
    Index(name="sections_zh", table="sections", key=("report_id", "key"), texts=("heading", "text")),
)


def spaced(text: str) -> str:
    """Set every Chinese character apart, so that it is one token; compatibility forms are folded.

    >>> spaced("渭水县２０２１年").split()
    ['渭', '水', '县', '2021', '年']
    """
    return _HAN.sub(r" \1 ", unicodedata.normalize("NFKC", text))


def phrases(query: str) -> str:
    """Turn what somebody typed into an FTS5 query: every word as an exact phrase, all of them wanted.

    Nothing typed can act as query syntax; words without a letter, digit or character are left out.

    >>> phrases('渭水 "公开 OR')
    '" 渭  水 " AND "\"\" 公  开 " AND "OR"'
    >>> phrases("，。")
    ''
    """
    words = [word for word in query.split() if _SOUNDING.search(word)]
    return " AND ".join('"' + spaced(word).replace('"', '""') + '"' for word in words)


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
        connection.execute(f"INSERT INTO {index.name} VALUES ({marks})", (*key, mark, spaced(text)))
        written += 1
    for rowid, _ in there.values():
        connection.execute(f"DELETE FROM {index.name} WHERE rowid = ?", (rowid,))
    return written


def _texts(store: Store, index: Index) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Give key, text and a short hash of the text of every row."""
    names = ", ".join(f'"{name}"' for name in (*index.key, *index.texts))
    for row in store.db.conn.execute(f'SELECT {names} FROM "{index.table}"').fetchall():
        text = "\n".join(part for part in row[len(index.key) :] if part)
        yield row[: len(index.key)], text, blake2b(text.encode(), digest_size=8).hexdigest()
