"""Entry points are read as importlib.metadata reads them."""

from __future__ import annotations

import sys
import zipfile
from importlib.machinery import PathFinder
from importlib.metadata import MetadataPathFinder, entry_points
from pathlib import Path

import pytest

from qualitygate.hosting.installed import Entry, installed_entries

GROUPS = ["qualitygate", "console_scripts", "pytest11", "flake8.extension"]


@pytest.fixture(autouse=True)
def _with_the_librarys_finder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Undo what ``importlib_metadata`` does when a test in the same process imports it: it puts itself in its place."""
    own = [each for each in sys.meta_path if not type(each).__module__.startswith("importlib_metadata")]
    monkeypatch.setattr(sys, "meta_path", own)
    finder = staticmethod(MetadataPathFinder.find_distributions)
    monkeypatch.setattr(PathFinder, "find_distributions", finder, raising=False)


def by_the_library(group: str) -> list[Entry]:
    return sorted(
        (entry.name, entry.value.partition("[")[0].strip(), f"{entry.dist.name} {entry.dist.version}")
        for entry in entry_points(group=group)
        if entry.dist
    )


def distribution(directory: Path, name: str, entries: str, version: str = "2.1") -> None:
    """Write what an installer leaves of a distribution."""
    place = directory / f"{name}-{version}.dist-info"
    place.mkdir(parents=True)
    (place / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n\nName: of no use\n")
    (place / "entry_points.txt").write_text(entries)


@pytest.mark.parametrize("group", GROUPS)
def test_what_is_installed_here_is_found(group: str) -> None:
    assert sorted(installed_entries(group, "/nowhere")) == by_the_library(group)
    assert group != "qualitygate" or installed_entries(group, "/nowhere")


def test_entries_are_read_with_comments_blanks_and_extras(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(tmp_path), str(tmp_path / "nowhere")])
    text = "# why\n[other]\nx = y\n\n[ acme ]\none=acme.one\n  two = acme.two:Two [extra]  \n; three = gone\n"
    distribution(tmp_path, "Acme.Tools", text)
    assert installed_entries("acme", "/nowhere") == [
        ("one", "acme.one", "Acme.Tools 2.1"),
        ("two", "acme.two:Two", "Acme.Tools 2.1"),
    ]


def test_of_a_distribution_that_is_there_twice_the_first_on_the_path_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    distribution(tmp_path / "first", "acme_tools", "[acme]\nx = new\n", "3.0")
    distribution(tmp_path / "second", "Acme.Tools", "[acme]\nx = old\n", "2.0")
    monkeypatch.setattr(sys, "path", [str(tmp_path / "first"), str(tmp_path / "second")])
    assert installed_entries("acme", "/nowhere") == [("x", "new", "acme_tools 3.0")]
    assert installed_entries("acme", "/nowhere") == by_the_library("acme")


def test_what_is_half_gone_offers_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    (tmp_path / "left-1.0.dist-info").mkdir()
    distribution(tmp_path, "broken", "")
    (tmp_path / "broken-2.1.dist-info" / "entry_points.txt").write_bytes(b"[acme]\nx = \xff\n")
    assert installed_entries("acme", "/nowhere") == []


def test_plugins_in_a_zip_file_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = tmp_path / "plugins.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("acme-2.1.dist-info/METADATA", "Metadata-Version: 2.1\nName: acme\nVersion: 2.1\n")
        file.writestr("acme-2.1.dist-info/entry_points.txt", "[acme]\nx = acme\n")
    monkeypatch.setattr(sys, "path", [str(archive)])
    assert installed_entries("acme", "/nowhere") == [("x", "acme", "acme 2.1")]


def test_b5_what_lies_in_the_checked_tree_is_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    distribution(tmp_path / "tree/below", "acme", "[acme]\nx = acme\n")
    monkeypatch.setattr(sys, "path", [str(tmp_path / "tree/below")])
    assert installed_entries("acme", str(tmp_path / "tree")) == []
    assert installed_entries("acme", str(tmp_path / "tree/below/other")) == [("x", "acme", "acme 2.1")]


def test_an_environment_in_the_checked_tree_that_runs_us_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    distribution(tmp_path / ".venv/lib", "acme", "[acme]\nx = acme\n")
    monkeypatch.setattr(sys, "path", [str(tmp_path / ".venv/lib")])
    monkeypatch.setattr(sys, "prefix", str(tmp_path / ".venv"))
    assert installed_entries("acme", str(tmp_path)) == [("x", "acme", "acme 2.1")]
