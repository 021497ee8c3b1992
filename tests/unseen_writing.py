"""How the portals of tests/unseen_portals.py write what they show: pages, rows, reports, lists of each family."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import ceil
from random import Random

WORDS = "依法公开政府信息，及时回应群众关切，按时答复公开申请，内容真实、准确、完整。" * 8
Row = tuple[str, str, str]  # title, address, day


@dataclass
class Hand:
    """Who writes one portal: its chance, its habits, the pages written so far."""

    chance: Random
    pages: dict[str, str] = field(default_factory=dict)
    number: int = 0
    each: int = 10
    markup: Callable[[Row], str] = lambda row: row[0]

    def next(self) -> int:
        """A number nothing else on the portal has."""
        self.number += self.chance.randrange(1, 9)
        return self.number


def page(title: str, main: str) -> str:
    return (
        f'<html><head><meta charset="utf-8"><title>{title}</title></head><body><div class="top"><a href="/">首页'
        f'</a><a href="/x1/">网站地图</a></div>{main}<div class="foot">{WORDS}</div></body></html>'
    )


def links(onward: Sequence[tuple[str, str]]) -> str:
    return "<ul>" + "".join(f'<li><a href="{url}">{said}</a></li>' for said, url in onward) + "</ul>"


def item(row: Row) -> str:
    return f'<li><a href="{row[1]}" title="{row[0]}">{row[0]}</a><span>{row[2]}</span></li>'


def cell(row: Row) -> str:
    return f'<table><tr><td><a href="{row[1]}">{row[0]}</a></td><td>[{row[2]}]</td></tr></table>'


def definition(row: Row) -> str:
    return f'<dl><dt><a href="{row[1]}">{row[0]}</a></dt><dd>{row[2].replace("-", "/")}</dd></dl>'


def bare(row: Row) -> str:
    return f'<p><span>{row[2]}</span><a href="{row[1]}">{row[0]}</a></p>'


def cut(row: Row) -> str:
    return f'<li><a href="{row[1]}" title="{row[0]}">{row[0][:12]}…</a><em>{row[2]}</em></li>'


def report(title: str, said: tuple[str, str, str], year: int, day: str) -> str:
    parts = [
        *("总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况"),
        *("政府信息公开行政复议、行政诉讼情况", "存在的主要问题及改进情况", "其他需要报告的事项"),
    ]
    head, text, foot = said
    body = "".join(
        f"<p>{'一二三四五六'[n]}、{part}</p><p>{year}年，{text}{WORDS}</p>" for n, part in enumerate(parts)
    )
    return (
        f'<html><head><meta charset="utf-8"><title>{title}</title><meta name="PubDate" content="{day}"></head>'
        f"<body><h1>{title}</h1>{head}{body}{foot}</body></html>"
    )


def _chunks(hand: Hand, rows: Sequence[Row]) -> list[str]:
    pages = [rows[at : at + hand.each] for at in range(0, max(1, len(rows)), hand.each)]
    return [f'<div class="list">{"".join(map(hand.markup, page))}</div>' for page in pages]


def _trs(hand: Hand, column: str, rows: Sequence[Row], above: str) -> str:
    chunks = _chunks(hand, rows)
    for n, chunk in enumerate(chunks):
        call = f'<script>createPageHTML({len(chunks)}, {n}, "index", "html", "", {len(rows)});</script>'
        hand.pages[column + (f"index_{n}.html" if n else "")] = page("政府信息公开年报", above + chunk + call)
    return column


def _ucap(hand: Hand, column: str, rows: Sequence[Row], above: str) -> str:
    chunks = _chunks(hand, rows)
    for n, chunk in enumerate(chunks, start=1):
        call = f"<script>createPageHTML('page_div',{len(chunks)},{n},'list','shtml',{len(rows)});</script>"
        hand.pages[f"{column}list{f'_{n}' if n > 1 else ''}.shtml"] = page("年报", above + chunk + call)
    return f"{column}list.shtml"


def _vsb(hand: Hand, column: str, rows: Sequence[Row], above: str) -> str:
    chunks, stem = _chunks(hand, rows), column.rstrip("/")
    names = [f"{stem}.htm", *(f"{stem}/{n}.htm" for n in range(len(chunks) - 1, 0, -1))]
    for n, chunk in enumerate(chunks):
        onward = (
            f'<a href="{names[n + 1]}">下页</a><a href="{names[-1]}">尾页</a>' if n + 1 < len(names) else ""
        )
        pager = f'<div class="pb_sys_common">共{len(rows)}条 {onward}<span class="p_t">{n + 1}/{len(names)}</span>'
        hand.pages[names[n]] = page("政府信息公开年报", f"{above}{chunk}{pager}<span>下页</span></div>")
    return names[0]


def _numbered(name: Callable[[str, int], str]) -> Callable[[Hand, str, Sequence[Row], str], str]:
    def write(hand: Hand, column: str, rows: Sequence[Row], above: str) -> str:
        chunks = _chunks(hand, rows)
        for n, chunk in enumerate(chunks, start=1):
            links = "".join(f'<a href="{name(column, at)}">{at}</a>' for at in range(1, len(chunks) + 1))
            pager = f"<div>共{len(rows)}条 {n}/{len(chunks)} {links}<span>下一页</span></div>"
            hand.pages[name(column, n)] = page("政府信息公开年报", above + chunk + pager)
        return name(column, 1)

    return write


def _gkmlpt(hand: Hand, column: str, rows: Sequence[Row], above: str) -> str:
    number, sid = hand.next(), hand.next()
    tree = [{"id": 1, "name": "机构概况"}, {"id": number, "name": "政府信息公开年报"}]
    config = f"<script>window._CONFIG={{SID: '{sid}', TREE: {json.dumps(tree, ensure_ascii=False)}}}</script>"
    hand.pages[f"{column}index"] = page("政府信息公开目录", config)
    articles = [{"title": title, "url": url, "display_publish_time": day} for title, url, day in rows]
    for at in range(max(1, ceil(len(rows) / 100))):
        answer = {"total": len(rows), "articles": articles[100 * at : 100 * at + 100]}
        address = f"{column}api/all/{number}?page={at + 1}&sid={sid}"
        hand.pages[address] = json.dumps(answer, ensure_ascii=False)
    return f"{column}index"


LISTS: dict[str, Callable[[Hand, str, Sequence[Row], str], str]] = {
    "trs": _trs,
    "ucap": _ucap,
    "vsb": _vsb,
    "anhui": _numbered(lambda column, n: f"{column}page_{n}.html"),
    "ankang": _numbered(lambda column, n: f"{column.rstrip('/')}{f'_{n}' if n > 1 else ''}.html"),
    "gkmlpt": _gkmlpt,
}
ARTICLES: dict[str, Callable[[str, str, int], str]] = {
    "trs": lambda column, day, n: f"{column}{day[:7].replace('-', '')}/t{day.replace('-', '')}_{n}.html",
    "ucap": lambda column, day, n: f"{column}{day[:7].replace('-', '')}/c01_{n}.shtml",
    "vsb": lambda column, day, n: f"/info/{n % 90 + 1000}/{n}.htm",
    "anhui": lambda column, day, n: f"/XxgkAnnualReport/show/{n}.html",
    "ankang": lambda column, day, n: f"/Content-{n}.html",
    "gkmlpt": lambda column, day, n: f"/gkmlpt/content/{n // 1000}/{n // 10}/post_{n}.html",
}
