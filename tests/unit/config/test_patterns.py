"""Matching of per-file-ignores, against flake8's own style guides and git's rules."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

import pytest
from flake8.style_guide import StyleGuideManager
from hypothesis import given
from hypothesis import strategies as st

from qualitygate.config.load import CommandLine, load
from qualitygate.config.patterns import PathMatcher

_PATTERNS = st.sampled_from(["*.py", "a.py", "a/*", "./a/*", "*/b/*", "b", "a", "x?.py", "a/b/*.py", "*", "./a/"])
_PATHS = st.sampled_from(["a.py", "a/a.py", "a/b/xy.py", "b/xy.py", "b/a/b/c.py"])


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("repo")
    (directory / ".git").mkdir()
    return directory


@given(st.lists(_PATTERNS, min_size=1, max_size=5), _PATHS)
def test_the_entry_that_applies_is_the_one_flake8_takes(root: Path, patterns: list[str], path: str) -> None:
    mapping = " ".join(f"{pattern}:E{index}" for index, pattern in enumerate(patterns))
    (root / ".flake8").write_text(f"[flake8]\nper-file-ignores = {mapping}\n")
    settings = load(str(root), CommandLine()).resolve((), {}).settings_for(path)
    options = argparse.Namespace(
        per_file_ignores=mapping,
        **dict.fromkeys(("select", "ignore", "extend_select", "extend_ignore")),
        extended_default_select=[],
        extended_default_ignore=[],
    )
    before = os.getcwd()
    os.chdir(root)  # flake8 takes patterns from the current directory
    try:
        guide = StyleGuideManager(options, formatter=None).style_guide_for(path)  # type: ignore[arg-type]
    finally:
        os.chdir(before)
    assert settings.selection.extend_ignore == tuple(guide.options.extend_ignore or ())


@pytest.mark.parametrize(
    ("texts", "base", "path", "expected"),
    [
        (("migrations",), "", "app/migrations/0001.py", True),
        (("migrations",), "", "app/usermigrationscheck.py", False),
        (("tests/**",), "", "app/tests/x.py", False),
        (("tests/**",), "app", "app/tests/x.py", True),
        (("*.py",), "app", "x.py", False),
        (("a/**", "!a/b.py"), "", "a/b.py", False),
        (("a", "!b"), "", "a/b/c.py", False),
        (("!a/**",), "", "b.py", True),
        (("!a/**",), "", "a/b.py", False),
        (("**",), "", "../x.py", False),
    ],
    ids=["a name anywhere", "not a part of a name", "anchored", "base", "outside its base", "taken back",
         "a directory taken back",
         "all but: others", "all but: those", "outside the root"],
)
def test_our_own_patterns_are_gits(texts: tuple[str, ...], base: str, path: str, expected: bool) -> None:
    assert PathMatcher(texts, base, dialect="qualitygate", root="/r").matches(path) is expected
