"""What it checks: the name in the title is the unit's name in the register, or one of its other names there.

Legal basis: 国办公开办函〔2021〕30号第（四）项 (内容不准确).

Why it matters: a report under the name of another unit is that unit's text, or is counted as that unit's.

Example message: 标题单位名称为“清河县水务局”，名录登记为“清河县水利局”，请核实是否更名。

Known false alarms: a government called by its place alone is right; short forms and names without the
places above are only mentioned, for the register may be what is out of date; only the name of another
unit of the same portal is an error. Where no register is at hand, or the title names nobody, nothing is
judged.
"""

from collections.abc import Iterator

from data.records import Finding, Severity
from data.wording import normalise
from monitor.abstaining import register, report
from monitor.dossier import Dossier, Filed, Year
from monitor.filing.names import Names, place_of
from monitor.narrative.remarks import ACCURATE, Remark, remarked

ID = "wrong-unit"
NAME_ZH = "单位名称与名录不符"
NAME_EN = "The title names another unit than the register"
ABOUT_ZH = (
    "核对标题中的单位名称与名录登记的全称、简称、曾用名。标题写的是名录内另一单位的为问题；简称或缺上级地"
    "名的只提示，并转名录待更新；其余为疑点。标题未写单位名称的不判断。"
)
SEVERITY: Severity = "warning"
BASIS = ACCURATE


def check(dossier: Dossier) -> Iterator[Finding]:
    """Judge the name in the title of every report."""
    return remarked(ID, BASIS, dossier, _look)


def _look(dossier: Dossier, filed: Filed) -> Remark | None:
    stated = normalise(filed.report.unit_name or "")
    if not dossier.neighbours or not stated or stated not in normalise(filed.report.title):
        return None
    unit = dossier.unit
    # A government is usually called by its place alone.
    if stated in {normalise(each) for name in unit.names for each in (name, place_of(name))}:
        return None
    names = Names(dossier.neighbours, places=dossier.masked_names)
    who = names.who(stated)
    registered = f"名录登记为“{unit.name}”"
    if who.unit_id is not None and who.unit_id != unit.id:
        return Remark(
            severity="error",
            message=f"标题单位名称为“{stated}”，是名录内另一单位，{registered}，请核实。",
        )
    if who.unit_id == unit.id or names.short_for(stated, unit.id):
        return Remark(
            severity="info",
            message=f"标题单位名称为“{stated}”，{registered}，请确认是否为规范简称，并更新名录。",
        )
    return Remark(severity=SEVERITY, message=f"标题单位名称为“{stated}”，{registered}，请核实是否更名。")


# ------------------------------------------------------------------ when it is not judged


def _named(dossier: Dossier, year: Year) -> str | None:
    """The title names somebody."""
    name = normalise(year.filed.report.unit_name or "") if year.filed else ""
    named = year.filed is None or (name and name in normalise(year.filed.report.title))
    return None if named else "标题未写单位名称"


UNJUDGED = (report, register, _named)
