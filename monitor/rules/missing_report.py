"""What it checks: after the due day, repeated complete looks at the right column did not find the year's
report.

Legal basis: 《政府信息公开条例》第四十九条, for report years to 2018 the regulation of 2007, 第三十一条;
where neither names the unit, the local rule in the register of deadlines.

Why it matters: a report that is not there is the gravest fault, and the gravest accusation: it is made on
the state `absent` only, after at least three healthy complete looks on three days within more than a
week, and two officers confirm it before any letter.

Example message: 截至2026年2月20日，经3次核查（最近一次2026年2月20日9时30分），在政府信息公开年报栏目暂未
检索到清河县水利局2025年年度报告。

Known false alarms: founded, merged or renamed that year; published under an old name, by the parent or on
the system's own site or under another title (what the column lists of the unit and year that is nearly a
report is named, and makes it a doubt); the office of a government publishing with the government. Years
before 2019 and offices that the register does not name as owing are only mentioned.
"""

from collections.abc import Iterator
from datetime import date

from data.records import Finding, Severity, Unit
from monitor.abstaining import due_day, looked_at
from monitor.dossier import Dossier, Year
from monitor.evidence import day_words, on_year, time_words

ID = "missing-report"
NAME_ZH = "未检索到年度报告"
NAME_EN = "No yearly report was found"
ABOUT_ZH = (
    "应公布日期过后，经多日多次完整核查，在应公布的栏目未检索到该年度报告。列表未取全、网站打"
    "不开、链接失效等一律记为无法核查，不在此列；进入文书前须两人复核属实。"
)
SEVERITY: Severity = "error"
BASIS = "《中华人民共和国政府信息公开条例》第四十九条"
OF_LOOKS = True
UNJUDGED = (looked_at, due_day)

# Bodies no article of the regulation names one by one: a local list decides (domain §1.4).
LOCAL_KINDS = frozenset({"subdistrict_office", "development_zone", "branch_bureau"})
ELSEWHERE_KINDS = frozenset({"vertical_agency", "authorised_institution"})
# Report years before the present regulation are history (practice 甲4).
FIRST_YEAR_OF_PRESENT_LAW = 2019
# Of the items that are nearly a report, as many are named.
NAMED = 3


def check(dossier: Dossier) -> Iterator[Finding]:
    """Report every year whose absence is established."""
    for year in dossier.years:
        if year.coverage.state == "absent" and year.last_healthy_at is not None:
            yield on_year(ID, year, _grade(dossier.unit, year), _message(dossier, year), BASIS)


def _grade(unit: Unit, missing: Year) -> Severity:
    """Grade by whether the unit owes; what may be the report under another name makes it a doubt."""
    grade = _owed_grade(unit, missing.year)
    return "warning" if missing.nearly and grade == SEVERITY else grade


def _owed_grade(unit: Unit, year: int) -> Severity:
    if year < FIRST_YEAR_OF_PRESENT_LAW:
        return "info"
    if unit.owes:
        return SEVERITY
    if unit.kind in ELSEWHERE_KINDS or unit.kind == "government_office":
        return "info"
    founded = unit.valid_from is not None and unit.valid_from.year == year
    return "warning" if founded or unit.kind in LOCAL_KINDS else SEVERITY


def _message(dossier: Dossier, year: Year) -> str:
    last = time_words(year.last_healthy_at) if year.last_healthy_at else "未记录"
    return (
        f"截至{day_words(dossier.as_of)}，经{year.healthy}次核查（最近一次{last}），"
        f"在{dossier.column_name}暂未检索到{dossier.unit.name}{year.year}年年度报告。{_nearly(year)}"
    )


def _nearly(year: Year) -> str:
    """Name what the column lists that may be the report under another name."""
    if not year.nearly:
        return ""
    named = "、".join(f"《{each.title}》{_dated(each.listed_on)}" for each in year.nearly[:NAMED])
    more = f"等{len(year.nearly)}件" if len(year.nearly) > NAMED else ""
    return f"栏目中另有{named}{more}，请核实是否即年度报告。"


def _dated(day: date | None) -> str:
    return f"（{day_words(day)}）" if day else ""
