"""The import contracts hold, and nothing leans on names that exist only in a checkout."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
#: An editable install puts three directories on the path, so these would import there, and nowhere else.
ONLY_IN_A_CHECKOUT = {"plugins", "rules", "tests", "docs", "benchmarks"}
#: All that a built-in may import of ours: what third parties may.
OPEN_TO_PLUGINS = ("qualitygate.api", "qualitygate_plugins", "qualitygate_rules")
CORE, BUILT_IN = ("qualitygate",), ("plugins/qualitygate_plugins", "rules/qualitygate_rules")


def _imports(*folders: str) -> Iterator[tuple[str, str]]:
    """Yield each file with each absolute name it imports."""
    for path in sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((path.relative_to(ROOT).as_posix(), alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level:
                yield path.relative_to(ROOT).as_posix(), str(node.module)


def _top(name: str) -> str:
    return name.partition(".")[0]


def test_the_import_contracts_are_kept() -> None:
    command = shutil.which("lint-imports", path=str(Path(sys.executable).parent))
    if command is None:
        pytest.skip("import-linter is not installed: python -m pip install import-linter")

    done = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout


def test_no_package_imports_a_folder_of_the_checkout() -> None:
    assert [found for found in _imports(*CORE, *BUILT_IN) if _top(found[1]) in ONLY_IN_A_CHECKOUT] == []


def test_no_test_imports_a_folder_where_a_package_is_meant() -> None:
    meant = {"tests", "benchmarks"}  # they are no more than folders

    assert [found for found in _imports("tests") if _top(found[1]) in ONLY_IN_A_CHECKOUT - meant] == []


def test_a_built_in_uses_the_public_door() -> None:
    ours = [found for found in _imports(*BUILT_IN) if _top(found[1]).startswith("qualitygate")]

    assert [found for found in ours if not found[1].startswith(OPEN_TO_PLUGINS)] == []


def test_the_core_knows_no_plugin_and_no_rule() -> None:
    assert [found for found in _imports(*CORE) if _top(found[1]) in {"qualitygate_plugins", "qualitygate_rules"}] == []
