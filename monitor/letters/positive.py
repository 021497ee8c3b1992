"""The positive statement (年度报告公布情况) for the office's website: who published, no faults. Pure."""

from __future__ import annotations

from monitor.letters.paper import Annex, Grid, Paper, p
from monitor.letters.survey import Survey
from monitor.letters.values import Material
from monitor.letters.words import day, hour

PUBLISHED = ("on_time", "late", "late_local", "undated")
HEADER = ("序号", "单位", "报告标题", "公布日期")
TITLE = 2


def positive(of: Survey, material: Material) -> Paper:
    """Write it: counts, how the government's report sums up, the list of reports. No number, no addressee."""
    total = of.counted.count()
    name = of.counted.area.name
    there = of.counted.of(*PUBLISHED)
    return Paper(
        title=f"{of.year}年政府信息公开工作年度报告公布情况",
        number=None,
        addressee="",
        body=(
            p(
                f"截至{hour(material.at)}，{name}{of.year}年政府信息公开工作年度报告应公布{total.owed}家，"
                f"按时公布{total['on_time']}家，按时公布率{total.rate}。现将{len(there)}份年度报告的网址公布如下。"
            ),
            p(
                "政府年度报告汇总口径：县级以上地方人民政府年度报告中的数据，汇总本级政府部门和下级政府有关数据，"
                "具体口径以各年度报告说明为准。"
            ),
        ),
        annexes=(Annex(title="年度报告名单", grids=(_list(of, material),)),),
        issuer=material.head.issuer,
        date=day(material.today),
    )


def _list(of: Survey, material: Material) -> Grid:
    rows: list[tuple[str, ...]] = []
    links: list[str] = []
    for each in of.counted.of(*PUBLISHED):
        report = material.reports.get(each.row.report_id or "")
        when = day(each.row.published_on) if each.row.published_on else "—"
        title, url = (report.title, report.url) if report else ("—", "")
        rows.append((str(len(rows) + 1), each.unit.name, title, when))
        links.append(url)
    return Grid(header=HEADER, rows=tuple(rows), widths=(6, 26, 52, 16), linked=TITLE, links=tuple(links))
