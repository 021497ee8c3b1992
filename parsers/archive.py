"""Files inside a zip (Word, Excel …), with bounds: a few kilobytes can claim to hold gigabytes."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from lxml import etree

from parsers.blocks import TooMuch, Unreadable

MAGIC = b"PK\x03\x04"
MAX_ENTRIES = 2_000
MAX_TOTAL = 200 * 2**20
MAX_PART = 40 * 2**20
MAX_RATIO = 200
SMALL = 2**20
_BROKEN = (BadZipFile, zlib.error, struct.error, ValueError, KeyError, NotImplementedError, EOFError, OSError)


def names(body: bytes) -> frozenset[str]:
    """Name the files inside; empty for bytes that are no readable zip."""
    if not body.startswith(MAGIC):
        return frozenset()
    try:
        with ZipFile(BytesIO(body)) as archive:
            return frozenset(archive.namelist()[: MAX_ENTRIES + 1])
    except _BROKEN:
        return frozenset()


def part(body: bytes, name: str) -> bytes:
    """Unpack one file; raises TooMuch beyond the bounds, Unreadable for a broken or encrypted zip."""
    try:
        with ZipFile(BytesIO(body)) as archive:
            entries = archive.infolist()
            info = archive.getinfo(name)
            if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_TOTAL:
                raise TooMuch
            if info.file_size > max(SMALL, info.compress_size * MAX_RATIO) or info.file_size > MAX_PART:
                raise TooMuch
            with archive.open(info) as stream:
                found = stream.read(MAX_PART + 1)
    except (*_BROKEN, RuntimeError) as error:
        raise Unreadable("unreadable_file") from error
    if len(found) > MAX_PART:
        raise TooMuch
    return found


def xml(body: bytes) -> etree._Element:
    """Parse XML without entities, external files or network; raises Unreadable when it is broken."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        return etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable("unreadable_file") from error
