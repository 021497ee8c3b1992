"""What it checks: decisions (licences, penalties, coercive measures) and applications that grew or shrank
more than tenfold against the year before, or fell from more than 100 to none (T2-YOY); more reviews and
suits lost than not (纠错率).

Legal basis: 《政府信息公开条例》第四十七条 (supervision); 第五十条第二款.

Why it matters: such a change is either a slip or something the supervisor wants to know.

Example message: 第二部分“行政处罚”处理决定数量：2023年报告12件，2024年报告260件，请核实。

Known false alarms: powers moved to another body, reforms of law enforcement: it is only mentioned. Years in
which units were merged are not judged, nor small numbers (both under 30).
"""

from collections.abc import Iterator
from dataclasses import replace

from data.records import Figure, Finding, Severity
from monitor.dossier import Dossier, Filed
from monitor.evidence import FORM_ARTICLE, counted, makeup_changed, on_report

ID = "outlier"
NAME_ZH = "数据变化较大，请核实"
NAME_EN = "Figure far from the year before"
ABOUT_ZH = (
    "行政许可、处罚、强制决定数量和新收申请数量，与上年相比增减超过十倍（且不少于30件），或者由100件"
    "以上降为0的；复议诉讼审结不少于5件且半数以上被纠正的，仅作提示。有机构变动、空白的不判断。"
)
SEVERITY: Severity = "info"
BASIS = f"{FORM_ARTICLE}；《中华人民共和国政府信息公开条例》第四十七条"

SERIES = {
    "t2.licensing.decisions": "第二部分“行政许可”处理决定数量",
    "t2.penalty.decisions": "第二部分“行政处罚”处理决定数量",
    "t2.coercion.decisions": "第二部分“行政强制”处理决定数量",
    "t3.new_received.total": "第三部分“本年新收政府信息公开申请数量”总计",
}
TIMES, LEAST, MANY = 10, 30, 100
ROUTES = ("review", "suit_direct", "suit_after_review")
LEAST_CASES = 5


def check(dossier: Dossier) -> Iterator[Finding]:
    """Compare every two years that follow each other, and the disputes of each."""
    earlier = {
        filed.report.id: before
        for before, filed in dossier.pairs()
        if not makeup_changed(dossier, before, filed)
    }
    for filed in dossier.filed():
        told = dict(_jumps(earlier.get(filed.report.id), filed)) | dict(_lost(filed))
        if told:
            finding = on_report(ID, filed, SEVERITY, "".join(told.values()), BASIS)
            yield replace(finding, cells=tuple(told))


def _jumps(before: Filed | None, filed: Filed) -> Iterator[tuple[str, str]]:
    for cell, name in SERIES.items():
        last, now = (counted(each, cell) if each else None for each in (before, filed))
        if before is not None and last is not None and now is not None and _far(last, now):
            yield (
                cell,
                f"{name}：{before.report.year}年报告{last}件，{filed.report.year}年报告{now}件，请核实。",
            )


def _far(last: Figure, now: Figure) -> bool:
    if now == 0:
        return last > MANY
    return last > 0 and max(last, now) >= LEAST and max(last / now, now / last) > TIMES


def _lost(filed: Filed) -> Iterator[tuple[str, str]]:
    if not any(filed.cells.get(f"t4.{route}.corrected") for route in ROUTES):
        return
    results = {
        result: [counted(filed, f"t4.{route}.{result}") for route in ROUTES]
        for result in ("upheld", "corrected", "other")
    }
    known = [number for numbers in results.values() for number in numbers if number is not None]
    lost, done = sum(number or 0 for number in results["corrected"]), sum(known)
    if len(known) == 3 * len(ROUTES) and done >= LEAST_CASES and 2 * lost > done:
        yield (
            "t4.review.corrected",
            f"第四部分复议、诉讼审结{done}件，其中结果纠正{lost}件，占{round(100 * lost / done)}%，请关注。",
        )
