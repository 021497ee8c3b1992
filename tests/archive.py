"""A small archive written by hand: walks, list items, documents and what the parser said of them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime

from data.records import Deadline, Look, Portal, Reading, Review, Section, Sighting, Unit, Walk
from data.registry import Registry
from data.store import Store

PORTAL = Portal(
    id="qh", name="清河县人民政府", home_url="http://qh.example/", column_url="http://qh.example/nb/"
)
COLUMN = "http://qh.example/nb/"
DEADLINE = Deadline(
    kind=None,
    from_year=2019,
    to_year=None,
    legal_due="01-31",
    local_due=None,
    division_code=None,
    basis="第四十九条",
)


def unit(unit_id: str, name: str, **more: object) -> Unit:
    facts: dict[str, object] = {
        "id": unit_id,
        "name": name,
        "kind": "department",
        "level": "county",
        "division_code": "130534",
        "portal_id": "qh",
        "valid_from": date(2024, 1, 1),
        **more,
    }
    return Unit(**facts)  # type: ignore[arg-type]


WATER = unit("water", "清河县水利局")
SCHOOLS = unit("schools", "清河县教育局")


def registry(*units: Unit) -> Registry:
    return Registry(portals=(PORTAL,), units=units or (WATER, SCHOOLS), deadlines=(DEADLINE,))


def at(day: str, hour: int = 1) -> datetime:
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC).replace(hour=hour)


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def address(name: str) -> str:
    return f"http://qh.example/nb/{name}.html"


def title(body: Unit, year: int) -> str:
    return f"{body.name}{year}年政府信息公开工作年度报告"


@dataclass
class Archive:
    """Writes log rows and readings as crawl and parse would."""

    store: Store

    def walk(self, day: str, items: dict[str, str], outcome: str = "complete", **more: object) -> None:
        """A list was read: items are titles by name of their address."""
        page = sha(f"{sorted(items.items())}{more}")
        self.store.append(
            *(
                Sighting(
                    id=sha(f"{page}{name}"),
                    list_sha256=page,
                    list_url=COLUMN,
                    position=position,
                    title=text,
                    url=address(name),
                )
                for position, (name, text) in enumerate(items.items())
            )
        )
        facts: dict[str, object] = {
            "id": sha(f"walk {day} {outcome} {more}"),
            "run_id": "run",
            "portal_id": "qh",
            "column_url": COLUMN,
            "started_at": at(day),
            "finished_at": at(day, 2),
            "outcome": outcome,
            "seen": len(items),
            "pages": (page,),
            "probe": "passed",
            **more,
        }
        self.store.append(Walk(**facts))  # type: ignore[arg-type]

    def look(self, day: str, name: str, body: str | None = None, **more: object) -> str | None:
        """An address was fetched; `body` None: it was not to be had."""
        facts: dict[str, object] = {
            "id": sha(f"look {day} {name} {body} {more}"),
            "hash": sha(f"look {day} {name} {body} {more}"),
            "run_id": "run",
            "portal_id": "qh",
            "url": address(name),
            "purpose": "report",
            "at": at(day),
            "status": 200 if body else 404,
            "reason": None if body else "dead_link",
            "sha256": sha(body) if body else None,
            **more,
        }
        self.store.append(Look(**facts))  # type: ignore[arg-type]
        return sha(body) if body else None

    def document(self, day: str, name: str, body: Unit, year: int, **said: object) -> str:
        """A report was fetched and read; returns its id."""
        sha256 = self.look(day, name, f"{name} {body.name} {year} {said}") or ""
        cells = said.pop("cells", {})
        sections = said.pop("sections", {})
        facts: dict[str, object] = {
            "sha256": sha256,
            "parser_version": "test",
            "outcome": "read",
            "title": title(body, year),
            "unit_name": body.name,
            "year": year,
            "form": "fmt_2021",
            "published_on": date(year + 1, 1, 20),
            "date_source": "meta",
            **said,
        }
        self.store.put(Reading(**facts))  # type: ignore[arg-type]
        if facts["outcome"] == "read":
            self.store.put_cells(sha256[:16], cells)  # type: ignore[arg-type]
            self.store.put(
                *(
                    Section(report_id=sha256[:16], key=key, heading="", text=text)
                    for key, text in sections.items()  # type: ignore[attr-defined]
                )
            )
        return sha256[:16]

    def review(self, day: str, finding_id: str, verdict: str, **more: object) -> None:
        """An officer decided."""
        self.store.append(
            Review(
                id=sha(f"{day}{finding_id}{verdict}"),
                finding_id=finding_id,
                actor="王某",
                at=at(day),
                verdict=verdict,  # type: ignore[arg-type]
                reason="查阅台账",
                **more,  # type: ignore[arg-type]
            )
        )
