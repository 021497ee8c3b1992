"""What the parser answers to every example, by which versions: an answer changes only together with a version.

Data folders out there hold yesterday's readings. `nianjian parse` reads again only what a raised version
concerns, so a better answer under the old version would never reach them. `tests/answers.txt` holds one line an
example: its name, the versions that read it, the digest of all they said. After a version was raised,

    PYTHONPATH=. .venv/bin/python -P -m tests.answers

writes it anew. It refuses to note another answer under the same versions.
"""

import hashlib
import sys
from pathlib import Path

from parsers.outside.versions import version_of
from parsers.outside.wire import pack
from parsers.read import read

HERE = Path(__file__).parent
NOTED = HERE / "answers.txt"
EXAMPLES = HERE / "examples" / "reports"
MISSING = "-missing"  # of a program this machine does not have: nothing these examples need
CURE = "raise PARSER_VERSION (parsers/read.py) or VERSION of the reader or form, then python -m tests.answers"

Answers = dict[str, tuple[str, str]]


def given() -> Answers:
    """Read every example: its versions and the digest of the whole answer by its name."""
    documents = sorted(path for path in EXAMPLES.iterdir() if path.suffix != ".json")
    return {path.name: answer(path.read_bytes()) for path in documents}


def answer(body: bytes) -> tuple[str, str]:
    """Give by which versions a document is read, and the digest of all that is said of it."""
    parsed = read(body)
    versions = version_of(parsed).replace(MISSING, "").replace(" ", "+")
    return versions, hashlib.sha256(pack(parsed)).hexdigest()[:12]


def noted() -> Answers:
    """Give what was noted when a version was last raised."""
    lines = (line.split(" ") for line in NOTED.read_text(encoding="utf-8").splitlines())
    return {name: (versions, digest) for name, versions, digest in lines}


def unversioned(before: Answers, now: Answers) -> list[str]:
    """Name the examples that are answered otherwise by the same versions.

    >>> old = {"a.html": ("1 html.1", "aa"), "b.html": ("1 html.1", "bb")}
    >>> unversioned(old, {"a.html": ("1 html.2", "xx"), "b.html": ("1 html.1", "yy"), "c.txt": ("1", "cc")})
    ['b.html']
    """
    return [
        name
        for name, (versions, digest) in now.items()
        if name in before and before[name][0] == versions and before[name][1] != digest
    ]


def main() -> int:
    """Note today's answers; 1, and nothing noted, where one changed without a version."""
    now = given()
    if NOTED.exists() and (changed := unversioned(noted(), now)):
        sys.stderr.write(f"another answer under the same version: {', '.join(changed)}; {CURE}\n")
        return 1
    lines = (f"{name} {versions} {digest}\n" for name, (versions, digest) in now.items())
    NOTED.write_text("".join(lines), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
