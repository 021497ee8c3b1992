"""Screening on saved answers: every file in examples/screening/ is a test.

Beside each answer lies `<name>.<ext>.expected.json` with what the server said and the reason code it must get.
"""

import json
from pathlib import Path

import pytest

from crawler.screening import Answer, judge
from data.charset import decode

EXAMPLES = Path(__file__).parent / "examples" / "screening"
ANSWERS = sorted(path for path in EXAMPLES.iterdir() if not path.name.endswith(".expected.json"))


@pytest.mark.parametrize("path", ANSWERS, ids=lambda path: path.stem)
def test_a_saved_answer_gets_its_reason_code(path: Path) -> None:
    facts = json.loads(path.with_suffix(f"{path.suffix}.expected.json").read_text(encoding="utf-8"))
    answer = Answer(
        url=facts.get("url", f"http://www.linxi.example/zwgk/nb/202401/t20240119_2201{path.suffix}"),
        purpose=facts["purpose"],
        status=facts.get("status", 200),
        body=path.read_bytes(),
        content_type=facts.get("content_type", "text/html"),
        flags=tuple(facts.get("flags", ())),
        retry_after=facts.get("retry_after", False),
    )
    assert judge(answer) == facts["reason"]


@pytest.mark.parametrize("declared", [None, "text/html; charset=gb2312", "text/html; charset=iso-8859-1"])
@pytest.mark.parametrize("written", ["utf-8", "gb18030"])
def test_the_bytes_decide_the_charset_whatever_is_declared(declared: str | None, written: str) -> None:
    text = "临溪县二〇二四年政府信息公开工作年度报告"
    assert decode(text.encode(written), declared) == (text, False)


def test_a_character_cut_in_two_at_the_end_is_no_doubt() -> None:
    text, doubt = decode("年度报告".encode()[:-1])
    assert (text, doubt) == ("年度报", False)
