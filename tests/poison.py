"""Texts that would act, planted wherever the desk shows what came from outside."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from data.records import (
    Coverage,
    Explanation,
    Finding,
    OddCell,
    Portal,
    Reading,
    Report,
    Review,
    Section,
    Sighting,
    Unit,
    Walk,
)
from data.search import rebuild_search
from data.store import Store
from data.summaries import write_summaries

AT = datetime(2025, 2, 10, tzinfo=UTC)


def poison(folder: Path, payload: str) -> None:
    """Put a payload into names, titles, addresses, texts, cells, reasons and file names."""
    with Store(folder) as store:
        _registry(store, payload)
        _reports(store, payload)
        _findings(store, payload)
        walk, sighting = next(store.rows(Walk)), next(store.rows(Sighting))
        store.append(
            replace(walk, id=payload, column_url=payload, family=payload, started_at=AT),
            replace(sighting, id=payload, title=payload, url=payload),
        )
        write_summaries(store)
        rebuild_search(store)


def _registry(store: Store, payload: str) -> None:
    store.replace(
        Unit,
        [replace(unit, name=payload + unit.id, aliases=payload, notes=payload) for unit in store.rows(Unit)],
    )
    store.replace(
        Portal,
        [replace(each, name=payload, home_url=payload, column_url=payload) for each in store.rows(Portal)],
    )


def _reports(store: Store, payload: str) -> None:
    reports = [replace(each, title=payload, url=payload, unit_name=payload) for each in store.rows(Report)]
    store.replace(Report, reports)
    store.replace(Reading, [replace(each, title=payload, notes=(payload,)) for each in store.rows(Reading)])
    store.replace(Section, [replace(each, heading=payload, text=payload * 3) for each in store.rows(Section)])
    store.replace(Coverage, [replace(each, basis=payload) for each in store.rows(Coverage)])
    cells = ("t3.carried_out.total", "t3.granted.total")
    odd = [
        OddCell(report_id=report.id, cell=cell, raw=payload, state="text")
        for report in reports
        for cell in cells
    ]
    store.replace(OddCell, odd)


def _findings(store: Store, payload: str) -> None:
    found = [replace(each, message=payload, url=payload, basis=payload) for each in store.rows(Finding)]
    store.replace(Finding, found)
    for each in found:
        said: dict[str, Any] = {"finding_id": each.id, "actor": "li", "at": AT}
        store.append(
            Review(id=f"r{each.id}{payload}", verdict="asked", reason=payload, **said),
            Explanation(
                id=f"e{each.id}{payload}", text=payload, attachment_name=f"{payload}.pdf", how=payload, **said
            ),
        )


def soaked(value: Any, payload: str) -> Any:
    """Give a copy of nested records with a payload in every text, but for addresses of our own and codes."""
    if isinstance(value, str):
        return value if value.isascii() else value + payload
    if isinstance(value, tuple):
        return tuple(soaked(each, payload) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value, **{each.name: soaked(getattr(value, each.name), payload) for each in fields(value)}
        )
    return value
