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
MOST = 500


async def page(asked: Asked) -> Mapping[str, object]:
    """List new reports and new findings of a region, the newest day first."""
    chosen = asked.arg("since") if asked.arg("since") in SINCE else "7"
    region = asked.region()
    since = (today() - timedelta(days=int(chosen))).isoformat()
    # The year that is being published and the two before it: what is older is history, not news.
    scope = {"year": today().year - 1, "since": since, "like": f"{region}*", "size": MOST}
    reports = await asked.ask("changes_reports", **scope)
    findings = await asked.ask("changes_findings", officer=bool(asked.officer), **scope)
    dated = [
        *({**row, "day": office_day(instant(row["first_seen_at"])).isoformat()} for row in reports),
        *({**row, "day": row["detected_on"]} for row in findings),
    ]
    dated.sort(key=lambda row: str(row["day"]), reverse=True)
    return {
        "days": [(day, _sorted(list(rows))) for day, rows in groupby(dated, key=lambda row: row["day"])],
        "cut": len(reports) == MOST or len(findings) == MOST,
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


def _sorted(rows: list[Row]) -> Row:
    return {
        "reports": [row for row in rows if "rule" not in row],
        "findings": [row for row in rows if "rule" in row],
    }
