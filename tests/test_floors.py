"""The architecture as a test: who may import whom, and which modules may not touch the world."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
FLOORS = ("data", "parsers", "crawler", "monitor", "demo")
MAY_IMPORT = {
    "data": {"data"},
    "parsers": {"parsers", "data"},
    "crawler": {"crawler", "data"},
    "monitor": {"monitor", "parsers", "data"},
    "demo": {"demo", "data"},
}
COMPOSITION_ROOT = ("monitor/cli.py", "monitor/stages.py", "monitor/commands/")
PURE = (
    "crawler/families/",
    "crawler/screening.py",
    "data/charset.py",
    "data/forms/",
    "data/records/",
    "data/wording.py",
    "monitor/abstaining.py",
    "monitor/arithmetic/causes.py",
    "monitor/arithmetic/statements.py",
    "monitor/breaker.py",
    "monitor/coverage.py",
    "monitor/digest/",
    "monitor/dossier.py",
    "monitor/due.py",
    "monitor/exhibits.py",
    "monitor/filing/attribution.py",
    "monitor/filing/names.py",
    "monitor/filing/placing.py",
    "monitor/identities.py",
    "monitor/lateness.py",
    "monitor/letters/facts.py",
    "monitor/narrative/",
    "monitor/originality/comparison.py",
    "monitor/originality/copies.py",
    "monitor/originality/corpus.py",
    "monitor/originality/grading.py",
    "monitor/originality/masking.py",
    "monitor/originality/sameness.py",
    "monitor/originality/shingles.py",
    "monitor/originality/templates.py",
    "monitor/rules/",
    "parsers/",
)
NOT_PURE = ("parsers/outside/",)
# Reading the folder of one's own package is how a folder is a registry: pkgutil is allowed, os and pathlib are not.
WORLD = {
    "sqlite3",
    "sqlite_utils",
    "scrapy",
    "twisted",
    "os",
    "pathlib",
    "time",
    "random",
    "subprocess",
    "socket",
}
CLOCK_CALLS = {("datetime", "now"), ("date", "today"), ("datetime", "utcnow"), ("datetime", "today")}


def modules() -> list[str]:
    return sorted(
        path.relative_to(PROJECT).as_posix() for floor in FLOORS for path in (PROJECT / floor).rglob("*.py")
    )


def imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide the floor"
            yield node.module or ""


def parse(module: str) -> ast.AST:
    return ast.parse((PROJECT / module).read_text(encoding="utf-8"))


@pytest.mark.parametrize("module", modules())
def test_a_floor_imports_only_the_floors_below_it(module: str) -> None:
    if module.startswith(COMPOSITION_ROOT):
        return
    floor = module.split("/")[0]
    ours = {name.split(".")[0] for name in imports(parse(module))} & set(FLOORS)
    assert ours <= MAY_IMPORT[floor], f"{module} imports {sorted(ours - MAY_IMPORT[floor])}"


def pure_modules() -> list[str]:
    return [name for name in modules() if name.startswith(PURE) and not name.startswith(NOT_PURE)]


@pytest.mark.parametrize("module", pure_modules())
def test_a_pure_module_touches_neither_disk_nor_clock_nor_network(module: str) -> None:
    tree = parse(module)
    touched = {name.split(".")[0] for name in imports(tree)} & WORLD
    assert not touched, f"{module} imports {sorted(touched)}"
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id != "open", f"{module}:{node.lineno} opens a file"
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            assert (node.value.id, node.attr) not in CLOCK_CALLS, f"{module}:{node.lineno} reads the clock"


def test_only_the_clock_reads_the_time_of_day() -> None:
    for module in modules():
        if module == "data/clock.py":
            continue
        for node in ast.walk(parse(module)):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                assert (node.value.id, node.attr) not in CLOCK_CALLS, (
                    f"{module}:{node.lineno} reads the clock"
                )


def test_the_composition_root_is_imported_by_nothing_below() -> None:
    for module in modules():
        if module.startswith(COMPOSITION_ROOT):
            continue
        names = set(imports(parse(module)))
        assert not names & {"monitor.stages"}, f"{module} imports the composition root"
