"""A tiny portal for each CMS family: every request it answers, and the answer.

An answer is found by method, path and query ("POST /x?y=1"); a POST must bring the form the page's script
names. Everything else is not there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from math import ceil
from threading import Thread

REPORT = "政府信息公开工作年度报告"
OFFICES = ("财政局", "民政局", "水利局", "教育局", "林业局", "体育局", "税务局")
WORDS = "本机关依法公开政府信息，及时回应群众关切，按时答复公开申请。" * 12


@dataclass
class Portal:
    """What a portal answers, where its column is, and which reports it lists."""

    column: str
    reports: tuple[str, ...]
    answers: dict[str, str] = field(default_factory=dict)
    form: str = ""
    asked: list[str] = field(default_factory=list)
    base: str = ""

    def answer(self, request: str, form: str) -> str | None:
        self.asked.append(request)
        if request.startswith("POST") and form != self.form:
            return None
        path = request.partition(" ")[2]
        if path in self.reports and request not in self.answers:
            return page(f"澄溪县{REPORT}", f"<h1>澄溪县{REPORT}</h1><p>{WORDS}</p>")
        return self.answers.get(request)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    server: Server

    def do_GET(self) -> None:
        form = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        body = self.server.portal.answer(f"{self.command} {self.path}", form)
        data = (body or "<html><body>404</body></html>").encode()
        self.send_response(200 if body is not None else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_POST = do_GET

    def log_message(self, format: str, *args: object) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, portal: Portal) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.portal = portal


@contextmanager
def serving(*portals: Portal) -> Iterator[None]:
    """Serve each portal on a port of its own."""
    servers = [Server(portal) for portal in portals]
    for server in servers:
        server.portal.base = f"http://127.0.0.1:{server.server_address[1]}"
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


def page(title: str, main: str) -> str:
    return (
        f'<html><head><meta charset="utf-8"><title>{title}</title></head><body>'
        f'<div class="nav"><a href="/">首页</a></div>{main}<div class="foot">{WORDS}</div></body></html>'
    )


def column(main: str) -> str:
    return page("政府信息公开年报", main)


def titles() -> tuple[str, ...]:
    return tuple(f"澄溪县{office}2024年{REPORT}" for office in OFFICES)


def rows(addresses: tuple[str, ...], first: int, last: int) -> str:
    """List rows number `first` to `last`, counted from 0, the last one not included."""
    picked = list(zip(addresses, titles(), strict=True))[first:last]
    return "".join(
        f'<li><a href="{url}" title="{title}">{title[:12]}…</a><span>2025-01-{20 - first:02d}</span></li>'
        for url, title in picked
    )


def static(reports: tuple[str, ...], pages: dict[str, str], pager: dict[str, str]) -> dict[str, str]:
    """Three pages of three, three and one row; `pages` and `pager` are by number, from 1."""
    return {
        f"GET {pages[n]}": column(f"<ul>{rows(reports, 3 * int(n) - 3, 3 * int(n))}</ul>{pager[n]}")
        for n in ("1", "2", "3")
    }


# ------------------------------------------------------------------ the families


def jcms() -> Portal:
    reports = tuple(f"/art/2025/1/20/art_1229_{400 - n}.html" for n in range(7))
    proxy = "/module/web/jpage/dataproxy.jsp"
    call = (
        f"$('#6031').jpage({{totalRecord:7,groupSize:1,proxyUrl:'{proxy}',perPage:3,"
        "ajaxParam:{col:1,webid:57,path:'/',columnid:1229,unitid:'6031'}});"
    )

    def store(first: int, last: int, head: str = "") -> str:
        records = rows(reports, first, last).replace("<li>", "<record><![CDATA[<li>")
        records = records.replace("</li>", "</li>]]></record>")
        return f"<datastore>{head}<recordset>{records}</recordset></datastore>"

    frame = f'<div id="6031"><script type="text/xml">{store(0, 3)}</script></div><script>{call}</script>'
    answers = {"GET /col/col1229/index.html": column(frame)}
    for n in range(3):
        window = f"startrecord={3 * n + 1}&endrecord={3 * n + 3}&perpage=3"
        answers[f"POST {proxy}?{window}"] = store(3 * n, 3 * n + 3, "<totalrecord>7</totalrecord>")
    form = "col=1&webid=57&path=%2F&columnid=1229&unitid=6031"
    return Portal(column="/col/col1229/index.html", reports=reports, answers=answers, form=form)


def jcms_annual() -> Portal:
    module, years, areas = "/module/xxgk/xxgkAnnualReport.jsp", (2024, 2023, 2022), ("11A", "11B")

    def shown(area: str, year: int) -> str:
        tabs = "".join(f'<a href="{module}?fbtime={y}&amp;area={area}">{y}年</a>' for y in years)
        others = "".join(f'<a href="{module}?area={each}">单位{each}</a>' for each in areas)
        return page(f"澄溪县{area}{year}年{REPORT}", f"{others}{tabs}<h1>{year}年{REPORT}</h1><p>{WORDS}</p>")

    reports = tuple(f"{module}?area={area}&fbtime={year}" for area in areas for year in years)
    answers = {f"GET {module}?area={area}&fbtime={y}": shown(area, y) for area in areas for y in years}
    answers |= {f"GET {module}?area={area}": shown(area, 2024) for area in areas}
    return Portal(column=f"{module}?area=11A", reports=reports, answers=answers)


def gkmlpt(base: int = 1, others: int = 196) -> Portal:
    """Seven reports among other entries, a hundred a page; the first page bears the number `base`."""
    reports = tuple(f"/gkmlpt/content/9/97/post_97{n}.html" for n in range(7))
    named = list(zip(reports, titles(), strict=True))
    named += [(f"/gkmlpt/content/1/1/post_{n}.html", f"第{n}号信息") for n in range(others)]
    entries = [named[n * 30 % len(named)] for n in range(len(named))]
    articles = [{"title": title, "url": url, "create_time": 1737388800} for url, title in entries]
    tree = [{"id": 1, "name": "机构概况"}, {"id": 2, "name": "公开", "children": [{"id": 9, "name": "年报"}]}]
    config = json.dumps(tree, ensure_ascii=False)
    answers = {
        "GET /": page("澄溪县人民政府", '<a href="/gkmlpt/index">政府信息公开</a>'),
        "GET /gkmlpt/index": page(
            "公开目录", f"<script>window._CONFIG={{SID: '77', TREE: {config}}}</script>"
        ),
    }
    for n in range(ceil(len(named) / 100)):
        answer = {"total": len(named), "articles": articles[100 * n : 100 * n + 100]}
        answers[f"GET /gkmlpt/api/all/9?page={n + base}&sid=77"] = json.dumps(answer, ensure_ascii=False)
    return Portal(column="/gkmlpt/index", reports=reports, answers=answers)


def vsb() -> Portal:
    reports = tuple(f"/info/1023/{2345 - n}.htm" for n in range(7))

    def pager(here: int, onward: str) -> str:
        return (
            f'<div class="pb_sys_common"><span class="p_t">共7条</span>{onward}'
            f'<span class="p_t">{here}/3</span></div>'
        )

    numbers = '<a href="gknb/2.htm">2</a><a href="gknb/2.htm">下页</a><a href="gknb/1.htm">尾页</a>'
    pages = {"1": "/zwgk/gknb.htm", "2": "/zwgk/gknb/2.htm", "3": "/zwgk/gknb/1.htm"}
    back = '<a href="../gknb.htm">首页</a>'
    pagers = {
        "1": pager(1, numbers),
        "2": pager(2, f'{back}<a href="1.htm">下页</a>'),
        "3": pager(3, f"{back}<span>下页</span>"),
    }
    return Portal(column=pages["1"], reports=reports, answers=static(reports, pages, pagers))


def ucap() -> Portal:
    reports = tuple(f"/cx/c111/202501/c01_{868731 - n}.shtml" for n in range(7))
    pages = {"1": "/cx/c111/list.shtml", "2": "/cx/c111/list_2.shtml", "3": "/cx/c111/list_3.shtml"}
    pagers = {n: f"<script>createPageHTML('page_div',3,{n},'list','shtml',7);</script>" for n in pages}
    return Portal(column=pages["1"], reports=reports, answers=static(reports, pages, pagers))


def anhui() -> Portal:
    reports = tuple(f"/XxgkAnnualReport/show/{4570 - n}.html" for n in range(7))
    pages = {n: f"/XxgkContent/showList/865/0/page_{n}.html" for n in ("1", "2", "3")}
    pagers = {
        n: f'<div><span>共7条 {n}/3</span><a href="{pages[min(str(int(n) + 1), "3")]}">下一页</a></div>'
        for n in pages
    }
    return Portal(column=pages["1"], reports=reports, answers=static(reports, pages, pagers))


def ankang() -> Portal:
    reports = tuple(f"/Content-{2361064 - n}.html" for n in range(7))
    pages = {"1": "/Node-5359.html", "2": "/Node-5359_2.html", "3": "/Node-5359_3.html"}
    links = "".join(f'<a href="{url}">{n}</a>' for n, url in pages.items())
    pagers = dict.fromkeys(pages, f'<div class="page">{links}<a href="{pages["3"]}">尾页</a></div>')
    return Portal(column=pages["1"], reports=reports, answers=static(reports, pages, pagers))


def year_tree() -> Portal:
    """Three years: one with the bar above it, one without, one over two TRS pages."""
    bar = "".join(f'<a href="/zwgk/gknb/{year}n/">{year}年</a>' for year in (2024, 2023, 2022))
    names = ("a.html", "b.html", "t20240120_5.html", "t20240119_4.html", "t20240118_3.html")
    folders = ("2024n", "2024n", "2023n/202401", "2023n/202401", "2023n/202401")
    reports = tuple(f"/zwgk/gknb/{folder}/{name}" for folder, name in zip(folders, names, strict=True))
    reports += ("/zwgk/gknb/2022n/c.html", "/zwgk/gknb/2022n/d.html")
    pager = 'createPageHTML(2, {}, "index", "html", "", 3);'
    answers = {
        "GET /": page("澄溪县人民政府", '<a href="/zwgk/gknb/">政府信息公开年报</a>'),
        "GET /zwgk/gknb/": column(bar),
        "GET /zwgk/gknb/2024n/": column(f"{bar}<ul>{rows(reports, 0, 2)}</ul>"),
        "GET /zwgk/gknb/2023n/": column(f"<ul>{rows(reports, 2, 4)}</ul><script>{pager.format(0)}</script>"),
        "GET /zwgk/gknb/2023n/index_1.html": column(
            f"<ul>{rows(reports, 4, 5)}</ul><script>{pager.format(1)}</script>"
        ),
        "GET /zwgk/gknb/2022n/": column(f"{bar}<ul>{rows(reports, 5, 7)}</ul>"),
    }
    return Portal(column="/zwgk/gknb/", reports=reports, answers=answers)
