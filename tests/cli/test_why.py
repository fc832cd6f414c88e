"""``qualitygate why PATH:LINE[:CODE]``."""

from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Project

SETTINGS = """\
[tool.qualitygate]
extend-ignore = [
    "E2",  # spaces
]
exclude = ["old"]

[tool.qualitygate.per-file-ignores]
"app/*.py" = ["F811"]
"""


@pytest.fixture
def shop(project: Project) -> Project:
    """A project with every kind of decision in it."""
    project.write(
        {
            "pyproject.toml": SETTINGS,
            ".gitignore": "# what is made\nbuild/\n",
            "app/views.py":
                "import os\nimport sys  # noqa: F401\nx = {'a' : 1}\n\n\ndef f():\n    pass\n\n\ndef f():\n    pass\n",
            "old/a.py": "import os\n",
            "build/a.py": "import os\n",
        }
    )
    return project


def reasons(project: Project, *arguments: str) -> list[tuple[str, str]]:
    """Return (code, state) of each finding that is explained."""
    done = project.run("why", *arguments, "--format", "json")
    assert done.code == 0, done.err
    return [(each["code"], each["state"]) for each in json.loads(done.out)["reasons"]]


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("app/views.py:1", [("F401", "open")]),
        ("app/views.py:2", [("F401", "suppressed")]),
        ("app/views.py:3", [("E203", "not selected")]),
        ("app/views.py:10", [("F811", "not selected")]),
        ("app/views.py:4", []),
        ("app/views.py:1:E2", [("E2", "not found")]),
        ("app/views.py:3:F", [("F", "not found")]),
        ("app/views.py:3:9:E203", [("E203", "not selected")]),
    ],
)
def test_each_finding_on_the_line_has_its_state(shop: Project, place: str, expected: list[tuple[str, str]]) -> None:
    assert reasons(shop, place) == expected


def test_the_entry_that_ignores_is_named_with_its_own_line(shop: Project) -> None:
    out = shop.run("why", "app/views.py:3").out

    assert "E203 does not count: ignore 'E2'  [pyproject.toml:3]" in out
    assert 'to turn it: extend-select = ["E203"] switches E203 on' in out


def test_per_file_ignores_are_named_with_their_pattern(shop: Project) -> None:
    out = shop.run("why", "app/views.py:10").out

    assert "F811 does not count: ignore 'F811' for 'app/*.py'  [pyproject.toml:8]" in out


def test_the_edit_that_is_told_turns_the_decision(shop: Project) -> None:
    shop.write({"pyproject.toml": SETTINGS.replace("exclude", 'extend-select = ["E203"]\nexclude')})

    assert reasons(shop, "app/views.py:3") == [("E203", "open")]


def test_an_excluded_file_is_told_its_entry(shop: Project) -> None:
    out = shop.run("why", "old/a.py:1").out

    assert "exclude 'old' takes it out, named or not  [pyproject.toml:5]" in out
    assert "so: not checked" in out


def test_an_ignored_file_is_told_the_line_that_ignores_it(shop: Project) -> None:
    assert "a walk passes it over, 'build/' ignores it; its kind is python  [.gitignore:2]" in shop.run(
        "why", "build/a.py"
    ).out


def test_an_accepted_finding_is_baselined(shop: Project) -> None:
    shop.write({"pyproject.toml": SETTINGS.replace("exclude", 'baseline.file = "old.txt"\nexclude')})
    assert shop.run("baseline", "accept", "--reason", "before us").code == 0

    assert reasons(shop, "app/views.py:1") == [("F401", "baselined")]
    assert "before us" in shop.run("why", "app/views.py:1").out


def test_a_migration_that_nobody_touched_is_left_alone(shop: Project) -> None:
    text = "from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n    operations = []\n"
    shop.write({"app/migrations/__init__.py": "", "app/migrations/0001_initial.py": text})

    out = shop.run("why", "app/migrations/0001_initial.py:1").out

    assert "a plugin leaves it alone: generated migration" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nowhere.py:3",), "expected PATH:LINE of a file that is there, got 'nowhere.py:3'"),
        (("app:3",), "expected a file, 'app' is a directory"),
        (("app/views.py:F401",), "expected PATH:LINE[:CODE]"),
        (("app/views.py:0",), "lines are counted from 1"),
        (("app/views.py:13",), "app/views.py has 11 lines, got line 13"),
        ((), "PATH:LINE"),
    ],
)
def test_a_place_that_is_none_is_a_usage_error(shop: Project, arguments: tuple[str, ...], said: str) -> None:
    done = shop.run("why", *arguments)

    assert done.code == 2
    assert said in done.err
    assert "Traceback" not in done.err


def test_it_reads_a_place_as_reports_print_it_from_another_directory(shop: Project) -> None:
    done = shop.run("why", "views.py:1:1", cwd="app")

    assert done.code == 0
    assert "app/views.py:1:1: F401" in done.out
