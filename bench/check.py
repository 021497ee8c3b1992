"""Everything issue 5 wants to know of the speed of judging: `python -m bench.check [--quick]`.

Arithmetic against iterating the rows, copies against making texts comparable, judging again after ten
changes against judging all anew. Exit status 1 when one of them misses its goal.
"""

from __future__ import annotations

import sys

from bench import check_again, check_arithmetic, check_copies


def main(arguments: list[str]) -> int:
    """Run the three benches one after the other."""
    return max(check_arithmetic.main(arguments), check_copies.main(arguments), check_again.main(arguments))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
