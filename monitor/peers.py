"""Where a report's shares stand among those of comparable units: how often it lost, how often it refused.

Comparable are the reports of one year by units of one kind and level. Only reports whose tables are complete
and add up are compared, and only shares of enough cases: one of two is no rate (domain §5 R-62, R-63).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from data.forms import national
from data.registry import Registry
from data.store import Store
from monitor.exhibits import Rank
from monitor.filing.versions import Owed, Version

ROUTES = ("review", "suit_direct", "suit_after_review")


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A part of a whole, both sums of cells, and how many cases there must be to speak of a rate."""

    name: str
    part: tuple[str, ...]
    whole: tuple[str, ...]
    least: int


def shares() -> tuple[Share, ...]:
    """List what is compared: cases lost, and the three kinds of answers that give nothing."""
    ended = {
        result: tuple(f"t4.{route}.{result}" for route in ROUTES)
        for result in ("upheld", "corrected", "other")
    }
    lost = Share(name="corrected", part=ended["corrected"], whole=sum(ended.values(), ()), least=5)
    handled = ("t3.total_processed.total",)
    return (
        lost,
        *(
            Share(name=kind, part=_rows(kind), whole=handled, least=20)
            for kind in ("denied", "unable", "refused")
        ),
    )


def _rows(kind: str) -> tuple[str, ...]:
    rows = dict.fromkeys(line.key for form in national() for line in form.table3 if line.key.startswith(kind))
    return tuple(f"t3.{row}.total" for row in rows)


def ranks(
    store: Store,
    registry: Registry,
    versions: Mapping[Owed, Sequence[Version]],
    balanced: Collection[str],
) -> Mapping[Owed, tuple[Rank, ...]]:
    """Rank every share of every report that counts; reports with none that can be ranked are left out."""
    kinds = {unit.id: (unit.kind, unit.level) for unit in registry.units}
    owners = {
        found[0].report.id: owed
        for owed, found in versions.items()
        if owed[0] in kinds and found[0].report.id in balanced
    }
    groups: dict[tuple[str, str, str, int], list[tuple[Owed, int, int]]] = defaultdict(list)
    for report_id, name, part, whole in _counted(store):
        if owed := owners.get(report_id):
            groups[name, *kinds[owed[0]], owed[1]].append((owed, part, whole))
    found: dict[Owed, list[Rank]] = defaultdict(list)
    for (name, *_), members in sorted(groups.items()):
        rates = sorted(part / whole for _, part, whole in members)
        for owed, part, whole in members:
            below = bisect_left(rates, part / whole)
            rank = Rank(share=name, part=part, whole=whole, below=below, peers=len(rates) - 1)
            found[owed].append(rank)
    return {owed: tuple(every) for owed, every in found.items()}


def _counted(store: Store) -> Iterator[tuple[str, str, int, int]]:
    """Ask the database for every share of enough cases: report, name, part, whole."""
    for share in shares():
        part, whole = (" + ".join(f'"{cell}"' for cell in cells) for cells in (share.part, share.whole))
        query = f"SELECT report_id, {part}, {whole} FROM figures WHERE {whole} >= ? AND {part} <= {whole}"
        for report_id, some, all_of_them in store.db.conn.execute(query, (share.least,)):
            yield report_id, share.name, int(some), int(all_of_them)
