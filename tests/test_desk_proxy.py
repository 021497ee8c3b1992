"""Behind a proxy at a path of its own: every link of every page leads on below that path."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from urllib.parse import urlsplit

import lxml.html
import pytest

from monitor.desk import Desk
from tests.desk_site import PASSWORD, Visitor, register, served
from tests.desk_store import FINDING
from tests.test_browser import PAGES

PUBLIC = "https://desk.example/bj/"
MOST = 300  # pages followed
# Where only forms are sent, and the way out.
NOT_FOLLOWED = tuple(f"/bj/{name}" for name in ("-/logout", "review", "draft", "explanation", "reminder"))
FILES = (".csv", ".xlsx", ".json", ".svg", ".css")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("desk")
    with served(folder, base_url=PUBLIC) as desk:
        register(folder)
        yield desk


def links(body: str) -> Iterator[str]:
    """Give the addresses a page leads to, sends forms to and shows, but for those of portals."""
    page = lxml.html.document_fromstring(body)
    for element in page.xpath("//*[@href or @src or @action]"):
        if "noreferrer" not in (element.get("rel") or ""):
            yield from (element.get(name) for name in ("href", "src", "action") if element.get(name))


def test_every_link_of_every_page_works_below_the_base(made: Desk) -> None:
    visitor = Visitor(made)
    visitor.ask("/bj/-/login")
    sent = visitor.ask("/bj/-/login", {"username": "li", "password": PASSWORD})
    assert (sent[0], sent[1]["location"]) == (302, "/bj/")
    wanted = deque(f"/bj{path}" for path in PAGES)
    seen, wrong = set(wanted), []
    while wanted and len(seen) < MOST:
        path = wanted.popleft()
        status, headers, body = (
            visitor.ask(path) if not path.split("?")[0].endswith(FILES) else file(visitor, path)
        )
        if status != 200:
            wrong.append(f"{path}: {status}")
        if not headers["content-type"].startswith("text/html"):
            continue
        for link in links(body):
            parts = urlsplit(link)
            if parts.scheme or parts.netloc or (parts.path and not parts.path.startswith("/bj/")):
                wrong.append(f"{path} leads to {link}")
            elif parts.path and parts.path not in NOT_FOLLOWED:
                onwards = parts.path + (f"?{parts.query}" if parts.query else "")
                if onwards not in seen:
                    seen.add(onwards)
                    wanted.append(onwards)
    assert wrong == []
    assert len(seen) > 150


def file(visitor: Visitor, path: str) -> tuple[int, dict[str, str], str]:
    """Ask for a file, which may be no text."""
    try:
        return visitor.ask(path)
    except UnicodeDecodeError:
        return 200, {"content-type": "a file"}, ""


def test_a_review_sent_below_the_base_comes_back_there(made: Desk) -> None:
    visitor = Visitor(made)
    visitor.ask("/bj/-/login")
    visitor.ask("/bj/-/login", {"username": "li", "password": PASSWORD})
    form = {
        f"pick:{FINDING.removeprefix('/finding/')}": "1",
        "verdict": "asked",
        "reason": "请说明",
        "do": "review",
    }
    status, headers, _ = visitor.ask("/bj/review", form)
    assert status == 302
    assert headers["location"].startswith("/bj/")


@pytest.mark.parametrize("path", ["/nianjian/findings?_size=1", "/nianjian/arithmetic", "/matrix"])
def test_a_proxy_may_take_the_base_away(made: Desk, path: str) -> None:
    visitor = Visitor(made)
    visitor.ask("/-/login")
    assert visitor.ask("/-/login", {"username": "li", "password": PASSWORD})[1]["location"] == "/bj/"
    found = [link for link in links(visitor.ask(path)[2]) if not link.startswith("#")]
    assert [link for link in found if not link.startswith("/bj/") or link.startswith("/bj/bj/")] == []
