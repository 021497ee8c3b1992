"""A data folder as a service leaves it: a made-up province, its reports, and every look of a year.

Facts are written as the crawler writes them, without a network: the nightly walks of the season, the weekly
ones after it, the looks of each, the pages of the reports. Bodies are not synced one by one.
"""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import TypeVar

from bench.check_copies import Author
from data.clock import OFFICE_ZONE, Clock
from data.records import Figure, Look, Purpose, Sighting, Walk
from data.registry.rows import UnitRow
from data.runs import Run, row_hash
from data.store import Store
from demo.figures import FORM
from demo.tables import Style, tables

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

Fact = TypeVar("Fact", Walk, Sighting)

COUNTY, PER_PAGE = 60, 25
LAST_YEAR = 2025  # the report year that falls due in the simulated year
SEED = 20_260_201
STYLES: tuple[Style, ...] = ("plain", "editor", "word")
BUREAUS = (
    *(
        "发展和改革",
        "教育",
        "科学技术",
        "工业和信息化",
        "民族宗教事务",
        "公安",
        "民政",
        "司法",
        "财政",
        "审计",
    ),
    *("人力资源和社会保障", "自然资源", "生态环境", "住房和城乡建设", "交通运输", "水利", "农业农村", "商务"),
    *("文化和旅游", "卫生健康", "退役军人事务", "应急管理", "市场监督管理", "统计", "医疗保障", "乡村振兴"),
    *("信访", "林业和草原", "行政审批服务", "城市管理"),
)
TOWNS = (
    *("石桥", "柳林", "白沙", "清泉", "长坡", "双河", "高台", "南岭", "北塘"),
    *("大湾", "新集", "沙洲", "古渡", "云岭", "平川", "竹溪", "松山", "花园"),
)
HEADINGS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)


@dataclass(frozen=True, slots=True)
class Body:
    """One unit: where it belongs and what it is called."""

    id: str
    name: str
    kind: str
    code: str
    portal: str


@dataclass(frozen=True, slots=True)
class Item:
    """One report on a portal: whose, of which year, from which day on, where."""

    body: Body
    year: int
    on: date
    url: str
    title: str


def bodies(count: int) -> list[Body]:
    """Name the units: counties of a government, bureaus and towns, each with a portal of its own."""
    found = []
    for number in range(count):
        county, place = divmod(number, COUNTY)
        name = (
            f"{'东南西北中'[county % 5]}{'宁安平和顺昌泰'[county // 5 % 7]}{'甲乙丙丁'[county // 35 % 4]}县"
        )
        code, portal = f"99{county // 99 + 1:02}{county % 99 + 1:02}", f"p{county:03}"
        kind, words = _place(place)
        code += f"{100 + place:03}" if kind == "township_gov" else ""
        found.append(Body(f"u{number:05}", f"{name}{words}", kind, code, portal))
    return found


def _place(place: int) -> tuple[str, str]:
    if place == 0:
        return "government", "人民政府"
    if place <= len(BUREAUS):
        return "department", f"{BUREAUS[place - 1]}局"
    number = place - len(BUREAUS) - 1
    more = "" if number < len(TOWNS) else "东西南北"[number // len(TOWNS) - 1]
    return "township_gov", f"{TOWNS[number % len(TOWNS)]}{more}镇人民政府"


_SHEETS: dict[str, tuple[tuple[object, ...], ...]] = {
    "portals.csv": (("id", "name", "home_url", "column_url", "family", "delay_seconds", "notes"),),
    "units.csv": (tuple(UnitRow.model_fields),),
    "deadlines.csv": (
        ("kind", "from_year", "to_year", "legal_due", "local_due", "division_code", "basis"),
        ("government", "", "", "03-31", "", "", "《条例》第四十九条第二款"),
        ("department", "", "", "01-31", "", "", "《条例》第四十九条第一款"),
        ("township_gov", "", "", "", "01-31", "", "某市政务公开办通知"),
    ),
    "recipients.csv": (
        ("address", "name", "division_code", "frequency", "active"),
        ("office@example.org", "省", "", "weekly", 1),
        ("county@example.org", "县", "990101", "daily", 1),
    ),
}


def write_registry(folder: Path, listed: list[Body]) -> None:
    """Write the registry's files; nobody answers at the portals' address."""
    folder.mkdir(parents=True, exist_ok=True)
    sheets: dict[str, list[list[object]]] = {name: [*map(list, rows)] for name, rows in _SHEETS.items()}
    for portal in dict.fromkeys(each.portal for each in listed):
        home = f"http://127.0.0.1:9/{portal}/"
        sheets["portals.csv"].append([portal, f"{portal}人民政府网站", home, f"{home}nb/", "trs", 0, ""])
    for each in listed:
        founded = f"{LAST_YEAR - 10}-01-01"
        row = [each.id, "", each.name, "", "", each.kind, "county", each.code, "", each.portal, ""]
        sheets["units.csv"].append([*row, founded, "", "", "", "", ""])
    for name, rows in sheets.items():
        with (folder / name).open("w", encoding="utf-8", newline="") as handle:
            csv.writer(handle).writerows(rows)


def items(listed: list[Body], years: int) -> dict[str, list[Item]]:
    """List what each portal will have published by the end of the year, newest first; one in fifty never."""
    dice = Random(SEED)
    found: dict[str, list[Item]] = {}
    for each in listed:
        for year in range(LAST_YEAR - years + 1, LAST_YEAR + 1):
            if dice.random() < 0.02:
                continue
            on = date(year + 1, 1, 4) + timedelta(days=dice.randrange(32))
            url = f"http://127.0.0.1:9/{each.portal}/nb/{on:%Y%m}/t{on:%Y%m%d}_{each.id}.html"
            found.setdefault(each.portal, []).append(
                Item(each, year, on, url, f"{each.name}{year}年政府信息公开工作年度报告")
            )
    return {portal: sorted(mine, key=lambda each: each.on, reverse=True) for portal, mine in found.items()}


def report_page(item: Item, author: Author) -> bytes:
    """Write a report of the length that counties write, its tables adding up."""
    dice = Random(item.url)
    cells: dict[str, Figure] = dict.fromkeys(FORM.cells(), 0)
    for who, most in (("natural_person", 30), ("enterprise", 6)):
        count = dice.randint(0, most)
        for row in ("new_received", "granted", "total_processed"):
            cells[f"t3.{row}.{who}"] = count
            cells[f"t3.{row}.total"] = cells[f"t3.{row}.total"] + count
    second, third, fourth = tables(FORM, {**cells}, dice.choice(STYLES))
    texts = (
        f"{item.year}年，{item.body.name}按照要求公开政府信息。{''.join(author.section(900))}",
        second,
        third,
        fourth,
        "".join(author.section(350)),
        "本年度未收取信息公开处理费。",
    )
    told = "".join(f"<h3>{head}</h3><div>{text}</div>" for head, text in zip(HEADINGS, texts, strict=True))
    date_shown = f'<meta name="PubDate" content="{item.on}">'
    head = f'<html><head><meta charset="utf-8"><title>{item.title}</title>{date_shown}'
    menu = "".join(f'<li><a href="/x/{number}">栏目{number}</a></li>' for number in range(60))
    return f"{head}</head><body><ul>{menu}</ul><h1>{item.title}</h1>{told}</body></html>".encode()


def list_page(shown: list[Item]) -> bytes:
    """Write one page of a report column."""
    rows = "".join(f'<li><a href="{each.url}">{each.title}</a><span>{each.on}</span></li>' for each in shown)
    return f'<html><head><meta charset="utf-8"></head><body><ul>{rows}</ul></body></html>'.encode()


def nights(year: int) -> Iterator[datetime]:
    """Give the instants at which a service looks: every night in season, else every Monday night."""
    day = date(year, 1, 1)
    while day.year == year:
        if day.month <= 4 or day.weekday() == 0:
            yield datetime.combine(day, time(2), OFFICE_ZONE)
        day += timedelta(days=1)


@dataclass
class Year:
    """The log of one year, written into a data folder."""

    store: Store
    listed: dict[str, list[Item]]
    author: Author = field(default_factory=Author)
    seen: set[str] = field(default_factory=set)
    pages: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)

    def night(self, at: datetime) -> None:
        """Write one night: every portal's column read to its end, new reports and a few old ones fetched."""
        run = Run.start(self.store, "crawl", Clock(at))
        with self.store.atomic():
            for portal, mine in self.listed.items():
                self._portal(run, portal, [each for each in mine if each.on < at.date()], at)
        run.finish("done")

    def _portal(self, run: Run, portal: str, shown: list[Item], at: datetime) -> None:
        home = f"http://127.0.0.1:9/{portal}/"
        robots = self._keep(b"User-agent: *\nDisallow: /private/\n")
        self._look(run, portal, f"{home}robots.txt", "robots", at, robots)
        pages = self._pages(portal, shown, at)
        for sha256 in pages:
            self._look(run, portal, f"{home}nb/", "column", at, sha256)
        self._look(run, portal, f"{home}nb/no-such-page", "probe", at, None, 404)
        walk = Walk(
            id="",
            run_id=run.id,
            portal_id=portal,
            column_url=f"{home}nb/",
            started_at=at,
            finished_at=at + timedelta(minutes=2),
            outcome="complete",
            seen=len(shown),
            pages=pages,
            family="trs",
            declared=len(shown),
            probe="passed",
        )
        self.store.append(_named(walk))
        again = Random(f"{portal}{at}").sample(shown, min(2, len(shown)))
        for item in [each for each in shown if each.url not in self.seen] + again:
            if item.url not in self.seen:
                self.bodies[item.url] = self._keep(report_page(item, self.author))
                self.seen.add(item.url)
            self._look(run, portal, item.url, "report", at, self.bodies[item.url], title=item.title)

    def _pages(self, portal: str, shown: list[Item], at: datetime) -> tuple[str, ...]:
        key = (portal, *(each.url for each in shown))
        if key not in self.pages:
            chunks = [shown[start : start + PER_PAGE] for start in range(0, len(shown), PER_PAGE)]
            self.pages[key] = tuple(self._list(portal, chunk) for chunk in chunks)
        return self.pages[key]

    def _list(self, portal: str, chunk: list[Item]) -> str:
        sha256 = self._keep(list_page(chunk))
        for place, item in enumerate(chunk):
            sighting = Sighting(
                id="",
                list_sha256=sha256,
                list_url=f"http://127.0.0.1:9/{portal}/nb/",
                position=place,
                title=item.title,
                url=item.url,
                listed_on=item.on,
            )
            self.store.append(_named(sighting))
        return sha256

    def _look(  # noqa: PLR0913 - one parameter a fact
        self, run: Run, portal: str, url: str, purpose: Purpose, at: datetime, sha256: str | None,
        status: int = 200, title: str | None = None,
    ) -> None:  # fmt: skip
        run.record(
            Look(
                id="",
                run_id="",
                portal_id=portal,
                url=url,
                purpose=purpose,
                at=at,
                hash="",
                status=status,
                sha256=sha256,
                content_type="text/html",
                size=20_000,
                title=title,
                elapsed_ms=120,
                headers=json.dumps({"etag": f'"{(sha256 or "")[:12]}"', "server": "nginx"}),
            )
        )

    def _keep(self, body: bytes) -> str:
        sha256 = hashlib.sha256(body).hexdigest()
        path = self.store.snapshots.path(sha256)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(zstd.compress(body, level=3))
        return sha256


def _named(record: Fact) -> Fact:
    return replace(record, id=row_hash(record))
