"""Where reports go: a stream stays a stream, a device a device, and no link leads a write out of the project."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from .conftest import Project

needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: POSIX streams")
CONCISE = "a.py:1:1: F401 'os' imported but unused [*]\n"


@pytest.fixture
def tree(tmp_path: Path) -> Project:
    """A project with one finding, in a directory with something beside it."""
    (tmp_path / "tree/.git").mkdir(parents=True)
    project = Project(tmp_path / "tree")
    project.write({"a.py": "import os\n"})
    return project


def shell(project: Project, redirection: str, report: str) -> None:
    """Run with a redirection of the shell's."""
    command = f"{shlex.quote(sys.executable)} -m qualitygate --format {report} {redirection}"
    subprocess.run(["sh", "-c", command], cwd=project.root, stdin=subprocess.DEVNULL, check=False, timeout=60)


@needs_posix
@pytest.mark.parametrize(
    ("redirection", "name"),
    [
        (">> ../log", "/dev/stdout"),
        (">> ../log", "/dev/fd/1"),
        ("3>> ../log", "/dev/fd/3"),
        ("2>> ../log", "/dev/stderr"),
    ],
)
def test_b2_a_report_to_a_stream_is_added_to_what_the_stream_goes_to_every_time(
    tree: Project, redirection: str, name: str
) -> None:
    log = tree.root.parent / "log"
    log.write_text("before\n")
    for _ in range(3):  # found out, then remembered
        shell(tree, redirection, f"concise={name}")
    assert log.read_text().startswith("before\n")
    assert log.read_text().count("F401") == 3


@needs_posix
def test_b2_a_link_to_a_stream_is_that_stream(tree: Project) -> None:
    (tree.root / "report").symlink_to("/dev/stdout")
    for _ in range(2):
        done = tree.run("--format", "flake8=report")
        assert done.out == "a.py:1:1: F401 'os' imported but unused\n"
    assert os.readlink(tree.root / "report") == "/dev/stdout"


@needs_posix
def test_b2_standard_output_by_another_name_is_no_second_place(tree: Project) -> None:
    done = tree.run("--format", "concise", "--format", "json=/dev/stdout")
    assert done.code == 2
    assert "two reports for" in done.err


@needs_posix
@pytest.mark.parametrize("runs_before", [0, 3], ids=["cold", "remembered"])
def test_b2_a_fifo_is_written_to_and_stays(tree: Project, runs_before: int) -> None:
    for _ in range(runs_before):
        tree.run("--format", "flake8=report")
    (tree.root / "report").unlink(missing_ok=True)
    os.mkfifo(tree.root / "report")
    got: list[str] = []
    reader = threading.Thread(target=lambda: got.append((tree.root / "report").read_text()))
    reader.start()
    tree.run("--format", "flake8=report")
    reader.join(30)
    assert got == ["a.py:1:1: F401 'os' imported but unused\n"]
    assert (tree.root / "report").is_fifo()


@needs_posix
@pytest.mark.parametrize("runs_before", [0, 3], ids=["cold", "remembered"])
@pytest.mark.parametrize("report", ["build/r.json", "out/r.json"], ids=["a link", "below a link"])
def test_b3_a_report_does_not_follow_a_link_out_of_the_project(tree: Project, runs_before: int, report: str) -> None:
    elsewhere = tree.root.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "r.json").write_text("precious")
    for name in ("build", "out"):
        (tree.root / name).mkdir()
    for _ in range(runs_before):
        tree.run("--format", f"json={report}")
    (tree.root / report).unlink(missing_ok=True)
    if report.startswith("out"):
        (tree.root / "out").rmdir()
        (tree.root / "out").symlink_to(elsewhere)
    else:
        (tree.root / report).symlink_to(elsewhere / "r.json")
    done = tree.run("--format", f"json={report}")
    target = os.path.realpath(elsewhere / "r.json")
    assert done.code == 2
    assert f"--format: json={report}: a link leads out of the project, to {target}; name that file itself" in done.err
    assert (elsewhere / "r.json").read_text() == "precious"
    assert tree.run("--format", "json=../elsewhere/r.json").code == 1
    assert (elsewhere / "r.json").read_text() != "precious"


@needs_posix
@pytest.mark.parametrize("arguments", [["--fix"], ["--fix", "link.py"], ["--add-noqa", "debt"]])
def test_b3_no_repair_follows_a_link_out_of_the_project(tree: Project, arguments: list[str]) -> None:
    victim = tree.root.parent / "victim.py"
    victim.write_text("import os\n")
    (tree.root / "link.py").symlink_to(victim)
    done = tree.run(*arguments)
    assert victim.read_text() == "import os\n"
    assert "a link leads out of the project, to" in done.out + done.err
    assert tree.run("--fix", "../victim.py").code == 0
    assert victim.read_text() == ""


@needs_posix
def test_b3_a_link_inside_the_project_is_followed(tree: Project) -> None:
    (tree.root / "link.py").symlink_to("a.py")
    (tree.root / "latest.json").symlink_to("first.json")
    assert tree.run("--fix", "link.py", "--format", "json=latest.json").code == 0
    assert (tree.root / "a.py").read_text() == ""
    assert (tree.root / "first.json").read_text().startswith("{")


@needs_posix
def test_b3_a_baseline_does_not_follow_a_link_out_of_the_project(tree: Project) -> None:
    (tree.root.parent / "elsewhere").mkdir()
    (tree.root / "qualitygate-baseline.txt").symlink_to("../elsewhere/x")
    done = tree.run("baseline", "accept", "--set", "baseline.file=qualitygate-baseline.txt")
    assert done.code == 2
    assert "a link leads out of the project" in done.err
    assert os.listdir(tree.root.parent / "elsewhere") == []


def test_b7_what_was_written_before_a_report_failed_is_not_lost(tree: Project) -> None:
    """Standard output as the console script leaves it, with an environment of nothing."""
    tree.write({"a.py": "".join(f"import m{number}\n" for number in range(100))})
    script = Path(sys.executable).with_name("qualitygate")
    done = subprocess.run(
        [script, "--no-cache", "--format", "github"],
        cwd=tree.root,
        env={"GITHUB_STEP_SUMMARY": "missing/s.md", "HOME": str(tree.root.parent)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3
    assert "missing/s.md" in done.stderr
    assert done.stdout.count("F401") >= 100
    assert "FAILED" in done.stdout
