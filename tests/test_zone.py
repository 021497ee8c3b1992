"""A report looked at again: what moves by itself is not a change, what somebody altered is."""

from __future__ import annotations

import pytest

from crawler.deltas import delta_of
from crawler.pages import Page

FRAME = (
    '<html><head><title>年报</title></head><body><div class="header">{banner}</div><div>{today}</div>'
    '<div class="info">发布时间：2025-01-20 来源：办公室 浏览次数：<span id="hits">{hits}</span>次</div>{main}'
    '<ul class="xgxx"><li><a href="/a/{other}.html">{other}</a></li></ul><div id="s">{session}</div>'
    '<div class="footer">您是第{visitor}位访客</div></body></html>'
)
MAIN = (
    "<h1>柳溪县财政局2024年政府信息公开工作年度报告</h1><p>全年主动公开信息{made}条，门户网站访问量{visits}万次，"
    "本机关依法公开政府信息，及时回应群众关切，按时答复公开申请，不断完善公开制度，加强队伍建设，持续提高公开质量和水平，"
    "妥善处理依申请公开中的各类问题，接受社会各界和人民群众监督，全年无行政复议和行政诉讼案件，工作总体平稳有序，成效较为明显，群众满意。</p>"
    '<table><tr><td>本年新收</td><td>{new}</td></tr></table><p>联系电话：{phone}</p><a href="./{file}">附件</a>'
)
CALM = {
    "banner": "欢迎",
    "today": "今天是2025年2月3日 星期一",
    "hits": "17",
    "other": "县领导调研",
    "session": "9f86d081884c7d659a2feaa0c55ad015",
    "visitor": "10086",
}
REPORT = {"made": 12, "visits": 3, "new": 5, "phone": "0312-123", "file": "P1.docx"}
BY_ITSELF = {
    "banner": "热烈庆祝新年",
    "today": "今天是2025年2月11日 星期二 农历正月十四",
    "hits": "1,804",
    "other": "春耕生产有序推进",
    "session": "60303ae22b998861bce3b28f33eec1be",
    "visitor": "20,311",
}
ALTERED = {"made": 13, "visits": 4, "new": 6, "phone": "0312-456"}
AROUND = {
    "nothing": "{}",
    "TRS": '<div class="TRS_Editor">{}</div>',
    "UCAP": "<UCAPCONTENT>{}</UCAPCONTENT>",
    "VSB": '<div id="vsb_content">{}</div>',
    "an empty container": '<div id="zoom"></div>{}',
    "a frame's name": '<div class="top">{}</div>',
}


def page(around: str, **changed: object) -> Page:
    main = AROUND[around].format(MAIN.format(**(REPORT | changed)))
    return Page(url="http://a.example/nb/1.html", body=FRAME.format(main=main, **(CALM | changed)).encode())


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("what", BY_ITSELF)
def test_what_moves_by_itself_is_no_change(around: str, what: str) -> None:
    assert delta_of(page(around), page(around, **{what: BY_ITSELF[what]}), None, listed=True) is None


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("what", ALTERED)
def test_a_figure_that_somebody_altered_is_a_change(around: str, what: str) -> None:
    changed = BY_ITSELF | {what: ALTERED[what]}
    assert delta_of(page(around), page(around, **changed), None, listed=True) == "changed"


def test_a_file_is_compared_to_the_last_byte() -> None:
    one, other = (Page(url="http://a.example/1.pdf", body=b"%PDF-1.4 " + mark) for mark in (b"1", b"2"))
    assert delta_of(one, other, None, listed=True) == "changed"


def test_a_taken_down_report_is_gone_and_a_failing_one_says_nothing() -> None:
    one = page("TRS")
    assert delta_of(one, one, "dead_link", listed=True) == "gone"
    assert delta_of(one, page("TRS", new=9), "timeout", listed=True) is None
    assert delta_of(one, one, None, listed=False) == "unlisted"
