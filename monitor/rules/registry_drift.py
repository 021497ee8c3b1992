"""What it checks: the column holds a report of a body that is in no register, or of a registered unit for a
year in which it did not exist. Told of the portal's government, or of the unit.

Legal basis: the register itself, settled each December (practice 戊).

Why it matters: who is not in the register is never missed.

Example message: 栏目中有名录以外单位的年度报告，请核对单位名录：《清河县气象局2024年年度报告》。

Known false alarms: vertical agencies and lower bodies that publish there without owing anything: it is a task
for whoever keeps the register, only mentioned.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from data.records import Finding, Severity
from monitor.dossier import Dossier, Year
from monitor.exhibits import Stranger

ID = "registry-drift"
NAME_ZH = "单位名录待更新"
NAME_EN = "Register to be brought up to date"
ABOUT_ZH = "栏目中出现名录以外单位、或者单位存续期以外年度的年度报告，请核对单位名录，仅作提示。"
SEVERITY: Severity = "info"
BASIS = "单位名录"
OF_LOOKS = True

MOST_NAMED = 5


def check(dossier: Dossier) -> Iterator[Finding]:
    """Name by year what the column holds of nobody."""
    strangers = sorted(
        (each for each in dossier.strangers if each.report.year is not None),
        key=lambda each: (each.report.year, each.title, each.report.id),
    )
    for year, found in groupby(strangers, key=lambda each: each.report.year or 0):
        yield _finding(dossier, year, list(found))


def _finding(dossier: Dossier, year: int, strangers: Sequence[Stranger]) -> Finding:
    titles = "、".join(f"《{each.title}》" for each in strangers[:MOST_NAMED])
    more = f"等{len(strangers)}份" if len(strangers) > MOST_NAMED else ""
    first = strangers[0].report
    return Finding(
        id=f"{ID}/{dossier.unit.id}/{year}",
        rule_id=ID,
        unit_id=dossier.unit.id,
        year=year,
        severity=SEVERITY,
        message=f"栏目中有名录以外单位的年度报告，请核对单位名录：{titles}{more}。",
        basis=BASIS,
        report_id=first.id,
        sha256=first.sha256,
        url=first.url,
        detected_on=min(each.seen_on for each in strangers),
    )


# ------------------------------------------------------------------ when it is not judged


def _year_known(dossier: Dossier, year: Year) -> str | None:
    """What the column holds of nobody says of which year it is."""
    return "名录外报告的年度不明" if any(each.report.year is None for each in dossier.strangers) else None


UNJUDGED = (_year_known,)
