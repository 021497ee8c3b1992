"""The words only the mail needs, beside those of data/words.py: standings, classes, who should do what.

A machine says 未检索到 and 不符; only after a review it says
未公布 and 属实. A local deadline is never 法定 and nobody is ever 逾期 by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

from data.clock import OFFICE_ZONE, office_day
from data.records import Coverage, Finding, Repair, Review, Severity
from data.reviewing import TWO, confirmers
from data.words import cell_name, said

# Statuses of a finding that still needs somebody; the others are settled.
ACTIVE = ("open", "confirmed", "asked", "reopened")
MAILED = ("error", "warning")

STANDINGS = {
    "on_time": "按时公布",
    "late": "逾期公布",
    "late_local": "晚于本地规定时间公布",
    "undated": "已公布，日期待核",
    "withdrawn": "公布后不再可见",
    "not_seen": "暂未检索到",
    "absent": "经多次核查未检索到",
    "unpublished": "未公布",
    "unverifiable": "无法核查",
    "exempt": "不计入",
    "not_due": "未到期限",
}

_LET_IN = "请网站主管单位为监测地址放行；放行前请人工打开核对"
_REPAIR_SITE = "请网站运维单位检查访问情况；系统继续核查"
_COLUMN = "请管理员重新确认年报栏目网址"
_BY_HAND = "请工作人员打开原页核对"
_WAIT = "无需单位处理，系统继续核查"

# Who should do what about each reason; any other needs somebody to open the page.
ACTIONS = {
    **dict.fromkeys(("waf_challenge", "blocked_region", "forbidden", "robots", "rate_limited"), _LET_IN),
    **dict.fromkeys(("server_error", "timeout", "maintenance", "dns", "refused"), _REPAIR_SITE),
    **dict.fromkeys(("redirect_loop", "tls_unverified", "tls_unsupported"), _REPAIR_SITE),
    **dict.fromkeys(("soft_404", "site_changed", "no_column"), _COLUMN),
    **dict.fromkeys(("platform_anomaly", "interrupted", "never_looked"), _WAIT),
    "clock_doubt": "请管理员校准系统时钟",
    "host_not_registered": "请管理员核对并登记网址",
    "dead_link": "请公布单位检查列表中的链接",
}
NO_DUE_DAY = ("公布期限未登记", "请管理员登记公布时限")

EXISTENCE = frozenset({"missing-report", "late-report", "late-local"})
ARITHMETIC = frozenset(
    {
        "intake-balance",
        "outcome-total",
        "column-total",
        "dispute-total",
        "carry-over",
        "valid-stock",
        "impossible-carry",
        "text-table",
        "text-sum",
        "rule-making-power",
        "amount-unit",
        "outlier",
        "aggregate",
    }
)
ORIGINALITY = frozenset(
    [
        "unchanged",
        "numbers-only",
        "near-copy",
        "copied-from-unit",
        "same-problems",
        "same-figures",
        "same-count",
    ]
)
ADVICE = {
    "existence": "请核实公布情况；如已公布请告知网址，如属页面访问问题请协助核实。",
    "arithmetic": "请核对原始台账，确需更正的，在原公布位置更正并注明更正日期和内容。",
    "originality": "请结合当年工作实际核实报告内容。",
    "content": "请对照规定格式核实；确需更正的，在原公布位置更正并注明。",
}

# Control characters, bidirectional overrides, invisible and separator characters: never in a mail.
_UNSEEN = re.compile(
    "[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f\ud800-\udfff]+"
)


# How monitor/arithmetic/repair.py says a repair.
_REPAIR = re.compile(r"若[^。]*则\d+项勾稽全部成立[^；。]*；仅供参考，以办理台账为准。(?:另有[^。]*。)?$")


def clean(text: str, limit: int = 2000) -> str:
    r"""Make a text from outside fit for one line of a mail: nothing invisible, no line breaks, not endless.

    >>> clean("年报\r\nBcc: x@y.example \u202e倒")
    '年报 Bcc: x@y.example 倒'
    >>> clean("一二三四五", 3)
    '一二…'
    """
    line = " ".join(_UNSEEN.sub(" ", text).split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def problem_class(rule_id: str) -> str:
    """Sort a rule into the four classes of the mail.

    >>> problem_class("late-report"), problem_class("outcome-total"), problem_class("typo")
    ('existence', 'arithmetic', 'content')
    """
    if rule_id in EXISTENCE:
        return "existence"
    if rule_id in ARITHMETIC:
        return "arithmetic"
    return "originality" if rule_id in ORIGINALITY else "content"


def told_and_repair(message: str) -> tuple[str, str]:
    """Part a finding's message from the repair that stands at its end, so that a mail says it once.

    >>> told_and_repair("相差1。若总计改为2，则7项勾稽全部成立；仅供参考，以办理台账为准。")
    ('相差1。', '若总计改为2，则7项勾稽全部成立；仅供参考，以办理台账为准。')
    """
    found = _REPAIR.search(message)
    return (message[: found.start()], found.group()) if found else (message, "")


def rule_name(finding: Finding, name: str, *, certain: bool) -> str:
    """Name a finding; a `missing-report` is called 未公布 only when it is certain: two officers looked.

    Letters name only what they have let through, which is certain.
    """
    if finding.rule_id == "missing-report":
        return "未公布年度报告" if certain and finding.status == "confirmed" else "未检索到年度报告"
    return name.replace("{n}", "多")


def certain(finding: Finding, reviews: Iterable[Review]) -> bool:
    """Tell whether a finding was confirmed by as many officers as its rule needs; reviews in their order."""
    mine = (each for each in reviews if each.finding_id == finding.id)
    needed = 2 if finding.rule_id in TWO else 1
    return finding.status == "confirmed" and len(confirmers(mine)) >= needed


def status_words(finding: Finding, *, certain: bool) -> str:
    """Say how a finding stands; one officer's word on a missing report waits for the second's."""
    half = finding.rule_id in TWO and finding.status == "confirmed" and not certain
    return "一人已确认，待第二人复核" if half else said("status", finding.status)


def severity_word(severity: Severity) -> str:
    """Say how grave a finding is in one word.

    >>> severity_word("warning")
    '疑点'
    """
    return said("severity", severity).partition("（")[0]


def standing(row: Coverage, *, confirmed: bool = False) -> str:
    """Say under which count of the mail a unit's year falls (a key of STANDINGS).

    `confirmed`: two officers have confirmed that the report is missing. A report we could see but not read in
    full counts by its date: our trouble is not the unit's.
    """
    if row.state == "absent":
        return "unpublished" if confirmed else "absent"
    if row.state not in ("published", "defective"):
        return row.state
    if row.days_late is None:
        return "undated"
    if row.days_late == 0:
        return "on_time"
    return "late" if row.due_kind == "legal" else "late_local"


def state_words(row: Coverage, place: str) -> str:
    """Describe one unit's year in a list; `place` is its standing."""
    if row.state == "defective":
        return "已公布，内容待核"
    if place == "late_local":
        return f"晚于本地规定时间{row.days_late}天公布"
    if place == "on_time" and row.days_late:
        return f"按时公布（晚{row.days_late}天，按规定不计逾期）"
    if row.state == "unverifiable":
        return f"无法核查：{reason_words(row)[0]}"
    return STANDINGS[place]


def reason_words(row: Coverage) -> tuple[str, str]:
    """Say why a unit's year could not be examined, and who should do what about it."""
    if row.due_on is None and row.state == "unverifiable":
        return NO_DUE_DAY
    reason = row.reason or "never_looked"
    return said("reason", reason), ACTIONS.get(reason, _BY_HAND)


def day_words(day: date) -> str:
    """Write a day as the office does.

    >>> day_words(date(2026, 1, 31))
    '1月31日'
    """
    return f"{day.month}月{day.day}日"


def as_of_words(day: date, at: datetime) -> str:
    """Say when figures were taken: the hour of composing, or the end of an earlier day.

    >>> as_of_words(date(2026, 1, 25), datetime(2026, 1, 26, tzinfo=OFFICE_ZONE))
    '2026年1月25日24时（北京时间）'
    """
    if day < office_day(at):
        return f"{day.year}年{day_words(day)}24时（北京时间）"
    return moment_words(at)


def moment_words(instant: datetime) -> str:
    """Write an instant as the office does, to the hour, in Beijing time."""
    local = instant.astimezone(OFFICE_ZONE)
    return f"{local.year}年{local.month}月{local.day}日{local.hour}时（北京时间）"


def repair_words(repair: Repair) -> str:
    """Say the smallest change that would make the tables agree: advice, the ledger decides."""
    changes = "、".join(f"{cell_name(cell)}改为{value}" for cell, value in repair.cells.items())
    more = "" if repair.unique else "另有其他改法同样成立，请以台账为准。"
    return f"若{changes}，表内勾稽关系全部成立；仅供参考，以办理台账为准。{more}"
