"""Which calls of a program stand in a text."""

from __future__ import annotations

import pytest

from qualitygate.adopting.commands import calls, command_files
from qualitygate.inputs import Inputs
from tests.unit.adopting.conftest import Write


def found(name: str, text: str) -> list[tuple[str, ...]]:
    return [call.words for call in calls(name, text, ("flake8", "pycodestyle"))]


@pytest.mark.parametrize(
    ("name", "line", "words"),
    [
        ("a.yml", "      - run: flake8 --max-line-length=100 src", ("flake8", "--max-line-length=100", "src")),
        ("a.yml", "    - poetry run flake8 src", ("flake8", "src")),
        ("a.yml", "    script: python -m flake8", ("flake8",)),
        ("a.yml", "  - 'flake8 --ignore \"E1, W5\"'", ("flake8", "--ignore", "E1, W5")),
        ("Jenkinsfile", "        sh 'flake8 app'", ("flake8", "app")),
        ("Jenkinsfile", '        sh("flake8 app")', ("flake8", "app")),
        ("Makefile", "\t@.venv/bin/flake8 app", ("flake8", "app")),
        ("check.sh", "if ! LANG=C pycodestyle --ignore=E501 app; then", ("pycodestyle", "--ignore=E501", "app")),
        ("check.sh", "cd app && flake8 . # all of it", ("flake8", ".")),
    ],
)
def test_a_call_is_seen_through_what_stands_around_it(name: str, line: str, words: tuple[str, ...]) -> None:
    assert found(name, line) == [words]


@pytest.mark.parametrize(
    "line",
    ["pip install flake8", "- name: flake8", "# flake8 src", "echo flake8", "uses: acme/flake8@v1", "sh 'flake8 app"],
)
def test_what_only_names_a_program_is_no_call(line: str) -> None:
    assert found("a.yml", line) == []


def test_lines_that_go_on_are_one_call_at_the_first_of_them() -> None:
    (call,) = calls("a.sh", "true\nflake8 \\\n  --ignore=E1 \\\n  src\n", ("flake8",))

    assert (call.words, call.place) == (("flake8", "--ignore=E1", "src"), "a.sh:2")


def test_only_the_commands_of_an_ini_file_are_calls() -> None:
    text = "[testenv:lint]\ndeps =\n    flake8\ncommands =\n    flake8 src\n[flake8]\nignore = E1\n"

    assert found("tox.ini", text) == [("flake8", "src")]


def test_what_may_fail_is_forgiven() -> None:
    (call,) = calls("a.sh", "flake8 src || true", ("flake8",))

    assert call.is_forgiven


def test_ci_files_come_before_scripts(write: Write) -> None:
    root = write({"scripts/lint.sh": "flake8", ".github/workflows/ci.yml": "run: flake8", "tox.ini": "", "a.py": ""})

    assert [name for name, _ in command_files(root, Inputs())] == [
        ".github/workflows/ci.yml", "tox.ini", "scripts/lint.sh"
    ]
