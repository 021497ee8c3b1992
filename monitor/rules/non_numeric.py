"""What it checks: what stands in the cells of the tables is a figure, not words or a stroke.

Legal basis: 《政府信息公开条例》第五十条第二款; 国办公开办函〔2021〕30号第（四）项 (不准确).

Why it matters: words cannot be added up.

Example message: “（一）予以公开”自然人填有“详见附件”，应填数字。

Known false alarms: a unit printed behind the figure is left out by the parser and no fault; strokes (/, —,
无) are only mentioned, and not at all in the trial form of 2019, where much did not apply to small units.
"""

from collections.abc import Iterator

from data.forms import forms
from data.records import Finding, OddCell, Severity
from data.words import cell_name
from monitor.abstaining import report
from monitor.dossier import Dossier, Filed, Year
from monitor.narrative.prose import fold, listed, mask_numbers
from monitor.narrative.remarks import AS_FORM, Remark, remarked

ID = "non-numeric"
NAME_ZH = "数据项填有文字"
NAME_EN = "Words where figures belong"
ABOUT_ZH = (
    "列出填有文字的数据项，为疑点；填“/”“—”“无”的仅提示，没有发生的应填“0”。数字后带单位的不列；2019年试"
    "行格式中的“/”不列。"
)
SEVERITY: Severity = "warning"
BASIS = AS_FORM

TRIAL = "fmt_2019"
LONGEST = 20


def check(dossier: Dossier) -> Iterator[Finding]:
    """List the words in the tables of every report."""
    return remarked(ID, BASIS, dossier, _look)


def _look(dossier: Dossier, filed: Filed) -> Remark | None:
    if filed.report.form not in {each.id for each in forms()}:
        return None
    words = {key: odd for key, odd in filed.odd_cells.items() if odd.state == "text"}
    if words:
        said = [f"{cell_name(key)}填有“{_shown(odd)}”" for key, odd in words.items()]
        return Remark(severity=SEVERITY, message=f"{listed(said)[:-1]}，应填数字。", cells=tuple(words))
    strokes = [key for key, odd in filed.odd_cells.items() if odd.state == "not_applicable"]
    if not strokes or filed.report.form == TRIAL:
        return None
    said = [f"{cell_name(key)}填有“{_shown(filed.odd_cells[key])}”" for key in strokes]
    return Remark(severity="info", message=f"{listed(said)[:-1]}，没有发生的应填“0”。", cells=tuple(strokes))


def _shown(odd: OddCell) -> str:
    text = mask_numbers(fold(odd.raw))
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


# ------------------------------------------------------------------ when it is not judged


def _in_doubt(dossier: Dossier, year: Year) -> str | None:
    """Every cell that is no number was surely read."""
    odd = year.filed.odd_cells if year.filed else {}
    unsure = next((cell for cell, found in odd.items() if found.state == "uncertain"), None)
    return f"{cell_name(unsure)}读取存疑" if unsure else None


UNJUDGED = (report, _in_doubt)
