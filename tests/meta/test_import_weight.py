"""Start-up time is lost in imports: what is heavy is imported by who needs it, when it is needed."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import time
from pathlib import Path

import pytest

from tomli import loads as toml_loads

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


#: What of ours an answer that is remembered costs.
WARM = {
    *("qualitygate", "qualitygate.cache", "qualitygate.cli", "qualitygate.cli.main", "qualitygate.cli.replay"),
    *(f"qualitygate.cache.{name}" for name in ("digests", "memory", "place", "sealed", "secret", "signature")),
}
#: What an answer that is remembered, and the version, must not cost.
NOT_WARM = {
    *("pluggy", "pycodestyle", "pyflakes", "libcst", "rich", "msgspec", "dataclasses", "argparse", "pathlib"),
    *("importlib.metadata", "typing", "re", "json", "hashlib", "collections", "enum", "contextlib", "tomllib", "tomli"),
    "multiprocessing",
}


def _modules_of(project: Path, *arguments: str) -> set[str]:
    """Run the command line without what ``site`` would import; return the names of all imported modules."""
    places = [str(ROOT), str(ROOT / "plugins"), str(ROOT / "rules"), *sysconfig.get_paths().values()]
    program = (
        f"import sys; sys.path += {places!r}; from qualitygate.cli.main import main; code = main({list(arguments)!r})\n"
        "print(*sys.modules, sep='\\n', file=sys.stderr)"
    )
    command = [sys.executable, "-I", "-S", "-c", program]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=True)
    return set(done.stderr.split())


def test_an_answer_that_is_remembered_costs_no_imports(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "a.py").write_text("import os\n")
    for attempt in range(12):  # nothing that is younger than a moment is remembered: neither a.py nor our own code
        modules = _modules_of(tmp_path)
        if attempt > 1 and modules.isdisjoint(NOT_WARM):
            break
        time.sleep(0.03 * attempt)

    assert modules.isdisjoint(NOT_WARM)
    assert {name for name in modules if name.startswith("qualitygate")} == WARM


def test_the_version_costs_no_imports(tmp_path: Path) -> None:
    modules = _modules_of(tmp_path, "--version")

    assert modules.isdisjoint(NOT_WARM)
    assert {name for name in modules if name.startswith("qualitygate.")} == {"qualitygate.cli", "qualitygate.cli.main"}


def test_files_without_a_cache_cost_nothing_that_only_a_cache_or_a_finding_needs(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "a.py").write_text("x = print(\n    1,\n)\n")
    modules = _modules_of(tmp_path, "--isolated", "--no-cache", "--format=flake8", "a.py")

    cached = {"store", "lessons", "block_matches", "bounds", "environment"}
    engine = {
        *("baseline.baseline", "baseline.baseline_file", "baseline.baseline_blocks", "newcode.newcode"),
        *("planning.staged", "silencing.suppressions", "silencing.suppress", "silencing.noqa_writer"),
    }
    assert modules.isdisjoint({f"qualitygate.cache.{name}" for name in cached})
    assert modules.isdisjoint({f"qualitygate.engine.{name}" for name in engine})
    assert modules.isdisjoint(
        {"json", "shutil", "subprocess", "multiprocessing", "tomllib", "tomli", "difflib", "rich", "libcst"}
    )
    assert modules.isdisjoint({"qualitygate_plugins.pep8.examples", "qualitygate_plugins.pyflakes.examples"})
    assert "qualitygate_plugins.pep8.shapes.layouts" not in modules  # for lines that are not plain hanging indents


def test_one_changed_file_costs_no_parsing_of_the_command_line_and_no_judging_of_the_others(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "qualitygate.toml").write_text('ignore = ["E501"]\n')
    (tmp_path / "a.py").write_text("import os  # noqa: F401\n")
    (tmp_path / "b.py").write_text("x = 1\n")
    time.sleep(0.03)  # what is younger is not remembered
    for _ in range(2):
        _modules_of(tmp_path)
    (tmp_path / "b.py").write_text("x = 2\n")
    modules = _modules_of(tmp_path)

    assert "qualitygate.engine.checking.check" in modules
    assert modules.isdisjoint(
        {"qualitygate.cli.args", "qualitygate.engine.silencing.suppressions", "qualitygate.engine.silencing.suppress"}
    )
    assert modules.isdisjoint({"qualitygate.files.discover", "qualitygate.cache.environment"})  # the plan stands
    assert modules.isdisjoint({"tomli", "tomllib", "qualitygate.model.fingerprint"})
