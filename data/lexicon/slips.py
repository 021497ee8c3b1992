"""Slips of the pen that are always slips: swaps, doubled words, set phrases; and how it should read.

A row: a regular expression over folded text, what it should be. What is a matter of taste is not here.
"""

from __future__ import annotations

SLIPS = (
    (r"进[—–\-－]+步", "进一步"),
    (r"(?:^|(?<=[：，]))[—–－]是", "一是"),
    (r"布署", "部署"),
    (r"按排(?![队列名放序水污])", "安排"),
    (r"登陆(?=(?:政府|门户|官方|该|本)?(?:网站|网址|平台|系统|门户))", "登录"),
    (r"截止(?=20\d\d年|目前|年底|年末|12月)", "截至"),
    (r"(?<![目标])的的(?!确|士)", "的"),
    (r"(?<!办)公公开", "公开"),
    (r"信信息", "信息"),
    (r"(?<!行)政政府", "政府"),
    (r"申请申请(?![人表书])", "申请"),
    (r"依申请公(?![开布民示告平职共])", "依申请公开"),
    (r"(?:受理|申请|公开|沟通)渠(?![道县系])", "渠道"),
    (r"政府信[自患]", "政府信息"),
    (r"规犯性|规范性文年", "规范性文件"),
    (r"应公开[近进]公开", "应公开尽公开"),
    (r"政府信息公开处理费", "信息处理费"),
)

ORDINALS = "一二三四五六七八九十"
