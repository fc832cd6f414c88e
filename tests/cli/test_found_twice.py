"""What several find at one place is one finding, whatever they call it, and what silences one of them silences it."""

from __future__ import annotations

import sys

import pytest

from .conftest import Project
from .tools import tool

CONFIG = 'version = 1\nselect = ["F", "QG104", "QG9"]\n'
TUPLE = "assert (1, 'x')"
LINT = tool(
    "lint",
    command=[sys.executable, "-c", "print('a.py:1:1: S900 always true'); exit(1)"],
    prefix="LINT",
    same_as={"S900": "F631"},
)


def _found(project: Project, *arguments: str) -> list[tuple[str, list[str]]]:
    done = project.run("--format", "json", "--no-cache", *arguments)
    return [
        (each["code"], each["also_from"]) for each in done.report["findings"] if each["disposition"] == "open"
    ]


def test_a_rule_of_the_pack_and_what_pyflakes_finds_are_one(project: Project) -> None:
    project.write({"qualitygate.toml": CONFIG, "a.py": f"{TUPLE}\n"})

    assert _found(project) == [("F631", ["assert-on-tuple:QG104"])]
    assert _found(project, "--extend-ignore", "F631") == [("QG104", [])]


@pytest.mark.parametrize("code", ["F631", "QG104", "LINTS900"])
@pytest.mark.parametrize(
    "text",
    [
        "{}  # noqa: {}\n",
        "{}  # qualitygate: ignore[{}] meant\n",
        "# flake8: noqa: {1}\n{0}\n",
        "# qualitygate: ignore-next-line[{1}] meant\n{0}\n",
        "# qualitygate: ignore-file[{1}] meant\n{0}\n",
        "# qualitygate: off[{1}] meant\n{0}\n# qualitygate: on[{1}]\n",
    ],
    ids=["noqa", "ignore", "flake8", "next-line", "file", "range"],
)
def test_a_comment_in_any_form_that_names_one_of_the_codes_silences_all(project: Project, text: str, code: str) -> None:
    line = 1 if text.startswith("{}") else 2
    lint = LINT.replace("a.py:1:", f"a.py:{line}:")
    project.write({"qualitygate.toml": CONFIG + lint, "a.py": text.format(TUPLE, code)})

    assert _found(project) == []


def test_what_is_silenced_under_one_code_is_not_repaired_under_another(project: Project) -> None:
    project.write({"qualitygate.toml": CONFIG, "a.py": f"import os\n{TUPLE}  # noqa: F631\n"})

    project.run("--fix", "--unsafe-fixes", "--no-cache")

    assert (project.root / "a.py").read_text() == f"{TUPLE}  # noqa: F631\n"


def test_the_fix_of_the_one_is_that_of_all(project: Project) -> None:
    project.write({"qualitygate.toml": CONFIG, "a.py": f"{TUPLE}\n"})

    project.run("--fix", "--unsafe-fixes", "--no-cache")

    assert (project.root / "a.py").read_text() == "assert 1, 'x'\n"


@pytest.mark.parametrize("first", ["F631", "QG104", "LINTS900"])
def test_a_baseline_from_before_holds_whichever_of_them_was_at_work_then(project: Project, first: str) -> None:
    others = ", ".join(f'"{code}"' for code in ("F631", "QG104", "LINTS900") if code != first)
    before = CONFIG.replace("version = 1", f"version = 1\nignore = [{others}]") + LINT
    project.write({"qualitygate.toml": before, "a.py": f"{TUPLE}\n"})
    assert project.run("baseline", "accept").code == 0
    project.write({"qualitygate.toml": CONFIG + LINT})

    assert project.run().code == 0


@pytest.mark.parametrize("left", ["F631", "QG104", "LINTS900"])
def test_an_entry_per_file_takes_its_own_code_away_and_the_others_stay_one(project: Project, left: str) -> None:
    away = [code for code in ("F631", "QG104", "LINTS900") if code != left]
    ignores = "\n[per-file-ignores]\n" + '"a.py" = ["' + '", "'.join(away) + '"]\n'
    project.write({"qualitygate.toml": CONFIG + LINT + ignores, "a.py": f"{TUPLE}\n"})

    assert _found(project) == [(left, [])]


def test_the_dearest_is_the_one_that_is_dropped(project: Project) -> None:
    program = "print('a.py:1:1: S900 always true'); exit(1)"
    keys = {"command": [sys.executable, "-c", program], "same_as": {"S900": "F631"}}
    tools = tool("cheap", prefix="CHEAP", **keys) + tool("dear", prefix="DEAR", **keys)
    project.write({"qualitygate.toml": CONFIG + tools, "a.py": f"{TUPLE}\n"})

    assert _found(project) == [("F631", ["assert-on-tuple:QG104", "cheap:CHEAPS900", "dear:DEARS900"])]
    assert _found(project, "--extend-ignore", "F631,QG104") == [("CHEAPS900", ["dear:DEARS900"])]


def test_another_line_is_another_finding(project: Project) -> None:
    project.write({"qualitygate.toml": CONFIG + LINT.replace("a.py:1:", "a.py:2:"), "a.py": f"{TUPLE}\nx = 1\n"})

    assert _found(project) == [("F631", ["assert-on-tuple:QG104"]), ("LINTS900", [])]
