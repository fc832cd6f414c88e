"""Old configuration files beside ours and beside each other: what is not read is said, in one line."""

from __future__ import annotations

import os
import sys

import pytest
from tests.cli.conftest import Project

LONG = "x = [1,2,3]  # " + "x" * 100 + "\n"


@pytest.fixture
def long(project: Project) -> Project:
    """A project with an E231 and an E501, and an old file that ignores the long line."""
    project.write({"a.py": LONG, "setup.cfg": "[flake8]\nextend-ignore = E501\nexclude = gen\n", "gen/b.py": LONG})
    return project


def lines_with(text: str, *words: str) -> list[str]:
    return [line for line in text.splitlines() if all(word in line for word in words)]


def test_e1_an_old_file_that_is_no_longer_read_is_named_with_the_cure(long: Project) -> None:
    long.write({"pyproject.toml": '[tool.qualitygate.spelling]\nnames = ["GitHub"]\n'})

    said = lines_with(long.run().out, "not read")

    assert said == [
        "not read: setup.cfg [flake8], as pyproject.toml [tool.qualitygate] is there; "
        'extends = "setup.cfg" reads it under that file, extends = "" leaves it and this line out'
    ]


def test_e1_an_old_file_is_read_under_ours_with_extends(long: Project) -> None:
    before = long.run("--format=json").report["findings"]
    long.write({"pyproject.toml": '[tool.qualitygate]\nextends = "setup.cfg"\n'})

    done = long.run()

    assert long.run("--format=json").report["findings"] == before
    assert done.out.startswith(
        "settings: setup.cfg [flake8], pyproject.toml [tool.qualitygate]\n"
    ) or done.out.startswith(
        "settings: pyproject.toml [tool.qualitygate], setup.cfg [flake8]\n"
    )
    assert lines_with(done.out, "not read") == []


def test_e1_lists_that_extend_add_to_those_of_the_old_file(long: Project) -> None:
    long.write({"pyproject.toml": '[tool.qualitygate]\nextends = "setup.cfg"\nextend-ignore = ["E231"]\n'})

    assert long.run("--format=json").codes == []


def test_e1_what_ours_says_goes_over_the_old_file(long: Project) -> None:
    long.write({"pyproject.toml": '[tool.qualitygate]\nextends = "setup.cfg"\nexclude = ["a.py"]\n'})

    found = {finding["path"] for finding in long.run("--format=json").report["findings"]}

    assert found == {"gen/b.py"}


def test_e1_an_old_file_that_is_for_other_tools_is_not_spoken_of(long: Project) -> None:
    long.write({"pyproject.toml": '[tool.qualitygate]\nextends = ""\n'})

    assert lines_with(long.run().out, "not read") == []


@pytest.mark.parametrize("value", ["nowhere.cfg", "a.py"])
def test_e1_extends_of_what_is_no_old_file_is_exit_2(long: Project, value: str) -> None:
    long.write({"pyproject.toml": f'[tool.qualitygate]\nextends = "{value}"\n'})

    done = long.run()

    assert done.code == 2
    assert f"pyproject.toml:2: extends: expected a file with [flake8], [pycodestyle] or [pep8]: {value}" in done.err


def test_e1_of_several_old_files_those_that_are_not_read_are_named(long: Project) -> None:
    long.write({".pep8": "[pep8]\nignore = E501\n", "tox.ini": "[flake8]\nignore = E501\n"})

    assert lines_with(long.run().out, "not read") == [
        "not read: tox.ini [flake8], .pep8 [pep8], as setup.cfg [flake8] counts alone"
    ]


@pytest.mark.parametrize(("name", "section"), [(".pep8", "pep8"), (".flake8", "flake8")])
def test_e4_an_old_file_without_a_section_is_said(project: Project, name: str, section: str) -> None:
    project.write({name: "ignore = E501\n", "a.py": ""})

    said = lines_with(project.run().out, name)

    assert said == [f"{name}: not read, as it has no section; write [{section}] above its first line"]


@pytest.mark.parametrize(
    ("name", "header", "meant"),
    [
        ("setup.cfg", "tool:flake8", "flake8"),
        ("tox.ini", "flake-8", "flake8"),
        (".pep8", "PEP8", "pep8"),
        ("pyproject.toml", "tool.flake8", "tool.qualitygate"),
        ("pyproject.toml", "tool.quality-gate", "tool.qualitygate"),
        ("pyproject.toml", "qualitygate", "tool.qualitygate"),
        ("pyproject.toml", "tool.qualitygates", "tool.qualitygate"),
        ("pyproject.toml", "tool.qualtygate", "tool.qualitygate"),
    ],
)
def test_e4_a_section_whose_name_is_nearly_one_is_said(project: Project, name: str, header: str, meant: str) -> None:
    project.write({name: f"[{header}]\nignore = ['E501']\n", "a.py": ""})

    said = lines_with(project.run().out, f"[{header}]")

    assert said == [f"{name} [{header}]: nothing reads this section; did you mean [{meant}]?"]


@pytest.mark.parametrize("name", [".qualitygate.toml", "qualitygate.ini"])
def test_a_file_that_is_called_nearly_as_ours_is_said(project: Project, name: str) -> None:
    project.write({name: "ignore = ['E501']\n", "app/a.py": ""})

    assert f"{name}: nothing reads this file; call it qualitygate.toml\n" in project.run("app").out
    (project.root / name).rename(project.root / "qualitygate.toml")
    assert "nothing reads" not in project.run("app").out


@pytest.mark.parametrize("key", ["extention", "plugins"])
def test_a_key_that_is_none_among_the_local_plugins_is_said(project: Project, key: str) -> None:
    text = f"[DEFAULT]\nhere = .\n[flake8]\nselect = E\n[flake8:local-plugins]\n{key} =\n  X1 = nope:Nope\n"
    project.write({".flake8": text, "a.py": ""})

    said = lines_with(project.run().out, "passed over")

    assert [line for line in said if "local-plugins" in line] == [
        f".flake8 [flake8:local-plugins]: passed over {key}; plugins stand under extension"
    ]


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="needs another platform: files that this user may not read"
)
@pytest.mark.parametrize("mode", [0o000, 0o400, 0o600])
def test_e3_a_directory_that_may_not_be_read_is_e902_and_the_rest_is_checked(project: Project, mode: int) -> None:
    project.write({"a.py": LONG, "closed/b.py": LONG})
    (project.root / "closed").chmod(mode)
    try:
        done = project.run("--format=json")
    finally:
        (project.root / "closed").chmod(0o700)

    assert done.code == 1
    assert {(each["path"].partition("/")[0], each["code"]) for each in done.report["findings"]} == {
        ("a.py", "E231"),
        ("a.py", "E501"),
        ("closed", "E902"),
    }


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="needs another platform: files that this user may not read"
)
def test_e3_an_ignored_directory_that_may_not_be_read_is_passed_over(project: Project) -> None:
    project.write({"a.py": "", ".gitignore": "closed/\n", "closed/b.py": LONG})
    (project.root / "closed").chmod(0)
    try:
        done = project.run("--format=json")
    finally:
        (project.root / "closed").chmod(0o700)

    assert (done.code, done.codes) == (0, [])


@pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: FIFOs and devices")
@pytest.mark.parametrize("device", ["fifo", "/dev/zero"])
@pytest.mark.parametrize("command", [(), ("baseline", "list"), ("baseline", "accept"), ("baseline", "prune")])
def test_e9_a_baseline_that_is_no_file_is_said_at_once(project: Project, device: str, command: tuple[str, ...]) -> None:
    project.write({"a.py": LONG})
    place = project.root / ".qualitygate-baseline.jsonl"
    if device == "fifo":
        os.mkfifo(place)
    else:
        place.symlink_to(device)

    done = project.run(*command, timeout=20)

    assert done.code == 2
    assert ".qualitygate-baseline.jsonl: cannot be read: expected a regular file, got a" in done.err


@pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: FIFOs and devices")
@pytest.mark.parametrize("device", ["fifo", "/dev/zero"])
def test_e9_a_saved_report_that_is_no_file_is_said_at_once(project: Project, device: str) -> None:
    if device == "fifo":
        os.mkfifo(project.root / "fifo")

    done = project.run("convert", device, "--format=flake8", timeout=20)

    assert done.code == 2
    assert "the report cannot be read: expected a regular file, got a" in done.err


def test_e9_a_merge_of_what_is_no_file_is_said_at_once(project: Project) -> None:
    done = project.run("baseline", "merge", "/dev/zero", "/dev/zero", "/dev/zero", timeout=20)

    assert done.code == 2
