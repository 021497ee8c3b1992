"""What a demo portal answers to one request on one simulated day: pure, no socket in sight."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from http import HTTPStatus
from urllib.parse import parse_qs

from demo.country import DemoPortal, portal
from demo.pages import (
    CHANNEL,
    SEARCH,
    SECTIONS,
    article,
    asset,
    attached,
    challenge,
    home,
    list_page,
    missing,
    robots,
    search_answer,
    section,
)
from demo.publications import Publication, listed, publications
from demo.units import UNITS
from demo.variants import variant

HTML = "text/html"
ASSETS = {"/images/site.css": "text/css", "/images/trs_pages.js": "text/javascript"}
MOST_PER_PAGE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One request: the path without its query, and the form a POST carries."""

    method: str
    path: str
    form: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One response. `headers` are additional ones."""

    status: HTTPStatus
    body: str
    content_type: str = HTML
    headers: tuple[tuple[str, str], ...] = ()


@cache
def _by_path(portal_id: str) -> dict[str, Publication]:
    return {item.path: item for item in publications() if item.portal_id == portal_id}


@cache
def _columns(portal_id: str, *, guarded: bool) -> dict[str, str]:
    """Give the units' own columns: address to unit."""
    return {
        unit.column_path: unit.id
        for unit in UNITS
        if unit.column_path and unit.portal_id == portal_id and unit.guarded == guarded
    }


@cache
def _files(portal_id: str) -> dict[str, str]:
    """Give the files that pages link: address to text."""
    texts = {item.file_path: attached(item) for item in publications() if item.portal_id == portal_id}
    return {path: text for path, text in texts.items() if text is not None}


def _not_found() -> Answer:
    return Answer(status=HTTPStatus.NOT_FOUND, body=missing())


def _list_number(site: DemoPortal, path: str) -> int | None:
    """Read which page of the report list an address means: `index.html` is 0, `index_2.html` is 2."""
    if not path.startswith(site.column_path):
        return None
    name = path.removeprefix(site.column_path)
    if name in ("", f"index.{site.extension}"):
        return 0
    number = name.removeprefix("index_").removesuffix(f".{site.extension}")
    return int(number) if number.isdecimal() and name == f"index_{number}.{site.extension}" else None


def _article(portal_id: str, path: str, now: datetime) -> Answer:
    if path in _files(portal_id):
        return Answer(status=HTTPStatus.OK, body=_files(portal_id)[path], content_type="application/msword")
    item = _by_path(portal_id).get(path)
    if item is None or item.at > now or item.gone(now) or not item.reachable:
        return _not_found()
    change = variant(item.unit_id, item.year).changed
    return Answer(status=HTTPStatus.OK, body=article(item, later=change is not None and change.at <= now))


def _own_column(portal_id: str, path: str, now: datetime) -> Answer | None:
    """Answer for a unit's own column: one page, as long as it is."""
    unit_id = _columns(portal_id, guarded=False).get(path)
    if unit_id is None:
        return None
    page = list_page(portal_id, listed(portal_id, now, unit_id), 0, path)
    return Answer(status=HTTPStatus.OK, body=page) if page else _not_found()


def _standing(portal_id: str, path: str) -> Answer | None:
    """Answer for the pages that never change."""
    if path in ("/", "/index.html"):
        return Answer(status=HTTPStatus.OK, body=home(portal_id))
    if path == "/robots.txt":
        return Answer(status=HTTPStatus.OK, body=robots(), content_type="text/plain")
    if path in ASSETS:
        return Answer(status=HTTPStatus.OK, body=asset(path.rpartition("/")[2]), content_type=ASSETS[path])
    if path in SECTIONS:
        return Answer(status=HTTPStatus.OK, body=section(portal_id, path))
    guarded = tuple(_columns(portal_id, guarded=True))
    if path.startswith(guarded):
        cookie = ("Set-Cookie", "FSSBBIl1UgzbN7N80S=6hQx0demo; Path=/; HttpOnly")
        return Answer(status=HTTPStatus.ACCEPTED, body=challenge(), headers=(cookie,))
    if path != "/" and f"{path}/" in (*SECTIONS, portal(portal_id).column_path, *guarded):
        return Answer(status=HTTPStatus.MOVED_PERMANENTLY, body="", headers=(("Location", f"{path}/"),))
    return None


def _number(fields: dict[str, list[str]], name: str, default: int) -> int:
    text = fields.get(name, [""])[0]
    return max(1, int(text)) if text.isdecimal() else default


def _search(site: DemoPortal, form: str, now: datetime, base_url: str) -> Answer:
    """Answer a Fujian list's search; another channel or another column has no documents."""
    fields = parse_qs(form)
    asked = (fields.get("channelid", [""])[0], fields.get("classsql", [""])[0].replace(" ", ""))
    items = listed(site.id, now) if asked == (str(SEARCH), f"chnlid={CHANNEL}") else ()
    per_page = min(_number(fields, "prepage", site.per_page), MOST_PER_PAGE)
    body = search_answer(items, _number(fields, "page", 1), per_page, base_url)
    return Answer(status=HTTPStatus.OK, body=body, content_type="application/json;charset=UTF-8")


def answer(question: Question, portal_id: str, now: datetime, base_url: str) -> Answer:
    """Give a portal's answer at an instant; `base_url` is its own address, for absolute links."""
    site = portal(portal_id)
    if question.method == "POST":
        searched = site.family == "trs_fujian" and question.path == "/fjdzapp/search"
        return _search(site, question.form, now, base_url) if searched else _not_found()
    standing = _standing(portal_id, question.path) or _own_column(portal_id, question.path, now)
    if standing:
        return standing
    number = _list_number(site, question.path)
    if number is None:
        return _article(portal_id, question.path, now)
    page = list_page(portal_id, listed(portal_id, now), number)
    return Answer(status=HTTPStatus.OK, body=page) if page else _not_found()
