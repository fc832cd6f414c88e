"""Options that flake8 has too, for those who have them in scripts."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Project

FILES = {"a.py": "import os  # noqa\nimport sys  # noqa: F401\n", "old/b.py": "import os\n"}


def test_disable_noqa_lets_no_noqa_silence_anything(project: Project) -> None:
    project.write(FILES)

    found = project.run("--disable-noqa", "--format", "json", "a.py").report["findings"]

    assert [(each["code"], each["disposition"]) for each in found] == [("F401", "open"), ("F401", "open")]


def test_disable_noqa_in_an_old_file_is_obeyed(project: Project) -> None:
    project.write({**FILES, ".flake8": "[flake8]\ndisable_noqa = true\n"})

    assert project.run("--format", "json", "a.py").codes == ["F401", "F401"]


def test_comments_of_our_own_hold_all_the_same(project: Project) -> None:
    project.write({"a.py": "import os  # qualitygate: ignore[F401] it is a test\n"})

    assert project.run("--disable-noqa").code == 0


@pytest.mark.parametrize(
    ("arguments", "checked"),
    [
        (("--exclude", "old"), ["a.py"]),
        (("--extend-exclude", "a.py,nowhere"), ["old/b.py"]),
        (("--exclude=*.md",), ["a.py", "old/b.py"]),
    ],
)
def test_exclude_takes_files_out(project: Project, arguments: tuple[str, ...], checked: list[str]) -> None:
    project.write(FILES)

    assert project.run("--show-files", *arguments).out.split() == checked


@pytest.mark.parametrize(("option", "said"), [("--filename=*.py", "name files or directories"), ("--tee", "--format")])
def test_an_option_without_a_counterpart_says_what_does_the_same(project: Project, option: str, said: str) -> None:
    done = project.run(option)

    assert done.code == 2
    assert said in done.err


def test_output_file_takes_the_report(project: Project) -> None:
    project.write(FILES)

    done = project.run("--output-file", "report.txt", "--count")

    assert (done.code, done.out) == (1, "")
    assert "old/b.py" in (project.root / "report.txt").read_text()


def test_output_file_takes_the_format_that_was_asked_for(project: Project) -> None:
    project.write(FILES)

    done = project.run("--format", "pep8", "--format", "json=all.json", "--output-file", "report.txt")

    assert done.out == ""
    assert (project.root / "report.txt").read_text() == "old/b.py:1:1: F401 'os' imported but unused\n"


def test_output_file_wants_one_report_without_a_file(project: Project) -> None:
    project.write(FILES)

    done = project.run("--format", "json=all.json", "--output-file", "report.txt")

    assert done.code == 2
    assert "expected one --format without a file of its own, got 0" in done.err
