"""A coverage-guided fuzz target for the parser, for nights and weekends; not part of `./run test`.

Atheris is no dependency of the project:

    .venv/bin/python -m pip install atheris
    PYTHONPATH=. .venv/bin/python -P -m tests.fuzz.fuzz_read /tmp/found tests/fuzz/seeds -max_len=65536 -timeout=20

New inputs that reach new code are kept in /tmp/found; a crash or a hang is written to the current folder as
`crash-…` or `timeout-…`. Put it, cut down (`-minimize_crash=1`), into tests/fuzz/seeds/: from then on it is a test.
`python -m tests.fuzz.fuzz_read --seeds` writes the seeds from the examples anew.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

SEEDS = Path(__file__).with_name("seeds")
EXAMPLES = Path(__file__).parents[1] / "examples" / "reports"
# Short enough that a fuzzer turns over all of it: the beginning, the tables and the end of a report.
SEED_SIZE = 6_000


def one(body: bytes) -> None:
    """Read one input; any exception but those of the machine's limits is a defect."""
    from parsers.read import read

    read(body)


def write_seeds() -> None:
    """Cut seeds out of the examples."""
    SEEDS.mkdir(exist_ok=True)
    for path in sorted(EXAMPLES.iterdir()):
        body = path.read_bytes()
        if path.suffix == ".json":
            continue
        table = max(body.find(b"<table"), 0)
        pieces = {
            "head": body[:SEED_SIZE],
            "table": body[table : table + SEED_SIZE],
            "tail": body[-SEED_SIZE:],
        }
        for name, piece in pieces.items():
            (SEEDS / f"{path.stem}.{name}").write_bytes(piece)


def main() -> None:
    """Run the fuzzer on the folders named on the command line."""
    atheris = import_module("atheris")
    with atheris.instrument_imports(include=["parsers", "lxml.html"]):
        import_module("parsers.read")
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()


if __name__ == "__main__":
    write_seeds() if "--seeds" in sys.argv else main()
