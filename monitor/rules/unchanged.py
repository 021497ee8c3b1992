"""What it checks: sections 1 and 5 are word for word those of an earlier report of the same unit, but for
the year.

Legal basis: 国办公开办函〔2021〕30号第（四）项 (内容雷同、敷衍塞责); 〔2019〕60号 for 2019 and 2020.

Why it matters: a year cannot pass without a change in figures, problems and cures; such a report says
nothing.

Example message: 第一、五部分与本单位2021年报告（较早公布）相比，重复率100%，最长连续相同640字。

Known false alarms: all-zero tables are never compared; texts under 200 characters together say too
little; figures other than years must be the same too, else it is another rule's matter.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from data.records import Finding, Severity
from monitor.dossier import Dossier, Filed
from monitor.evidence import on_report
from monitor.originality import Compared, compared

ID = "unchanged"
NAME_ZH = "与本单位往年报告内容相同"
NAME_EN = "Copied unchanged from an earlier year"
ABOUT_ZH = (
    "第一、五部分去掉年份和本单位名称后，与本单位某一往年报告逐字相同，数字也相同。合计不足2"
    "00字的不比较，全零表格不比较。"
)
SEVERITY: Severity = "error"
BASIS = "国办公开办函〔2021〕30号第（四）项“内容雷同、敷衍塞责”（2019、2020年度：〔2019〕60号）"


def check(dossier: Dossier) -> Iterator[Finding]:
    """Compare every report with all earlier ones; the nearest year that is the same is named."""
    earlier: list[tuple[Filed, Compared]] = []
    for filed in dossier.filed():
        text = compared(filed.sections, dossier.masked_names)
        if text is None:
            continue
        source = _same(text, earlier)
        if source is not None:
            finding = on_report(ID, filed, SEVERITY, _message(source, filed, text), BASIS)
            yield replace(finding, detected_on=max(source.seen_on, filed.seen_on))
        earlier.insert(0, (filed, text))


def _same(text: Compared, earlier: Sequence[tuple[Filed, Compared]]) -> Filed | None:
    return next((filed for filed, other in earlier if other == text), None)


def _message(source: Filed, filed: Filed, text: Compared) -> str:
    first, later = source.report.published_on, filed.report.published_on
    known = "（较早公布）" if first and later and first < later else ""
    year = f"{source.report.year}年" if source.report.year else "往年"
    longest = max(len(section) for section in text.sections)
    return f"第一、五部分与本单位{year}报告{known}相比，重复率100%，最长连续相同{longest}字。"
