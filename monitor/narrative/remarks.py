"""One remark a report: what most rules about wording and structure make their findings of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from data.records import Finding, Severity
from monitor.dossier import Dossier, Filed
from monitor.evidence import FORM_ARTICLE, on_report

# From these report years on: the present regulation with its forms; the form in force with its five topics.
FIRST_WITH_FORM = 2019
FIRST_WITH_TOPICS = 2021

ACCURATE = "国办公开办函〔2021〕30号第（四）项“发布内容不准确不全面”（2019、2020年度：〔2019〕60号）"
AS_FORM = f"{FORM_ARTICLE}；国办公开办函〔2021〕30号（2019、2020年度：〔2019〕60号）"
CONTENTS = "《中华人民共和国政府信息公开条例》第五十条第一款"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What is to be said about one report, how grave it is, and the cells it concerns."""

    severity: Severity
    message: str
    cells: tuple[str, ...] = ()


def remarked(
    rule_id: str, basis: str, dossier: Dossier, look: Callable[[Dossier, Filed], Remark | None]
) -> Iterator[Finding]:
    """Give a finding for each report of the unit about which `look` has something to say."""
    for filed in dossier.filed():
        remark = look(dossier, filed)
        if remark is not None:
            finding = on_report(rule_id, filed, remark.severity, remark.message, basis)
            yield replace(finding, cells=remark.cells)


def year_of(filed: Filed) -> int:
    """Give the report year, 0 if nobody knows it."""
    return filed.report.year or 0
