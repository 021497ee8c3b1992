"""Portals nobody has seen before: made by chance from a seed, of several families, each with its own ways.

What varies: the way from the home page to the column and what its steps are called, one list or tabs or a small
site an office or a list a year, how rows are written and cut short, what stands between them that is no report,
how many pages a list has. What exists is known: every report's unit, year and address.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from tests.unseen_writing import (
    ARTICLES,
    LISTS,
    Hand,
    Row,
    bare,
    cell,
    cut,
    definition,
    item,
    links,
    page,
    report,
)

NAME = "政府信息公开工作年度报告"
PLACES = ("青禾", "栗山", "白泽", "长陂", "云渡", "松岭", "柏溪", "石门坳", "金滩", "望湖", "鹿鸣", "沙坪")
BUREAUS = ("教育局", "民政局", "水利局", "林业局", "统计局", "审计局", "医疗保障局", "应急管理局")
TOWNS = ("东风镇", "红旗镇", "大坝乡", "三河镇", "南塘乡")
YEARS = (2021, 2022, 2023, 2024)
FIRST = ("政务公开", "信息公开", "政府信息公开", "公开")
SECOND = ("政府信息公开", "法定主动公开内容", "政府信息公开专栏", "主动公开", "政府信息公开目录")
LAST = (
    "政府信息公开年报",
    "政府信息公开年度报告",
    "信息公开年报",
    "年报",
    "年度报告",
    "政府信息公开工作年度报告",
)
HUBS = ("部门乡镇信息公开", "部门和乡镇政府信息公开", "县直部门、乡镇公开")
ELSEWHERE = (
    *("要闻动态", "通知公告", "政策解读", "图解政策", "财政预决算", "部门决算", "企业年报公示", "统计数据"),
    *("依申请公开", "政府信息公开指南", "政府信息公开制度", "领导之窗", "机构职能", "互动交流", "办事服务"),
)
DECOYS = (
    "一图读懂{0}{1}年政府信息公开工作年度报告",
    "《{0}{1}年政府信息公开工作年度报告》解读",
    "关于做好{1}年政府信息公开工作年度报告编制的通知",
    "{0}{1}年政务公开工作总结",
    "{0}{1}年部门决算公开",
)


@dataclass(frozen=True)
class Exists:
    """One report there is; `named`: the document says whose it is."""

    unit: str
    year: int
    path: str
    named: bool = True


@dataclass
class Unseen:
    """One portal: its pages, its units and what it holds."""

    family: str
    layout: str
    place: str
    pages: dict[str, str] = field(default_factory=dict)
    units: list[str] = field(default_factory=list)
    exists: list[Exists] = field(default_factory=list)
    base: str = ""
    asked: list[str] = field(default_factory=list)


class Maker:
    """Makes one portal; everything it decides comes from its seed."""

    def __init__(self, family: str, layout: str, seed: int) -> None:
        self.chance = chance = Random(f"{family} {layout} {seed}")
        self.made = Unseen(family, layout, PLACES[seed % len(PLACES)] + "县")
        self.hand = Hand(chance, self.made.pages, chance.randrange(1000, 9000), chance.choice((6, 10, 15)))
        self.hand.markup = chance.choice((item, cell, definition, bare, cut))
        self.next = self.hand.next

    def make(self) -> Unseen:
        """Write all pages of the portal."""
        place, chance = self.made.place, self.chance
        bureaus = chance.sample(BUREAUS, 5)
        towns = chance.sample(TOWNS, 3)
        self.made.units = [f"{place}人民政府", *(place + each for each in bureaus)]
        self.made.units += [f"{place}{each}人民政府" for each in towns]
        column = self._column("zwgk")
        {"one list": self._one_list, "tabs": self._tabs, "offices": self._offices, "years": self._years}[
            self.made.layout
        ](column)
        return self.made

    # ---------------------------------------------------------------- layouts

    def _one_list(self, column: str) -> None:
        self._lead_to(self._lists(column, self.made.units))

    def _tabs(self, column: str) -> None:
        groups = {"政府": self.made.units[:1], "部门": self.made.units[1:6], "乡镇": self.made.units[6:]}
        folders = {"政府": column, "部门": f"{column}bm/", "乡镇": f"{column}xz/"}
        said = {"政府": "政府年报", "部门": "部门年报", "乡镇": "乡镇（街道）年报"}
        tabs = "".join(f'<a href="{folders[name]}">{said[name]}</a>' for name in groups)
        for name, units in groups.items():
            self._lists(folders[name], units, f'<div class="tab">{tabs}</div>')
        self._lead_to(column)

    def _offices(self, column: str) -> None:
        """The government has its column; each office a small site with a list of its own, often nameless."""
        government, *others = self.made.units
        first = self._lists(column, [government])
        sites = []
        for unit in others:
            site, nameless = (
                f"/{self.chance.choice(('bm', 'site', 'gk'))}{self.next()}/",
                self.chance.random(),
            )
            own = self._lists(self._column(site.strip("/")), [unit], nameless=nameless < 0.6)
            short = unit.removeprefix(self.made.place) if self.chance.random() < 0.5 else unit
            inside = [
                ("政府信息公开指南", f"{site}zn/"),
                (self.chance.choice(LAST), own),
                ("机构职能", f"{site}jg/"),
            ]
            self.made.pages[site] = page(f"{short}信息公开", links(inside))
            sites.append((short, site))
        hub = f"/gk/{self.next()}/"
        said = self.chance.choice(HUBS)
        self.made.pages[hub] = page(said, links(sites))
        self._lead_to(first, (said, hub))

    def _years(self, column: str) -> None:
        """A bar of years, and behind each a list."""
        bar = "".join(f'<a href="{column}{year}n/">{year}年</a>' for year in reversed(YEARS))
        for year in YEARS:
            self._lists(f"{column}{year}n/", self.made.units, f'<div class="bar">{bar}</div>', years=(year,))
        self.made.pages[column] = page(self.chance.choice(LAST), f'<div class="bar">{bar}</div>')
        self._lead_to(column)

    # ---------------------------------------------------------------- the way there

    def _lead_to(self, column: str, *hubs: tuple[str, str]) -> None:
        """Write the home page and one or two steps, each among links that lead elsewhere."""
        ahead = [(self.chance.choice(LAST), column)]
        for names in (SECOND, FIRST)[self.chance.randrange(2) :]:
            address = self.chance.choice(
                (f"/c{self.next()}/", f"/zfxxgk/{self.next()}/", f"/gk{self.next()}/")
            )
            said = self.chance.choice(names)
            self.made.pages[address] = page(said, self._among(ahead))
            ahead = [(said, address)]
        self.made.pages["/"] = page(f"{self.made.place}人民政府", self._among([*ahead, *hubs], 12))

    def _among(self, onward: Sequence[tuple[str, str]], others: int = 5) -> str:
        mixed = [*onward, *((said, f"/x{self.next()}/") for said in self.chance.sample(ELSEWHERE, others))]
        self.chance.shuffle(mixed)
        return links(mixed)

    # ---------------------------------------------------------------- lists and reports

    def _column(self, site: str) -> str:
        number, name = self.next(), self.chance.choice(("zfxxgknb", "xxgknb", f"c{self.next()}"))
        return {
            "trs": f"/{site}/{name}/",
            "ucap": f"/{site}/c{number}/",
            "vsb": f"/{site}/{name}/",
            "anhui": f"/XxgkContent/showList/{number}/0/",
            "ankang": f"/Node-{number}/",
            "gkmlpt": "/gkmlpt/",
        }[self.made.family]

    def _lists(
        self,
        column: str,
        units: Sequence[str],
        above: str = "",
        nameless: bool = False,
        years: Sequence[int] = YEARS,
    ) -> str:
        """Write the reports of some units and the pages of their list; gives the address of the first."""
        rows = [
            self._report(column, unit, year, nameless) for unit in units for year in years if self._holds()
        ]
        for _ in range(self.chance.randrange(0, 4)):
            unit, year = self.chance.choice(units), self.chance.choice(years)
            rows.append(
                (self.chance.choice(DECOYS).format(unit, year), f"{column}x{self.next()}.html", "2025-02-01")
            )
        self.chance.shuffle(rows)
        return LISTS[self.made.family](self.hand, column, rows, above)

    def _holds(self) -> bool:
        return self.chance.random() < 0.9

    def _report(self, column: str, unit: str, year: int, nameless: bool) -> Row:
        day = f"{year + 1}-{self.chance.randrange(1, 4):02d}-{self.chance.randrange(1, 29):02d}"
        path = ARTICLES[self.made.family](column, day, self.next())
        title = f"{year}年{NAME}" if nameless else f"{unit}{year}年{NAME}"
        named = not nameless or self.chance.random() < 0.7
        self.made.pages[path] = report(title, self._said(unit, named), year, day)
        self.made.exists.append(Exists(unit, year, path, named))
        return title, path, day

    def _said(self, unit: str, named: bool) -> tuple[str, str, str]:
        """How a document names its unit: in its head, in its text, below it; nameless in none of them."""
        number = f"受理申请{self.hand.number}件。"
        if not named:
            return "", f"本单位认真贯彻落实《条例》，{number}", ""
        return self.chance.choice(
            (
                (f"<div>发布机构：{unit} 发布日期：</div>", f"本单位认真贯彻落实《条例》，{number}", ""),
                ("", f"{unit}认真贯彻落实《条例》，{number}", ""),
                ("", f"本单位认真贯彻落实《条例》，{number}", f"<p>{unit}</p><p>2025年1月20日</p>"),
                (f"<p>本报告由{unit}编制。</p>", f"本单位认真贯彻落实《条例》，{number}", ""),
            )
        )


LAYOUTS = {
    "trs": ("one list", "tabs", "offices", "years"),
    "ucap": ("one list", "offices"),
    "vsb": ("one list", "offices"),
    "anhui": ("one list", "offices"),
    "ankang": ("one list", "offices"),
    "gkmlpt": ("one list",),
}


def unseen(times: int) -> list[Unseen]:
    """Make portals: every layout of every family, so many times over."""
    kinds = [(family, layout) for family, layouts in LAYOUTS.items() for layout in layouts]
    return [
        Maker(family, layout, number * len(kinds) + at).make()
        for number in range(times)
        for at, (family, layout) in enumerate(kinds)
    ]
