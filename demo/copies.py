"""What is copied in the demo country, and what only looks like a copy.

Hard negatives: a section 5 that the county gave out to six units (`TEMPLATED`), legal sentences that every
report has in one wording or another (`legal` in sentences.toml), a town with nothing but zeros
(qinghe-yunxiu), and a report published again with its figures put right (CORRECTIONS).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A report whose sections repeat another one's words.

    `numbers`: its figures in the text, too. `parts` are the sections that are repeated, `fresh` the kinds of
    phrases that were written anew all the same; `of_unit` is another unit whose words they are.
    """

    unit_id: str
    year: int
    of_year: int
    numbers: bool = False
    of_unit: str | None = None
    parts: tuple[str, ...] = ("overview", "problems")
    fresh: tuple[str, ...] = ()

    @property
    def source(self) -> tuple[str, int]:
        """The unit and year whose words are repeated."""
        return self.of_unit or self.unit_id, self.of_year


COPIES = (
    Copy(unit_id="linxi-xiwan", year=2025, of_year=2024, numbers=True),
    Copy(unit_id="linxi-wangchao", year=2024, of_year=2023),
    # Two of the twelve phrases of section 1 are new.
    Copy(unit_id="linxi-gaoxin", year=2025, of_year=2024, fresh=("platform",)),
    # The neighbouring town's words of three years before.
    Copy(unit_id="linxi-wangchao", year=2025, of_year=2022, of_unit="linxi-xiwan"),
    # The same problems and cures for three years.
    Copy(unit_id="qinghe-rural", year=2022, of_year=2021, parts=("problems",)),
    Copy(unit_id="qinghe-rural", year=2023, of_year=2021, parts=("problems",)),
)

# The county gave out section 5 in this year: these units filled in their names.
TEMPLATE_YEAR = 2024
TEMPLATED = (
    "qinghe-office",
    "qinghe-education",
    "qinghe-transport",
    "qinghe-water",
    "qinghe-commerce",
    "qinghe-agriculture",
)

# Reports that name last year's number of items, and one that prints last year's tables.
SAME_COUNTS = (("qinghe-education", 2025),)
SAME_TABLES = (("qinghe-data", 2025),)


def copy_in(unit_id: str, year: int, part: str) -> Copy | None:
    """Tell what one section of one report repeats, if anything."""
    found = (copy for copy in COPIES if (copy.unit_id, copy.year) == (unit_id, year) and part in copy.parts)
    return next(found, None)
