"""What a column lists of a unit and year that is no yearly report by its title, but nearly: a 工作总结."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from data.registry import Registry
from data.wording import may_be_report, report_year
from monitor.dossier import Nearly
from monitor.filing.filing import names_on
from monitor.filing.names import Names
from monitor.filing.traces import Log, Trace
from monitor.filing.versions import Owed

# A paper about the year's openness, whatever it calls itself; notices about how to write one are none.
_NEARLY = re.compile(r"(?:信息公开|政务公开).*(?:总结|报告|情况|汇总|小结)")
_NOTICE = re.compile(r"通知|格式|要点|方案|指南|目录|制度|办法|通报")


def nearly(registry: Registry, log: Log, missing: Iterable[Owed]) -> Mapping[Owed, tuple[Nearly, ...]]:
    """Find for every missing report what its column still lists that an officer should open first."""
    wanted = frozenset(missing)
    candidates = [trace for trace in log.traces if _is_nearly(trace)] if wanted else []
    portals = {trace.portal_id for trace in candidates}
    names = {portal.id: names_on(registry, portal) for portal in registry.portals if portal.id in portals}
    found: dict[Owed, list[Nearly]] = defaultdict(list)
    for trace in candidates:
        owed = _whose(trace, names[trace.portal_id]) if trace.portal_id in names else None
        if owed in wanted and owed is not None:
            item = Nearly(title=trace.title or "", url=trace.url, listed_on=trace.listed_on)
            found[owed].append(item)
    return {owed: tuple(items) for owed, items in found.items()}


def _is_nearly(trace: Trace) -> bool:
    title = trace.title or ""
    there = bool(trace.listed) and trace.vanished_at is None
    return there and not may_be_report(title) and bool(_NEARLY.search(title)) and not _NOTICE.search(title)


def _whose(trace: Trace, names: Names) -> Owed | None:
    title = trace.title or ""
    who, year = names.who(title), report_year(title)
    unit_id = who.unit_id or (trace.column_unit if who.reason == "no_name" else None)
    return (unit_id, year) if unit_id is not None and year is not None else None
