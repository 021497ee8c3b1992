"""The demo country's registry, as the office would keep it: six CSV files (contract §2)."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path

from demo.country import PORTALS, PROVINCE_CODE, DemoPortal, DemoUnit
from demo.units import UNITS

DELAY_SECONDS = "0.02"
LAW = "《中华人民共和国政府信息公开条例》第四十九条"
LOCAL = "《澜川省人民政府办公室关于做好政府信息公开工作年度报告编制公布工作的通知》（澜政办函〔2019〕36号）"

DEADLINES = (
    ("department", "2019", "", "01-31", "", "", f"{LAW}第一款"),
    ("government_office", "2019", "", "01-31", "", "", f"{LAW}第一款"),
    ("government", "2019", "", "03-31", "", "", f"{LAW}第二款"),
    ("township_gov", "2019", "", "", "01-31", PROVINCE_CODE, LOCAL),
    ("subdistrict_office", "2019", "", "", "01-31", PROVINCE_CODE, LOCAL),
    ("development_zone", "2019", "", "", "01-31", PROVINCE_CODE, LOCAL),
)

# Days around the due days whose working state differs from the week: (first, how many, name, working).
HOLIDAYS = (
    ("2022-01-29", 2, "春节调休上班", "1"),
    ("2022-01-31", 7, "春节", "0"),
    ("2023-01-21", 7, "春节", "0"),
    ("2023-01-28", 2, "春节调休上班", "1"),
    ("2024-02-04", 1, "春节调休上班", "1"),
    ("2025-01-26", 1, "春节调休上班", "1"),
    ("2025-01-28", 8, "春节", "0"),
    ("2025-02-08", 1, "春节调休上班", "1"),
    ("2026-02-14", 1, "春节调休上班", "1"),
    ("2026-02-15", 9, "春节", "0"),
    ("2026-02-28", 1, "春节调休上班", "1"),
)
POLICY = (("absent_looks", "3"), ("absent_days", "3"), ("absent_span_days", "7"))
RECIPIENTS = (
    ("zwgk@qinghe.example", "青禾县政务公开办", "990121", "weekly", "1"),
    ("zwgk@linxi.example", "临汐市政务公开办", "990181", "weekly", "1"),
    ("zwgk@tangxi.example", "棠溪区政务公开办", "990103", "weekly", "1"),
)


def _write(path: Path, header: str, rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(rows)


def _portal_row(portal: DemoPortal, base_url: str) -> tuple[str, ...]:
    column = f"{base_url}{portal.column_path}" if portal.column_given else ""
    family = portal.family if portal.column_given else ""
    return (portal.id, portal.name, f"{base_url}/", column, family, DELAY_SECONDS, "演示数据")


def _unit_row(unit: DemoUnit, base_url: str) -> tuple[str, ...]:
    return (
        unit.id,
        "",
        unit.name,
        unit.short_name,
        unit.former_name or "",
        unit.kind,
        unit.level,
        unit.division_code,
        unit.parent_id or "",
        unit.portal_id,
        f"{base_url}{unit.column_path}" if unit.column_path else "",
        unit.valid_from.isoformat(),
        unit.valid_to.isoformat() if unit.valid_to else "",
        unit.successor_id or "",
        "",
        "" if unit.owes is None else str(int(unit.owes)),
        "",
    )


def _holiday_rows() -> Iterable[tuple[str, str, str]]:
    for first, days, name, working in HOLIDAYS:
        begin = date.fromisoformat(first)
        for place in range(days):
            yield (begin + timedelta(days=place)).isoformat(), name, working


def write_registry(folder: Path, base_urls: Iterable[tuple[str, str]]) -> None:
    """Write the registry of the demo country into a folder, for portals at these addresses.

    `base_urls` are the pairs of `Government.base_urls`; files that exist are overwritten.
    """
    folder.mkdir(parents=True, exist_ok=True)
    at = dict(base_urls)
    _write(
        folder / "portals.csv",
        "id,name,home_url,column_url,family,delay_seconds,notes",
        (_portal_row(portal, at[portal.id]) for portal in PORTALS),
    )
    _write(
        folder / "units.csv",
        "id,uscc,name,short_name,aliases,kind,level,division_code,parent_id,portal_id,column_url,"
        "valid_from,valid_to,successor_id,notes,owes,due",
        (_unit_row(unit, at[unit.portal_id]) for unit in UNITS),
    )
    _write(
        folder / "deadlines.csv",
        "kind,from_year,to_year,legal_due,local_due,division_code,basis",
        DEADLINES,
    )
    _write(folder / "holidays.csv", "date,name,working", _holiday_rows())
    _write(folder / "policy.csv", "key,value", POLICY)
    _write(folder / "recipients.csv", "address,name,division_code,frequency,active", RECIPIENTS)
