"""The rarer evidence of an example dossier: addresses, older versions, dead links, columns, letters, members."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from data.records import Finding
from monitor.dossier import Dossier, Filed, Nearly, Year
from monitor.exhibits import DeadLink, Letter, Place, Rank, Stranger

Make = Callable[[dict[str, Any]], Filed]
WHOLE = ("in_own", "in_central", "misses")


def with_evidence(dossier: Dossier, told: dict[str, Any], make: Make) -> Dossier:
    """Put into a dossier what its example says beside the figures."""
    years = tuple(_year(year, said, make) for year, said in zip(dossier.years, told["years"], strict=True))
    members = {
        int(year): {name: make(said) if said else None for name, said in reports.items()}
        for year, reports in told.get("members", {}).items()
    }
    return replace(
        dossier,
        years=years,
        absorbed=frozenset(told.get("absorbed", ())),
        members=members,
        letters=tuple(_letter(each) for each in told.get("letters", ())),
        strangers=tuple(_stranger(each, make) for each in told.get("strangers", ())),
        found=tuple(_found(each) for each in told.get("found", ())),
        ranks={
            int(year): tuple(Rank(**each) for each in ranks) for year, ranks in told.get("ranks", {}).items()
        },
    )


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _year(year: Year, said: dict[str, Any], make: Make) -> Year:
    filed = _said_of(year.filed, said) if year.filed else None
    older = [
        _said_of(make({"form": said.get("form"), "year": year.year, **each}), each)
        for each in said.get("older", ())
    ]
    older = [
        replace(each, report=replace(each.report, id=f"older-{at}", sha256=f"older-{at}".ljust(64, "0")))
        for at, each in enumerate(older)
    ]
    if filed and older:
        filed = replace(
            filed, dates=tuple(dict.fromkeys(day for each in (filed, *older) for day in each.dates))
        )
    documents = (_said_of(year.filed, said), *older) if year.filed else ()
    return replace(
        year,
        filed=filed,
        documents=documents,
        dead=tuple(_dead(each) for each in said.get("dead", ())),
        nearly=tuple(
            Nearly(title=each["title"], url=each["url"], listed_on=_day(each["listed_on"]))
            for each in said.get("nearly", ())
        ),
        healthy_on=tuple(map(_day, said.get("healthy_on", ()))),
        **{name: said[name] for name in WHOLE if name in said},
    )


def _said_of(filed: Filed, said: dict[str, Any]) -> Filed:
    facts: dict[str, Any] = {
        name: said[name] for name in ("title", "unit_name", "date_source") if name in said
    }
    if said.get("published_on"):
        facts["published_on"] = _day(said["published_on"])
    places = [_place(each) for each in said.get("places", ())]
    return replace(
        filed,
        report=replace(filed.report, **facts),
        dates=tuple((source, _day(day)) for source, day in said.get("dates", ())),
        places=tuple(places),
        preamble=said.get("preamble", ""),
        seen_on=_day(said["seen_on"]) if "seen_on" in said else filed.seen_on,
    )


def _place(said: dict[str, Any]) -> Place:
    return Place(**{**said, "days": tuple(map(_day, said["days"]))})


def _dead(said: dict[str, Any]) -> DeadLink:
    return DeadLink(**{**said, "first_on": _day(said["first_on"]), "last_on": _day(said["last_on"])})


def _letter(said: dict[str, Any]) -> Letter:
    days = {name: _day(said[name]) for name in ("sent_on", "rectify_by")}
    return Letter(findings=tuple(said["findings"]), **days)


def _stranger(said: dict[str, Any], make: Make) -> Stranger:
    filed = make({"form": "fmt_2021", **said})
    return Stranger(title=said["title"], report=filed.report, seen_on=filed.seen_on)


def _found(said: dict[str, Any]) -> Finding:
    rule_id, unit_id, year = said["id"].split("/")
    facts: dict[str, Any] = {
        "rule_id": rule_id,
        "unit_id": unit_id,
        "year": int(year),
        "severity": "error",
        "message": "",
        "basis": "",
        "detected_on": date(2026, 2, 10),
        **said,
    }
    return Finding(**facts)
