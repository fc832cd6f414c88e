"""The page about rules works: who starts in an empty directory and types what it says has a rule that works."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_beginnings import _venv_beside_ours

PAGE = (Path(__file__).parents[2] / "docs" / "rules" / "README.md").read_text(encoding="utf-8")
#: In the order of the page: a file (name and text), commands, or a session.
STEPS = re.findall(r"(?:^`([\w./-]+)`:\n\n)?^```(\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


class Reader:
    """Does what the page says, in an environment of its own."""

    def __init__(self, folder: Path, python: Path) -> None:
        self.folder = folder
        self._path = f"{python.parent}{os.pathsep}{os.environ['PATH']}"
        self.said: dict[str, list[subprocess.CompletedProcess[str]]] = {}

    def write(self, name: str, text: str) -> None:
        """Write a file of the page."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def type(self, line: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the page."""
        words = line.split()
        command = ["python", "-m", "qualitygate", *words[1:]] if words[0] == "qualitygate" else words
        if command[1:4] == ["-m", "pip", "install"]:  # as installed, but for an index
            pip = [sys.executable, "-m", "pip", "--python", f"{self._path.partition(os.pathsep)[0]}/python", "install"]
            command = [*pip, "-q", "--no-deps", "--no-index", "--no-build-isolation", *command[4:]]
        environment = {**os.environ, "PATH": self._path, "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, env=environment)
        self.said.setdefault(line, []).append(done)
        return done


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Somebody who has done all that the page says."""
    reader = Reader(tmp_path_factory.mktemp("empty"), _venv_beside_ours(tmp_path_factory.mktemp("venv")))
    (reader.folder / ".git").mkdir()  # keeps the search for configuration inside
    for name, language, text in STEPS:
        if name:
            reader.write(name, text)
        elif language == "sh":
            for line in text.splitlines():
                reader.type(line)
        elif language == "console":
            session = text.removeprefix("$ ").partition("\n")
            assert reader.type(session[0]).stdout == session[2], session[0]
    return reader


def test_the_test_fails_before_the_rule_is_written_and_passes_then(reader: Reader) -> None:
    before, then = reader.said["python -m pytest tools/rules/test_sleep_call.py"]

    assert "1 failed" in before.stdout, before.stderr
    assert "1 passed" in then.stdout, then.stdout + then.stderr


def test_the_rule_explains_itself_and_mends_what_it_finds(reader: Reader) -> None:
    (explained,) = reader.said["qualitygate explain TEAM101"]
    (diff,) = reader.said["qualitygate --unsafe-fixes --diff shop"]

    assert "A worker that sleeps serves nobody." in explained.stdout, explained.stderr
    assert "options: sleep_call.sleep-call-allow" in explained.stdout
    assert "+queue.wait(1)" in diff.stdout, diff.stderr


def test_its_option_holds(reader: Reader) -> None:
    reader.write("scripts/nap.py", "import time\n\ntime.sleep(1)\n")

    done = reader.type("qualitygate --select TEAM --format flake8 scripts")

    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)


def test_the_package_is_installed_and_found(reader: Reader) -> None:
    (installed,) = reader.said["python -m pip install ./acme-rules"]
    (listed,) = reader.said["qualitygate plugins"]

    assert installed.returncode == 0, installed.stderr
    assert re.search(r"^acme-rules +acme-rules 0\.1\.0 ", listed.stdout, re.MULTILINE), listed.stdout + listed.stderr


def test_every_step_of_the_page_was_done(reader: Reader) -> None:
    assert [line for line, runs in reader.said.items() if any("Traceback" in done.stderr for done in runs)] == []
    assert {language for _, language, _ in STEPS} == {"sh", "console", "python", "toml"}
