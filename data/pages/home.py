"""总览：the season at a glance for one region and year, every number with its list."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta

from data.desk import addresses, charts, places, rosters, season
from data.desk.asking import Asked, Row, day_of
from data.desk.cells import beijing
from data.desk.kinds import GROUPS
from data.desk.times import today
from data.summaries import LENGTHS
from data.words import STANDINGS

ADDRESS = r"/$"

NOT_OWING = ("not_due", "exempt")
ALWAYS = ("on_time", "late", "not_seen", "absent", "unverifiable")  # told even when there are none


async def page(asked: Asked) -> Mapping[str, object]:
    """Gather the season of the chosen year, the newest by default."""
    years = [row["year"] for row in await asked.ask("years")]
    year, region = asked.year(years) or _season(years, await _running(asked)), asked.region()
    scope = {"year": year, "place": region, "like": f"{region}*"}
    below = await places.inside(asked, region)
    counted, inside = await _counted(asked, region, year, below)
    newest = await asked.one("SELECT max(at) AS at FROM looks")
    as_of = str(newest["at"]) if newest and newest["at"] else None
    return {
        "year": year,
        "years": years,
        "unclear": asked.unclear(years),
        "region": region,
        "place": await places.name(asked, region),
        "places": _places(below, inside),
        "as_of": beijing(as_of),
        "tally": [*_tally(counted, region, year), await _waiting(asked, region, **scope)] if years else [],
        "groups": tuple(GROUPS),
        "recent": await _recent(asked, as_of, **scope),
        "rules": await _rules(asked, **scope),
        "chart": await _chart(asked, **scope),
        "ill": await asked.ask("home_ill", like=f"{region}*"),
        "days": await season.countdown(asked, region, today()),
        "roster": await asyncio.to_thread(rosters.to_confirm, asked.folder, today())
        if asked.officer
        else None,
    }


def _by_size(query: str, region: str) -> str:
    """Choose the query that adds up, where check has not counted."""
    return query if len(region) in LENGTHS else f"{query}_small"


async def _counted(
    asked: Asked, region: str, year: int, below: list[tuple[str, str]]
) -> tuple[list[Row], list[Row]]:
    """Count a place and the places below it: a county here, what is larger has been counted by check."""
    like, length = f"{region}*", len(below[0][0]) if below else max(LENGTHS)
    if len(region) < max(LENGTHS) and length in LENGTHS:
        inside = await asked.ask("home_tally_below", year=year, like=like, length=length)
        return await asked.ask("home_tally", year=year, place=region), inside
    counted = await asked.ask("home_tally_small", year=year, like=like, length=length)
    return counted, counted


async def _running(asked: Asked) -> int | None:
    """Give the newest year of which something has been published or has become due."""
    found = await asked.one(
        "SELECT max(year) AS year FROM tallies WHERE place = '' AND standing <> 'not_due' AND n > 0"
    )
    return found["year"] if found else None


def _season(years: list[int], running: int | None) -> int:
    return running or (years[0] if years else 0)


def _tally(counted: list[Row], region: str, year: int) -> list[Row]:
    """Count the units by standing and group; every count knows its list."""
    counts = Counter[tuple[str, str]]()
    for row in counted:
        counts[row["standing"], row["kind"]] += row["n"]
    owing = [code for code in STANDINGS if code not in NOT_OWING]
    lines = [_line("应公布", owing, counts, region, year)]
    for code, words in STANDINGS.items():
        line = _line(words, [code], counts, region, year)
        if line["total"] or code in ALWAYS:
            lines.append(line)
    return lines


def _line(words: str, codes: list[str], counts: Counter[tuple[str, str]], region: str, year: object) -> Row:
    def count(kinds: tuple[str, ...]) -> int:
        return sum(counts[code, kind] for code in codes for kind in kinds)

    narrowed = {"standing": codes[0]} if len(codes) == 1 else {"standing__notin": ",".join(NOT_OWING)}
    common = {"year": year, "division_code__startswith": region, **narrowed}
    every = tuple(kind for kinds in GROUPS.values() for kind in kinds)
    cells = [
        (count(kinds), addresses.rows("standings", **common, kind__in=",".join(kinds)))
        for kinds in GROUPS.values()
    ]
    return {
        "code": codes[0] if len(codes) == 1 else "owing",
        "words": words,
        "total": count(every),
        "url": addresses.rows("standings", **common),
        "cells": cells,
    }


async def _waiting(asked: Asked, region: str, **scope: object) -> Row:
    """Count the findings nobody has looked at; their list knows no places: no link from a region."""
    counts = {row["kind"]: row["n"] for row in await asked.ask(_by_size("home_waiting", region), **scope)}
    cells = [(sum(counts.get(kind, 0) for kind in kinds), None) for kinds in GROUPS.values()]
    url = addresses.rows("findings", year=scope["year"], status__in="open,reopened", severity__not="info")
    return {
        "code": "waiting",
        "words": "待复核问题（条）",
        "total": sum(counts.values()),
        "url": None if region else url,
        "cells": cells,
    }


def _places(below: list[tuple[str, str]], counted: list[Row]) -> list[Row]:
    """Count each place below the region: owing, published, not seen, not to be examined."""
    counts = Counter[tuple[str, str]]()
    for row in counted:
        counts[row["code"], row["standing"]] += row["n"]
    return [{"code": code, "name": name, **_shares(code, counts)} for code, name in below]


def _shares(code: str, counts: Counter[tuple[str, str]]) -> Row:
    def count(*standings: str) -> int:
        return sum(counts[code, standing] for standing in standings)

    owing = sum(n for (place, standing), n in counts.items() if place == code and standing not in NOT_OWING)
    on_time = count("on_time")
    return {
        "owing": owing,
        "on_time": on_time,
        "late": count("late", "late_local", "undated"),
        "not_seen": count("not_seen", "withdrawn"),
        "absent": count("absent", "unpublished"),
        "unverifiable": count("unverifiable"),
        "rate": f"{100 * on_time / owing:.1f}%" if owing else "—",
    }


async def _recent(asked: Asked, as_of: str | None, **scope: object) -> Row:
    """List what is new since a week before the newest look; the newest day stands apart."""
    if as_of is None:
        return {"reports": [], "findings": [], "since": ""}
    since = (day_of(as_of) - timedelta(days=7)).isoformat()
    kind = "_in" if scope["place"] else ""  # a place is searched by its units, the country by what is newest
    return {
        "reports": await asked.ask(f"home_reports{kind}", since=since, **scope),
        "findings": await asked.ask(f"home_findings{kind}", since=since, **scope),
        "since": since,
    }


async def _rules(asked: Asked, **scope: object) -> list[Row]:
    def url(row: Row) -> str:
        chosen = {"rule_id": row["rule_id"], "severity": row["severity"]}
        return addresses.rows("findings", year=scope["year"], **chosen)

    return [
        {**row, "url": url(row)}
        for row in await asked.ask(_by_size("home_rules", str(scope["place"])), **scope)
    ]


async def _chart(asked: Asked, **scope: object) -> charts.Chart | None:
    counts, due = Counter[date](), set()
    for row in await asked.ask(_by_size("home_days", str(scope["place"])), **scope):
        if row["published_on"]:
            counts[date.fromisoformat(row["published_on"])] += row["n"]
        if row["due_on"]:
            due.add(date.fromisoformat(row["due_on"]))
    return charts.by_day("按日公布份数", counts, frozenset(due))
