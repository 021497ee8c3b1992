"""Kept pages as a WARC file for archives (`nianjian export --warc`); needs the optional package warcio."""

from __future__ import annotations

import io
from importlib import import_module
from pathlib import Path
from typing import Any

from data.codec import instant_text
from data.errors import Complaint
from data.records import Look
from data.snapshots import DamagedSnapshot, MissingSnapshot
from data.store import Store

# What a browser made of a page was never sent by anybody; the answers it was made of are here.
_SENT = "sha256 IS NOT NULL AND method <> 'BROWSER' ORDER BY at, rowid"


def write_warc(store: Store, path: Path) -> tuple[int, list[str]]:
    """Write every look that kept a body, in the order they were made; give how many and what was damaged.

    Raises Complaint, before anything is written, where warcio is not installed. The file appears whole or
    not at all.
    """
    writer_of, headers_of = _warcio()
    part = path.with_name(f".{path.name}.part")
    count, damaged = 0, []
    try:
        with part.open("wb") as file:
            writer = writer_of(file, gzip=True)
            for look in store.rows(Look, _SENT):
                try:
                    _record(writer, headers_of, look, store.body(look.sha256 or ""))
                    count += 1
                except (MissingSnapshot, DamagedSnapshot) as error:
                    damaged.append(str(error))
        part.replace(path)
    except OSError as error:
        raise Complaint(
            "--warc", str(path), f"a place that can be written ({error})", "name another"
        ) from error
    finally:
        part.unlink(missing_ok=True)
    return count, damaged


def _warcio() -> tuple[Any, Any]:
    try:
        writer = import_module("warcio.warcwriter").WARCWriter
        headers = import_module("warcio.statusandheaders").StatusAndHeaders
    except ImportError as error:
        cure = "install it beside us (pip install 'warcio>=1.8,<2'), or leave --warc out"
        raise Complaint("--warc", "warcio", "installed", cure) from error
    return writer, headers


def _record(writer: Any, headers_of: Any, look: Look, body: bytes) -> None:
    kind = look.content_type or "application/octet-stream"
    headers = headers_of(str(look.status or 200), [("Content-Type", kind)], protocol="HTTP/1.1")
    facts = {"WARC-Date": instant_text(look.at)[:19] + "Z"}
    record = writer.create_warc_record(
        look.final_url or look.url,
        "response",
        payload=io.BytesIO(body),
        http_headers=headers,
        warc_headers_dict=facts,
    )
    writer.write_record(record)
