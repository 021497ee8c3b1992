"""A desk served for a test by real Datasette, and how to ask it over HTTP."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import quote, urlencode

import lxml.html

from data.clock import Clock
from data.registry.officers import officer, save_officers
from data.store import Store
from monitor.desk import Desk, desk, free_port, running
from monitor.settings import Settings
from tests.desk_store import fill


@contextmanager
def served(folder: Path, base_url: str | None = None) -> Iterator[Desk]:
    """Serve a filled store with real Datasette on a free port."""
    with Store(folder) as store:
        fill(store)
    settings = Settings(
        data=folder, registry=folder, clock=Clock(), base_url=base_url, secret="a secret for tests"
    )
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


PASSWORD = "long enough 9"
BOUNDARY = "0123456789abcdef"
# Who reviews what: one county, the county above the town, another province.
OFFICERS = {"li": "610999", "wang": "610999", "zhao": "440000"}


def register(folder: Path, **officers: str) -> None:
    """Write officers.csv: login and division code each, all with one password."""
    save_officers(folder, [officer(name, PASSWORD, code) for name, code in (officers or OFFICERS).items()])


def multipart(words: dict[str, str], files: dict[str, tuple[str, bytes]]) -> bytes:
    """Write a form with files as browsers do."""
    parts = [(field, "", text.encode()) for field, text in words.items()]
    parts += [(field, f'; filename="{name}"', body) for field, (name, body) in files.items()]
    sent = b""
    for called, named, body in parts:
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{called}"{named}\r\n\r\n'
        sent += head.encode() + body + b"\r\n"
    return sent + f"--{BOUNDARY}--\r\n".encode()


@dataclass
class Visitor:
    """Somebody at a browser: keeps cookies, sends forms with their token."""

    made: Desk
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(
        self, path: str, form: dict[str, str] | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], str]:
        """Ask for a page, or send a form there (the token of the page is added)."""
        if form is None:
            status, answered, read = self._request(path, None, {"Cookie": self._cookies(), **(headers or {})})
        else:
            status, answered, read = self.post(path, form, headers)
        return status, answered, read.decode("utf-8")

    def post(
        self, path: str, form: dict[str, str], headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        """Send a form there and give the answer as it is, a file perhaps."""
        body = urlencode({"csrftoken": self.cookies.get("ds_csrftoken", ""), **form})
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": self._cookies()}
        return self._request(path, body, {**kind, **(headers or {})})

    def fetch(self, path: str) -> tuple[int, dict[str, str], bytes]:
        """Ask for a file."""
        return self._request(path, None, {"Cookie": self._cookies()})

    def send(
        self, path: str, words: dict[str, str], **files: tuple[str, bytes]
    ) -> tuple[int, dict[str, str], bytes]:
        """Send a form with files there (the token of the page is added)."""
        words = {"csrftoken": self.cookies.get("ds_csrftoken", ""), **words}
        kind = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}", "Cookie": self._cookies()}
        return self._request(path, multipart(words, files), kind)

    def _cookies(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _request(
        self, path: str, body: str | bytes | None, headers: dict[str, str]
    ) -> tuple[int, dict[str, str], bytes]:
        connection = HTTPConnection("127.0.0.1", self.made.port, timeout=120)
        address = quote(path, safe="/?&=%~+,")
        connection.request("GET" if body is None else "POST", address, body, headers)
        answer = connection.getresponse()
        read = answer.read()
        for value in answer.headers.get_all("set-cookie") or []:
            self.cookies.update({name: each.value for name, each in SimpleCookie(value).items()})
        connection.close()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, read

    def log_in(self, name: str, password: str = PASSWORD) -> int:
        """Log in through the form; gives the status of the answer."""
        self.ask("/-/login")
        return self.ask("/-/login", {"username": name, "password": password})[0]
