"""Files that people hand in: which kinds are taken, told by their first bytes, and how they are given back.

They are kept by their content like everything else, are never opened here, and leave only as downloads.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from datasette import Response

from data.desk.refusals import Refused

KINDS = "PDF、Word、WPS、Excel、OFD、JPG、PNG"
LONGEST_NAME = 100
_FIRST: Mapping[bytes, tuple[str, ...]] = {
    b"%PDF-": (".pdf",),
    b"\xff\xd8\xff": (".jpg", ".jpeg"),
    b"\x89PNG\r\n\x1a\n": (".png",),
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": (".doc", ".xls", ".wps", ".et"),
}
# What a ZIP must hold to be such a file: other archives are not taken.
_INSIDE = {"word/document.xml": (".docx",), "xl/workbook.xml": (".xlsx",), "OFD.xml": (".ofd",)}
_UNFIT = re.compile(r'[\x00-\x1f\x7f\\/:*?"<>|\u202a-\u202e\u2066-\u2069]')
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SAFE = "sandbox; default-src 'none'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A file as handed in: a name fit to be shown and saved under, and its bytes."""

    name: str
    body: bytes


def handed(name: str, body: bytes) -> Handed:
    """Take a file whose first bytes and name agree on a kind we take; raises Refused."""
    fit = plain_name(name)
    endings = _endings(body)
    if not any(fit.lower().endswith(ending) for ending in endings):
        seen = f"内容与“{fit}”的扩展名不符" if endings else f"“{fit}”不是可以收存的文件"
        raise Refused(f"{seen}，只收{KINDS}。")
    return Handed(name=fit, body=body)


def plain_name(name: str) -> str:
    """Take folders, control signs and what turns text around out of a file name.

    >>> plain_name("C:\\\\x\\\\说明.pdf"), plain_name("../../a<b>.pdf")
    ('说明.pdf', 'a_b_.pdf')
    """
    last = re.split(r"[\\/]", name)[-1]
    fit = _UNFIT.sub("_", last).strip(" .") or "附件"
    return fit if len(fit) <= LONGEST_NAME else fit[-LONGEST_NAME:]


def _endings(body: bytes) -> tuple[str, ...]:
    for first, endings in _FIRST.items():
        if body.startswith(first):
            return endings
    if not body.startswith(b"PK\x03\x04"):
        return ()
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        return ()
    return next((endings for inside, endings in _INSIDE.items() if inside in names), ())


def download(body: bytes, name: str) -> Response:
    """Give a file as a download that no browser opens in our name."""
    ending = re.search(r"\.[A-Za-z0-9]{1,5}$", name)
    ascii_name = f"file{ending[0] if ending else ''}"
    whole = quote(name, safe="")
    headers = {
        "content-disposition": f"attachment; filename=\"{ascii_name}\"; filename*=UTF-8''{whole}",
        "content-security-policy": SAFE,
        "cache-control": "private, no-store",
    }
    return Response(body, headers=headers, content_type="application/octet-stream")


def spreadsheet(title: str, body: bytes) -> Response:
    """Give a workbook as a download named by its title."""
    headers = {
        "content-disposition": f"attachment; filename=\"list.xlsx\"; filename*=UTF-8''{quote(title)}.xlsx"
    }
    return Response(body, headers=headers, content_type=SHEET)
