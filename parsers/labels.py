"""The printed words of the forms: which row, column, group or section a text names.

Labels in real reports lose characters, gain spaces and explanations, and are numbered in every way; each is
known by the words no other label has. Recognition never looks at figures.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Radicals some PDF fonts print in place of the character; NFKC knows the Kangxi block, not this one.
_RADICALS = str.maketrans(
    "⺀⺁⺌⺎⺐⺒⺓⺟⺠⺪⺬⺱⺳⺴⺶⺷⺸⺹⺼⻁⻃⻄⻅⻆⻇⻉⻋⻓⻔⻗⻘⻙⻚⻛⻜⻝⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
    "冫厂小兀尢巳幺母民疋示网网网羊羊羊老肉虎西西见角角贝车长门雨青韦页风飞食首马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
)
_KANGXI = re.compile("[\u2e80-\u2fdf]")
_ARTEFACT = re.compile(r"\[bookmark:[^\]]*\]", re.IGNORECASE)
_NOISE = re.compile(r"[\s|*·•_\u200b\ufeff]+")
_NUMBERING = re.compile(r"^(?:[(<]?[一二三四五六七八九十\d]{1,3}[)>]?[、.,:;)]*)+")
_BRACKETS = re.compile(r"\([^()]*\)")
LONGEST = 60

_ROWS: tuple[tuple[str, str], ...] = (
    ("new_received", r"本年(度)?新?收(到)?政府信息公开申请|新收政府信息|本年新收"),
    ("carried_in", r"上一?年(度)?结转|上年.{0,2}转政府信息"),
    ("carried_out", r"结转(到)?下一?年|转下年度?继续"),
    ("granted", r"(?<!不)予以公开$"),
    ("partially_granted", r"部分公开"),
    ("denied_state_secret", r"国家秘密"),
    ("denied_law_prohibited", r"其他法律|法规禁止公开"),
    ("denied_security_stability", r"三安全|一稳定"),
    ("denied_third_party", r"第三方"),
    ("denied_internal_affairs", r"内部事务"),
    ("denied_process_info", r"过程性"),
    ("denied_enforcement_file", r"执法案卷"),
    ("denied_admin_inquiry", r"行政查询|查询事项"),
    ("unable_not_held", r"不掌握"),
    ("unable_needs_creation", r"没有现成|另行制作"),
    ("unable_unclear", r"补正后|仍不明确"),
    ("refused_petition", r"信访"),
    ("refused_repeat", r"^重复申请"),
    ("refused_publication", r"公开出版物"),
    ("refused_excessive", r"大量反复|无正当理由由?大量"),
    ("refused_reissue", r"重新出具|已获取信息|要求行政机关确认"),
    ("other_no_correction", r"不补正|申请人无正当理由"),
    ("other_fee_unpaid", r"不缴费|缴纳费用|收费通知"),
    ("other_handling", r"^其[他它]处理$"),
    ("other_misc", r"^其[他它]$"),
    ("total_processed", r"^[总合]计$"),
)
_GROUPS = r"^不予(以)?公开$|^无法提供$|^不予处理$|本年度?办理结果|^三$"
_APPLICANTS: tuple[tuple[str, str], ...] = (
    ("natural_person", r"^自然人$"),
    ("enterprise", r"^商业(企业)?$"),
    ("research_institution", r"^科研(机构)?$"),
    ("public_welfare_org", r"^社会公益(组织)?$|^公益组织$"),
    ("legal_service_org", r"^法律服务(机构)?$"),
    ("other_org", r"^其[他它](组织)?$"),
    ("total", r"^[总合]计$"),
)
_PUBLISHED_ROWS: tuple[tuple[str, str], ...] = (
    ("regulations", r"^规章$"),
    ("normative_docs", r"^(行政)?规范性文件$"),
    ("licensing", r"^行政许可$"),
    ("other_services", r"^其他对外管理服务事项$"),
    ("penalty", r"^行政处罚$"),
    ("coercion", r"^行政强制$"),
    ("admin_fees", r"^行政事业性收费$"),
    ("procurement", r"^政府集中采购$"),
)
_PUBLISHED_COLUMNS: tuple[tuple[str, str], ...] = (
    ("newly_made", r"新制作"),
    ("newly_published", r"新公开"),
    ("published_total", r"对外公开总"),
    ("made", r"本年度?(制)?发"),
    ("repealed", r"废止"),
    ("valid", r"现行有效"),
    ("items_prev", r"上一?年项目"),
    ("items_delta", r"本年增|增/?减"),
    ("decisions", r"处理决定"),
    ("amount_wan", r"收费金额"),
    ("projects", r"采购项目"),
    ("amount", r"采购总?金额"),
)
_DISPUTES: tuple[tuple[str, str], ...] = (
    ("upheld", r"维持$"),
    ("corrected", r"纠正$"),
    ("other", r"^其他"),
    ("pending", r"^尚未"),
    ("total", r"^[总合]计$"),
    ("upheld or corrected", r"^结果$"),
)
_ROUTES: tuple[tuple[str, str], ...] = (
    ("suit_after_review", r"复议后"),
    ("suit_direct", r"未经复议|直接起诉"),
    ("review", r"^行政复议$"),
)
_SECTIONS: tuple[tuple[str, str], ...] = (
    ("overview", r"(工作)?(总体|基本)(工作)?情况|概述|概况"),
    ("proactive", r"(行政机关)?主动公开(政府信息)?(工作)?的?情况"),
    (
        "applications",
        r"收到和处理政府信息公开申请的?情况|"
        r"(行政机关)?(政府信息)?依申请公开(政府信息)?((和|及|与|、)不予公开(政府信息)?)?(工作)?(办理)?的?情况",
    ),
    (
        "review_litigation",
        r"(因)?政府信息公开(工作)?(被)?(申请|提起)?行政法?复议.{0,20}|(因?政府信息公开)?(工作)?(申请)?(行政)?复议.{0,6}诉讼.{0,8}情况",
    ),
    ("problems", r"(政府信息公开工作)?存在的?(主要)?问题.{0,12}|主要问题(和|及).{0,10}"),
    ("other", r"其他需要(报告|说明)的?(事项|情况|问题)"),
)
SECTIONS = tuple(key for key, _ in _SECTIONS)
SECTION_NAMES = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
_ORDINAL = re.compile(r"^([一二三四五六七八九十]|\d{1,2})\s*[、.,．]\s*")
_ORDINALS = {key: str(number) for number, (key, _) in enumerate(_SECTIONS, start=1)}

_TABLES = {
    name: tuple((key, re.compile(pattern)) for key, pattern in patterns)
    for name, patterns in {
        "row": _ROWS,
        "applicant": _APPLICANTS,
        "item": _PUBLISHED_ROWS,
        "measure": _PUBLISHED_COLUMNS,
        "dispute": _DISPUTES,
        "route": _ROUTES,
    }.items()
}
_GROUP = re.compile(_GROUPS)
_ARTICLE = re.compile(r"第二十.{0,3}条")
_SECTION = tuple((key, re.compile(pattern)) for key, pattern in _SECTIONS)


def unite_radicals(text: str) -> str:
    """Write radicals that stand for a character as that character (⽂⺠ → 文民); nothing else changes.

    >>> unite_radicals("⼈⺠政府，２０")
    '人民政府，２０'
    """
    return _KANGXI.sub(lambda found: unicodedata.normalize("NFKC", found.group()).translate(_RADICALS), text)


@lru_cache(maxsize=8192)
def core(text: str) -> str:
    """Bring a label to what matters: no spaces, half-width, without its numbering.

    >>> core("（三） 不予 公开"), core("1．属于国家秘密")
    ('不予公开', '属于国家秘密')
    """
    plain = unicodedata.normalize("NFKC", _ARTEFACT.sub("", text))
    plain = _NOISE.sub("", plain)
    return _NUMBERING.sub("", plain) or plain


@lru_cache(maxsize=8192)
def _find(table: str, text: str) -> str | None:
    if len(text) > LONGEST * 3:
        return None
    label = core(text)
    bare = _BRACKETS.sub("", label) or label
    if len(bare) > LONGEST:
        return None
    return next((key for key, pattern in _TABLES[table] if pattern.search(bare)), None)


def row(text: str) -> str | None:
    """Name the row of table 3 a label stands for.

    >>> row("2.其他法律行政止公开"), row("（七）总计"), row("（三）不予公开")
    ('denied_law_prohibited', 'total_processed', None)
    """
    return _find("row", text)


def is_group(text: str) -> bool:
    """Tell whether a label is the heading of several rows of table 3, as （四）无法提供."""
    return bool(_GROUP.search(core(text))) and len(text) <= LONGEST


def applicant(text: str) -> str | None:
    """Name the column of table 3."""
    return _find("applicant", text)


def item(text: str) -> str | None:
    """Name the row of table 2."""
    return _find("item", text)


def measure(text: str) -> str | None:
    """Name the column of table 2."""
    return _find("measure", text)


def dispute(text: str) -> str | None:
    """Name the column of table 4; `upheld or corrected` for a head that lost its end."""
    return _find("dispute", text)


def is_article(text: str) -> bool:
    """Tell whether a text is the head of one group of table 2, as 第二十条第（五）项."""
    return bool(_ARTICLE.match(core(text)))


def route(text: str) -> str | None:
    """Name the route of complaint a head of table 4 stands for."""
    return _find("route", text)


@lru_cache(maxsize=8192)
def heading(text: str) -> str | None:
    """Name the section a line opens, or None.

    >>> heading("二、主动公开政府信息情况"), heading("（一）主动公开情况"), heading("1、 总体情况")
    ('proactive', None, 'overview')
    """
    if len(text) > LONGEST:
        return None
    plain = _NOISE.sub("", unicodedata.normalize("NFKC", _ARTEFACT.sub("", text)))
    ordinal = _ORDINAL.match(plain)
    words = plain[ordinal.end() :] if ordinal else plain
    key = next((key for key, pattern in _SECTION if pattern.fullmatch(words.rstrip(":。"))), None)
    if key is None or (ordinal is None and len(words) < len("总体情况")):
        return None
    if ordinal and ordinal.group(1).isdigit() and ordinal.group(1) != _ORDINALS[key]:
        return None
    return key
