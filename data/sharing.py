"""What a publishable copy holds (`nianjian export`): which rows of which tables, and what they are called."""

from __future__ import annotations

from dataclasses import dataclass

from data.words import PRIVATE_RULES


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """One table of the copy: its name, what it is called, where its rows come from, whether XLSX holds it."""

    name: str
    title: str
    query: str
    in_workbook: bool = True


_PRIVATE = ", ".join(f"'{rule}'" for rule in PRIVATE_RULES)
SHARED = (
    Shared(
        name="portals",
        title="网站",
        query="SELECT id, name, home_url, column_url, family FROM main.portals ORDER BY id",
    ),
    Shared(
        name="units",
        title="单位名录",
        query="SELECT id, uscc, name, short_name, aliases, kind, level, division_code, parent_id, "
        "portal_id, valid_from, valid_to, successor_id FROM main.units ORDER BY division_code, id",
    ),
    Shared(
        name="deadlines",
        title="公布时限",
        query="SELECT kind, from_year, to_year, legal_due, local_due, division_code, basis "
        "FROM main.deadlines",
    ),
    Shared(
        name="rules",
        title="核查规则",
        query="SELECT id, name_zh, severity, basis, description FROM main.rules "
        f"WHERE id NOT IN ({_PRIVATE}) ORDER BY id",
    ),
    Shared(
        name="coverage",
        title="公布情况",
        query="SELECT s.unit_id, s.name, s.year, s.standing, c.state, c.due_on, c.due_kind, c.published_on, "
        "c.days_late, c.looks, c.reason, c.basis, r.title, r.url FROM main.standings s "
        "JOIN main.coverage c ON c.unit_id = s.unit_id AND c.year = s.year "
        "LEFT JOIN main.reports r ON r.id = c.report_id ORDER BY s.year DESC, s.unit_id",
    ),
    Shared(
        name="reports",
        title="年度报告",
        query="SELECT id, unit_id, year, title, url, form, published_on, date_source, superseded_by, sha256 "
        "FROM main.reports WHERE unit_id IS NOT NULL ORDER BY year DESC, unit_id, id",
    ),
    Shared(
        name="findings",
        title="问题清单",
        query="SELECT id, rule_id, unit_id, year, severity, status, message, cells, basis, url, "
        f"detected_on, report_id FROM main.findings WHERE rule_id NOT IN ({_PRIVATE}) "
        "ORDER BY year DESC, unit_id, rule_id",
    ),
    *(
        Shared(
            name=name,
            title=title,
            query=f"SELECT * FROM main.{name} WHERE report_id IN "
            "(SELECT id FROM main.reports WHERE unit_id IS NOT NULL)",
            in_workbook=False,
        )
        for name, title in (("proactive", "主动公开"), ("applications", "申请办理"), ("disputes", "复议诉讼"))
    ),
    Shared(
        name="odd_cells",
        title="存疑数据项",
        query="SELECT report_id, cell, state FROM main.odd_cells WHERE report_id IN "
        "(SELECT id FROM main.reports WHERE unit_id IS NOT NULL) ORDER BY report_id, cell",
        in_workbook=False,
    ),
)
# Headings of the workbook; a column that is not here keeps its name.
HEADINGS = {
    "id": "编号", "name": "名称", "home_url": "首页网址", "column_url": "栏目网址", "family": "网站系统",
    "uscc": "统一社会信用代码", "short_name": "简称", "aliases": "曾用名和简称", "kind": "类别",
    "level": "层级", "division_code": "行政区划代码", "parent_id": "上级单位", "portal_id": "网站",
    "valid_from": "设立日期",
    "valid_to": "撤并日期", "successor_id": "承接单位", "from_year": "起始年度", "to_year": "截止年度",
    "legal_due": "法定期限", "local_due": "本地规定时间", "basis": "依据", "name_zh": "名称",
    "severity": "程度", "description": "说明", "unit_id": "单位", "year": "报告年度", "standing": "状态",
    "state": "核查状态",
    "due_on": "应公布日期", "due_kind": "期限性质", "published_on": "公布日期", "days_late": "逾期天数",
    "looks": "核查次数", "reason": "无法核查原因", "title": "报告标题", "url": "网址", "form": "格式版本",
    "date_source": "公布日期依据", "superseded_by": "更正后版本", "sha256": "存档编号", "rule_id": "规则",
    "status": "复核结论", "message": "情况说明", "cells": "涉及数据项", "detected_on": "发现日期",
    "report_id": "报告编号",
}  # fmt: skip
CODES = (
    "kind",
    "level",
    "severity",
    "standing",
    "state",
    "due_kind",
    "reason",
    "form",
    "date_source",
    "status",
    "family",
)
