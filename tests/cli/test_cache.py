"""What a run takes from earlier runs, and what it leaves: seen through ``--profile`` and ``qualitygate cache``."""

from __future__ import annotations

import time
from datetime import datetime, timezone
from pathlib import Path

import pytest

from qualitygate.cache.memory import Memory

from .cached import answered_by, checked_files, own_cache, run_in, settle


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The directory of the cache."""
    own_cache(monkeypatch, tmp_path / "cache")
    return tmp_path / "cache"


@pytest.fixture
def project(tmp_path: Path, cache: Path) -> Path:
    """A repository with three files that were checked once with E, W and F."""
    root = tmp_path / "project"
    (root / ".git").mkdir(parents=True)
    for name in ("a.py", "b.py", "c.py"):
        (root / name).write_text("import os\nx = 1 \n")
    settle()
    run_in(root, "--select=E,W,F")
    return root


def known(project: Path, *arguments: str) -> str:
    """Run with ``--profile``; return how many files were known and how many checked."""
    return checked_files(run_in(project, "--profile", *arguments))


def test_where_nothing_has_changed_the_memory_of_the_run_answers(project: Path) -> None:
    said = run_in(project, "--select=E,W,F", "--profile")

    assert answered_by(said) == "the run's memory"
    assert said.out == run_in(project, "--select=E,W,F", "--no-cache").out


def test_a_file_that_has_not_changed_is_not_checked_again(project: Path) -> None:
    (project / "d.txt").write_text("No checker reads it.")
    said = run_in(project, "--select=E,W,F", "--profile")

    assert answered_by(said) == "results of 3 files"
    assert checked_files(said) == "cache: 3 files known, 0 checked"


def test_without_a_cache_nothing_answers(project: Path) -> None:
    assert answered_by(run_in(project, "--select=E,W,F", "--profile", "--no-cache")) == "nothing"


def test_whoever_is_asked_who_answers_is_asked_the_same_otherwise(project: Path) -> None:
    said = run_in(project, "--select=F", "--profile")
    settle()

    assert answered_by(said) == "results of 3 files"
    assert run_in(project, "--select=F").err == ""  # the memory of the other one answers, without what it told
    assert answered_by(run_in(project, "--select=F", "--profile")) == "the run's memory"


def test_only_the_file_that_has_changed_is_checked(project: Path) -> None:
    (project / "b.py").write_text("import re\n")

    assert known(project, "--select=E,W,F") == "cache: 2 files known, 1 checked"


def test_a_new_checkout_of_the_same_contents_is_known(project: Path) -> None:
    for path in project.glob("*.py"):
        content = path.read_bytes()
        path.unlink()
        path.write_bytes(content)
    (project / "d.txt").write_text("The memory of the run falls.")

    assert known(project, "--select=E,W,F") == "cache: 3 files known, 0 checked"


@pytest.mark.parametrize(
    "arguments", [("--select=E,W,F", "--ignore=W"), ("--select=F",), ("--select=E,W,F", "--set=gate.fail-on=error")]
)
def test_wanting_less_costs_nothing(project: Path, arguments: tuple[str, ...]) -> None:
    assert known(project, *arguments) == "cache: 3 files known, 0 checked"
    assert run_in(project, *arguments) == run_in(project, *arguments, "--no-cache")


def test_wanting_more_runs_only_the_checkers_that_were_not_asked(project: Path) -> None:
    run_in(project, "--select=F", "--max-line-length=70")
    said = run_in(project, "--select=E,W,F", "--max-line-length=70", "--profile")

    assert "  pep8\n" in said.err
    assert "  pyflakes\n" not in said.err
    assert said.out == run_in(project, "--select=E,W,F", "--max-line-length=70", "--no-cache").out


def test_another_option_is_another_result(project: Path) -> None:
    assert known(project, "--select=E,W,F", "--max-line-length=100") == "cache: 0 files known, 3 checked"


def test_no_cache_neither_reads_nor_writes(project: Path, cache: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in cache.iterdir()}

    assert known(project, "--select=E,W,F", "--no-cache") == "cache: 0 files known, 3 checked"
    assert {path: path.stat().st_mtime_ns for path in cache.iterdir()} == before


def test_the_configuration_can_switch_it_off(project: Path) -> None:
    (project / "qualitygate.toml").write_text("cache = false\n")

    assert known(project, "--select=E,W,F") == "cache: 0 files known, 3 checked"


def test_a_configured_directory_in_the_project_travels_with_it(project: Path, tmp_path: Path) -> None:
    (project / "qualitygate.toml").write_text('cache-dir = ".qualitygate_cache"\n')
    run_in(project)
    settle()
    moved = project.rename(tmp_path / "elsewhere")

    assert (moved / ".qualitygate_cache" / ".gitignore").read_text().endswith("*\n")
    assert known(moved) == "cache: 3 files known, 0 checked"


def test_a_directory_on_the_command_line_is_used(project: Path, tmp_path: Path) -> None:
    run_in(project, f"--cache-dir={tmp_path / 'mine'}")

    assert [path.suffix for path in (tmp_path / "mine").glob("*.results")] == [".results"]
    assert answered_by(run_in(project, f"--cache-dir={tmp_path / 'mine'}", "--profile")) == "the run's memory"


def test_a_report_file_is_written_again_by_an_answer_that_is_remembered(project: Path) -> None:
    arguments = ("--format=console", "--format=checkstyle=report.xml")
    for _ in range(3):
        settle()
        expected = run_in(project, *arguments), (project / "report.xml").read_text()
    (project / "report.xml").write_text("edited")
    assert answered_by(run_in(project, *arguments, "--profile")) == "the run's memory"
    (project / "report.xml").unlink()

    assert (run_in(project, *arguments), (project / "report.xml").read_text()) == expected


@pytest.mark.parametrize("name", ["report.xml", "build/report.xml"])
def test_a_report_in_the_root_does_not_keep_a_run_from_being_remembered(project: Path, name: str) -> None:
    (project / "build").mkdir()
    arguments = ("--format=console", f"--format=checkstyle={name}")
    for _ in range(3):
        settle()
        expected = run_in(project, *arguments), (project / name).read_text()

    assert answered_by(run_in(project, *arguments, "--profile")) == "the run's memory"
    assert (run_in(project, *arguments), (project / name).read_text()) == expected


def test_info_tells_what_there_is_and_clear_removes_only_what_is_ours(project: Path, cache: Path) -> None:
    (cache / "notes.txt").write_text("mine")
    assert f"directory: {cache}\nresults of files: 1 file, " in run_in(project, "cache", "info").out

    assert run_in(project, "cache", "clear").code == 0
    assert sorted(path.name for path in cache.iterdir()) == [".gitignore", "CACHEDIR.TAG", "notes.txt"]
    assert known(project, "--select=E,W,F") == "cache: 0 files known, 3 checked"


def test_info_and_clear_go_where_the_configuration_says(project: Path, cache: Path) -> None:
    (project / "qualitygate.toml").write_text('cache-dir = ".kept"\n')
    run_in(project)
    own = project / ".kept"
    assert f"directory: {own}\nresults of files: 1 file, " in run_in(project, "cache", "info").out
    assert f"directory: {cache}\n" in run_in(project, "cache", "info").out
    assert f"directory: {own}\n" in run_in(project, "cache", "info", "--config=qualitygate.toml").out
    assert f"directory: {own}\n" not in run_in(project, "cache", "info", "--isolated").out

    assert run_in(project, "cache", "clear").code == 0
    assert [*own.glob("*.results"), *cache.glob("*.run")] == []
    assert answered_by(run_in(project, "--profile")) == "nothing"


def test_the_answer_of_a_run_stands_until_a_comment_expires(project: Path, cache: Path) -> None:
    (project / "a.py").write_text("import os  # noqa: F401 until=2999-12-31\n")
    settle()
    run_in(project, "--select=F")

    answers = [Memory.read(str(file)) for file in cache.glob("*.run")]
    assert datetime(3000, 1, 1, tzinfo=timezone.utc).timestamp() in [each.answer[1] for each in answers if each.answer]
    assert answered_by(run_in(project, "--select=F", "--profile")) == "the run's memory"


def test_where_the_clock_was_set_back_nothing_that_had_expired_is_remembered(
    project: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "a.py").write_text("import os  # noqa: F401 until=2020-12-31\n")
    settle()
    assert "QG904" in run_in(project, "a.py").out
    assert answered_by(run_in(project, "a.py", "--profile")) == "the run's memory"

    before = time.time
    monkeypatch.setattr("time.time", lambda: before() - datetime(2020, 1, 1).timestamp())

    assert answered_by(run_in(project, "a.py", "--profile")) != "the run's memory"


def test_baseline_commands_check_nothing_again(project: Path) -> None:
    (project / "qualitygate.toml").write_text('plugins = ["acme.py"]\nselect = ["E", "W", "F", "ACME"]\n')
    (project / "acme.py").write_text(
        "from qualitygate.api import hookimpl\n\n\n"
        "class Counts:\n"
        "    name, kinds, codes, needs_tree = 'acme', frozenset({'python'}), ('ACME',), False\n\n"
        "    def check(self, source):\n"
        "        with open('seen.txt', 'a') as file:\n"
        "            file.write(source.path + '\\n')\n"
        "        return ()\n\n\n"
        "@hookimpl\n"
        "def qualitygate_checkers(settings):\n"
        "    return [Counts()]\n"
    )
    settle()
    run_in(project, "--jobs=1")
    seen = (project / "seen.txt").read_text()
    assert run_in(project, "baseline", "accept", "--jobs=1").out.startswith("accepted ")
    assert run_in(project, "baseline", "check").code == 0
    assert (project / "seen.txt").read_text() == seen != ""


def test_a_profile_names_stages_checkers_and_the_slowest_files(project: Path) -> None:
    said = run_in(project, "--profile", "--no-cache")

    stages = ("stages, in seconds:", "  start", "  plan", "  check", "  report", "  pep8", "slowest files", "  a.py")
    for line in stages:
        assert line in said.err
    assert "seconds" not in said.out


def test_a_plugin_that_observes_the_end_of_runs_sees_every_run(project: Path, tmp_path: Path) -> None:
    (project / "qualitygate.toml").write_text('plugins = ["acme.py"]\n')
    (project / "acme.py").write_text(
        "from qualitygate.api import hookimpl\n\n\n"
        "@hookimpl\n"
        "def qualitygate_run_finished(report):\n"
        f"    with open({str(tmp_path / 'seen')!r}, 'a') as file:\n"
        "        file.write(f'{len(report.files)} files\\n')\n"
    )
    for _ in range(3):
        settle()
        run_in(project)

    assert (tmp_path / "seen").read_text() == "4 files\n" * 3
    assert answered_by(run_in(project, "--profile")) == "results of 4 files"


def test_a_format_that_tells_times_is_written_anew(project: Path) -> None:
    for _ in range(3):
        settle()
        said = run_in(project, "--format=json", "--select=E,W,F", "--profile")
        assert answered_by(said) == "results of 3 files"


def test_a_cache_in_the_project_is_not_looked_into(project: Path) -> None:
    for _ in range(3):
        settle()
        said = run_in(project, "--cache-dir=.qualitygate_cache", "--select=E,W,F", "-v")

    assert (project / ".qualitygate_cache").is_dir()
    assert "qualitygate_cache" not in said.out
    said = run_in(project, "--cache-dir=.qualitygate_cache", "--select=E,W,F", "-v", "--profile")
    assert answered_by(said) == "results of 3 files"


SELECTIONS = ("", "E,W,F", "E,W,F,C,QG", "F", "E,QG9", "E501,QG901", "W")


@pytest.mark.parametrize("first", SELECTIONS)
def test_whatever_was_selected_before_comments_are_judged_as_without_a_cache(project: Path, first: str) -> None:
    """Where all checkers are spared, none runs, and all the same their codes were looked for."""
    (project / "a.py").write_text("import re  # noqa: E501\nx =re  # noqa: W291\nimport os  # noqa: F401,E225\n")
    for second in SELECTIONS:
        run_in(project, *([f"--select={first}"] if first else []), "--format=concise")
        then = [f"--select={second}"] if second else []
        assert run_in(project, *then, "--format=concise") == run_in(project, *then, "--format=concise", "--no-cache")
        for kept in (project.parent / "cache").rglob("*.r*"):
            kept.unlink()
