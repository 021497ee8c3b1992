"""Pictures: there is no text in them. What the extra `ocr` makes of one is read as an OFD."""

from __future__ import annotations

from parsers.blocks import Document
from parsers.pictures import OnlyPictures

VERSION = 1
NOTE = "文件是一张图片，没有文字"
MAGIC = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"GIF8")
BITMAP = b"BM"
RESERVED = slice(6, 10)  # four zeros in every bitmap; two letters alone could begin a text


def recognise(body: bytes) -> int:
    """Say how surely these bytes are a picture."""
    bitmap = body.startswith(BITMAP) and body[RESERVED] == bytes(4)
    return 9 if bitmap or body.startswith(MAGIC) else 0


def read(body: bytes, declared: str | None) -> Document:
    """Raise OnlyPictures: nothing here can be read without recognition."""
    raise OnlyPictures(NOTE)
