"""Every entry that excuses something is found with its file, its line and its reason."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from qualitygate.api.options import Option
from qualitygate.config.load import CommandLine, load


def excused(root: Path, name: str, text: str, path: str = "a.py") -> list[tuple[str, str, int, str]]:
    """Return key, entry, line and reason of what a configuration file excuses."""
    (root / ".git").mkdir(exist_ok=True)
    (root / name).write_text(dedent(text))
    tree = load(str(root), CommandLine()).resolve([Option("max-line-length", 79, "text")], {})
    tree.settings_for(path)
    return [
        (entry.key, " ".join((*filter(None, [entry.pattern]), *entry.codes)), entry.line, entry.reason)
        for entry in tree.exclusions()
    ]


def test_a_list_on_one_line(tmp_path: Path) -> None:
    text = 'select = ["E"]\nignore = ["E501", "W291"]  # for now\n'
    assert excused(tmp_path, "qualitygate.toml", text) == [
        ("ignore", "E501", 2, "for now"),
        ("ignore", "W291", 2, "for now"),
    ]


def test_a_list_of_several_lines_has_a_line_and_a_reason_for_each_entry(tmp_path: Path) -> None:
    text = """\
        extend-ignore = [
            "E5011",
            "E501",  # the generated parts
            "W291",
        ]
        exclude = ["build",
                   "W291"]
    """
    assert excused(tmp_path, "qualitygate.toml", text) == [
        ("extend-ignore", "E5011", 2, ""),
        ("extend-ignore", "E501", 3, "the generated parts"),
        ("extend-ignore", "W291", 4, ""),
        ("exclude", "build", 6, ""),
        ("exclude", "W291", 7, ""),
    ]


def test_files_and_their_codes(tmp_path: Path) -> None:
    text = """\
        [tool.qualitygate.per-file-ignores]
        "tests/**" = ["F811", "E501"]
        "b.py" = ["F401"]

        [[tool.qualitygate.overrides]]
        paths = ["c.py"]
        extend-ignore = ["W1"]
    """
    assert excused(tmp_path, "pyproject.toml", text) == [
        ("per-file-ignores", "tests/** E501", 2, ""),
        ("per-file-ignores", "tests/** F811", 2, ""),
        ("per-file-ignores", "b.py F401", 3, ""),
        ("extend-ignore", "W1", 7, ""),
    ]


def test_an_old_file(tmp_path: Path) -> None:
    text = """\
        [flake8]
        ignore =
            E501,
            W291  # for now
        per-file-ignores =
            a.py:E1
            b.py:E1,F401
        exclude = migrations
    """
    assert excused(tmp_path, ".flake8", text) == [
        ("ignore", "E501", 3, ""),
        ("ignore", "W291", 4, "for now"),
        ("per-file-ignores", "a.py E1", 6, ""),
        ("per-file-ignores", "b.py E1", 7, ""),
        ("per-file-ignores", "b.py F401", 7, ""),
        ("exclude", "migrations", 8, ""),
    ]


def test_a_file_further_down_is_read_when_it_is_asked_about(tmp_path: Path) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "qualitygate.toml").write_text('extend-ignore = ["F401"]\n')
    assert excused(tmp_path, "qualitygate.toml", 'extend-ignore = ["E501"]\n', "app/a.py") == [
        ("extend-ignore", "F401", 1, ""),
        ("extend-ignore", "E501", 1, ""),
    ]


@pytest.mark.parametrize("text", ["", "select = ['E']\n"], ids=["nothing", "nothing excused"])
def test_defaults_excuse_nothing(tmp_path: Path, text: str) -> None:
    assert excused(tmp_path, "qualitygate.toml", text) == []
