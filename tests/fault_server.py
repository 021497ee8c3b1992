"""Portals that fail: every fault of the register, at first look, every look, one request in three, mid-run.

One asyncio server plays them all, each on a port of its own. Each portal lists three reports of two offices;
the second office never published its report of 2024: that absence is true, and the only one.
"""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from threading import Thread

NAME = "政府信息公开工作年度报告"
WORDS = "依法公开政府信息，及时回应群众关切，按时答复公开申请，内容真实、准确、完整。" * 8
NOT_THERE = "<html><head><title>404</title></head><body>您访问的页面不存在</body></html>"
CHALLENGE = '<html><script>$_ts=window["$_ts"];$_ts.cd="q";</script><body></body></html>'
LISTED = (("县政府", 2023), ("县政府", 2024), ("财政局", 2023))


@dataclass(frozen=True)
class Answer:
    """What is sent: `keep` bytes of the body only, nothing at all (`silent`), or a closed door (`hangs_up`)."""

    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html; charset=utf-8"),)
    keep: int | None = None
    silent: bool = False
    hangs_up: bool = False


def html(text: str, status: int = 200) -> Answer:
    return Answer(status=status, body=text.encode())


Play = Callable[[Answer, str], Answer]


@dataclass(frozen=True)
class Fault:
    """How an answer is spoilt, whose (`list`, `report`, `robots` or all), and what must be said of it.

    `harmless`: it must be seen through. `reasons`: codes that are true for a portal that always does this.
    """

    play: Play
    reasons: tuple[str, ...] = ()
    whose: tuple[str, ...] = ("list", "report")
    harmless: bool = False


def _status(status: int, text: str = "", *headers: tuple[str, str]) -> Play:
    kind = ("Content-Type", "text/html; charset=utf-8")
    return lambda good, path: Answer(status=status, body=text.encode(), headers=(kind, *headers))


def _page(title: str, text: str, more: str = "") -> Play:
    page = f"<html><head><title>{title}</title>{more}</head><body><h1>{title}</h1><p>{text}</p></body></html>"
    return lambda good, path: html(page)


def _to(where: Callable[[str], str]) -> Play:
    return lambda good, path: Answer(status=302, headers=(("Location", where(path)),))


def _typed(good: Answer, kind: str) -> Answer:
    return replace(good, headers=(("Content-Type", kind),))


def _emptied(good: Answer, path: str) -> Answer:
    """A list from which the rows are missing."""
    text = good.body.decode()
    if path.startswith("/gkmlpt/api"):
        return replace(good, body=json.dumps({"articles": []}).encode())
    start, end = text.find("<ul"), text.find("</ul>")
    return replace(good, body=(text[:start] + text[end:]).encode()) if start >= 0 else good


def _scripted(good: Answer, path: str) -> Answer:
    empty = _emptied(good, path)
    if empty is good or path.startswith("/gkmlpt/api"):
        return html("<html><body><div id=app></div><script>$.ajax({url:'/x'})</script></body></html>")
    text = empty.body.decode().replace("createPageHTML", "nothing").replace("共3条", "")
    return html(text.replace("</body>", "<script>$.ajax({url:'/list'})</script></body>"))


def _short(good: Answer, path: str) -> Answer:
    """A list that says it has more than it shows."""
    text = good.body.decode()
    for said, more in (('"total": 3', '"total": 30'), ('"", 3)', '"", 30)'), ("共3条", "共30条")):
        text = text.replace(said, more)
    return replace(good, body=text.encode())


BOMB = gzip.compress(b"0" * (40 * 2**20), 1)
FAULTS: dict[str, Fault] = {
    "F01 challenge 202": Fault(_status(202, CHALLENGE), ("waf_challenge",)),
    "F01 challenge 412": Fault(_status(412, CHALLENGE), ("waf_challenge",)),
    "F02 challenge 521": Fault(_status(521, "<script>x</script>"), ("waf_challenge",)),
    "F03 challenge 200": Fault(_status(200, CHALLENGE), ("waf_challenge",)),
    "F03 asks to be patient": Fault(_page("安全验证", "访问过于频繁，请稍后再试"), ("waf_challenge",)),
    "F04 region": Fault(_status(403, "<h1>您所在地区禁止访问</h1>"), ("blocked_region",)),
    "F05 forbidden": Fault(_status(403, "Forbidden"), ("forbidden",)),
    "F06 soft 404": Fault(_page("页面不存在", "您访问的页面不存在或已被删除"), ("soft_404",)),
    "F06 sends home": Fault(_to(lambda path: "/"), ("soft_404",)),
    "F08 broken": Fault(_status(500, "oops"), ("server_error",)),
    "F08 bad gateway": Fault(_status(502, "<h1>502</h1>"), ("server_error",)),
    "F08 not there": Fault(_status(404, NOT_THERE), ("site_changed", "incomplete_list", "dead_link")),
    "F08 rows missing": Fault(
        _emptied, ("unknown_template", "incomplete_list", "js_required", "site_changed"), ("list",)
    ),
    "F09 header says gb2312": Fault(
        lambda good, path: _typed(good, "text/html; charset=gb2312"), harmless=True
    ),
    "F09 is gb18030": Fault(
        lambda good, path: replace(
            good if path.startswith("/gkmlpt/api") else _typed(good, "text/html"),
            body=good.body.decode().replace('charset="utf-8"', 'charset="gb2312"').encode("gb18030"),
        ),
        harmless=True,
    ),
    "F09 nobody can read it": Fault(
        lambda good, path: replace(good, body=good.body.replace(b"\xe5", b"\xff\xfe\x80")),
        ("charset_doubt", "wrong_content"),
    ),
    "F10 to itself": Fault(_to(lambda path: path), ("redirect_loop",)),
    "F11 ping-pong": Fault(
        _to(lambda path: f"{path}?a" if "?" not in path else f"{path}a"), ("redirect_loop",)
    ),
    "F12 not modified": Fault(_status(304), ("server_error",)),
    "F17 never answers": Fault(lambda good, path: Answer(silent=True), ("timeout",)),
    "F17 hangs up": Fault(lambda good, path: Answer(hangs_up=True), ("refused", "truncated", "timeout")),
    "F18 cut": Fault(lambda good, path: replace(good, keep=len(good.body) // 2), ("truncated",)),
    "F18 zip cut": Fault(
        lambda good, path: replace(
            good, body=gzip.compress(good.body)[:-20], headers=(*good.headers, ("Content-Encoding", "gzip"))
        ),
        ("truncated",),
    ),
    "F19 bomb": Fault(
        lambda good, path: replace(good, body=BOMB, headers=(*good.headers, ("Content-Encoding", "gzip"))),
        ("too_large",),
    ),
    "F24 by script": Fault(
        _scripted, ("js_required", "incomplete_list", "unknown_template", "wrong_content"), ("list",)
    ),
    "F25 fewer than declared": Fault(_short, ("incomplete_list",), ("list",)),
    "F27 wrong magic": Fault(
        lambda good, path: Answer(body=b"%PDF-1.4 nothing"), ("wrong_content",), ("list",)
    ),
    "F28 maintenance": Fault(_page("系统维护", "网站正在升级维护，请稍后访问"), ("maintenance",)),
    "F28 empty": Fault(_status(200), ("maintenance", "waf_challenge")),
    "F28 shell": Fault(_status(200, "<html><script>1</script></html>"), ("waf_challenge",)),
    "F30 robots broken": Fault(_status(500, "oops"), ("robots",), ("robots",)),
    "F30 robots forbids": Fault(_status(200, "User-agent: *\nDisallow: /\n"), ("robots",), ("robots",)),
    "F31 too many": Fault(_status(429, "later", ("Retry-After", "0")), ("rate_limited",)),
    "F31 busy": Fault(_status(503, "later", ("Retry-After", "0")), ("rate_limited",)),
    "F34 stub of a removed article": Fault(
        _page("", "", '<meta http-equiv="refresh" content="0;URL=../">'),
        ("soft_404", "unknown_template", "redirect_loop", "maintenance", "site_changed", "wrong_content"),
    ),
}
HEALTHY = Fault(lambda good, path: good, harmless=True)
MODES = ("first look", "every look", "one in three", "mid-run")


@dataclass
class Portal:
    """One portal: its healthy pages, its fault, when it plays it, and what it was asked in this look."""

    name: str
    pages: dict[str, str]
    column: str
    fault: Fault
    mode: str
    look: int = 0
    asked: int = 0
    base: str = ""
    spoilt: int = 0

    def answer(self, path: str) -> Answer:
        self.asked += 1
        text = self.pages.get(path)
        good = html(text) if text is not None else html(NOT_THERE, 404)
        kind = {"/robots.txt": "robots", "/": "home", self.column: "list"}.get(path, "report")
        if kind == "report" and (path.startswith("/gkmlpt/api")):
            kind = "list"
        applies = kind in self.fault.whose and (text is not None or kind == "robots" or "?" in path)
        if not applies or not self._now(kind):
            return good
        self.spoilt += 1
        return self.fault.play(good, path)

    def _now(self, kind: str) -> bool:
        if self.mode == "first look":
            return self.look == 0
        if self.mode == "one in three":
            return self.asked % 3 == 2
        return self.mode == "every look" or self.asked > 3


def report(unit: str, year: int) -> str:
    parts: tuple[str, ...] = (
        "总体情况",
        "主动公开政府信息情况",
        "收到和处理政府信息公开申请情况",
        "政府信息公开行政复议、行政诉讼情况",
    )
    parts += ("存在的主要问题及改进情况", "其他需要报告的事项")
    body = "".join(
        f"<p>{'一二三四五六'[n]}、{part}</p><p>{year}年，{unit}{WORDS}</p>" for n, part in enumerate(parts)
    )
    title = f"{unit}{year}年{NAME}"
    return (
        f'<html><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="PubDate" content="{year + 1}-01-20 10:00"></head>'
        f"<body><h1>{title}</h1>{body}</body></html>"
    )


def units(place: str) -> tuple[str, str]:
    """The two offices of a portal: the government and its finance bureau."""
    return f"{place}县人民政府", f"{place}县财政局"


def build(family: str, place: str, fault: Fault, mode: str) -> Portal:
    government, finance = units(place)
    listed = [(government, 2023), (government, 2024), (finance, 2023)]
    paths, column, pages = _FAMILIES[family](listed)
    for path, (unit, year) in zip(paths, listed, strict=True):
        pages[path] = report(unit, year)
    pages["/"] = (
        f"<html><head><title>{place}县</title></head><body>{WORDS}<a href='{column}'>年报</a></body></html>"
    )
    return Portal(place, pages, column, fault, mode)


Listed = list[tuple[str, int]]


def _rows(paths: list[str], listed: Listed) -> str:
    return "".join(
        f'<li><a href="{path}">{unit}{year}年{NAME}</a><span>{year + 1}-01-20</span></li>'
        for path, (unit, year) in zip(paths, listed, strict=True)
    )


def _list(main: str) -> str:
    return (
        '<html><head><meta charset="utf-8"><title>政府信息公开年报</title></head>'
        f'<body>{main}<div class="foot">{WORDS}</div></body></html>'
    )


def _trs(listed: Listed) -> tuple[list[str], str, dict[str, str]]:
    column = "/zwgk/zfxxgknb/"
    paths = [f"{column}202501/t20250120_{number}.html" for number in range(len(listed))]
    script = f'<script>createPageHTML(1, 0, "index", "html", "", {len(listed)});</script>'
    return paths, column, {column: _list(f"<ul>{_rows(paths, listed)}</ul>{script}")}


def _vsb(listed: Listed) -> tuple[list[str], str, dict[str, str]]:
    column = "/zwgk/gknb.htm"
    paths = [f"/info/1023/{2345 + number}.htm" for number in range(len(listed))]
    pager = f'<div class="pb_sys_common"><span class="p_t">共{len(listed)}条</span><span>下页</span>'
    pager += '<span class="p_t">1/1</span></div>'
    return paths, column, {column: _list(f"<ul>{_rows(paths, listed)}</ul>{pager}")}


def _gkmlpt(listed: Listed) -> tuple[list[str], str, dict[str, str]]:
    column = "/gkmlpt/index"
    paths = [f"/gkmlpt/content/9/97/post_97{number}.html" for number in range(len(listed))]
    articles = [
        {"title": f"{unit}{year}年{NAME}", "url": path, "create_time": 1737388800}
        for path, (unit, year) in zip(paths, listed, strict=True)
    ]
    frame = '<script>window._CONFIG={SID: \'77\', TREE: [{"id": 9, "name": "年报"}]}</script>'
    answer = json.dumps({"total": len(listed), "articles": articles}, ensure_ascii=False)
    return paths, column, {column: _list(frame), "/gkmlpt/api/all/9?page=1&sid=77": answer}


_FAMILIES = {"trs": _trs, "vsb": _vsb, "gkmlpt": _gkmlpt}


# ------------------------------------------------------------------ the server


async def _speak(portal: Portal, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while head := await reader.readuntil(b"\r\n\r\n"):
            path = head.split(b" ", 2)[1].decode()
            answer = portal.answer(path)
            if answer.silent:
                await asyncio.sleep(30)
                return
            if answer.hangs_up:
                return
            lines = [f"HTTP/1.1 {answer.status} X", f"Content-Length: {len(answer.body)}"]
            lines += [f"{name}: {value}" for name, value in answer.headers]
            writer.write("\r\n".join([*lines, "", ""]).encode() + answer.body[: answer.keep])
            await writer.drain()
            if answer.keep is not None:
                return
    except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
        return
    finally:
        writer.close()


async def _open(portal: Portal) -> asyncio.Server:
    server = await asyncio.start_server(lambda reader, writer: _speak(portal, reader, writer), "127.0.0.1", 0)
    portal.base = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    return server


@contextmanager
def playing(portals: Iterable[Portal]) -> Iterator[None]:
    """Serve all portals from one loop in a thread of its own."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever, daemon=True)
    thread.start()
    servers = [asyncio.run_coroutine_threadsafe(_open(portal), loop).result(10) for portal in portals]
    try:
        yield
    finally:
        asyncio.run_coroutine_threadsafe(_close(servers), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def _close(servers: list[asyncio.Server]) -> None:
    for server in servers:
        server.close()
    tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
