"""The officer's words for every code we store, once: desk, mail and letters take them from here.

A machine says 未检索到, 不符, 相同; only after a review do we say 未公布 or 属实. A local deadline is never
法定. What a rule is called stands in its own module, and so in the table `rules`.
Every table is code → words; `said` looks a code up by the kind of thing it names.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from data.forms import forms

STATES = {
    "not_due": "未到期限",
    "published": "已公布",
    "defective": "已公布，内容待核",
    "not_seen": "暂未检索到",
    "absent": "经多次核查未检索到",
    "unverifiable": "无法核查",
    "withdrawn": "公布后不再可见",
    "exempt": "不计入应公布范围",
}
ON_TIME, LATE, LATE_LOCAL, UNDATED = "按时公布", "逾期公布", "晚于本地规定时间公布", "已公布，日期待核"
UNPUBLISHED = "未公布"
# Under which count a unit's year falls (table `standings`); what was seen but not read counts by its date.
STANDINGS = {
    "on_time": ON_TIME,
    "late": LATE,
    "late_local": LATE_LOCAL,
    "undated": UNDATED,
    "unpublished": UNPUBLISHED,
    **{code: words for code, words in STATES.items() if code not in ("published", "defective")},
}

# The signs of the matrix (历年一览) by standing: readable without colour.
SIGNS = dict(zip(STANDINGS, ("✓", "逾", "逾", "✓?", "缺", "○", "未", "未!", "？", "撤", "—"), strict=True))

REASONS = {
    "waf_challenge": "网站安全验证拦截",
    "blocked_region": "访问受地域限制",
    "forbidden": "网站拒绝访问",
    "soft_404": "返回“页面不存在”",
    "server_error": "网站服务器故障",
    "charset_doubt": "文字编码存疑",
    "redirect_loop": "页面反复跳转",
    "tls_unverified": "网站证书未通过验证",
    "tls_unsupported": "网站加密方式不支持",
    "timeout": "访问超时",
    "truncated": "内容接收不完整",
    "too_large": "文件过大，未全部读取",
    "site_changed": "网站改版，栏目待重新确认",
    "platform_anomaly": "平台整体异常，暂不判断",
    "js_required": "页面需脚本加载",
    "incomplete_list": "列表未取全",
    "unreadable_file": "文件无法读取",
    "wrong_content": "文件内容与类型不符",
    "maintenance": "网站维护中",
    "dns": "域名无法解析",
    "refused": "网站拒绝连接",
    "robots": "网站不允许自动访问",
    "rate_limited": "访问频次受限",
    "clock_doubt": "系统时钟待校准",
    "unknown_template": "页面样式未识别",
    "dead_link": "列表有链接但打不开",
    "host_not_registered": "网址不在登记范围",
    "parse_limit": "超出读取限额",
    "interrupted": "核查中断",
    "no_column": "未找到年报栏目",
    "never_looked": "尚未核查",
    "not_a_report": "不是年度报告",
}

SEVERITIES = {"error": "问题（请整改）", "warning": "疑点（请核实）", "info": "提示（供参考）"}

STATUSES = {
    "open": "待复核",
    "confirmed": "属实",
    "explained": "说明成立",
    "waived": "暂不提示",
    "fixed": "已整改",
    "mistaken": "系统误判",
    "asked": "已请单位说明",
    "reopened": "情况有变，重新复核",
}
VERDICTS = {code: STATUSES[code] for code in STATUSES if code not in ("open", "reopened")}

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
LEVELS = {
    "national": "国家级",
    "province": "省级",
    "prefecture": "市级",
    "county": "县级",
    "township": "乡镇级",
}
FORMS = {"free_2008": "2008年起自由格式", "fmt_2019": "2019年试行格式", "fmt_2021": "2021年版格式"}
READINGS = {"read": "已读取", "not_a_report": "不是年度报告", "unreadable": "未能读取"}
ODD_CELLS = {
    "blank": "空白",
    "not_applicable": "填“/”“—”等",
    "text": "填有文字",
    "unreadable": "未能读取",
    "uncertain": "读取存疑",
}
PURPOSES = {
    "robots": "访问规则",
    "home": "网站首页",
    "nav": "导航页",
    "column": "年报栏目",
    "list": "列表页",
    "api": "列表接口",
    "report": "年报正文",
    "attachment": "附件",
    "probe": "探测不存在的网址",
}
SECTIONS = {
    "overview": "一、总体情况",
    "proactive": "二、主动公开政府信息情况",
    "applications": "三、收到和处理政府信息公开申请情况",
    "review_litigation": "四、政府信息公开行政复议、行政诉讼情况",
    "problems": "五、存在的主要问题及改进情况",
    "other": "六、其他需要报告的事项",
}
CHANGES = {"new": "新见", "changed": "有变动", "gone": "不再可见", "unlisted": "移出列表"}
DUE_KINDS = {"legal": "法定期限", "local": "本地规定时间"}
WALKS = {"complete": "列表已取全", "passed": "通过", **REASONS}
COMMANDS = {
    "crawl": "核查网站",
    "parse": "读取年报",
    "check": "判断",
    "run": "全部步骤",
    "digest": "周报",
    "backup": "备份",
    "verify": "存档校验",
    "health": "自检",
}
# What parsers/identity.py reads a date from, and `list`, the entry in the column.
DATE_SOURCES = {
    "meta": "页面标注",
    "publishtime": "页面标注",
    "label": "页面文字",
    "list": "栏目列表",
    "url": "网址",
    "signature": "正文落款",
}
FAMILIES = {
    "trs": "拓尔思",
    "trs_fujian": "拓尔思（福建）",
    "jcms": "大汉",
    "jcms_annual": "大汉（年报专栏）",
    "vsb": "博达",
    "ucap": "开普",
    "year_tree": "按年分列",
    "generic": "通用",
}

# Never in mail, letters or exports; on the desk only to officers who are logged in (contract §5).
PRIVATE_RULES = ("personal-data", "sensitive-wording")


@cache
def lines() -> Mapping[str, str]:
    """Name every printed line of tables 2, 3 and 4 by its key."""
    return {
        line.key: f"{line.group} {line.label}" if table == "t3" and line.group else line.label
        for form in forms()
        for table, its_lines in form.tables().items()
        for line in its_lines
    }


@cache
def measures() -> Mapping[str, str]:
    """Name every column of tables 2, 3 and 4 by its key."""
    return {
        column.key: column.label
        for form in forms()
        for its_lines in form.tables().values()
        for line in its_lines
        for column in line.columns
    }


_TABLES = {"t2": "表二", "t3": "表三", "t4": "表四"}


def cell_name(cell: str) -> str:
    """Say which figure a cell key means; an unknown key is given back as it is.

    >>> cell_name("t3.granted.natural_person")
    '表三“（一）予以公开”自然人'
    """
    table, _, rest = cell.partition(".")
    line, _, column = rest.partition(".")
    if table not in _TABLES or line not in lines() or column not in measures():
        return cell
    return f"{_TABLES[table]}“{lines()[line]}”{measures()[column]}"


def state_name(state: str, days_late: int | None = None, due_kind: str | None = "legal") -> str:
    """Say in which state a unit's year is; a published one by its date.

    >>> state_name("published", 0), state_name("published", 3), state_name("published"), state_name("absent")
    ('按时公布', '逾期公布', '已公布，日期待核', '经多次核查未检索到')
    """
    if state != "published":
        return STATES.get(state, state)
    if days_late is None:
        return UNDATED
    if days_late <= 0:
        return ON_TIME
    return LATE_LOCAL if due_kind == "local" else LATE


_KINDS_OF_CODE: Mapping[str, Mapping[str, str]] = {
    "state": STATES,
    "standing": STANDINGS,
    "reason": REASONS,
    "severity": SEVERITIES,
    "status": STATUSES,
    "verdict": VERDICTS,
    "kind": KINDS,
    "level": LEVELS,
    "form": FORMS,
    "reading": READINGS,
    "odd_cell": ODD_CELLS,
    "purpose": PURPOSES,
    "section": SECTIONS,
    "change": CHANGES,
    "due_kind": DUE_KINDS,
    "walk": WALKS,
    "command": COMMANDS,
    "date_source": DATE_SOURCES,
    "family": FAMILIES,
}


def said(kind: str, code: str | None) -> str:
    """Say a code in the officer's words; a code without words stays as it is, None is empty.

    >>> said("severity", "warning"), said("reason", "own"), said("state", None)
    ('疑点（请核实）', 'own', '')
    """
    if code is None:
        return ""
    printed = {"line": lines, "measure": measures}
    return (printed[kind]() if kind in printed else _KINDS_OF_CODE[kind]).get(code, code)
