"""A zip that holds one report, as portals attach it; several reports are told, not chosen from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from data.wording import is_report_title
from parsers import archive
from parsers.blocks import Document, TooMuch, Unreadable, texts
from parsers.documents import kind_of, load
from parsers.pictures import OnlyPictures

VERSION = 2
MAX_DOCUMENTS = 20
HEAD = 40
SHORTEST = 200
KIND = __name__.rpartition(".")[2]
ONLY_PICTURES = "压缩包里只有{count}个图片或扫描件，没有文字"
_REASON = "unreadable_file"


def recognise(body: bytes) -> int:
    """Say how surely these bytes are a zip and nothing more definite (Word, Excel, OFD say 9)."""
    return 3 if archive.names(body) else 0


def read(body: bytes, declared: str | None) -> Document:
    """Turn the one report inside into blocks.

    Raises Unreadable: with what stands in the way when there is none, or more than one; OnlyPictures where
    nothing else is in it; TooMuch beyond the bounds of parsers/archive.py. A zip in the zip is not opened.
    """
    found: list[tuple[str, Document]] = []
    closed: list[str] = []
    pictures = 0
    for name, inner in _files(body):
        try:
            found.append((name, load(inner)))
        except TooMuch:
            raise
        except Unreadable as error:
            closed.append(name)
            pictures += isinstance(error, OnlyPictures)
    if not found and pictures and pictures == len(closed):
        raise OnlyPictures(ONLY_PICTURES.format(count=pictures))
    reports = [(name, document) for name, document in found if _is_report(name, document)]
    chosen = reports or found
    if len(chosen) == 1:
        return replace(chosen[0][1], kind=f"{KIND}+{chosen[0][1].kind}")
    raise Unreadable(_REASON, _told(len(reports), [name for name, _ in chosen] or closed))


def _told(reports: int, named: list[str]) -> str:
    listed = "、".join(named[:HEAD])
    if reports > 1:
        return f"压缩包内有{reports}份年度报告，请分别读取：{listed}"
    return f"压缩包内没有可以直接读取的年度报告：{listed or '空'}"


def _files(body: bytes) -> Iterator[tuple[str, bytes]]:
    """Unpack what could be a document, at most MAX_DOCUMENTS; zips inside, folders and leftovers are left."""
    candidates = sorted(name for name in archive.names(body) if not _is_leftover(name))
    if len(candidates) > MAX_DOCUMENTS:
        raise TooMuch
    for name in candidates:
        inner = archive.part(body, name)
        if kind_of(inner) != KIND:
            yield _readable(name), inner


def _is_leftover(name: str) -> bool:
    last = name.rpartition("/")[2]
    return not last or last.startswith(".") or name.startswith("__MACOSX/") or last == "Thumbs.db"


def _readable(name: str) -> str:
    """Give a name as its author wrote it: without the zip's UTF-8 flag it is GBK read as cp437."""
    try:
        return name.encode("cp437").decode("gb18030")
    except UnicodeError:
        return name


def _is_report(name: str, document: Document) -> bool:
    """Tell a report from what may lie beside it, by its name or its first lines."""
    head = list(islice(texts(document.blocks), HEAD))
    if sum(map(len, texts(document.blocks))) < SHORTEST:
        return False
    stem = name.rpartition("/")[2].rpartition(".")[0]
    return any(is_report_title(text) for text in (stem, document.title, *head))
