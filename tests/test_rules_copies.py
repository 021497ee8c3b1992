"""What counts as the same text, how the way back is kept, and who is compared with whom."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.originality.comparison import compare, longest_run
from monitor.originality.copies import Found, find_copies
from monitor.originality.corpus import Text
from monitor.originality.masking import mask
from monitor.originality.sameness import headline_count
from monitor.originality.shingles import likeness, meeting, pieces_of, shared, signatures

NAMES = ("清河县水利局", "清河县", "水利局")
WORDS = (
    "河道清淤按季安排，施工路段提前三天在沿线村庄张贴通告。",
    "取水许可的受理、审查和发证情况逐件上网，附办理时限。",
    "水库蓄水位每日十点更新，汛期加密到两小时一次。",
    "灌区用水计划由用水户代表讨论后公布，增减都写明缘由。",
    "工程招标文件与中标结果放在同一页面，便于前后对照。",
    "答复申请前先与申请人通话，弄清真正想要的材料。",
    "公开目录由各股室认领，谁产生谁更新，股长签字负责。",
    "查阅点设在办事大厅东侧，备有纸质目录和老花镜。",
    "对含有个人隐私的公示材料统一遮盖号码后再行张贴。",
    "培训采用以案说法的办法，由经办人讲自己走过的弯路。",
)
CURES = (
    "山区站点网络不稳，更新时有中断，拟改由乡镇集中代传。",
    "专业名词偏多，群众看不明白，下一步配上简图和问答。",
    "台账与网页偶有出入，今后以台账为准按月核对一次。",
    "年轻同志办理经验少，拟请退休老同志回来带一个月。",
    "历史档案没有电子化，查找费时，争取三年内扫描完毕。",
    "村里公示栏日晒雨淋，字迹不清，计划更换防水材料。",
    "部门之间口径不一，拟建立联络员碰头会议定期商量。",
    "意见箱来信不多，准备在公众号增设留言并限时回复。",
    "个别股室重业务轻公开，将把更新情况写入述职内容。",
)


def report(unit_id: str, year: int, words: tuple[str, ...] = WORDS, cures: tuple[str, ...] = CURES) -> Text:
    return Text(
        report_id=f"{unit_id}-{year}",
        unit_id=unit_id,
        unit_name=f"{unit_id}局",
        year=year,
        division_code="130534",
        sections={"overview": "".join(words), "problems": "".join(cures)},
        seen_on=date(2026, 2, 1),
        published_on=date(year + 1, 1, 20),
        names=(f"{unit_id}局",),
    )


def told(found: Found) -> list[tuple[str, str, str]]:
    return [(copy.report_id, copy.source_id, copy.section) for copy in found.copies]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2021年，清河县水利局公开12条", "2022年，清河县水利局公开12条"),
        ("依据〔2021〕30号，2021-01-26", "依据〔2019〕30号，2020-01-26"),
        ("二〇二一年公开12条", "二〇二二年公开12条"),
        ("公开　１２ 条（含更正）", "公开12条(含更正)"),
        ("清河县水利局认真落实", "水利局认真落实"),
        ("我局认真落实", "清河县水利局认真落实"),
        ("（一）主动公开。按月更新", "一、主动公开情况\n按月更新"),
        ("按月更新。统计期限为2021年1月1日至12月31日。", "按月更新。"),
    ],
)
def test_years_own_names_widths_headings_and_preamble_do_not_count(one: str, other: str) -> None:
    assert mask(one, NAMES) == mask(other, NAMES)


@pytest.mark.parametrize(
    ("one", "other"),
    [("2021年公开12条", "2022年公开13条"), ("2021年公开2510条", "2021年公开2511条")],
)
def test_figures_are_kept_apart_from_the_words(one: str, other: str) -> None:
    first, second = mask(one, NAMES), mask(other, NAMES)
    assert first.text == second.text
    assert first.figures != second.figures


def test_other_names_count() -> None:
    assert mask("清河县水利局公开12条", NAMES).text != mask("南宫市水利局公开12条", NAMES).text


@given(st.text(max_size=200), st.integers(2008, 2030), st.integers(2008, 2030))
def test_only_the_year_differs_and_nothing_is_noticed(text: str, one: int, other: int) -> None:
    assert mask(f"{text}，{one}年", NAMES) == mask(f"{text}，{other}年", NAMES)


@given(st.text(alphabet="清河县水利局我2021年月.，。（一）《》\n 公开条①㎡", max_size=80))
def test_the_way_back_changes_nothing_and_stays_inside_the_original(text: str) -> None:
    plain, placed = mask(text, NAMES), mask(text, NAMES, placed=True)
    assert (plain.text, plain.figures) == (placed.text, placed.figures)
    assert len(placed.spans) == len(placed.text)
    assert all(0 <= start < end <= len(text) for start, end in placed.spans)
    assert list(placed.spans) == sorted(placed.spans)


def test_shared_passages_stand_where_they_stood_as_published() -> None:
    earlier = "　　2021年，清河县水利局把取水许可逐件上网。\n　　另文。"
    later = "开篇不同。2022年，水利局把取水许可逐件上网！"
    found = compare(earlier, later, NAMES)
    assert [later[start:end] for start, end in found.later] == ["2022年，水利局把取水许可逐件上网"]
    assert [earlier[start:end] for start, end in found.earlier] == ["2021年，清河县水利局把取水许可逐件上网"]
    assert found.run == len("Y年,U把取水许可逐件上网")


@given(st.text("甲乙丙", max_size=30), st.text("甲乙丙", max_size=30))
def test_the_longest_run_is_the_longest_both_have(one: str, other: str) -> None:
    runs = {one[start:end] for start in range(len(one)) for end in range(start + 1, len(one) + 1)}
    assert longest_run(one, other) == max((len(run) for run in runs if run in other), default=0)


@given(st.text("甲乙丙丁戊己", max_size=60), st.text("甲乙丙丁戊己", max_size=60))
def test_fingerprints_count_what_the_texts_share(one: str, other: str) -> None:
    first, second = ({text[at : at + 5] for at in range(len(text) - 4)} for text in (one, other))
    assert shared(pieces_of(one), pieces_of(other)) == len(first & second)


def test_alike_texts_meet_and_are_estimated_as_alike() -> None:
    whole = "".join(WORDS)
    signed = signatures([pieces_of(text) for text in (whole, whole[:240], "".join(CURES))])
    pairs = meeting(signed)
    assert pairs.tolist() == [[0, 1]]
    assert likeness(signed, pairs)[0] > 0.7


def test_a_crowd_of_equals_is_linked_without_comparing_each_with_each() -> None:
    signed = signatures([pieces_of("".join(WORDS))] * 100)
    assert {int(high) for _, high in meeting(signed)} == set(range(1, 100))
    assert len(meeting(signed)) < 200


def test_a_report_is_compared_with_all_earlier_ones_of_its_unit() -> None:
    other = tuple(reversed(WORDS[:6])), tuple(reversed(CURES[:4]))
    found = find_copies([report("甲", 2021), report("甲", 2022, *other), report("甲", 2023)])
    assert ("甲-2023", "甲-2021", "overview") in told(found)
    assert all(copy.same and copy.share == 1 for copy in found.copies if copy.source_year == 2021)


def test_between_units_the_report_that_shares_most_is_named_on_the_later_one() -> None:
    found = find_copies([report("甲", 2021), report("乙", 2022, WORDS[:8]), report("丙", 2023, WORDS[:7])])
    assert {(later, source) for later, source, _ in told(found)} == {
        ("乙-2022", "甲-2021"),
        ("丙-2023", "甲-2021"),
    }
    assert all(copy.earlier for copy in found.copies)


def test_on_the_same_day_neither_is_the_earlier() -> None:
    found = find_copies([report("甲", 2022), report("乙", 2022)])
    assert {later for later, _, _ in told(found)} == {"甲-2022", "乙-2022"}
    assert not any(copy.earlier for copy in found.copies)


def test_without_days_the_report_on_the_later_year_is_the_later() -> None:
    undated = [replace(report(name, year), published_on=None) for name, year in (("甲", 2022), ("乙", 2023))]
    found = find_copies(undated)
    assert {later for later, _, _ in told(found)} == {"乙-2023"}
    assert not any(copy.earlier for copy in found.copies)


def test_what_many_units_of_a_county_share_is_told_once_for_the_county_and_of_none() -> None:
    found = find_copies(report(name, 2022) for name in "甲乙丙丁戊己")
    assert found.copies == ()
    assert {template.units for template in found.templates} == {tuple("丁丙乙己戊甲")}
    assert WORDS[0] in {template.sentence for template in found.templates}


def test_a_document_put_right_is_no_earlier_report_and_no_source_for_others() -> None:
    first = replace(report("甲", 2022), report_id="甲-2022-old", current=False)
    assert find_copies([first, report("甲", 2022)]).copies == ()
    found = find_copies([first, report("乙", 2023)])
    assert found.copies == ()


def test_the_order_of_reports_changes_nothing() -> None:
    reports = [report("甲", 2021), report("甲", 2022), report("乙", 2022, WORDS[:8]), report("丙", 2022)]
    assert len({find_copies(order) for order in permutations(reports)}) == 1


def test_the_hash_seed_changes_nothing() -> None:
    code = (
        "from tests.test_rules_copies import report, told, WORDS, find_copies\n"
        "print(told(find_copies([report('甲', 2021), report('乙', 2022), report('丙', 2022, WORDS[1:])])))"
    )
    said = set()
    for seed in ("0", "7"):
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "PYTHONPATH": str(Path(__file__).parent.parent),
            "PYTHONIOENCODING": "utf-8",
        }
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True
        )
        said.add(done.stdout)
    assert len(said) == 1
    assert "甲-2021" in said.pop()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("全年主动公开政府信息1，234条，其中网站900条。", 1234),
        ("通过网站主动公开各类信息 312 条。", 312),
        ("公开信息360余条。", None),
        ("收到政府信息公开申请12件。", None),
        ("不予公开信息3条。", None),
    ],
)
def test_the_count_of_items_made_public_is_read_only_where_it_is_exact(text: str, count: int | None) -> None:
    assert headline_count(text) == count
