"""A condition about the comments of a tool is about one whose comments are counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualitygate.config.load import CommandLine, load
from qualitygate.config.tree import SettingsTree
from qualitygate.engine.gate.limited_tools import require_tools
from qualitygate.errors import ConfigError


def tree(root: Path, condition: str) -> SettingsTree:
    (root / ".git").mkdir()
    (root / "qualitygate.toml").write_text(f"[gate]\nconditions = ['{condition}']\n")
    return load(str(root), CommandLine()).resolve((), {})


@pytest.mark.parametrize("tool", ["all", "noqa", "mypy"])
def test_one_that_is_counted_may_be_limited(tmp_path: Path, tool: str) -> None:
    require_tools(tree(tmp_path, f"suppressions.{tool} <= 5"))


def test_a_condition_about_anything_else_is_not_looked_at(tmp_path: Path) -> None:
    require_tools(tree(tmp_path, "E501 <= 5"))


def test_a_misspelt_one_is_refused_with_the_nearest_and_the_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        require_tools(tree(tmp_path, "suppressions.mypi <= 5"))

    assert str(caught.value).startswith("qualitygate.toml:2: gate.conditions: 'suppressions.mypi <= 5': no comments of")
    assert "a tool 'mypi' are counted; the nearest are suppressions.mypy" in str(caught.value)


def test_one_that_is_like_no_other_is_refused_with_all_there_are(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"are counted; expected one of all, .*mypy"):
        require_tools(tree(tmp_path, "suppressions.xxxxxxxxx <= 5"))
