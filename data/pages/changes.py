"""最近变化: what was newly seen and newly found since yesterday, last week or last month, day by day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from itertools import groupby

from data.clock import office_day
from data.desk import places
from data.desk.asking import Asked, Row, instant
from data.desk.times import today

ADDRESS = r"/changes$"
SINCE = {"1": "昨天以来", "7": "一周以来", "31": "一个月以来"}
MOST = 200  # rows of each kind


async def page(asked: Asked) -> Mapping[str, object]:
    """List new reports and new findings of a region, the newest day first."""
    chosen = asked.arg("since") if asked.arg("since") in SINCE else "7"
    region = asked.region()
    since = (today() - timedelta(days=int(chosen))).isoformat()
    scope, officer = {"since": since, "like": f"{region}*"}, bool(asked.officer)
    reports: list[Row] = []
    findings: list[Row] = []
    for year in _years():
        reports += await asked.ask("changes_reports", year=year, size=MOST - len(reports), **scope)
        left = MOST - len(findings)
        findings += await asked.ask("changes_findings", year=year, officer=officer, size=left, **scope)
    dated = [
        *({**row, "day": office_day(instant(row["first_seen_at"])).isoformat()} for row in reports),
        *({**row, "day": row["detected_on"]} for row in findings),
    ]
    dated.sort(key=lambda row: str(row["day"]), reverse=True)
    return {
        "days": [(day, _sorted(list(rows))) for day, rows in groupby(dated, key=lambda row: row["day"])],
        "cut": max(len(reports), len(findings)) >= MOST,
        "most": MOST,
        "reports": len(reports),
        "findings": len(findings),
        "since": since,
        "chosen": chosen,
        "choices": SINCE,
        "region": region,
        "unclear": asked.unclear(),
        "place": await places.name(asked, region),
    }


def _years() -> range:
    """Give the year that is being published and the two before it: what is older is history, not news."""
    newest = today().year - 1
    return range(newest, newest - 3, -1)


def _sorted(rows: list[Row]) -> Row:
    return {
        "reports": [row for row in rows if "rule" not in row],
        "findings": [row for row in rows if "rule" in row],
    }
