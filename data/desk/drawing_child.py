"""Draws charts: one Vega-Lite spec a line comes in, one SVG a line (as JSON) goes out; then it ends.

A process of its own: the renderer holds the interpreter while it works (its first drawing takes a second),
which would keep every visitor waiting, and its engine's memory should not stay for good.
"""

from __future__ import annotations

import json
import select
import sys

import vl_convert

IDLE = 120  # seconds


def main() -> None:
    """Draw until there is nothing to draw for a while."""
    while select.select([sys.stdin], [], [], IDLE)[0]:
        line = sys.stdin.readline()
        if not line:
            return
        sys.stdout.write(json.dumps(_drawn(line)) + "\n")
        sys.stdout.flush()


def _drawn(spec: str) -> str | None:
    try:
        return vl_convert.vegalite_to_svg(spec)
    except ValueError as error:  # a spec the renderer does not understand
        print(error, file=sys.stderr)  # noqa: T201 - the desk's log
        return None


if __name__ == "__main__":
    main()
