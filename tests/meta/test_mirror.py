"""Tests mirror the tree: a module is tested where its path says, or where ``tested_elsewhere.txt`` says, and why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
CORE, PLUGINS = "qualitygate", "plugins/qualitygate_plugins"
TABLE = (ROOT / "tests" / "meta" / "tested_elsewhere.txt").read_text(encoding="utf-8")


def _modules() -> list[str]:
    files = (path for root in (CORE, PLUGINS) for path in (ROOT / root).rglob("*.py"))
    return sorted(path.relative_to(ROOT).as_posix() for path in files if path.name != "__init__.py")


def _mirrors(module: str) -> Iterator[str]:
    """Where a module's own test may be: whoever reads ``a/b.py`` finds ``test_b.py`` without a search."""
    root = PLUGINS if module.startswith(f"{PLUGINS}/") else CORE
    inside = Path(module).relative_to(root)
    test = inside.with_name(f"test_{inside.name}")
    yield f"tests/{'plugins' if root == PLUGINS else 'unit'}/{test.as_posix()}"
    if inside.parts[0] == "cli":
        yield f"tests/cli/{test.name}"  # flat: one file for each command


def _table() -> dict[str, list[str]]:
    entries = (line.partition(":") for line in TABLE.splitlines() if line and not line.startswith("#"))
    return {module: tests.split() for module, _, tests in entries}


def _has_own_test(module: str) -> bool:
    return any((ROOT / test).is_file() for test in _mirrors(module))


def test_every_module_has_a_test_of_its_name_or_an_entry_in_the_table() -> None:
    table = _table()

    missing = {module: next(_mirrors(module)) for module in _modules() if not _has_own_test(module)}
    assert {module: test for module, test in missing.items() if module not in table} == {}, (
        "write the test, or a line in tests/meta/tested_elsewhere.txt"
    )


def test_the_table_has_no_entry_that_is_not_needed() -> None:
    modules = set(_modules())

    assert [module for module in _table() if module not in modules] == [], "there is no such module any more"
    assert [module for module in _table() if _has_own_test(module)] == [], "it has a test of its name"


def test_the_tests_that_the_table_names_are_there() -> None:
    named = {test for tests in _table().values() for test in tests}

    assert [module for module, tests in _table().items() if not tests] == []
    assert [test for test in sorted(named) if not Path(test).name.startswith("test_")] == []
    assert [test for test in sorted(named) if not (ROOT / test).is_file()] == []


def test_the_table_gives_a_reason_for_every_entry_and_names_each_module_once() -> None:
    groups = TABLE.strip().split("\n\n")
    lines = [line for line in TABLE.splitlines() if line and not line.startswith("#")]

    assert [group for group in groups if not group.startswith("# ")] == []
    assert len(lines) == len(_table())
