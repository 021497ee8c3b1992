"""Slips of figures planted in the demo country; what stands in no finding is a hard negative.

Figures stand as they are printed; what they should have been is in demo/figures.py, what must be found in
demo/answers.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from data.records import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Misprint:
    """Cells one report prints wrongly; None is a blank cell. `corrected`: the copy this concerns."""

    unit_id: str
    year: int
    cells: tuple[tuple[str, Figure | None], ...]
    corrected: bool = False


MISPRINTS = (
    Misprint(  # one application received is missing from the first row
        unit_id="qinghe-education",
        year=2023,
        cells=(("t3.new_received.natural_person", 5), ("t3.new_received.total", 5)),
    ),
    Misprint(  # one of the two answers 本机关不掌握 is missing
        unit_id="qinghe-commerce",
        year=2024,
        cells=(("t3.unable_not_held.natural_person", 1), ("t3.unable_not_held.total", 1)),
    ),
    Misprint(  # the row （七）总计 was never added up
        unit_id="linxi-gov",
        year=2023,
        cells=(
            ("t3.total_processed.natural_person", 0),
            ("t3.total_processed.enterprise", 0),
            ("t3.total_processed.public_welfare_org", 0),
            ("t3.total_processed.legal_service_org", 0),
            ("t3.total_processed.other_org", 0),
            ("t3.total_processed.total", 0),
        ),
    ),
    Misprint(  # one firm more in its column, but in no total
        unit_id="linxi-market",
        year=2024,
        cells=(
            ("t3.new_received.enterprise", 4),
            ("t3.granted.enterprise", 1),
            ("t3.total_processed.enterprise", 4),
        ),
    ),
    Misprint(unit_id="qinghe-agriculture", year=2023, cells=(("t4.review.total", 1),)),
    Misprint(unit_id="qinghe-agriculture", year=2022, cells=(("t4.review.total", 2),)),
    Misprint(  # one application said to be left over from 2022, which left none
        unit_id="qinghe-transport",
        year=2023,
        cells=(
            ("t3.new_received.natural_person", 4),
            ("t3.new_received.total", 6),
            ("t3.carried_in.natural_person", 1),
            ("t3.carried_in.total", 1),
        ),
    ),
    Misprint(  # only in the copy that was published a second time
        unit_id="linxi-civil", year=2022, cells=(("t2.penalty.decisions", 3),), corrected=True
    ),
    Misprint(unit_id="linxi-civil", year=2023, cells=(("t2.normative_docs.valid", 6),)),
    Misprint(  # three documents came with the merged unit: nothing follows from the year before
        unit_id="qinghe-agriculture", year=2024, cells=(("t2.normative_docs.valid", 15),)
    ),
    Misprint(unit_id="qinghe-agriculture", year=2025, cells=(("t2.normative_docs.valid", 15),)),
    Misprint(  # more left over than there was
        unit_id="linxi-wangchao",
        year=2025,
        cells=(("t3.carried_out.natural_person", 5), ("t3.carried_out.total", 5)),
    ),
    Misprint(  # normative documents taken for rules
        unit_id="linxi-gaoxin", year=2025, cells=(("t2.regulations.made", 1), ("t2.regulations.valid", 1))
    ),
    Misprint(unit_id="linxi-market", year=2025, cells=(("t2.admin_fees.amount_wan", 590300),)),  # 元
    Misprint(unit_id="qinghe-water", year=2024, cells=(("t2.penalty.decisions", 260),)),
    Misprint(  # one application in the table, none in the text
        unit_id="linxi-xiwan",
        year=2024,
        cells=(
            ("t3.new_received.enterprise", 1),
            ("t3.new_received.total", 1),
            ("t3.granted.enterprise", 1),
            ("t3.granted.total", 1),
            ("t3.total_processed.enterprise", 1),
            ("t3.total_processed.total", 1),
        ),
    ),
    Misprint(  # six applications in the table, five in the text
        unit_id="qinghe-commerce",
        year=2025,
        cells=(
            ("t3.new_received.natural_person", 5),
            ("t3.new_received.total", 6),
            ("t3.granted.natural_person", 1),
            ("t3.granted.total", 2),
            ("t3.total_processed.natural_person", 5),
            ("t3.total_processed.total", 6),
        ),
    ),
    Misprint(  # the first copy of a report that was put right four weeks later: no finding remains
        unit_id="qinghe-data",
        year=2024,
        cells=(("t3.carried_out.natural_person", 1), ("t3.carried_out.total", 1)),
    ),
    Misprint(  # one granted too many; nobody answered the letter about it
        unit_id="tangxi-finance",
        year=2024,
        cells=(("t3.granted.natural_person", 1), ("t3.granted.total", 3)),
    ),
    Misprint(  # a row left blank: unknown, not wrong
        unit_id="linxi-gaoxin",
        year=2023,
        cells=(
            ("t3.carried_out.natural_person", None),
            ("t3.carried_out.enterprise", None),
            ("t3.carried_out.research_institution", None),
            ("t3.carried_out.public_welfare_org", None),
            ("t3.carried_out.legal_service_org", None),
            ("t3.carried_out.other_org", None),
            ("t3.carried_out.total", None),
        ),
    ),
)
