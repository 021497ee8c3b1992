"""The state machine: unknown is the default, absence needs proof, what was seen is never absent."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from monitor.breaker import Platform, hold_back
from monitor.coverage import Absence, Case, Ruling, Sight, Visit, enough, rule, weigh
from monitor.due import Obligation

ZONE = ZoneInfo("Asia/Shanghai")
DUE = date(2026, 1, 31)
OWED = Obligation(due_on=DUE, due_kind="legal", basis="第四十九条", exempt=False)
POLICY = Absence()
NEIGHBOUR = ("neighbour", 2025)
FAILURES = (
    "timeout",
    "waf_challenge",
    "incomplete_list",
    "dns",
    "server_error",
    "no_column",
    "charset_doubt",
)


def visit(
    day: date,
    outcome: str = "complete",
    *,
    probe: str | None = "passed",
    seen: int = 10,
    items: frozenset[tuple[str, int]] = frozenset({NEIGHBOUR}),
) -> Visit:
    at = datetime.combine(day, datetime.min.time(), ZONE) + timedelta(hours=9)
    return Visit(at=at, outcome=outcome, probe=probe, seen=seen, items=items)


def case(*visits: Visit, year: int = 2025, owed: Obligation = OWED, **more: object) -> Case:
    return Case(unit_id="unit", year=year, obligation=owed, visits=visits, **more)  # type: ignore[arg-type]


def judged(*visits: Visit, as_of: date = date(2026, 3, 1), **more: object) -> Ruling:
    return rule(case(*visits, **more), POLICY, as_of)  # type: ignore[arg-type]


def days(*numbers: int) -> list[date]:
    return [date(2026, 2, number) for number in numbers]


LOOKS = [visit(day) for day in days(1, 5, 9)]


def test_three_healthy_looks_on_three_days_a_week_apart_make_an_absence() -> None:
    ruling = judged(*LOOKS)
    assert (ruling.coverage.state, ruling.coverage.looks, ruling.coverage.reason) == ("absent", 3, None)
    assert ruling.decided_on == date(2026, 2, 9)


def test_less_is_not_seen() -> None:
    assert judged(*LOOKS[:2]).coverage.state == "not_seen"
    assert judged(*(visit(day) for day in days(1, 3, 7))).coverage.state == "not_seen"
    assert judged(*(visit(day) for day in days(1, 1, 9))).coverage.state == "not_seen"


def test_looks_before_and_on_the_due_day_do_not_count() -> None:
    early = [visit(DUE - timedelta(days=ago)) for ago in (20, 10, 0)]
    ruling = judged(*early, as_of=date(2026, 2, 1))
    assert (ruling.coverage.state, ruling.coverage.reason) == ("unverifiable", "never_looked")


def test_the_due_day_ends_at_midnight() -> None:
    assert judged(as_of=DUE).coverage.state == "not_due"
    assert judged(as_of=DUE + timedelta(days=1)).coverage.state == "unverifiable"


def test_nobody_looked_is_the_default() -> None:
    assert judged().coverage.reason == "never_looked"
    assert judged(trouble="dns").coverage.reason == "dns"


def test_the_latest_failure_is_the_reason() -> None:
    ruling = judged(visit(days(1)[0], "timeout"), visit(days(2)[0], "waf_challenge"))
    assert (ruling.coverage.state, ruling.coverage.reason) == ("unverifiable", "waf_challenge")


def test_failures_among_healthy_looks_neither_help_nor_hide() -> None:
    failing = visit(days(20)[0], "timeout")
    assert judged(*LOOKS[:2], failing).coverage.state == "not_seen"
    assert judged(*LOOKS, failing).coverage.state == "absent"


def test_without_a_canary_nothing_can_be_concluded() -> None:
    for items in (frozenset(), frozenset({("neighbour", 2026)}), frozenset({("unit", 2026)})):
        ruling = judged(*(visit(day, items=items) for day in days(1, 5, 9)))
        assert (ruling.coverage.state, ruling.coverage.reason) == ("unverifiable", "incomplete_list")


def test_the_units_own_older_report_is_a_canary() -> None:
    own = frozenset({("unit", 2024)})
    assert judged(*(visit(day, items=own) for day in days(1, 5, 9))).coverage.state == "absent"


def test_a_list_that_does_not_reach_back_so_far_proves_nothing_about_old_years() -> None:
    owed = Obligation(due_on=date(2013, 3, 31), due_kind="legal", basis="", exempt=False)
    ruling = judged(*LOOKS, year=2012, owed=owed)
    assert (ruling.coverage.state, ruling.coverage.reason) == ("unverifiable", "incomplete_list")


def test_a_site_that_answers_everything_proves_nothing() -> None:
    ruling = judged(*(visit(day, probe="soft_404") for day in days(1, 5, 9)))
    assert (ruling.coverage.state, ruling.coverage.reason) == ("unverifiable", "soft_404")
    assert judged(*(visit(day, probe=None) for day in days(1, 5, 9))).coverage.state == "unverifiable"


def test_a_list_that_lost_a_third_of_its_items_is_a_fault_of_the_platform() -> None:
    before = visit(date(2026, 1, 10), seen=100)
    ruling = judged(before, *(visit(day, seen=60) for day in days(1, 5, 9)))
    assert (ruling.coverage.state, ruling.coverage.reason) == ("unverifiable", "platform_anomaly")
    assert judged(before, *(visit(day, seen=75) for day in days(1, 5, 9))).coverage.state == "absent"


def test_listed_but_not_to_be_had_is_unverifiable() -> None:
    ruling = judged(*LOOKS, doubt="dead_link")
    assert (ruling.coverage.state, ruling.coverage.reason) == ("unverifiable", "dead_link")


def test_what_is_listed_and_not_to_be_had_counts_the_looks_that_showed_it() -> None:
    mine = frozenset({("unit", 2025)})
    ruling = judged(*(visit(day, probe="soft_404", items=mine) for day in days(1, 5, 9)), doubt="dead_link")
    assert (ruling.coverage.reason, ruling.coverage.looks) == ("dead_link", 3)
    owed = Obligation(due_on=None, due_kind=None, basis="", exempt=False)
    ruling = judged(visit(days(1)[0], items=mine), owed=owed, doubt="dead_link")
    assert (ruling.coverage.reason, ruling.coverage.looks) == ("dead_link", 1)


def test_no_due_day_is_never_absent() -> None:
    owed = Obligation(due_on=None, due_kind=None, basis="", exempt=False)
    ruling = judged(*LOOKS, owed=owed)
    assert (ruling.coverage.state, ruling.coverage.due_on) == ("unverifiable", None)


def test_who_owes_nothing_is_exempt_unless_a_report_is_seen() -> None:
    owed = Obligation(due_on=DUE, due_kind="legal", basis="", exempt=True)
    assert judged(*LOOKS, owed=owed).coverage.state == "exempt"
    seen = Sight(report_id="r", first_at=LOOKS[0].at, published_on=date(2026, 1, 20))
    assert judged(*LOOKS, owed=owed, sight=seen).coverage.state == "published"


def test_lateness_is_counted_from_the_due_day() -> None:
    for day, late in ((date(2026, 1, 31), 0), (date(2026, 2, 4), 4), (None, None)):
        ruling = judged(sight=Sight(report_id="r", first_at=LOOKS[1].at, published_on=day))
        assert (ruling.coverage.state, ruling.coverage.days_late) == ("published", late)


def test_the_last_healthy_look_before_the_first_sight_is_kept() -> None:
    ruling = judged(*LOOKS, sight=Sight(report_id="r", first_at=LOOKS[1].at))
    assert ruling.unseen_at == LOOKS[0].at
    assert judged(LOOKS[1], sight=Sight(report_id="r", first_at=LOOKS[0].at)).unseen_at is None


def test_what_was_seen_and_is_gone_is_withdrawn_and_what_cannot_be_read_defective() -> None:
    gone = Sight(report_id="r", first_at=LOOKS[0].at, gone=True)
    assert judged(*LOOKS, sight=gone).coverage.state == "withdrawn"
    broken = Sight(report_id="r", first_at=LOOKS[0].at, readable=False, defect="unreadable_file")
    ruling = judged(*LOOKS, sight=broken)
    assert (ruling.coverage.state, ruling.coverage.reason) == ("defective", "unreadable_file")


# ------------------------------------------------------------------ whatever happens

moments = st.dates(date(2026, 1, 1), date(2026, 3, 1))
item_sets = st.frozensets(
    st.tuples(st.sampled_from(["unit", "neighbour"]), st.integers(2019, 2026)), max_size=4
)
failed = st.builds(
    visit,
    moments,
    st.sampled_from(FAILURES),
    probe=st.sampled_from(["passed", "soft_404", None]),
    seen=st.integers(0, 50),
    items=item_sets,
)
healthy = st.builds(visit, moments, seen=st.integers(1, 50), items=item_sets)
histories = st.lists(st.one_of(failed, healthy), max_size=12).map(
    lambda visits: sorted(visits, key=lambda each: each.at)
)


@given(st.lists(failed, max_size=12), st.sampled_from([None, "dead_link"]), moments)
def test_no_failure_ever_leads_to_absent(visits: list[Visit], doubt: str | None, as_of: date) -> None:
    known = sorted((each for each in visits if each.at.date() <= as_of), key=lambda each: each.at)
    assert judged(*known, doubt=doubt, as_of=as_of).coverage.state in ("not_due", "unverifiable")


@given(histories, moments, st.booleans(), st.booleans())
def test_what_was_seen_never_becomes_absent(
    visits: list[Visit], as_of: date, gone: bool, readable: bool
) -> None:
    first_at = visits[0].at if visits else LOOKS[0].at
    sight = Sight(report_id="r", first_at=first_at, gone=gone, readable=readable)
    ruling = judged(*visits, sight=sight, as_of=as_of)
    assert ruling.coverage.state in ("published", "defective", "withdrawn")


@given(histories, moments)
def test_an_absence_rests_on_enough_healthy_looks_after_the_due_day(visits: list[Visit], as_of: date) -> None:
    known = [each for each in visits if each.at.date() <= as_of]
    ruling = judged(*known, as_of=as_of)
    if ruling.coverage.state == "absent":
        flaws = weigh(case(*known))
        good = [
            each for each, flaw in zip(known, flaws, strict=True) if flaw is None and each.at.date() > DUE
        ]
        assert len(good) >= 3
        assert enough([each.at.date() for each in good], POLICY) == ruling.decided_on
        assert not any(("unit", 2025) in each.items for each in known)


@given(histories, moments)
def test_one_more_failure_never_makes_an_absence(visits: list[Visit], day: date) -> None:
    failing = visit(max([day, *(each.at.date() for each in visits)]), "timeout")
    before, after = judged(*visits), judged(*visits, failing)
    if after.coverage.state == "absent":
        assert before.coverage.state == "absent"


# ------------------------------------------------------------------ the circuit breaker


def _crowd(number: int, *looks: Visit) -> list[Ruling]:
    return [judged(*looks) for _ in range(number)]


def test_many_units_turning_absent_at_once_are_held_back() -> None:
    held = hold_back(_crowd(4, *LOOKS), Platform(known=10, seen=6))
    assert {ruling.coverage.state for ruling in held} == {"unverifiable"}
    assert {ruling.coverage.reason for ruling in held} == {"platform_anomaly"}


def test_a_few_are_not() -> None:
    held = hold_back(_crowd(3, *LOOKS), Platform(known=10, seen=7))
    assert {ruling.coverage.state for ruling in held} == {"absent"}


def test_on_a_large_portal_two_in_a_hundred_are_a_few() -> None:
    assert hold_back(_crowd(6, *LOOKS), Platform(known=300, seen=290))[0].coverage.state == "absent"
    assert hold_back(_crowd(7, *LOOKS), Platform(known=300, seen=290))[0].coverage.state == "unverifiable"


def test_twice_the_evidence_lets_them_through_only_where_the_year_is_carried() -> None:
    twice = [visit(day) for day in days(1, 4, 7, 10, 13, 16)]
    through = hold_back(_crowd(4, *twice), Platform(known=10, seen=6))
    assert {(ruling.coverage.state, ruling.decided_on) for ruling in through} == {
        ("absent", date(2026, 2, 16))
    }
    silent = hold_back(_crowd(4, *twice), Platform(known=10, seen=4))
    assert {ruling.coverage.reason for ruling in silent} == {"platform_anomaly"}
