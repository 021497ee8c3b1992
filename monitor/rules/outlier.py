"""What it checks: decisions (licences, penalties, coercive measures) and applications that grew or shrank
more than tenfold against the year before, or fell from more than 100 to none (T2-YOY); reviews and suits lost
(纠错率) more often than not, or than by nine tenths of the comparable units; applications denied, refused or
answered with nothing more often than by 95 % of them.

Legal basis: 《政府信息公开条例》第四十七条 (supervision); 第五十条第二款.

Why it matters: such a change is either a slip or something the supervisor wants to know.

Example message: 第二部分“行政处罚”处理决定数量：2023年报告12件，2024年报告260件，请核实。

Known false alarms: powers moved to another body, reforms of law enforcement: it is only mentioned. Years in
which units were merged are not judged, nor small numbers (both under 30; 5 disputes, 20 applications).
Comparable are reports of the same year, kind and level whose tables add up: ten of them at least, twenty for
the answers.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from data.records import Figure, Finding, Severity
from monitor.abstaining import figures, report, same_makeup
from monitor.dossier import Dossier, Filed, Year
from monitor.evidence import FORM_ARTICLE, counted, makeup_changed, on_report
from monitor.exhibits import Rank

ID = "outlier"
NAME_ZH = "数据变化较大，请核实"
NAME_EN = "Figure far from the year before"
ABOUT_ZH = (
    "行政许可、处罚、强制决定数量和新收申请数量，与上年相比增减超过十倍（且不少于30件），或者由100件"
    "以上降为0的；复议诉讼审结不少于5件、半数以上被纠正或纠正率高于九成同类单位的；办结不少于20件、"
    "不予公开、无法提供或不予处理的占比高于95%同类单位的，仅作提示。有机构变动、空白、同类单位过少的不判断。"
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


@dataclass(frozen=True, slots=True)
class Peer:
    """How one share is told: from which part of the comparable units on, of how many at least."""

    words: str
    beyond: float
    fewest: int
    cells: str


PEERS = {
    "corrected": Peer("第四部分复议、诉讼审结{whole}件，其中结果纠正{part}件", 0.90, 10, "t4."),
    "denied": Peer("第三部分办结{whole}件，其中“不予公开”{part}件", 0.95, 20, "t3.denied_"),
    "unable": Peer("第三部分办结{whole}件，其中“无法提供”{part}件", 0.95, 20, "t3.unable_"),
    "refused": Peer("第三部分办结{whole}件，其中“不予处理”{part}件", 0.95, 20, "t3.refused_"),
}


def check(dossier: Dossier) -> Iterator[Finding]:
    """Compare every two years that follow each other, and the disputes of each."""
    earlier = {
        filed.report.id: before
        for before, filed in dossier.pairs()
        if not makeup_changed(dossier, before, filed)
    }
    for filed in dossier.filed():
        told = dict(_jumps(earlier.get(filed.report.id), filed)) | dict(_lost(filed))
        told |= dict(_far_from_peers(dossier, filed, told))
        if told:
            finding = on_report(ID, filed, SEVERITY, "".join(told.values()), BASIS)
            yield replace(finding, cells=tuple(told))


def _jumps(before: Filed | None, filed: Filed) -> Iterator[tuple[str, str]]:
    if before is None:
        return
    for cell, name in SERIES.items():
        if not _far(before.cells.get(cell), filed.cells.get(cell)):
            continue
        last, now = counted(before, cell), counted(filed, cell)
        if last is not None and now is not None:
            yield (
                cell,
                f"{name}：{before.report.year}年报告{last}件，{filed.report.year}年报告{now}件，请核实。",
            )


def _far(last: Figure | None, now: Figure | None) -> bool:
    if last is None or now is None:
        return False
    if now == 0:
        return last > MANY
    return last > 0 and max(last, now) >= LEAST and max(last / now, now / last) > TIMES


def _far_from_peers(dossier: Dossier, filed: Filed, told: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Tell the shares that hardly any comparable report has; each at the largest of its cells."""
    for rank in dossier.ranks.get(filed.report.year or 0, ()):
        peer = PEERS[rank.share]
        cells = [cell for cell in filed.cells if cell.startswith(peer.cells) and _counts(cell, rank)]
        cell = max(cells, key=lambda each: filed.cells[each], default=None)
        far = rank.peers >= peer.fewest and rank.below >= peer.beyond * rank.peers
        if far and cell is not None and cell not in told:
            yield (
                cell,
                f"{peer.words.format(whole=rank.whole, part=rank.part)}，"
                f"占{round(100 * rank.part / rank.whole)}%，"
                f"高于{round(100 * peer.beyond)}%的同类单位（可比{rank.peers}家），请关注。",
            )


def _counts(cell: str, rank: Rank) -> bool:
    return cell.endswith(".corrected" if rank.share == "corrected" else ".total")


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


# ------------------------------------------------------------------ when it is not judged


def _peers_known(dossier: Dossier, year: Year) -> str | None:
    """Enough comparable reports are there to speak of a rate."""
    few = any(rank.peers < PEERS[rank.share].fewest for rank in dossier.ranks.get(year.year, ()))
    return "可比的同类单位过少" if few else None


UNJUDGED = (report, same_makeup, figures(*SERIES, before=True), _peers_known)
