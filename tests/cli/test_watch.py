"""``--watch``: the same check again whenever a file changes, until Ctrl-C."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

import pytest

from tests.cli.conftest import Project

pytest.importorskip("watchfiles", reason="watchfiles is not installed: python -m pip install -e '.[test]'")

_ENDS_AT_LAST = 90  # seconds; a watch that says nothing any more is ended, and the test fails


class Watch:
    """A running ``qualitygate --watch``."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def report(self) -> str:
        """Return what is printed until it waits again."""
        assert self.process.stdout is not None
        lines = []
        for line in self.process.stdout:
            if line.startswith("watching for changes"):
                return "".join(lines)
            lines.append(line)
        raise AssertionError(f"it ended: {''.join(lines)}")

    def interrupt(self) -> int:
        """End it as Ctrl-C does and return its exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait()


@contextmanager
def watching(root: Path, *arguments: str) -> Iterator[Watch]:
    command = [sys.executable, "-m", "qualitygate", "--watch", "--no-cache", *arguments]
    process = subprocess.Popen(
        command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    )
    timer = Timer(_ENDS_AT_LAST, process.kill)
    timer.start()
    try:
        yield Watch(process)
    finally:
        timer.cancel()
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def test_a_changed_file_is_checked_again_and_ctrl_c_is_130(project: Project) -> None:
    project.write({"a.py": "import os\n"})

    with watching(project.root) as watch:
        assert "F401" in watch.report()
        project.write({"a.py": "x = 1\n"})
        second = watch.report()
        assert "PASSED" in second and "\x1b" not in second
        assert watch.interrupt() == 130


def test_changed_configuration_counts(project: Project) -> None:
    project.write({"a.py": "import os\n", "qualitygate.toml": "version = 1\n"})

    with watching(project.root, "a.py") as watch:
        assert "F401" in watch.report()
        project.write({"qualitygate.toml": 'ignore = ["F401"]\n'})
        assert "PASSED" in watch.report()


def test_a_report_that_a_run_writes_is_no_change(project: Project) -> None:
    project.write({"a.py": "import os\n"})

    with watching(project.root, "--format=json=out.json", "--format=console") as watch:
        assert "F401" in watch.report()
        project.write({"a.py": "x = 1\n"})
        assert "PASSED" in watch.report()
        project.write({"a.py": "import sys\n"})
        assert "'sys'" in watch.report()


@pytest.mark.parametrize(
    ("words", "said"), [(("-",), "'-'"), (("--staged",), "--staged"), (("--shard", "1/2"), "--shard")]
)
def test_what_cannot_change_is_not_watched(project: Project, words: tuple[str, ...], said: str) -> None:
    done = project.run("--watch", *words)

    assert (done.code, done.err) == (
        2, f"qualitygate: --watch waits for files to change, and cannot be combined with {said}\n"
    )


def test_without_watchfiles_it_says_what_to_install(project: Project) -> None:
    project.write({"hidden/watchfiles.py": "raise ImportError\n"})

    done = project.run(
        "--watch", env={"PYTHONPATH": f"{project.root / 'hidden'}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"}
    )

    assert (done.code, done.out) == (2, "")
    assert "python -m pip install watchfiles" in done.err
