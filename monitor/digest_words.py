"""The words of the mail: states, reasons, kinds, severities and verdicts as an officer says them.

Source: the office's glossary (officer_words). A machine says 未检索到 and 不符; only after a review it says
未公布 and 属实. A local deadline is never 法定 and nobody is ever 逾期 by it.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache

from data.clock import OFFICE_ZONE
from data.forms import forms
from data.records import Coverage, Finding, Repair

SEVERITIES = {"error": "问题", "warning": "疑点"}
ACTIVE = {"open": "待复核", "confirmed": "属实", "asked": "已请单位说明", "reopened": "情况有变，重新复核"}
PRIVATE = frozenset({"personal-data", "sensitive-wording"})

KINDS = {
    "government": "人民政府",
    "government_office": "政府办公厅（室）",
    "department": "政府部门",
    "township_gov": "乡镇人民政府",
    "subdistrict_office": "街道办事处",
    "development_zone": "开发区（园区）管委会",
    "vertical_agency": "垂直管理单位",
    "branch_bureau": "派出机构（分局）",
    "authorised_institution": "法律法规授权组织",
}

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

REASONS = {
    "waf_challenge": ("网站安全验证拦截", _LET_IN),
    "blocked_region": ("访问受地域限制", _LET_IN),
    "forbidden": ("网站拒绝访问", _LET_IN),
    "robots": ("网站不允许自动访问", _LET_IN),
    "rate_limited": ("访问频次受限", _LET_IN),
    "server_error": ("网站服务器故障", _REPAIR_SITE),
    "timeout": ("访问超时", _REPAIR_SITE),
    "maintenance": ("网站维护中", _REPAIR_SITE),
    "dns": ("域名无法解析", _REPAIR_SITE),
    "refused": ("网站拒绝连接", _REPAIR_SITE),
    "redirect_loop": ("页面反复跳转", _REPAIR_SITE),
    "tls_unverified": ("网站证书未通过验证", _REPAIR_SITE),
    "tls_unsupported": ("网站加密方式不支持", _REPAIR_SITE),
    "soft_404": ("返回“页面不存在”", _COLUMN),
    "site_changed": ("网站改版，栏目待重新确认", _COLUMN),
    "no_column": ("未找到年报栏目", _COLUMN),
    "host_not_registered": ("网址不在登记范围", "请管理员核对并登记网址"),
    "dead_link": ("列表有链接但打不开", "请公布单位检查列表中的链接"),
    "truncated": ("内容接收不完整", _BY_HAND),
    "too_large": ("文件过大，未全部读取", _BY_HAND),
    "unknown_template": ("页面样式未识别", _BY_HAND),
    "js_required": ("页面需脚本加载", _BY_HAND),
    "charset_doubt": ("文字编码存疑", _BY_HAND),
    "incomplete_list": ("列表未取全", _BY_HAND),
    "wrong_content": ("文件内容与类型不符", _BY_HAND),
    "unreadable_file": ("文件无法读取", _BY_HAND),
    "parse_limit": ("超出读取限额", _BY_HAND),
    "not_a_report": ("不是年度报告", _BY_HAND),
    "platform_anomaly": ("平台整体异常，暂不判断", _WAIT),
    "clock_doubt": ("系统时钟待校准", "请管理员校准系统时钟"),
    "interrupted": ("核查中断", _WAIT),
    "never_looked": ("尚未核查", _WAIT),
}
NO_DUE_DAY = ("公布期限未登记", "请管理员登记公布时限")

EXISTENCE = frozenset({"missing-report", "late-report", "late-local"})
ARITHMETIC = frozenset(
    [
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
    ]
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


def rule_name(finding: Finding, name: str) -> str:
    """Name a finding; only a reviewed `missing-report` may be called 未公布."""
    if finding.rule_id == "missing-report":
        return "未公布年度报告" if finding.status == "confirmed" else "未检索到年度报告"
    return name.replace("{n}", "多")


def standing(row: Coverage, *, confirmed: bool = False) -> str:
    """Say under which count of the mail a unit's year falls (a key of STANDINGS).

    `confirmed`: an officer has confirmed that the report is missing. A report we could see but not read in
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
    if row.state == "unverifiable":
        return f"无法核查：{reason_words(row)[0]}"
    return STANDINGS[place]


def reason_words(row: Coverage) -> tuple[str, str]:
    """Say why a unit's year could not be examined, and who should do what about it."""
    if row.reason is None:
        return NO_DUE_DAY if row.due_on is None else REASONS["never_looked"]
    return REASONS[row.reason]


def day_words(day: date) -> str:
    """Write a day as the office does.

    >>> day_words(date(2026, 1, 31))
    '1月31日'
    """
    return f"{day.month}月{day.day}日"


def moment_words(instant: datetime) -> str:
    """Write an instant as the office does, to the hour, in Beijing time."""
    local = instant.astimezone(OFFICE_ZONE)
    return f"{local.year}年{local.month}月{local.day}日{local.hour}时（北京时间）"


@cache
def _places() -> dict[str, str]:
    parts = {"t2": "第二部分", "t3": "第三部分", "t4": "第四部分"}
    return {
        f"{table}.{line.key}.{column.key}": f"{parts[table]}表格“{line.label}”{column.label}"
        for form in forms()
        for table, lines in form.tables().items()
        for line in lines
        for column in line.columns
    }


def cell_place(cell: str) -> str:
    """Say where a cell stands in the printed report.

    >>> cell_place("t3.total_processed.natural_person")
    '第三部分表格“（七）总计”自然人'
    """
    return _places()[cell]


def repair_words(repair: Repair) -> str:
    """Say the smallest change that would make the tables agree: advice, the ledger decides."""
    changes = "、".join(f"{cell_place(cell)}改为{value}" for cell, value in repair.cells.items())
    more = "" if repair.unique else "另有其他改法同样成立，请以台账为准。"
    return f"若{changes}，表内勾稽关系全部成立；仅供参考，以办理台账为准。{more}"
