"""A night's run: `python -m tests.damage 0 100000` reads that many damaged reports and names every silent error.

`python -m tests.damage 0 1000 sheet` (or `pdf`, `pdf of short pages`) reads them as such files.
"""

import sys
from collections import Counter

from parsers.read import read
from tests.damage.cases import damaged, silent_errors


def main(first: int, last: int, heavy: str | None = None) -> int:
    """Give 1 if any cell was wrong in silence."""
    counts: Counter[str] = Counter()
    for number in range(first, last):
        case = damaged(number, heavy=heavy)
        stated = read(case.body)
        wrong = list(silent_errors(stated, case))
        counts["silently wrong"] += len(wrong)
        counts["uncertain"] += sum(odd.state == "uncertain" for odd in stated.odd_cells.values())
        counts["cells"] += len(stated.cells)
        for line in wrong:
            sys.stdout.write(f"{case.done}: {line}\n")
    sys.stdout.write(f"{last - first} reports, {dict(counts)}\n")
    return 1 if counts["silently wrong"] else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:3]), *sys.argv[3:4]))
