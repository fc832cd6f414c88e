"""Tests mirror the tree: a module is tested where its path says, or where ``tested_elsewhere.txt`` says, and why."""

from __future__ import annotations

from pathlib import Path

from tests.meta.mirror import mirrors, modules, without_own_test

ROOT = Path(__file__).parents[2]
TABLE = (ROOT / "tests" / "meta" / "tested_elsewhere.txt").read_text(encoding="utf-8")


def _table() -> dict[str, list[str]]:
    entries = (line.partition(":") for line in TABLE.splitlines() if line and not line.startswith("#"))
    return {module: tests.split() for module, _, tests in entries}


def test_every_module_has_a_test_of_its_name_or_an_entry_in_the_table() -> None:
    table = _table()

    missing = {module: next(mirrors(module)) for module in without_own_test(ROOT)}
    assert {module: test for module, test in missing.items() if module not in table} == {}, (
        "write the test, or a line in tests/meta/tested_elsewhere.txt"
    )


def test_the_table_has_no_entry_that_is_not_needed() -> None:
    there, without = set(modules(ROOT)), set(without_own_test(ROOT))

    assert [module for module in _table() if module not in there] == [], "there is no such module any more"
    assert [module for module in _table() if module not in without] == [], "it has a test of its name"


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
