"""A country for the desk to show: units in 31 provinces, reports, looks and findings, made, not crawled.

The same seed makes the same country.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random

from data.forms import form
from data.records import Coverage, Equation, Finding, Look, Portal, Report, Rule, Section, Unit, Walk
from data.store import Store
from data.tables import FIGURES

YEARS = (2021, 2022, 2023, 2024, 2025)
SEED = 20_260_201
SEEN = datetime(2026, 2, 3, 1, 30, tzinfo=UTC)
KINDS = ("government", "department", "department", "department", "department", "township_gov")
HOME = "http://p.example/"
# Section texts are made of these, some in every text and some in few.
WORDS = (
    *("公开", "信息", "政府", "工作") * 20,
    *("条例", "申请", "办理", "网站", "平台") * 5,
    "解读",
    "备案",
    "督查",
)
RULES = ("outcome-total", "column-total", "carry-over", "late-report", "unchanged", "missing-report")


def fill(store: Store, count: int) -> list[Unit]:
    """Make the country's registry, coverage, reports, figures and findings."""
    dice = Random(SEED)
    units = [_unit(number, count) for number in range(count)]
    portals = sorted({unit.portal_id or "" for unit in units})
    store.replace(Portal, [Portal(id=each, name=f"门户{each}", home_url=HOME) for each in portals])
    store.replace(Unit, units)
    store.replace(Rule, [_rule(rule) for rule in RULES])
    reports = [_report(unit, year, dice) for unit in units for year in YEARS]
    store.replace(Report, reports)
    store.replace(Section, (_section(report, dice) for report in reports))
    homes = {unit.id: unit.portal_id or "" for unit in units}
    store.append(*(_look(report, homes[report.unit_id or ""]) for report in reports))
    store.append(*(_walk(each, day) for each in portals for day in range(10)))
    store.replace(Coverage, (_coverage(report, dice) for report in reports))
    store.replace(Finding, (each for report in reports for each in _findings(report, dice)))
    cells = form("fmt_2021").cells()
    names = ", ".join(f'"{cell}"' for cell in cells)
    marks = ", ".join("?" * (len(cells) + 1))
    with store.atomic():
        store.db.conn.executemany(
            f'INSERT INTO "{FIGURES}" (report_id, {names}) VALUES ({marks})',
            ((report.id, *dice.choices(range(40), k=len(cells))) for report in reports),
        )
    return units


def _unit(number: int, count: int) -> Unit:
    place = number * 2_480 // count  # 31 provinces of 80 counties in 8 cities
    code = f"{11 + place // 80:02}{1 + place // 10 % 8:02}{1 + place % 10:02}"
    kind = KINDS[number % len(KINDS)]
    if kind == "township_gov":
        code += f"{100 + number % 900:03}"
    return Unit(
        id=f"u{number:05}",
        name=f"第{number}号县区{kind}单位名称{number}",
        kind=kind,  # type: ignore[arg-type]
        level="county",
        division_code=code,
        portal_id=code[:6],
    )


def _rule(rule: str) -> Rule:
    words = {"name_zh": rule, "name_en": rule, "basis": "依据", "description": "说明"}
    return Rule(id=rule, severity="error", **words)


def _report(unit: Unit, year: int, dice: Random) -> Report:
    key = f"{unit.id}{year}".encode().hex()
    return Report(
        id=key[:20],
        url=f"http://p.example/{key}.html",
        sha256=key.ljust(64, "0"),
        title=f"{unit.name}{year}年政府信息公开工作年度报告",
        first_seen_at=SEEN,
        last_seen_at=SEEN,
        unit_id=unit.id,
        year=year,
        unit_name=unit.name,
        form="fmt_2021",
        published_on=date(year + 1, 1, 1) + timedelta(days=dice.randrange(50)),
        date_source="meta",
    )


def _section(report: Report, dice: Random) -> Section:
    text = "。".join("".join(dice.choices(WORDS, k=12)) for _ in range(12))
    return Section(report_id=report.id, key="overview", heading="一、总体情况", text=text)


def _look(report: Report, portal: str) -> Look:
    return Look(
        id=report.id,
        run_id="r",
        portal_id=portal,
        url=report.url,
        purpose="report",
        at=SEEN,
        hash=report.id,
        sha256=report.sha256,
        title=report.title,
    )


def _walk(portal: str, day: int) -> Walk:
    at = SEEN - timedelta(days=day)
    common = {"portal_id": portal, "column_url": HOME, "started_at": at, "finished_at": at, "pages": ()}
    return Walk(id=f"{portal}{day}", run_id="r", outcome="complete" if day else "timeout", seen=16, **common)  # type: ignore[arg-type]


def _coverage(report: Report, dice: Random) -> Coverage:
    due, common = (
        date((report.year or 0) + 1, 1, 31),
        {"unit_id": report.unit_id or "", "year": report.year or 0},
    )
    if dice.random() < 0.05:
        state = dice.choice(("absent", "not_seen", "unverifiable"))
        return Coverage(state=state, due_on=due, due_kind="legal", looks=3, **common)  # type: ignore[arg-type]
    late = max(0, ((report.published_on or due) - due).days)
    return Coverage(
        state="published",
        due_on=due,
        due_kind="legal",
        published_on=report.published_on,
        days_late=late,
        looks=3,
        report_id=report.id,
        **common,  # type: ignore[arg-type]
    )


def _findings(report: Report, dice: Random) -> Iterator[Finding]:
    for rule in RULES:
        always = rule in ("outcome-total", "unchanged") and int((report.unit_id or "u0")[1:]) % 97 == 0
        if always or dice.random() < 0.12:
            yield Finding(
                id=f"{rule}/{report.unit_id}/{report.year}",
                rule_id=rule,
                unit_id=report.unit_id or "",
                year=report.year or 0,
                severity="error",
                message="第三部分表格“总计”栏：4与填报的0不符，相差4。",
                basis="依据",
                report_id=report.id,
                cells=("t3.total_processed.total",),
                lines=(Equation(equation="（一）＋……＝（七）", left=4, right=0, delta=4),),
                sha256=report.sha256,
                url=report.url,
                detected_on=date(2026, 2, 3),
            )
