"""``--staged`` is judged by the configuration that would be committed, wherever the disk has another one."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from .repositories import Work

LENIENT, STRICT = "extend-ignore = ['F401']\n", ""
#: Each kind of file, with a text under which the unused import counts and one under which it does not.
FILES = {
    "pyproject.toml": ("[tool.qualitygate]\n", f"[tool.qualitygate]\n{LENIENT}"),
    "qualitygate.toml": ("version = 1\n", f"version = 1\n{LENIENT}"),
    "app/qualitygate.toml": ("version = 1\n", LENIENT),
    ".flake8": ("[flake8]\nmax-line-length = 99\n", "[flake8]\nextend-ignore = F401\n"),
    "setup.cfg": ("[flake8]\nmax-line-length = 99\n", "[flake8]\nextend-ignore = F401\n"),
    ".pep8": ("[pep8]\nmax-line-length = 99\n", "[pep8]\nignore = F401\n"),
}


@pytest.fixture
def work(tmp_path: Path) -> Work:
    """A repository with one file, which imports something and does not use it."""
    work = Work(tmp_path / "tree")
    work.root.mkdir()
    work.git("init", "-q")
    work.write({"app/one.py": "import json\n"})
    work.git("add", "-A")
    return work


def stage(work: Work, files: Mapping[str, str]) -> None:
    """Write files and put them into the index."""
    work.write(files)
    work.git("add", "-f", *files)


@pytest.mark.parametrize("name", FILES)
def test_the_staged_text_counts_and_not_that_of_the_disk(work: Work, name: str) -> None:
    strict, lenient = FILES[name]
    stage(work, {name: lenient})
    work.write({name: strict})

    done = work.run("--staged")

    assert (done.code, work.run().code) == (0, 1)
    assert f"{name}: read as it is staged; the disk has another text\n" in done.out
    stage(work, {name: strict})
    work.write({name: lenient})
    assert (work.run("--staged").code, work.run().code) == (1, 0)


@pytest.mark.parametrize("name", FILES)
def test_a_configuration_that_is_staged_and_gone_from_the_disk_counts(work: Work, name: str) -> None:
    stage(work, {name: FILES[name][1]})
    (work.root / name).unlink()

    done = work.run("--staged")

    assert done.code == 0
    assert f"{name}: read as it is staged; the disk has it no more\n" in done.out


@pytest.mark.parametrize("name", FILES)
def test_a_configuration_that_is_not_in_the_index_does_not_count_and_that_is_said(work: Work, name: str) -> None:
    work.write({name: FILES[name][1]})

    done = work.run("--staged")

    assert (done.code, work.run().code) == (1, 0)
    assert f"{name}: not staged, so it does not count; git add it if it should\n" in done.out


def test_a_configuration_that_is_staged_to_be_removed_does_not_count(work: Work) -> None:
    stage(work, {"pyproject.toml": FILES["pyproject.toml"][1]})
    work.git("commit", "-qm", "one")
    work.git("rm", "-q", "--cached", "pyproject.toml")

    assert (work.run("--staged").code, work.run().code) == (1, 0)


def test_a_configuration_that_is_only_announced_does_not_count(work: Work) -> None:
    work.write({"pyproject.toml": FILES["pyproject.toml"][1]})
    work.git("add", "-N", "pyproject.toml")

    done = work.run("--staged")

    assert done.code == 1
    assert "pyproject.toml: not staged, so it does not count" in done.out


def test_a_file_of_others_that_is_not_staged_is_not_mentioned(work: Work) -> None:
    work.write({"setup.cfg": "[metadata]\nname = x\n", "pyproject.toml": "[project]\n"})

    assert "not staged" not in work.run("--staged").out


def test_a_configuration_that_is_not_merged_is_an_error_that_names_it(work: Work) -> None:
    work.git("commit", "-qm", "base")
    for branch, text in {"one": "[tool.qualitygate]\n", "two": FILES["pyproject.toml"][1]}.items():
        work.git("checkout", "-qb", branch, "HEAD~0" if branch == "one" else "HEAD~1")
        stage(work, {"pyproject.toml": text})
        work.git("commit", "-qm", branch)
    with pytest.raises(subprocess.CalledProcessError):
        work.git("merge", "one")
    work.write({"pyproject.toml": "[tool.qualitygate]\n"})

    done = work.run("--staged", "app/one.py")

    assert done.code == 2
    assert done.err == (
        "qualitygate: --staged: pyproject.toml: a merge conflict is not resolved; resolve it and git add the file\n"
    )


def test_an_error_in_a_staged_configuration_names_its_line(work: Work) -> None:
    stage(work, {"pyproject.toml": "[tool.qualitygate]\nselekt = ['E']\n"})
    work.write({"pyproject.toml": "[tool.qualitygate]\n"})

    done = work.run("--staged")

    assert done.code == 2
    assert done.err.startswith("qualitygate: pyproject.toml:2: unknown key 'selekt'")


def test_the_staged_baseline_counts(work: Work) -> None:
    work.run("baseline", "accept", "--reason", "old")
    baseline = next(path for path in work.root.iterdir() if "baseline" in path.name)
    done = work.run("--staged")
    assert done.code == 1
    assert f"{baseline.name}: not staged, so it does not count" in done.out
    work.git("add", baseline.name)
    baseline.unlink()
    assert work.run("--staged").code == 0


def test_what_a_staged_configuration_extends_is_the_staged_text(work: Work) -> None:
    stage(work, {"qualitygate.toml": 'extends = "old.cfg"\n', "old.cfg": FILES["setup.cfg"][1]})
    work.write({"old.cfg": FILES["setup.cfg"][0]})
    assert work.run("--staged").code == 0


def test_a_staged_link_leads_to_what_is_staged(work: Work) -> None:
    stage(work, {"etc/settings.toml": FILES["pyproject.toml"][1]})
    (work.root / "pyproject.toml").symlink_to("etc/settings.toml")
    work.git("add", "pyproject.toml")
    work.write({"etc/settings.toml": "[tool.qualitygate]\n"})
    (work.root / "pyproject.toml").unlink()

    assert work.run("--staged").code == 0


def test_a_directory_of_a_larger_repository_has_its_staged_configuration(work: Work) -> None:
    stage(work, {"app/qualitygate.toml": f"root = true\n{LENIENT}", "qualitygate.toml": "version = 1\n"})
    work.write({"app/qualitygate.toml": "root = true\n"})
    assert work.run("--staged", "app").code == 0
    assert work.run("--staged", "app/one.py").code == 0
    assert work.run("--staged", cwd=work.root / "app").code == 0


def test_a_file_that_the_command_line_names_is_read_where_it_is(work: Work) -> None:
    work.write({"mine.toml": LENIENT})
    done = work.run("--staged", "--config", "mine.toml")
    assert done.code == 0
    assert "mine.toml: read from the disk, as the command line names it and it is not staged\n" in done.out
    stage(work, {"mine.toml": "version = 1\n"})
    work.write({"mine.toml": LENIENT})
    assert work.run("--staged", "--config", "mine.toml").code == 1


def test_line_ends_that_git_converts_are_no_other_text(work: Work) -> None:
    work.git("config", "core.autocrlf", "true")
    stage(work, {"pyproject.toml": FILES["pyproject.toml"][1].replace("\n", "\r\n")})
    done = work.run("--staged")
    assert done.code == 0
    assert "another text" not in done.out


PLUGIN = {"tools/rules.py": "WORD = 'one'\n", "pyproject.toml": "[tool.qualitygate]\nplugins = ['./tools/rules.py']\n"}


def test_a_local_plugin_runs_from_the_disk_and_that_it_is_another_text_is_said(work: Work) -> None:
    stage(work, PLUGIN)
    assert "its code runs" not in work.run("--staged", "app").out
    work.write({"tools/rules.py": "WORD = 'two'\n"})
    assert (
        "tools/rules.py: its code runs from the disk, and the index has another text\n"
        in work.run("--staged", "app").out
    )


def test_a_local_plugin_that_is_not_staged_is_an_error(work: Work) -> None:
    work.write(PLUGIN)
    work.git("add", "pyproject.toml")
    done = work.run("--staged", "app")
    assert done.code == 2
    assert done.err == (
        "qualitygate: --staged: tools/rules.py is run by the configuration and not in the index; git add it\n"
    )


def test_a_local_plugin_that_is_gone_from_the_disk_is_an_error(work: Work) -> None:
    stage(work, PLUGIN)
    (work.root / "tools/rules.py").unlink()
    done = work.run("--staged", "app")
    assert done.code == 2
    assert "from the disk, and is only in the index; git restore tools/rules.py\n" in done.err


def test_what_is_not_in_the_index_is_counted_and_not_judged(work: Work) -> None:
    work.write({"app/two.py": "import csv\n"})
    report = json.loads(work.run("--staged", "app/one.py", "app/two.py", "--format", "json").out)
    assert {each["path"] for each in report["findings"]} == {"app/one.py"}
    assert ("app/two.py", "not staged") in [(each["path"], each["reason"]) for each in report["skipped"]]


def test_the_untrusted_change_is_still_noticed(work: Work) -> None:
    """The CI service's payload is a file of the disk, wherever it lies."""
    stage(work, PLUGIN)
    sides = {"head": {"repo": {"full_name": "them/x"}}, "base": {"repo": {"full_name": "us/x"}}}
    work.write({"event.json": json.dumps({"pull_request": sides})})
    done = work.run("--staged", "app", env={"GITHUB_EVENT_PATH": str(work.root / "event.json")})
    assert "--untrusted" in done.out
