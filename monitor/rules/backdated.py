"""What it checks: the page's date is earlier than a healthy look after the due day that did not show it.

Legal basis: 《政府信息公开条例》第四十九条.

Why it matters: put up late with a date on time, it looks punctual; only our own looks tell.

Example message: 页面标注公布日期2026年1月28日；在2026年2月2日10时00分核查尚未见到，2026年2月6日10时00分
核查已见到。

Known false alarms: published elsewhere or not yet linked in the column on the marked day; so it is a doubt,
in neutral words, and only for the seasons in which we looked ourselves.
"""

from collections.abc import Iterator

from data.records import Finding, Severity
from monitor.abstaining import dated, looked_at
from monitor.dossier import Dossier, Year
from monitor.evidence import day_words, on_year, page_date, time_words

ID = "backdated"
NAME_ZH = "标注日期早于首次见到日期"
NAME_EN = "Dated earlier than a look that did not show it"
ABOUT_ZH = (
    "页面标注的公布日期，早于到期后一次完整正常、但尚未见到该报告的核查。可能公布在先、入栏目在后，请核实。"
)
SEVERITY: Severity = "warning"
BASIS = "《中华人民共和国政府信息公开条例》第四十九条"
OF_LOOKS = True


def check(dossier: Dossier) -> Iterator[Finding]:
    """Compare the date of every report with our own looks."""
    for year in dossier.years:
        message = _message(dossier, year)
        if message:
            yield on_year(ID, year, SEVERITY, message, BASIS)


def _message(dossier: Dossier, year: Year) -> str | None:
    day = page_date(year.filed) if year.filed else None
    unseen, seen, first = year.unseen_at, year.seen_at, dossier.first_complete_on
    due = year.coverage.due_on
    if day is None or unseen is None or seen is None or first is None or due is None:
        return None
    # An old year put online again years later was not dated back.
    if day >= unseen.date() or due.year < first.year:
        return None
    return (
        f"页面标注公布日期{day_words(day)}；在{time_words(unseen)}核查尚未见到，"
        f"{time_words(seen)}核查已见到。"
    )


# ------------------------------------------------------------------ when it is not judged


def _missed_once(dossier: Dossier, year: Year) -> str | None:
    """We looked after the due day and before the report was there."""
    return "到期后没有未见该报告的核查" if year.filed and year.unseen_at is None else None


UNJUDGED = (looked_at, dated, _missed_once)
