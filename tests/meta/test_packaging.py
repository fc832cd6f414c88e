"""What is shipped is what is meant to be shipped, and what is installed is what is in the tree."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from qualitygate import DISTRIBUTION, __version__
from tomli import loads as toml_loads

ROOT = Path(__file__).parents[2]
PACKAGES = {"qualitygate": "qualitygate", "qualitygate_plugins": "plugins", "qualitygate_rules": "rules"}
PROJECT = toml_loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DECLARED: dict[str, str] = PROJECT["entry-points"]["qualitygate"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The names in the wheel, built from this tree."""
    pytest.importorskip("hatchling", reason="hatchling is not installed: python -m pip install -e '.[test]'")
    target = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = target.iterdir()
    with zipfile.ZipFile(built) as archive:
        return archive.namelist()


def _tree(package: str) -> list[Path]:
    folder = ROOT / PACKAGES[package] / package if PACKAGES[package] != package else ROOT / package
    return [path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]


def test_the_wheel_holds_three_packages_and_nothing_else(wheel: list[str]) -> None:
    assert {name.partition("/")[0] for name in wheel} == {*PACKAGES, f"qualitygate_lint-{__version__}.dist-info"}


@pytest.mark.parametrize("package", PACKAGES)
def test_the_wheel_holds_every_file_of_the_package(wheel: list[str], package: str) -> None:
    base = ROOT if PACKAGES[package] == package else ROOT / PACKAGES[package]
    in_tree = {path.relative_to(base).as_posix() for path in _tree(package)}

    assert {name for name in wheel if name.startswith(f"{package}/")} == in_tree
    assert f"{package}/py.typed" in in_tree


def test_the_data_files_are_there(wheel: list[str]) -> None:
    assert "qualitygate_rules/data/profiles/team-pep8.toml" in wheel
    assert "qualitygate_rules/data/names/technology.txt" in wheel


def test_the_wheel_carries_the_licence(wheel: list[str]) -> None:
    assert any(name.endswith("licenses/LICENSE") for name in wheel)


def test_every_module_with_hooks_is_registered() -> None:
    plugins = ROOT / "plugins" / "qualitygate_plugins"
    modules = {"qualitygate_rules"}
    for path in (*plugins.glob("*.py"), *plugins.glob("*/__init__.py")):
        if "@hookimpl" in path.read_text(encoding="utf-8"):
            name = path.parent.name if path.name == "__init__.py" else path.stem
            modules.add(f"qualitygate_plugins.{name}")

    assert set(DECLARED.values()) == modules


def test_the_installation_knows_the_plugins_of_the_tree() -> None:
    installed = {entry.name: entry.value for entry in entry_points(group="qualitygate")}

    assert {name: installed.get(name) for name in DECLARED} == DECLARED, (
        "the entry points have changed since the installation: run python -m pip install -e . again"
    )


def test_the_command_names_the_distribution_that_is_built() -> None:
    assert PROJECT["name"] == DISTRIBUTION
