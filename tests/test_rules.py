"""Every file in tests/examples/dossiers/<rule>/ is a test: a dossier, and the findings the rule gives for it."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from data.forms import form
from data.records import Copy, Coverage, Finding, Holiday, OddCell, Repair, Report, Unit
from monitor.dossier import Dossier, Filed, Year
from monitor.identities import identities
from monitor.originality.copies import find_copies, text_of
from monitor.rules import abstentions, catalogue, findings, page, rules
from tests.dossier_evidence import with_evidence

EXAMPLES = Path(__file__).parent / "examples" / "dossiers"
RULES = {rule.ID: rule for rule in rules()}
UNIT = Unit(id="unit", name="清河县水利局", kind="department", level="county", division_code="130534")
DAYS = ("due_on", "published_on", "decided_on", "valid_from")
SAID = ("state", "due_on", "due_kind", "published_on", "days_late", "reason", "basis")


def _read(told: dict[str, Any]) -> dict[str, Any]:
    """Turn the days and instants of an example into what they mean."""
    return {
        name: date.fromisoformat(value)
        if name in DAYS and value
        else datetime.fromisoformat(value)
        if name.endswith("_at") and value
        else value
        for name, value in told.items()
    }


def _filed(told: dict[str, Any]) -> Filed:
    report_id = f"report-{told['year']}"
    without = tuple(f"{row}." for row in told.get("without", ()))
    used = form(told["form"]).cells() if told["form"] else ()
    zeros = {cell: 0 for cell in used if not cell.startswith(without or ("-",))}
    odd = {
        cell: OddCell(report_id=report_id, cell=cell, raw=told.get("raw", {}).get(cell, ""), state=state)
        for cell, state in told.get("odd", {}).items()
    }
    seen_at = told.get("seen_at") or datetime.fromisoformat("2026-02-10T09:00:00+08:00")
    report = Report(
        id=report_id,
        url=f"http://portal.example/{told['year']}.html",
        sha256=report_id.ljust(64, "0"),
        title=told.get("title", ""),
        unit_name=told.get("unit_name"),
        first_seen_at=seen_at,
        last_seen_at=seen_at,
        unit_id="unit",
        year=told["year"],
        form=told["form"],
        published_on=told.get("published_on"),
    )
    return Filed(
        report=report,
        seen_on=seen_at.date(),
        cells={cell: value for cell, value in {**zeros, **told.get("cells", {})}.items() if cell not in odd},
        odd_cells=odd,
        sections=told.get("sections", {}),
        preamble=told.get("preamble", ""),
        kind=told.get("kind", "html"),
        headings=tuple(told.get("headings", ())),
        labels=tuple(told.get("labels", ())),
        notes=tuple(told.get("notes", ())),
        own_names=tuple(told.get("own_names", ())),
    )


def _year(told: dict[str, Any]) -> Year:
    told = _read({"state": "published", **told})
    coverage = Coverage(
        unit_id="unit", year=told["year"], **{name: told[name] for name in SAID if name in told}
    )
    rest = ("healthy", "last_healthy_at", "unseen_at", "seen_at", "decided_on", "list_url")
    return Year(
        coverage=coverage,
        filed=_filed(told) if "form" in told else None,
        **{name: told[name] for name in rest if name in told},
    )


def _copies(unit: Unit, years: tuple[Year, ...], others: Any) -> tuple[Copy, ...]:
    """Compare the unit's reports with each other and with those of the units an example puts beside it."""
    texts = [text_of(unit, year, unit.names) for year in years if year.filed]
    for told in others:
        for number in range(told.get("times", 1)):
            body = replace(UNIT, id=f"other-{len(texts)}", **told["unit"])
            body = replace(body, name=body.name.replace("{n}", "东南西北中前后左右上下"[number]))
            found = [text_of(body, _year(year), body.names) for year in told["years"]]
            family = frozenset({unit.id} if told.get("related") else ())
            texts += [replace(text, report_id=f"{body.id}-{text.year}", family=family) for text in found]
    return find_copies(texts).by_unit.get(unit.id, ())


def dossier_of(told: dict[str, Any]) -> Dossier:
    """Build the dossier an example describes; cells it does not name hold 0."""
    unit = replace(UNIT, **_read(told.get("unit", {})))
    years = tuple(_year(year) for year in told["years"])
    first = told.get("first_complete_on")
    dossier = Dossier(
        unit=unit,
        as_of=date.fromisoformat(told.get("as_of", "2026-02-20")),
        years=years,
        column_name="清河县政府信息公开年报栏目",
        neighbours=tuple(replace(UNIT, **each) for each in told.get("neighbours", ())),
        first_complete_on=date.fromisoformat(first) if first else None,
        masked_names=unit.names,
        copies=_copies(unit, years, told.get("others", ())),
        holidays=tuple(
            Holiday(date=date.fromisoformat(day), name="", working=working)
            for day, working in told.get("holidays", ())
        ),
    )
    return with_evidence(dossier, told, _filed)


def _agrees(finding: Finding, expected: dict[str, Any]) -> None:
    for name, value in expected.items():
        if name == "lines":
            assert len(finding.lines) == value
        elif name == "message_has":
            assert value in finding.message
        else:
            found = getattr(finding, name)
            found = asdict(found) if isinstance(found, Repair) else found
            found = list(found) if isinstance(found, tuple) else found
            assert (found.isoformat() if isinstance(found, date) else found) == value, name


@pytest.mark.parametrize(
    "path", sorted(EXAMPLES.glob("*/*.json")), ids=lambda path: f"{path.parent.name}/{path.stem}"
)
def test_the_rule_finds_what_the_example_says(path: Path) -> None:
    told = json.loads(path.read_text(encoding="utf-8"))
    found = list(RULES[path.parent.name].check(dossier_of(told)))
    assert [finding.id for finding in found] == [each["id"] for each in told["expected"]]
    for finding, expected in zip(found, told["expected"], strict=True):
        _agrees(finding, expected)


@pytest.mark.parametrize(
    "path", sorted(EXAMPLES.glob("*/undecidable-*.json")), ids=lambda path: f"{path.parent.name}/{path.stem}"
)
def test_a_rule_that_cannot_judge_finds_nothing_and_says_why(path: Path) -> None:
    told = json.loads(path.read_text(encoding="utf-8"))
    rule, dossier = RULES[path.parent.name], dossier_of(told)
    assert told["expected"] == list(rule.check(dossier)) == []
    assert told["unjudged"] == [each.message for each in abstentions(dossier, rule, ())][-1]


def test_a_rule_that_found_something_never_says_that_it_could_not_judge() -> None:
    for path in EXAMPLES.glob("*/fires-*.json"):
        rule, dossier = RULES[path.parent.name], dossier_of(json.loads(path.read_text(encoding="utf-8")))
        found = list(rule.check(dossier))
        silent = {each.year for each in abstentions(dossier, rule, found)}
        assert not silent & {each.year for each in found}


@pytest.mark.parametrize("rule_id", sorted(RULES))
@pytest.mark.parametrize("kind", ["fires", "silent", "undecidable"])
def test_every_rule_has_an_example_of_each_kind(rule_id: str, kind: str) -> None:
    assert list((EXAMPLES / rule_id).glob(f"{kind}-*.json"))


@pytest.mark.parametrize("rule_id", sorted(RULES))
def test_every_rule_explains_itself(rule_id: str) -> None:
    rule = RULES[rule_id]
    heads = ("What it checks:", "Legal basis:", "Why it matters:", "Example message:", "Known false alarms:")
    places = [(rule.__doc__ or "").find(head) for head in heads]
    assert places[0] == 0
    assert places == sorted(places)
    assert rule.__name__.rpartition(".")[2].replace("_", "-") == rule_id  # type: ignore[attr-defined]


def test_the_catalogue_has_the_rules_of_this_version() -> None:
    assert [rule.id for rule in catalogue()] == sorted(RULES)
    assert {"missing-report", "late-report", "intake-balance", "outcome-total"} <= set(RULES)
    assert {"column-total", "dispute-total", "unchanged"} <= set(RULES)


def test_a_day_that_the_law_does_not_name_is_never_called_legal() -> None:
    for path in (EXAMPLES / "late-local").glob("fires-*.json"):
        for finding in findings(dossier_of(json.loads(path.read_text(encoding="utf-8")))):
            assert "法定" not in finding.message + finding.basis


def test_a_finding_names_every_cell_of_its_broken_lines() -> None:
    told = json.loads((EXAMPLES / "intake-balance" / "fires-lost-application.json").read_text("utf-8"))
    finding = next(iter(RULES["intake-balance"].check(dossier_of(told))))
    broken = [each for each in identities("fmt_2021") if each.kind == "T3-C1"]
    columns = {"natural_person", "total"}
    assert set(finding.cells) == {cell for each in broken if each.column in columns for cell in each.cells}


def test_the_page_about_the_rules_is_current() -> None:
    written = Path(__file__).parents[1] / "docs" / "rules.md"
    cure = 'python -c "from monitor.rules import page; print(page(), end=str())" > docs/rules.md'
    assert written.read_text(encoding="utf-8") == page(), f"run: {cure}"


def test_the_names_officers_read_are_chinese() -> None:
    for rule in catalogue():
        assert all("\u4e00" <= text.lstrip("“")[0] <= "\u9fff" for text in (rule.name_zh, rule.description))
