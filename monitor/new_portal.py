"""What was learnt of a new portal, as rows for the registry. Pure.

The rows are a proposal: names come from titles, kinds from the names' endings. Division codes are for people.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from data.records import Portal, UnitKind, UnitLevel
from data.wording import may_be_report, normalise

PORTAL_COLUMNS = ("id", "name", "home_url", "column_url", "family", "delay_seconds", "notes")
UNIT_COLUMNS = (
    *(
        "id",
        "uscc",
        "name",
        "short_name",
        "aliases",
        "kind",
        "level",
        "division_code",
        "parent_id",
        "portal_id",
    ),
    *("column_url", "valid_from", "valid_to", "successor_id", "notes"),
)
TO_CHECK = "由 new-portal 推断，请核对名称、类别、级别并补填行政区划代码"

_BEFORE_YEAR = re.compile(r"^(?:关于)?(\D{3,40}?)(?:20\d\d|二〇|二○|二零|政府信息公开|政务公开)")
_KINDS: tuple[tuple[str, UnitKind, UnitLevel], ...] = (
    (r"(?:镇|乡|苏木)人民政府$|[镇乡]$", "township_gov", "township"),
    (r"街道(?:办事处)?$", "subdistrict_office", "township"),
    (r"(?:政府|厅)办公室$", "government_office", "county"),
    (r"(?:管理委员会|管委会)$", "development_zone", "county"),
    (r"人民政府$", "government", "county"),
)


def portal_id(url: str) -> str:
    """Make a short id from an address.

    >>> portal_id("http://www.liuxi.gov.cn/"), portal_id("http://127.0.0.1:8000/")
    ('liuxi', '127-0-0-1-8000')
    """
    host = urlsplit(url).netloc.lower().removeprefix("www.")
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"\.gov\.cn$|\.cn$", "", host)).strip("-")


def unit_names(titles: Iterable[str]) -> tuple[str, ...]:
    """Read whose reports are listed, each name once, in order; short titles that name nobody are left out.

    >>> unit_names(["柳溪县财政局2023年政府信息公开工作年度报告", "2022年政府信息公开工作年度报告"])
    ('柳溪县财政局',)
    """
    found: dict[str, None] = {}
    for title in titles:
        named = _BEFORE_YEAR.match(normalise(title)) if may_be_report(title) else None
        if named:
            found[named.group(1).strip("《【[（(-—_ ")] = None
    return tuple(found)


def kind_of(name: str) -> tuple[UnitKind, UnitLevel]:
    """Guess kind and level from a name's ending; what fits nothing is a department.

    >>> kind_of("白石镇人民政府"), kind_of("柳溪县水利局")
    (('township_gov', 'township'), ('department', 'county'))
    """
    for ending, kind, level in _KINDS:
        if re.search(ending, name):
            return kind, level
    return "department", "county"


def portal_row(portal: Portal) -> tuple[str, ...]:
    """Write the row for portals.csv."""
    delay = f"{portal.delay_seconds:g}" if portal.delay_seconds != 2 else ""
    facts = (portal.id, portal.name, portal.home_url, portal.column_url or "", portal.family or "", delay)
    return tuple(_plain(value) for value in (*facts, portal.notes or ""))


def unit_rows(portal: Portal, names: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """Write rows for units.csv, one a name."""
    rows = []
    for number, name in enumerate(names, start=1):
        kind, level = kind_of(name)
        known = {"id": f"{portal.id}-{number}", "name": _plain(name), "kind": kind, "level": level}
        known |= {"portal_id": portal.id, "notes": TO_CHECK}
        rows.append(tuple(known.get(column, "") for column in UNIT_COLUMNS))
    return tuple(rows)


def as_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write rows as they stand in a registry file, the header first."""
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows([header, *rows])
    return file.getvalue()


def _plain(text: str) -> str:
    """Text from outside is never a formula."""
    return text.lstrip("=+-@\t\r ")
