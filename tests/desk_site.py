"""A desk served for a test by real Datasette, and how to ask it over HTTP."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

import lxml.html

from data.clock import Clock
from data.store import Store
from monitor.desk import Desk, desk, free_port, running
from monitor.settings import Settings
from tests.desk_store import fill


@contextmanager
def served(folder: Path, base_url: str | None = None) -> Iterator[Desk]:
    """Serve a filled store with real Datasette on a free port."""
    with Store(folder) as store:
        fill(store)
    settings = Settings(data=folder, registry=folder, clock=Clock(), base_url=base_url)
    made = desk(settings, free_port())
    with running(made):
        yield made


def get(made: Desk, path: str, host: str | None = None) -> tuple[int, dict[str, str], str]:
    """Ask the desk for a page: status, headers, text."""
    connection = HTTPConnection("127.0.0.1", made.port, timeout=20)
    headers = {"Host": host} if host else {}
    connection.request("GET", quote(path, safe="/?&=%~+,"), headers=headers)
    answer = connection.getresponse()
    body = answer.read().decode("utf-8")
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, body


def read(made: Desk, path: str) -> lxml.html.HtmlElement:
    """Give a page as a tree; anything but a good answer fails."""
    status, _, body = get(made, path)
    assert status == 200, path
    return lxml.html.document_fromstring(body)


def words(page: lxml.html.HtmlElement) -> str:
    """Give the text of a page on one line."""
    return re.sub(r"\s+", " ", page.text_content())


def rows(made: Desk, path: str) -> list[dict[str, object]]:
    """Give the rows of a JSON answer."""
    status, _, body = get(made, path)
    assert status == 200, body
    answer: list[dict[str, object]] = json.loads(body)
    return answer
