"""The demo country is a fair examiner: its plan, its figures and its prose hold what the answer key says."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest

from data.forms import Form, form
from data.wording import is_report_title, report_year
from demo.answers import (
    ORIGINALITY,
    ExpectedFinding,
    expected_coverage,
    expected_finding_ids,
    expected_findings,
)
from demo.copies import COPIES, SAME_COUNTS, SAME_TABLES, TEMPLATE_YEAR, TEMPLATED
from demo.country import LOOKS, PORTALS, YEARS, due_on
from demo.figures import PrintedCells, printed_figures, true_figures
from demo.misprints import MISPRINTS
from demo.prose import Prose, prose
from demo.publications import Publication, publications
from demo.registry import write_registry
from demo.units import STRANGERS, UNITS, unit
from demo.variants import VARIANTS, variant
from monitor.rules import rules

FORM = form("fmt_2021")
WHO = tuple(column.key for column in FORM.table3[0].columns)
REPORTS = tuple(item for item in publications() if item.unit_id)
SUMS = ("intake-balance", "outcome-total", "column-total", "dispute-total")
ADDRESSES = tuple((portal.id, f"http://127.0.0.1:{8001 + place}") for place, portal in enumerate(PORTALS))


def number(cells: PrintedCells, cell: str) -> float:
    return cells[cell] or 0


def intake(cells: PrintedCells, who: str) -> tuple[float, float]:
    new, brought, done, left = (
        number(cells, f"t3.{row}.{who}")
        for row in ("new_received", "carried_in", "total_processed", "carried_out")
    )
    return new + brought, done + left


def outcomes(cells: PrintedCells, who: str, used: Form) -> tuple[float, float]:
    parts = sum(number(cells, f"t3.{row}.{who}") for row in used.parts())
    return parts, number(cells, f"t3.total_processed.{who}")


def columns(cells: PrintedCells, row: str) -> tuple[float, float]:
    parts = sum(number(cells, f"t3.{row}.{who}") for who in WHO if who != "total")
    return parts, number(cells, f"t3.{row}.total")


def results(cells: PrintedCells, route: str) -> tuple[float, float]:
    line = next(line for line in FORM.table4 if line.key == route)
    parts = sum(number(cells, f"t4.{route}.{column.key}") for column in line.columns[:-1])
    return parts, number(cells, f"t4.{route}.total")


def broken(cells: PrintedCells, used: Form = FORM) -> dict[str, tuple[float, float]]:
    """Reckon every identity of the form by hand: what is broken, in the 总计 column if that is."""
    checks = [
        *(("intake-balance", intake(cells, who)) for who in reversed(WHO)),
        *(("outcome-total", outcomes(cells, who, used)) for who in reversed(WHO)),
        *(("column-total", columns(cells, line.key)) for line in used.table3),
        *(("dispute-total", results(cells, line.key)) for line in FORM.table4),
    ]
    found: dict[str, tuple[float, float]] = {}
    for rule, (left, right) in checks:
        if left != right:
            found.setdefault(rule, (left, right))
    return found


def form_of(item: Publication) -> Form:
    """Give the form in which a report is printed."""
    return form(variant(item.unit_id, item.year).form)


def current(item: Publication) -> bool:
    """Tell whether no corrected copy of a report follows."""
    return item.corrected or not any(
        (other.unit_id, other.year, other.corrected) == (item.unit_id, item.year, True) for other in REPORTS
    )


def words(text: Prose) -> str:
    return "".join((*text.overview, *text.problems))


def years_masked(text: str) -> str:
    return re.sub(r"20\d\d", "Y", text)


def shingles(text: str) -> set[str]:
    plain = re.sub(r"[^一-鿿]", "", text)
    return {plain[place : place + 5] for place in range(len(plain) - 4)}


def test_the_country_has_three_regions_six_kinds_and_twenty_five_units() -> None:
    assert len(UNITS) == 25
    assert len({each.id for each in UNITS}) == 25
    assert {each.division_code[:6] for each in UNITS} == {"990103", "990121", "990181"}
    assert {each.kind for each in UNITS} == {
        "government",
        "government_office",
        "department",
        "township_gov",
        "subdistrict_office",
        "development_zone",
    }


def test_the_looks_are_three_days_eight_days_apart() -> None:
    assert [look.isoformat() for look in LOOKS] == [
        "2026-02-02T10:00:00+08:00",
        "2026-02-06T10:00:00+08:00",
        "2026-02-10T10:00:00+08:00",
    ]


def test_one_crawl_stays_small() -> None:
    assert len(REPORTS) <= 100


def test_titles_of_reports_tell_report_and_year_and_decoys_do_not() -> None:
    for item in publications():
        assert is_report_title(item.title) == (item.unit_id is not None), item.title
        if item.unit_id:
            assert report_year(item.title) == item.year


def test_addresses_are_unique() -> None:
    assert len({(item.portal_id, item.path) for item in publications()}) == len(publications())


@pytest.mark.parametrize("item", [item for item in REPORTS if current(item)], ids=lambda item: item.title)
def test_tables_add_up_unless_planted(item: Publication) -> None:
    key = {
        finding.id.split("/")[0]: (finding.left, finding.right)
        for finding in expected_findings()
        if finding.id.startswith(SUMS) and finding.id.endswith(f"/{item.unit_id}/{item.year}")
    }
    assert broken(printed_figures(item), form_of(item)) == key


def test_the_answer_key_reckons_left_minus_right() -> None:
    for finding in expected_findings():
        if finding.left is not None and finding.right is not None:
            assert finding.delta == finding.left - finding.right


def test_the_replaced_copy_alone_is_wrong() -> None:
    first, again = (item for item in REPORTS if (item.unit_id, item.year) == ("qinghe-data", 2024))
    assert set(broken(printed_figures(first))) == {"intake-balance"}
    assert broken(printed_figures(again)) == {}
    assert "intake-balance/qinghe-data/2024" not in expected_finding_ids()


def test_every_misprint_changes_what_is_printed() -> None:
    for misprint in MISPRINTS:
        true = true_figures(unit(misprint.unit_id), misprint.year)
        assert all(true[cell] != value for cell, value in misprint.cells)


def test_every_cell_of_the_form_is_printed() -> None:
    for item in REPORTS:
        assert set(printed_figures(item)) == set(form_of(item).cells())


def test_what_one_year_leaves_over_the_next_takes_up() -> None:
    for each in UNITS:
        for year in YEARS[1:]:
            before, now = true_figures(each, year - 1), true_figures(each, year)
            assert [before[f"t3.carried_out.{who}"] for who in WHO] == [
                now[f"t3.carried_in.{who}"] for who in WHO
            ]
            made, repealed, valid = (
                now[f"t2.normative_docs.{measure}"] for measure in ("made", "repealed", "valid")
            )
            assert valid == before["t2.normative_docs.valid"] + made - repealed


def test_a_town_nobody_asks_prints_zeros_only() -> None:
    for item in REPORTS:
        if item.unit_id == "qinghe-yunxiu":
            assert {value for cell, value in printed_figures(item).items() if cell[:2] != "t2"} == {0}


def test_one_report_leaves_a_row_blank() -> None:
    (item,) = (item for item in REPORTS if (item.unit_id, item.year) == ("linxi-gaoxin", 2023))
    blanks = [cell for cell, value in printed_figures(item).items() if value is None]
    assert blanks == [f"t3.carried_out.{who}" for who in WHO]


def test_sections_are_long_enough_to_be_judged() -> None:
    for item in REPORTS:
        text = prose(unit(str(item.unit_id)), item.year)
        assert len(shingles("".join(text.overview))) >= 400, item.title
        assert len(shingles("".join(text.problems))) >= 200, item.title


def test_the_copy_repeats_words_and_numbers_but_for_years() -> None:
    xiwan = unit("linxi-xiwan")
    assert years_masked(words(prose(xiwan, 2025))) == years_masked(words(prose(xiwan, 2024)))
    assert words(prose(xiwan, 2025)) != words(prose(xiwan, 2024))


def test_the_other_copy_has_numbers_of_its_own() -> None:
    wangchao = unit("linxi-wangchao")
    new, old = (years_masked(words(prose(wangchao, year))) for year in (2024, 2023))
    assert re.sub(r"\d+", "N", new) == re.sub(r"\d+", "N", old)
    assert re.findall(r"\d+", new) != re.findall(r"\d+", old)
    assert "unchanged/linxi-wangchao/2024" not in expected_finding_ids()


def test_what_is_planted_as_a_copy_is_in_the_key_and_what_only_looks_like_one_is_not() -> None:
    told = {finding_id.split("/", 1)[1] for finding_id in expected_finding_ids()}
    plants = {(copy.unit_id, copy.year) for copy in COPIES} | {*SAME_COUNTS, *SAME_TABLES}
    assert {f"{unit_id}/{year}" for unit_id, year in plants} <= told
    originality = {finding.id for finding in ORIGINALITY}
    assert not any(
        each.endswith((f"{name}/{TEMPLATE_YEAR}", "yunxiu/2022"))
        for each in originality
        for name in TEMPLATED
    )
    assert "unchanged/qinghe-data/2024" not in originality


def test_a_section_given_out_by_the_county_is_the_same_but_for_names() -> None:
    texts = {
        "".join(prose(unit(each), TEMPLATE_YEAR).problems).replace(unit(each).name, "U") for each in TEMPLATED
    }
    assert len({re.sub("我[办局]", "U", text) for text in texts}) == 1


def test_no_two_other_reports_share_most_of_their_words() -> None:
    origin = {(copy.unit_id, copy.year): copy.source for copy in COPIES}
    origin |= {(unit_id, TEMPLATE_YEAR): ("county", TEMPLATE_YEAR) for unit_id in TEMPLATED}
    texts = {
        (str(item.unit_id), item.year): prose(unit(str(item.unit_id)), item.year)
        for item in REPORTS
        if not item.corrected
    }
    for part in ("overview", "problems"):
        pieces = {key: shingles("".join(getattr(text, part))) for key, text in texts.items()}
        for one, two in combinations(pieces, 2):
            shared = len(pieces[one] & pieces[two]) / min(len(pieces[one]), len(pieces[two]))
            limit = 0.4 if one[0] == two[0] else 0.7
            same_origin = origin.get(one, one) == origin.get(two, two)
            assert shared < limit or same_origin, (part, one, two, shared)


def test_numbers_in_the_text_agree_with_the_tables() -> None:
    for each in (*UNITS, *STRANGERS):
        for year in YEARS:
            text = "".join(prose(each, year).overview)
            for total, web, media in re.findall(r"(\d+)条[^。]*?(\d+)条[^。]*?(\d+)条", text):
                assert int(total) == int(web) + int(media)
            if not any(copy.unit_id == each.id for copy in COPIES):
                new = true_figures(each, year)["t3.new_received.total"]
                brought = true_figures(each, year)["t3.carried_in.total"]
                assert ("未收到政府信息公开申请" in text or "没有收到" in text) == (not new and not brought)


def test_coverage_has_one_row_for_every_owed_year() -> None:
    rows = expected_coverage()
    years: dict[str, list[int]] = {}
    for row in rows:
        years.setdefault(row.unit_id, []).append(row.year)
    for each in UNITS:
        last = each.valid_to.year if each.valid_to else YEARS[-1]
        assert years[each.id] == list(range(each.valid_from.year, last + 1))
    assert years["qinghe-rural"] == [2021, 2022, 2023, 2024]
    assert years["tangxi-gov"] == [2023, 2024, 2025]


def test_days_late_are_those_of_the_plan() -> None:
    at = {(item.unit_id, item.year): min(item.at, item.dated) for item in reversed(REPORTS)}
    for row in expected_coverage():
        if row.state in ("published", "withdrawn"):
            due = due_on(unit(row.unit_id).kind, row.year)
            assert row.days_late == max(0, (at[row.unit_id, row.year].date() - due).days)


def test_every_state_and_reason_of_the_plan_is_in_the_key() -> None:
    rows = {(row.unit_id, row.year): (row.state, row.reason) for row in expected_coverage()}
    assert rows["qinghe-water", 2025] == ("absent", None)
    assert rows["qinghe-gov", 2025] == ("not_due", None)
    assert rows["linxi-gov", 2025] == ("published", None)
    assert rows["qinghe-rural", 2024] == ("exempt", None)
    assert rows["linxi-archives", 2021] == ("exempt", None)
    assert rows["linxi-civil", 2024] == ("unverifiable", "dead_link")
    assert rows["linxi-water", 2025] == ("unverifiable", "waf_challenge")


def test_nothing_is_absent_before_the_last_look() -> None:
    first, second = (
        {(row.unit_id, row.year): row.state for row in expected_coverage(looks)} for looks in (1, 2)
    )
    assert (first["qinghe-water", 2025], second["qinghe-water", 2025]) == ("not_seen", "not_seen")
    assert (first["qinghe-transport", 2025], second["qinghe-transport", 2025]) == ("not_seen", "published")
    assert (first["linxi-gov", 2025], second["linxi-gov", 2025]) == ("not_due", "published")


def test_every_rule_is_planted_but_the_one_nobody_should_see_in_a_demonstration() -> None:
    planted = {finding.id.split("/")[0] for finding in expected_findings()}
    assert {rule.ID for rule in rules()} - planted == {"sensitive-wording"}
    assert ExpectedFinding("late-report/linxi-market/2022", "info") in expected_findings()


def test_a_variant_is_of_a_report_there_is() -> None:
    there = {(item.unit_id, item.year) for item in REPORTS}
    assert {(each.unit_id, each.year) for each in VARIANTS} <= there


def test_a_page_changed_on_the_quiet_prints_another_figure_and_still_adds_up() -> None:
    (item,) = (item for item in REPORTS if variant(item.unit_id, item.year).changed)
    first, later = printed_figures(item), printed_figures(item, later=True)
    assert {cell for cell in first if first[cell] != later[cell]} == {"t2.licensing.decisions"}
    assert broken(later) == {}


def test_the_registry_is_written_the_same_twice(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_registry(tmp_path / name, ADDRESSES)
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert files == [
        "deadlines.csv",
        "holidays.csv",
        "policy.csv",
        "portals.csv",
        "recipients.csv",
        "units.csv",
    ]
    for name in files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_the_registry_gives_one_column_and_leaves_the_other_to_be_found(tmp_path: Path) -> None:
    write_registry(tmp_path, ADDRESSES)
    text = (tmp_path / "portals.csv").read_text(encoding="utf-8")
    assert "qinghe,青禾县人民政府门户网站,http://127.0.0.1:8001/,,,0.02," in text
    assert "http://127.0.0.1:8002/zwgk/zfxxgk/zfxxgknb/,trs_fujian,0.02," in text
    assert "http://127.0.0.1:8002/swj/zfxxgknb/" in (tmp_path / "units.csv").read_text(encoding="utf-8")
