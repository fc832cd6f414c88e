"""What is checked, what is passed over, and what is said about both."""

from __future__ import annotations

import pytest
from tests.cli.conftest import Project

STUB = "import os\nx = [1,2]\n"


@pytest.mark.parametrize("arguments", [(), ("a.pyi",), (".",)], ids=["the project", "named", "a directory"])
@pytest.mark.parametrize("config", ["", "[flake8]\nfilename = *.py,*.pyi\n"], ids=["none", "an old file"])
def test_a5_stubs_are_checked_as_flake8_does(project: Project, arguments: tuple[str, ...], config: str) -> None:
    project.write({"a.pyi": STUB, **({".flake8": config} if config else {})})

    done = project.run(*arguments, "--format=json")

    assert (done.code, done.codes) == (1, ["F401", "E231"])
    assert "filename" not in project.run(*arguments).out


def test_a5_a_stub_that_does_not_parse_is_a_finding(project: Project) -> None:
    project.write({"a.pyi": "def f(:\n"})

    assert "E999" in project.run("--format=json").codes


def test_a5_standard_input_with_the_name_of_a_stub_is_checked(project: Project) -> None:
    done = project.run("-", "--stdin-display-name=a.pyi", "--format=json", stdin=STUB.encode())

    assert done.codes == ["F401", "E231"]


def test_a5_named_files_that_nobody_reads_are_no_pass(project: Project) -> None:
    project.write({"a.bin": b"\0", "qualitygate.toml": 'exclude = ["b.py"]\n', "b.py": STUB})

    done = project.run("a.bin")

    assert done.code == 2
    assert "no file to check in a.bin (no checker reads it: 1): a pass would mean nothing" in done.err
    assert project.run("a.bin", "b.py").code == 2
    assert project.run("b.py").code == 0  # the team has said so
    assert project.run("a.bin", "--allow-empty").code == 0


def test_e7_verbose_lists_what_was_skipped_and_why(project: Project) -> None:
    project.write({"a.py": "", "gen/b.py": STUB, "c.py": STUB, ".gitignore": "c.py\n"})
    project.write({"qualitygate.toml": 'exclude = ["gen"]\n'})

    said = project.run("-v").out.splitlines()

    assert [line for line in said if line.startswith("skipped ")] == [
        "skipped c.py: ignored by git",
        "skipped gen/: excluded",
    ]
    assert not [line for line in project.run().out.splitlines() if line.startswith("skipped ")]


def test_e15_what_a_replaced_ignore_list_brings_back_is_said_while_it_is_open(project: Project) -> None:
    project.write({"a.py": "x = (1\n     + 2)\n", "qualitygate.toml": 'ignore = ["E501"]\n'})

    assert project.run().out.count("'ignore' replaces the default list, which brings back W503") == 1
    project.run("baseline", "accept")
    assert "'ignore' replaces" not in project.run().out
