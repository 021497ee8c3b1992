"""A small data folder for the tests of the desk: three units, a few years, every kind of trouble."""

from __future__ import annotations

from datetime import UTC, date, datetime

from data.clock import Clock
from data.records import (
    Coverage,
    Deadline,
    Equation,
    Finding,
    Look,
    OddCell,
    Portal,
    Reading,
    Repair,
    Report,
    Rule,
    Section,
    Sighting,
    Unit,
    Walk,
)
from data.runs import Run
from data.store import Store
from data.summaries import write_summaries

XSS = "<script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}"
FINDING = "/finding/outcome-total/weishui-yj/2024"
COPY = "/finding/unchanged/weishui-yj/2024"
SEEN = datetime(2025, 1, 20, 1, 30, tzinfo=UTC)
COUNTY, BUREAU, TOWN = "渭水县人民政府", "渭水县应急管理局", "渭水县白杨镇人民政府"


def fill(store: Store) -> None:
    """Put a handful of records of every kind into a store."""
    store.replace(
        Portal, [Portal(id="weishui", name="渭水县人民政府网站", home_url="https://www.weishui.example/")]
    )
    store.replace(Unit, _units())
    store.replace(
        Deadline, [_deadline("government", "03-31", "第二款"), _deadline("department", "01-31", "第一款")]
    )
    store.replace(
        Rule,
        [
            _rule("outcome-total", "办理结果总计与分项之和不符"),
            _rule("unchanged", "与本单位往年报告内容相同"),
        ],
    )
    _looks(store)
    reports = [
        _report(1, "weishui-gov", 2023),
        _report(2, "weishui-yj", 2023),
        _report(3, "weishui-yj", 2024, XSS),
    ]
    store.replace(Report, reports)
    store.replace(Reading, [_reading(report) for report in reports])
    store.replace(Section, [_section(report.id) for report in reports])
    for report in reports:
        store.put_cells(
            report.id, {"t3.new_received.total": 4, "t3.granted.total": 4, "t3.total_processed.total": 0}
        )
    odd = OddCell(report_id=reports[0].id, cell="t3.carried_out.total", raw="", state="blank")
    store.replace(OddCell, [odd])
    store.replace(Coverage, _coverage(reports))
    store.replace(Finding, _findings(reports))
    write_summaries(store)


def _units() -> list[Unit]:
    place = {"level": "county", "portal_id": "weishui"}
    return [
        Unit(id="weishui-gov", name=COUNTY, kind="government", division_code="610999", **place),
        Unit(
            id="weishui-yj", name=BUREAU, kind="department", division_code="610999", aliases="安监局", **place
        ),
        Unit(id="baiyang", name=TOWN, kind="township_gov", level="township", division_code="610999101"),
    ]


def _deadline(kind: str, due: str, clause: str) -> Deadline:
    basis = f"《中华人民共和国政府信息公开条例》第四十九条{clause}"
    return Deadline(
        kind=kind,
        from_year=2019,
        to_year=None,
        legal_due=due,
        local_due=None,
        division_code=None,
        basis=basis,
    )


def _rule(rule_id: str, name: str) -> Rule:
    return Rule(
        id=rule_id,
        name_zh=name,
        name_en=rule_id,
        severity="error",
        basis="国办公开办函〔2021〕30号",
        description=name,
    )


def _looks(store: Store) -> None:
    run = Run.start(store, "crawl", Clock(SEEN))
    url = "https://www.weishui.example/zfxxgk/nb/"
    page = store.keep(b"<ul><li>list</li></ul>")
    common = {"id": "", "run_id": "", "hash": "", "portal_id": "weishui", "at": SEEN}
    run.record(Look(url=url, purpose="list", status=200, sha256=page, size=22, title="年报", **common))
    run.record(Look(url=url + "t1.html", purpose="report", status=404, reason="dead_link", **common))
    store.append(
        Walk(
            id="w1",
            run_id=run.id,
            portal_id="weishui",
            column_url=url,
            started_at=SEEN,
            finished_at=SEEN,
            outcome="complete",
            seen=3,
            pages=(page,),
            probe="passed",
        ),
        Sighting(
            id="s1",
            list_sha256=page,
            list_url=url,
            position=1,
            title=f"{COUNTY}2023年年报",
            url="javascript:alert(1)",
        ),
    )
    run.finish("complete")


def _report(number: int, unit_id: str, year: int, title: str | None = None) -> Report:
    name = COUNTY if unit_id == "weishui-gov" else BUREAU
    return Report(
        id=f"{number:016x}",
        url=f"https://www.weishui.example/zfxxgk/nb/t{number}.html",
        sha256=f"{number:064x}",
        title=title or f"{name}{year}年政府信息公开工作年度报告",
        first_seen_at=SEEN,
        last_seen_at=SEEN,
        unit_id=unit_id,
        year=year,
        unit_name=name,
        form="fmt_2021",
        published_on=date(year + 1, 2, 4),
        date_source="meta",
    )


def _reading(report: Report) -> Reading:
    return Reading(
        sha256=report.sha256, parser_version="1", outcome="read", title=report.title, year=report.year
    )


def _section(report_id: str) -> Section:
    text = "本年度组织开展政策解读，制发行政规范性文件备案目录，受理公众来信并逐件答复。" * 8
    return Section(report_id=report_id, key="overview", heading="一、总体情况", text=text)


def _coverage(reports: list[Report]) -> list[Coverage]:
    law = "《中华人民共和国政府信息公开条例》第四十九条"
    gov, old, new = (report.id for report in reports)
    return [
        Coverage(
            unit_id="weishui-gov", year=2023, state="published", due_on=date(2024, 3, 31), due_kind="legal",
            published_on=date(2024, 2, 4), days_late=0, looks=3, basis=law, report_id=gov,
        ),
        Coverage(
            unit_id="weishui-yj", year=2023, state="published", due_on=date(2024, 1, 31), due_kind="legal",
            published_on=date(2024, 2, 4), days_late=4, looks=3, basis=law, report_id=old,
        ),
        Coverage(
            unit_id="weishui-yj", year=2024, state="published", due_on=date(2025, 1, 31), due_kind="legal",
            published_on=date(2025, 2, 4), days_late=4, looks=3, basis=law, report_id=new,
        ),
        Coverage(
            unit_id="weishui-gov", year=2024, state="absent", due_on=date(2025, 3, 31), due_kind="legal", looks=5, basis=law
        ),
        Coverage(unit_id="baiyang", year=2024, state="unverifiable", reason="dead_link", looks=1),
        Coverage(unit_id="baiyang", year=2023, state="not_seen", looks=2, due_on=date(2024, 1, 31), due_kind="local"),
    ]  # fmt: skip


def _findings(reports: list[Report]) -> list[Finding]:
    line = Equation(equation="（一）予以公开＋……＝（七）总计", left=4, right=0, delta=4)
    common = {
        "unit_id": "weishui-yj",
        "year": 2024,
        "report_id": reports[2].id,
        "detected_on": date(2025, 2, 5),
    }
    return [
        Finding(
            id="outcome-total/weishui-yj/2024", rule_id="outcome-total", severity="error", basis="国办公开办函〔2021〕30号",
            message="第三部分表格“总计”栏：4与填报的0不符，相差4。" + XSS, cells=("t3.total_processed.total",),
            lines=(line,), left=4, right=0, delta=4, repair=Repair(cells={"t3.total_processed.total": 4}, unique=True),
            sha256=reports[2].sha256, url=reports[2].url, **common,
        ),
        Finding(
            id="unchanged/weishui-yj/2024", rule_id="unchanged", severity="error", basis="国办公开办函〔2021〕30号",
            message="第一部分与2023年报告（较早公布）相比，重复率100.0%，最长连续相同288字。", **common,
        ),
    ]  # fmt: skip
