"""A small county as the last check left it: eight units, one year settled but for what the tests add."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from data.clock import Clock
from data.records import (
    Coverage,
    Equation,
    Finding,
    Look,
    Portal,
    Reading,
    Repair,
    Report,
    Review,
    Rule,
    Section,
    Unit,
    Walk,
)
from data.registry import Registry, load_registry
from data.runs import Run
from data.store import Store
from monitor.letters.material import gather, letterhead
from monitor.letters.values import Material
from monitor.settings import Settings

NOW = datetime(2026, 4, 10, 2, 0, tzinfo=UTC)
SEEN = datetime(2026, 4, 9, 1, 30, tzinfo=UTC)
LAW = "《中华人民共和国政府信息公开条例》第四十九条"
LOCAL = "《渭水县政务公开工作要点》（渭政办函〔2025〕9号）"
FORM = "《中华人民共和国政府信息公开条例》第五十条第二款；国办公开办函〔2021〕30号"
COPIES = "国办公开办函〔2021〕30号第（四）项“内容雷同、敷衍塞责”（2019、2020年度：〔2019〕60号）"
COLUMN = "http://www.weishui.example/zwgk/nb/"
CODE = "610999"
RULES = {
    "missing-report": "未检索到年度报告",
    "late-report": "超过法定期限公布",
    "late-local": "晚于本地规定时间公布",
    "intake-balance": "收办数据勾稽不符（新收＋结转≠办结＋结转下年）",
    "outcome-total": "办理结果总计与分项之和不符",
    "near-copy": "与本单位往年报告高度雷同",
    "typo": "文字表述待核",
    "personal-data": "疑似含个人信息（限内部处理）",
}
PAGE = """<!doctype html><html><head><title>年报</title><script>alert(1)</script>
<link rel="stylesheet" href="http://elsewhere.example/x.css"></head><body onload="alert(2)">
<img src="http://elsewhere.example/x.png"><table>
<tr><td>一、本年新收政府信息公开申请数量</td><td>3</td><td>1</td><td>0</td><td>0</td><td>0</td><td>0</td><td>4</td></tr>
<tr><td>（七）总计</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td><td>0</td></tr>
</table></body></html>"""

KINDS = {
    "gov": ("渭水县人民政府", "government", date(2026, 3, 31), "第二款"),
    "edu": ("渭水县教育局", "department", date(2026, 1, 31), "第一款"),
    "water": ("渭水县水利局", "department", date(2026, 1, 31), "第一款"),
    "civil": ("渭水县民政局", "department", date(2026, 1, 31), "第一款"),
    "works": ("渭水县住房和城乡建设局", "department", date(2026, 1, 31), "第一款"),
    "town": ("渭水县白杨镇人民政府", "township_gov", date(2026, 1, 31), ""),
    "tax": ("国家税务总局渭水县税务局", "vertical_agency", None, ""),
    "old": ("渭水县乡村振兴局", "department", date(2026, 1, 31), "第一款"),
}


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def unit(unit_id: str) -> Unit:
    name, kind, _, _ = KINDS[unit_id]
    return Unit(
        id=unit_id,
        name=name,
        kind=kind,  # type: ignore[arg-type]
        level="county",
        division_code="610999101" if unit_id == "town" else CODE,
        portal_id="ws",
        valid_from=date(2015, 1, 1),
        valid_to=date(2025, 6, 30) if unit_id == "old" else None,
    )


def covered(unit_id: str, year: int = 2025, **more: object) -> Coverage:
    _, _, due, clause = KINDS[unit_id]
    due = due.replace(year=year + 1) if due else None
    facts: dict[str, object] = {
        "unit_id": unit_id,
        "year": year,
        "state": "exempt" if unit_id in ("tax", "old") else "published",
        "due_on": due,
        "due_kind": ("local" if unit_id == "town" else "legal") if due else None,
        "basis": LOCAL if unit_id == "town" else f"{LAW}{clause}" if due else "公布时限未作规定",
        "looks": 3,
    }
    if facts["state"] == "published":
        facts |= {
            "published_on": date(year + 1, 1, 20),
            "days_late": 0,
            "report_id": report_id(unit_id, year),
        }
    return Coverage(**{**facts, **more})  # type: ignore[arg-type]


def report_id(unit_id: str, year: int) -> str:
    return page_sha(unit_id, year)[:16]


def page(unit_id: str, year: int) -> str:
    return f"{PAGE}<!-- {unit_id} {year} -->"


def page_sha(unit_id: str, year: int) -> str:
    return sha(page(unit_id, year))


def report(unit_id: str, year: int = 2025, **more: object) -> Report:
    facts: dict[str, object] = {
        "id": report_id(unit_id, year),
        "url": f"{COLUMN}{unit_id}_{year}.html",
        "sha256": page_sha(unit_id, year),
        "title": f"{KINDS[unit_id][0]}{year}年政府信息公开工作年度报告",
        "first_seen_at": SEEN,
        "last_seen_at": SEEN,
        "unit_id": unit_id,
        "year": year,
        "published_on": date(year + 1, 1, 20),
        "date_source": "meta",
        "form": "fmt_2021",
    }
    return Report(**{**facts, **more})  # type: ignore[arg-type]


def finding(rule_id: str, unit_id: str, year: int = 2025, **more: object) -> Finding:
    facts: dict[str, object] = {
        "id": f"{rule_id}/{unit_id}/{year}",
        "rule_id": rule_id,
        "unit_id": unit_id,
        "year": year,
        "severity": "error",
        "message": "",
        "basis": FORM,
        "detected_on": date(2026, 4, 9),
        "report_id": report_id(unit_id, year),
        "sha256": page_sha(unit_id, year),
        "url": f"{COLUMN}{unit_id}_{year}.html",
    }
    return Finding(**{**facts, **more})  # type: ignore[arg-type]


COLUMNS = ("natural_person", "enterprise", "total")
FIGURES = {
    **{f"t3.new_received.{name}": value for name, value in zip(COLUMNS, (3, 1, 4), strict=True)},
    **{f"t3.carried_in.{name}": 0 for name in COLUMNS},
    **{f"t3.total_processed.{name}": 0 for name in COLUMNS},
    **{f"t3.carried_out.{name}": 0 for name in COLUMNS},
}
REPAIR = Repair(
    cells={f"t3.total_processed.{name}": value for name, value in zip(COLUMNS, (3, 1, 4), strict=True)},
    unique=True,
)


def wrong_total(unit_id: str) -> tuple[Finding, Finding]:
    """The two findings of a （七）总计 that was never filled in: one mistake."""
    shares = "第三部分表格“（七）总计”{}：各分项{}＝{}，与“（七）总计”填报的0不符，相差{}。"
    sums = (("自然人", "3", 3), ("商业企业", "1", 1), ("总计", "3＋1", 4))
    lines = tuple(
        Equation(equation=shares.format(name, parts, total, total), left=total, right=0, delta=total)
        for name, parts, total in sums
    )
    intake = "第三部分表格“一、本年新收政府信息公开申请数量”、“二、上年结转政府信息公开申请数量”总计：4＋0＝4，与“（七）总计”、“四、结转下年度继续办理”填报的0＋0＝0不符，相差4。"
    broken = Equation(equation=intake, left=4, right=0, delta=4)
    said: dict[str, object] = {"left": 4, "right": 0, "delta": 4, "repair": REPAIR}
    totals = tuple(REPAIR.cells)
    return (
        finding("outcome-total", unit_id, message=lines[2].equation, cells=totals, lines=lines, **said),
        finding("intake-balance", unit_id, message=intake, cells=tuple(FIGURES), lines=(broken,), **said),
    )


def copied(unit_id: str, year: int = 2025) -> Finding:
    message = f"第五部分与本单位{year - 1}年报告（较早公布）相比，重复率93.2%，最长连续相同412字。"
    return finding("near-copy", unit_id, year, message=message, basis=COPIES)


def late(unit_id: str, **more: object) -> tuple[Coverage, Finding]:
    told = covered(unit_id, published_on=date(2026, 2, 9), days_late=9)
    message = (
        "页面标注公布日期2026年2月9日，应公布日期2026年1月31日，相差9天。在2026年2月2日9时00分核查尚未见到，"
        "2026年2月10日9时00分核查已见到，据此公布时间在二者之间。"
    )
    rule = "late-local" if told.due_kind == "local" else "late-report"
    return told, finding(rule, unit_id, **{"message": message, "basis": told.basis, **more})


def missing(unit_id: str, **more: object) -> tuple[Coverage, Finding]:
    told = covered(
        unit_id, **{"state": "absent", "published_on": None, "days_late": None, "report_id": None, **more}
    )
    message = (
        f"截至2026年4月9日，经3次核查（最近一次2026年4月9日9时30分），在渭水县人民政府网站政府信息公开年报栏目"
        f"暂未检索到{KINDS[unit_id][0]}2025年年度报告。"
    )
    found = finding(
        "missing-report", unit_id, message=message, basis=told.basis, report_id=None, sha256=None, url=COLUMN
    )
    return told, found


class County:
    """A data folder and a registry; `add` puts rows in place of those of the same unit and year."""

    def __init__(self, folder: Path) -> None:
        self.settings = Settings(data=folder / "data", registry=folder / "registry", clock=Clock(NOW))
        self.coverage = {(each, year): covered(each, year) for each in KINDS for year in (2024, 2025)}
        self.findings: dict[str, Finding] = {}
        self.write_registry(folder / "registry")
        with Store(self.settings.data) as store:
            store.replace(Portal, self.registry.portals)
            store.replace(Unit, [unit(each) for each in KINDS])
            rules = [
                Rule(id=key, name_zh=name, name_en=key, severity="error", basis="", description="")
                for key, name in RULES.items()
            ]
            store.replace(Rule, rules)
            owing = [each for each in KINDS if each not in ("tax", "old")]
            reports = [report(each, year) for each in owing for year in (2024, 2025)]
            store.replace(Report, reports)
            for each in reports:
                store.put_cells(each.id, FIGURES)
                store.keep(page(each.unit_id or "", each.year or 0).encode())
                store.put(Reading(sha256=each.sha256, parser_version="test", outcome="read"))
                store.put(
                    Section(
                        report_id=each.id, key="problems", heading="五、", text="一是公开意识有待增强。" * 20
                    )
                )
                store.append(_look(each))
            for day in (1, 5, 9):
                store.append(_walk(day))
            Run.start(store, "check", Clock(NOW)).finish("done")
        self.add()

    @property
    def registry(self) -> Registry:
        return load_registry(self.settings.registry)

    def write_registry(self, folder: Path) -> None:
        folder.mkdir(parents=True)
        (folder / "portals.csv").write_text(
            "id,name,home_url,column_url,family,delay_seconds,notes\n"
            f"ws,渭水县人民政府网站,http://www.weishui.example/,{COLUMN},,,\n",
            encoding="utf-8",
        )
        rows = [
            f"{each.id},,{each.name},,,{each.kind},{each.level},{each.division_code},,ws,,2015-01-01,"
            f"{each.valid_to or ''},,"
            for each in map(unit, KINDS)
        ]
        heading = (
            "id,uscc,name,short_name,aliases,kind,level,division_code,parent_id,portal_id,column_url,"
            "valid_from,valid_to,successor_id,notes"
        )
        (folder / "units.csv").write_text("\n".join([heading, *rows, ""]), encoding="utf-8")
        (folder / "deadlines.csv").write_text(
            "kind,from_year,to_year,legal_due,local_due,division_code,basis\n"
            f"department,2019,,01-31,,,{LAW}第一款\n",
            encoding="utf-8",
        )

    def add(self, *rows: Coverage | Finding | tuple[Coverage, Finding] | tuple[Finding, Finding]) -> None:
        for row in rows:
            for each in row if isinstance(row, tuple) else (row,):
                if isinstance(each, Coverage):
                    self.coverage[each.unit_id, each.year] = each
                else:
                    self.findings[each.id] = each
        with Store(self.settings.data) as store:
            store.replace(Coverage, self.coverage.values())
            store.replace(Finding, self.findings.values())

    def review(self, *finding_ids: str, by: str = "王某", verdict: str = "confirmed", hour: int = 1) -> None:
        """An officer decides; without ids on all there is."""
        with Store(self.settings.data) as store:
            for each in finding_ids or tuple(self.findings):
                at = datetime(2026, 4, 9, hour, tzinfo=UTC)
                facts = f"{each}{by}{verdict}{hour}"
                store.append(
                    Review(
                        id=sha(facts), finding_id=each, actor=by, at=at, verdict=verdict, reason="查阅台账"
                    )  # type: ignore[arg-type]
                )

    def settle(self) -> None:
        """Two officers confirm everything there is."""
        self.review(by="王某")
        self.review(by="李某")

    def material(self) -> Material:
        with Store(self.settings.data) as store:
            head = letterhead(self.settings.registry)
            return gather(store, self.registry, self.settings.clock, head)

    def rename_report(self, unit_id: str, title: str) -> None:
        with Store(self.settings.data) as store:
            mine = next(store.rows(Report, "unit_id = ? AND year = 2025", (unit_id,)))
            store.put(replace(mine, title=title))


def _look(of: Report) -> Look:
    own = sha(f"look {of.url}")
    return Look(
        id=own,
        hash=own,
        run_id="run",
        portal_id="ws",
        url=of.url,
        purpose="report",
        at=SEEN,
        status=200,
        sha256=of.sha256,
    )


def _walk(day: int) -> Walk:
    at = datetime(2026, 4, day, 1, 30, tzinfo=UTC)
    return Walk(
        id=sha(f"walk {day}"),
        run_id="run",
        portal_id="ws",
        column_url=COLUMN,
        started_at=at,
        finished_at=at,
        outcome="complete",
        seen=40,
        pages=(sha(f"list {day}"),),
        probe="passed",
    )
