"""Whoever opens a file reads at its head which test holds what it imports, or what it says about other tools."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.meta.late_imports import PACKAGES
from tests.meta.mirror import mirrors, modules
from tests.meta.test_import_weight import PLUGINS, WARM

ROOT = Path(__file__).parents[2]
FILES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
LINE = re.compile(r"^Its (imports|facts) are pinned by (tests/[\w/]+\.py)\.$", re.MULTILINE)
WEIGHT = "tests/meta/test_import_weight.py"
#: Whoever is compared with one of these takes over facts about it.
OTHERS = {"flake8", "pycodestyle", "pyflakes", "mccabe", "tokenize", "importlib.metadata", "tests.flake8_reference"}


def _pins(path: Path, kind: str) -> list[str]:
    """The tests that the head of a file names."""
    head = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return [test for of, test in LINE.findall(head) if of == kind]


def _imports(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    named = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return named | {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}


def _file(module: str) -> Path:
    """The file of a module by its dotted name."""
    bases = (ROOT / place / module.replace(".", "/") for place in ("", "plugins", "rules"))
    return next(file for base in bases for file in (base.with_suffix(".py"), base / "__init__.py") if file.is_file())


def _compared() -> list[str]:
    """The modules whose own test asks another tool, each with that test: ``module|test``."""
    own = ((module, test) for module in modules(ROOT) for test in mirrors(module) if (ROOT / test).is_file())
    return [f"{module}|{test}" for module, test in own if _imports(ROOT / test) & OTHERS]


@pytest.mark.parametrize("module", sorted({*WARM, *PLUGINS.values(), "qualitygate.api"}))
def test_a_file_whose_imports_are_pinned_says_so(module: str) -> None:
    assert _pins(_file(module), "imports") == [WEIGHT]


@pytest.mark.parametrize("compared", _compared())
def test_a_file_whose_facts_are_compared_with_another_tool_says_so(compared: str) -> None:
    module, test = compared.split("|")

    assert test in _pins(ROOT / module, "facts")


def test_every_test_that_a_file_names_is_there_and_is_written_in_the_one_way() -> None:
    named = {path: [*_pins(path, "imports"), *_pins(path, "facts")] for path in FILES}
    told = [path for path in FILES if "pinned by" in path.read_text(encoding="utf-8")]

    assert [path for path, tests in named.items() if not all((ROOT / test).is_file() for test in tests)] == []
    assert [path for path in told if not named[path]] == []


def test_no_file_says_that_its_imports_are_pinned_which_are_not() -> None:
    pinned = {_file(module) for module in {*WARM, *PLUGINS.values(), "qualitygate.api"}}

    assert [path for path in FILES if _pins(path, "imports") and path not in pinned] == []
