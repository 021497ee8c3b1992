"""Precision and recall of every rule on the demo country: `python -m bench.rules [DATA_FOLDER]`.

Without a folder the demo is played first. Found is what `check` stored, true is what demo/answers.py planted;
hard negatives count by not being there. Exit status 1 when a rule misses its goal of issue 5: 1.0 for
existence, arithmetic and supervision, 0.95 for wording and originality.
"""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from data.records import Finding
from data.store import Store
from demo.answers import ORIGINALITY, WORDING, expected_findings
from monitor.rules import rules

STRICT, OTHERS = 1.0, 0.95


def _rule(finding_id: str) -> str:
    return finding_id.partition("/")[0]


def _told(folder: Path) -> bool:
    """Print a line a rule; tell whether each reaches its goal."""
    with Store(folder) as store:
        found = {finding.id for finding in store.rows(Finding)}
    true = {each.id for each in expected_findings()}
    said, planted, right = (Counter(map(_rule, ids)) for ids in (found, true, found & true))
    milder = {_rule(each.id) for each in (*WORDING, *ORIGINALITY)}
    good = True
    print(f"{'rule':28}{'planted':>8}{'found':>7}{'right':>7}{'precision':>11}{'recall':>8}")  # noqa: T201 - a bench prints
    for rule in sorted(said | planted):
        precision = right[rule] / said[rule] if said[rule] else 1.0
        recall = right[rule] / planted[rule] if planted[rule] else 1.0
        met = min(precision, recall) >= (OTHERS if rule in milder else STRICT)
        good = good and met
        numbers = f"{planted[rule]:8}{said[rule]:7}{right[rule]:7}{precision:11.2f}{recall:8.2f}"
        print(f"{rule:28}{numbers}{'' if met else '  MISSED'}")  # noqa: T201 - a bench prints
    unplanted = sorted({rule.ID for rule in rules()} - set(planted))
    print(f"planted nowhere: {', '.join(unplanted) or 'none'}")  # noqa: T201 - a bench prints
    return good


def main(arguments: list[str]) -> int:
    """Measure a folder the demo filled, or play the demo first."""
    if arguments:
        return 0 if _told(Path(arguments[0])) else 1
    with TemporaryDirectory() as folder:
        play = [sys.executable, "-P", "-m", "monitor.cli", "--data", folder, "demo", "--no-serve"]
        subprocess.run(play, check=False, stdout=subprocess.DEVNULL)
        return 0 if _told(Path(folder) / "demo") else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
