"""What a program misread in a scan is never held against a unit; that it published a scan may be."""

from dataclasses import replace
from pathlib import Path

from monitor.selfcheck import examine
from parsers.pictures import doubted
from parsers.read import read

PAGE = (Path(__file__).parent / "examples" / "reports" / "page_2021.html").read_bytes()


def test_no_rule_judges_words_or_figures_recognised_in_a_scan() -> None:
    broken = PAGE.replace(b"<td>2</td>", b"<td>7</td>")
    printed = read(broken)
    assert {"column-total", "empty-problems"} <= {finding.rule_id for finding in examine(broken, printed)}
    recognised = replace(doubted(printed), kind="ocr+ofd")
    assert [finding.rule_id for finding in examine(broken, recognised)] == ["image-only"]
