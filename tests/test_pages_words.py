"""No code of ours reaches an officer: whatever a date was read from has its words."""

from __future__ import annotations

from pathlib import Path

from data.words import DATE_SOURCES
from monitor.filing.versions import HINTS
from parsers.read import PRINTED_SOURCES, read

PAGE = """<html><head><meta charset="utf-8"><title>某县水利局2024年政府信息公开工作年度报告</title>
<meta name="PubDate" content="2025-01-10"><publishtime>2025-01-11</publishtime></head><body>
<h1>某县水利局2024年政府信息公开工作年度报告</h1><p>发布时间：2025-01-12</p>
<h2>一、总体情况</h2><p>{text}</p><h2>二、主动公开政府信息情况</h2><p>{text}</p>
<h2>三、收到和处理政府信息公开申请情况</h2><p>{text}</p>
<h2>四、政府信息公开行政复议、行政诉讼情况</h2><p>{text}</p>
<h2>五、存在的主要问题及改进情况</h2><p>{text}</p><h2>六、其他需要报告的事项</h2><p>没有其他事项。</p>
<p>某县水利局</p><p>2025年1月13日</p></body></html>"""


def test_every_place_a_date_is_read_from_has_its_words() -> None:
    page = PAGE.format(text="本年度做好公开工作，及时更新栏目。" * 12)
    found = read(page.encode(), url="https://w.example/2025/0114/t20250114_1.html")
    read_from = {source for source, _ in found.dates}
    assert {"meta", "label", "signature", "url"} <= read_from
    assert read_from | {*PRINTED_SOURCES, *HINTS, "list"} == set(DATE_SOURCES)
    assert not any(character.isascii() for words in DATE_SOURCES.values() for character in words)


def test_the_desk_says_gongbu_of_a_report_that_is_not_out_yet() -> None:
    """The regulation speaks of 公布; 发布 is only what a website prints beside its dates."""
    for path in (*Path("data/templates").glob("*.html"), *Path("data/pages").glob("*.py")):
        text = path.read_text(encoding="utf-8")
        assert not any(wrong in text for wrong in ("发布前自查", "尚未发布", "再发布")), path
