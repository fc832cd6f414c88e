"""``--show-files``: what would be checked, and what took each of the others."""

from __future__ import annotations

from tests.cli.conftest import Project

FILES = {
    "pyproject.toml": '[tool.qualitygate]\nexclude = ["old", "!old/keep.py"]\n',
    ".gitignore": "build/\n*.log.py\n!kept.log.py\n",
    "a.py": "import os\n",
    "b.log.py": "",
    "kept.log.py": "",
    "build/x.py": "",
    "old/x.py": "",
}


def test_it_lists_what_is_checked_and_checks_nothing(project: Project) -> None:
    project.write(FILES)

    done = project.run("--show-files")

    assert (done.code, done.out.split()) == (0, ["a.py", "kept.log.py"])


def test_verbose_says_what_took_each_of_the_others(project: Project) -> None:
    project.write(FILES)

    lines = project.run("--show-files", "-v").out.splitlines()

    assert [line for line in lines if line.startswith("-")] == [
        "- b.log.py  ignored by git by '*.log.py' [.gitignore:2]",
        "- build/  ignored by git by 'build/' [.gitignore:1]",
        "- old/  excluded by 'old' [pyproject.toml:2]",
    ]


def test_the_list_is_that_of_the_report(project: Project) -> None:
    project.write(FILES)
    listed = project.run("--show-files").out.split()

    stats = project.run("--format", "json").report["stats"]

    assert stats["files"] == len(listed)


def test_nothing_to_check_is_exit_2_as_in_a_run(project: Project) -> None:
    project.write({"notes.bin": "x"})

    done = project.run("--show-files")

    assert done.code == 2
    assert "no file to check" in done.err


def test_a_file_that_cannot_be_read_is_listed_as_such(project: Project) -> None:
    done = project.run("--show-files", "nowhere.py", "-v")

    assert done.out.startswith("! nowhere.py  ")
