"""Start-up time is lost in imports: what is heavy is imported by who needs it, when it is needed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from qualitygate._compat import toml_loads

ROOT = Path(__file__).parents[2]
PROJECT = toml_loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PLUGINS: dict[str, str] = PROJECT["entry-points"]["qualitygate"]
HEAVY = (
    *("libcst", "flake8", "rich", "pycodestyle", "pyflakes", "mccabe"),
    *("asyncio", "multiprocessing", "concurrent.futures"),
)


def _modules_after(code: str) -> set[str]:
    """Run ``code`` in a fresh interpreter and return the names of all imported modules."""
    program = f"{code}\nimport sys\nprint('\\n'.join(sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


@pytest.mark.parametrize("module", PLUGINS.values(), ids=PLUGINS)
def test_a_plugin_imports_nothing_heavy(module: str) -> None:
    assert _modules_after(f"import {module}").isdisjoint(HEAVY)


def test_the_public_door_imports_nothing_heavy() -> None:
    assert _modules_after("import qualitygate.api").isdisjoint(HEAVY)


def test_the_package_alone_imports_nothing_of_ours() -> None:
    ours = {name for name in _modules_after("import qualitygate") if name.startswith("qualitygate")}

    assert ours == {"qualitygate"}


def test_the_version_is_told_without_plugins() -> None:
    modules = _modules_after("from qualitygate.cli.main import main\nmain(['--version'])")

    assert modules.isdisjoint({"pluggy", "importlib.metadata", "qualitygate.hosting", *HEAVY})
