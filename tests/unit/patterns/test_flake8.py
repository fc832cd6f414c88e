"""flake8's path patterns match what flake8's own matching matches."""

from __future__ import annotations

import os

import pytest
from flake8.utils import matches_filename, normalize_paths
from hypothesis import given, strategies as st

from qualitygate.patterns.flake8 import Flake8Patterns

ROOT = "/project"


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("build", "build", True),
        ("build", "app/build", True),
        ("build", "app/builder.py", False),
        ("*.egg", "dist/a.egg", True),
        ("app/build", "app/build", True),
        ("app/build", "lib/app/build", False),
        ("app/*", "app/deep/er.py", True),
        ("*/migrations/*", "app/migrations/0001.py", True),
        ("./x.py", "x.py", True),
        ("build/", "build", True),
    ],
)
def test_a_name_matches_anywhere_and_a_path_from_the_base(pattern: str, path: str, matches: bool) -> None:
    assert Flake8Patterns([pattern], ROOT).match(path, ROOT) is matches


def test_a_path_outside_the_root_is_matched_where_it_is() -> None:
    assert Flake8Patterns(["/shared/*"], ROOT).match("../shared/x.py", ROOT)
    assert not Flake8Patterns(["/shared/*"], ROOT).match("shared/x.py", ROOT)


def test_no_pattern_matches_nothing() -> None:
    assert not Flake8Patterns(["", *()], ROOT).match("x.py", ROOT)


_PART = st.text("ab*?.", min_size=1, max_size=3).filter(lambda part: part not in (".", ".."))
_NAME = st.text("ab.", min_size=1, max_size=3).filter(lambda part: part.strip("."))


@given(st.lists(_PART, min_size=1, max_size=3).map("/".join), st.lists(_NAME, min_size=1, max_size=3).map("/".join))
def test_flake8_says_the_same(pattern: str, path: str) -> None:
    theirs = matches_filename(
        os.path.join(ROOT, path), normalize_paths([pattern], ROOT), log_message="%(path)s %(whether)s", logger=_Silent()
    )
    assert Flake8Patterns([pattern], ROOT).match(path, ROOT) is theirs


class _Silent:
    """A logger that says nothing."""

    def debug(self, *_: object) -> None:
        """Say nothing."""
