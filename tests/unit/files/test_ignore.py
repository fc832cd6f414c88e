from __future__ import annotations

import pytest

from qualitygate.files.ignore import Excludes
from qualitygate.model.settings import Dialect, FileRules, Pattern


def covers(path: str, *patterns: str, dialect: Dialect = "flake8", base: str = "", root: str = "/work") -> bool:
    rules = FileRules(tuple(Pattern(text, base, dialect) for text in patterns))
    return Excludes(root, lambda directory: rules).covers(path)


both_dialects = pytest.mark.parametrize("dialect", ["flake8", "qualitygate"])


@both_dialects
@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("app/migrations/0001_initial.py", True),
        ("migrations/0001_initial.py", True),
        ("app/migrations/sub/helpers.py", True),
        ("app/usermigrationscheck.py", False),
        ("app/migrations.py", False),
        ("app/migrations2/a.py", False),
    ],
)
def test_a_bare_word_excludes_what_lies_below_a_directory_of_that_name(
    path: str, expected: bool, dialect: Dialect
) -> None:
    assert covers(path, "migrations", dialect=dialect) is expected


@both_dialects
def test_nothing_is_excluded_without_patterns(dialect: Dialect) -> None:
    assert not covers("app/a.py", dialect=dialect)


@both_dialects
def test_directories_above_the_root_are_never_excluded(dialect: Dialect) -> None:
    assert not covers("a.py", "build", root="/home/build/project", dialect=dialect)
    assert not covers("../../tmp/build/a.py", "build", dialect=dialect)


@both_dialects
def test_a_file_outside_the_root_can_be_excluded_by_its_own_name(dialect: Dialect) -> None:
    assert covers("../conf.py", "conf.py", dialect=dialect)


@pytest.mark.parametrize(
    ("pattern", "path", "expected"),
    [
        ("*.pyc", "app/a.pyc", True),
        ("app/migrations", "app/migrations/0001.py", True),
        ("app/migrations", "other/app/migrations/0001.py", False),
        ("./migrations", "migrations/0001.py", True),
        ("./migrations", "app/migrations/0001.py", False),
        ("migrations/", "migrations/0001.py", True),
        ("migrations/", "app/migrations/0001.py", False),
        ("*/migrations/*", "app/deep/migrations/0001.py", True),
        ("app/*", "app/deep/a.py", True),
        ("/work/app", "app/a.py", True),
        ("*app*", "src/myapp.py", True),
        (".", "a.py", True),
        ("!app", "app/a.py", False),
    ],
)
def test_flake8_patterns_match_the_last_component_or_the_absolute_path(pattern: str, path: str, expected: bool) -> None:
    assert covers(path, pattern) is expected


@pytest.mark.parametrize(
    ("patterns", "path", "expected"),
    [
        (["/migrations"], "migrations/0001.py", True),
        (["/migrations"], "app/migrations/0001.py", False),
        (["app/migrations"], "app/migrations/0001.py", True),
        (["migrations/"], "app/migrations/0001.py", True),
        (["tests/**/data"], "tests/unit/files/data/a.py", True),
        (["*_pb2.py"], "api/user_pb2.py", True),
        (["*_pb2.py", "!user_pb2.py"], "api/user_pb2.py", False),
        (["api/", "!api/user.py"], "api/user.py", True),
        (["api/*", "!api/user.py"], "api/user.py", False),
    ],
)
def test_our_own_patterns_are_those_of_gitignore(patterns: list[str], path: str, expected: bool) -> None:
    assert covers(path, *patterns, dialect="qualitygate") is expected


@both_dialects
def test_a_pattern_with_a_slash_is_relative_to_its_base(dialect: Dialect) -> None:
    assert covers("sub/gen/a.py", "gen/a.py", base="sub", dialect=dialect)
    assert not covers("gen/a.py", "gen/a.py", base="sub", dialect=dialect)


def test_the_last_pattern_decides_across_bases() -> None:
    rules = FileRules((Pattern("gen", ""), Pattern("!gen", "sub")))
    excludes = Excludes("/work", lambda directory: rules)

    assert excludes.covers("gen/a.py")
    assert not excludes.covers("sub/gen/a.py")


def test_each_directory_is_judged_by_the_rules_of_the_one_it_lies_in() -> None:
    rules = {"": FileRules((Pattern("generated"),)), "sub": FileRules()}
    excludes = Excludes("/work", lambda directory: rules["sub" if directory.startswith("sub") else ""])

    assert excludes.covers("generated/a.py")
    assert not excludes.covers("sub/generated/a.py")
