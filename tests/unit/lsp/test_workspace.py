"""What is said of whole folders, and when."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from qualitygate.lsp.background import Done
from tests.unit.lsp.sessions import PULLS, Talk, Talks

METHOD = "workspace/diagnostic"

BROKEN = """\
from qualitygate.api import DefaultCodes, hookimpl


class Broken:
    name, kinds, codes, needs_tree = "broken", frozenset({"python"}), ("ACME",), False

    def check(self, source):
        raise ValueError("no luck today")


@hookimpl
def qualitygate_default_codes():
    return DefaultCodes(("ACME",))


@hookimpl
def qualitygate_checkers(settings):
    return [Broken()]
"""


@pytest.fixture
def talk(talks: Talks, folder: Path) -> Talk:
    """A client of a folder with two files, one of them without a fault."""
    (folder / "a.py").write_text("x = '😀'; import os\n", "utf-8")
    (folder / "b.py").write_text("x = 1\n")
    return talks({**PULLS, "window": {"workDoneProgress": True}})


def _finish(talk: Talk) -> None:
    """Do what was started, as the server does it in a process of its own."""
    arguments, cwd, then = talk.runs.pop()
    done = subprocess.run([sys.executable, "-m", "qualitygate", *arguments], cwd=cwd, capture_output=True)
    then(Done(done.returncode, done.stdout, done.stderr.decode()))


def _start(talk: Talk, previous: dict[str, str] | None = None, **more: object) -> int:
    known = [{"uri": uri, "value": value} for uri, value in (previous or {}).items()]
    return talk.start(METHOD, {"previousResultIds": known, **more})


def _pull(talk: Talk, previous: dict[str, str] | None = None) -> list[dict[str, Any]]:
    id = _start(talk, previous)
    _finish(talk)
    items: list[dict[str, Any]] = talk.answer_of(id)["items"]
    return items


def _results(items: list[dict[str, Any]]) -> dict[str, str]:
    return {item["uri"]: item["resultId"] for item in items}


def test_files_with_findings_are_told_and_places_are_the_clients(talk: Talk, folder: Path) -> None:
    (found,) = _pull(talk)

    assert (found["uri"], found["kind"], found["version"]) == ((folder / "a.py").as_uri(), "full", None)
    assert [(each["code"], each["range"]["start"]["character"]) for each in found["items"]] == [
        ("E702", 8), ("F401", 10)
    ]


def test_an_open_file_is_told_as_it_is_in_the_editor(talk: Talk, folder: Path) -> None:
    talk.open((folder / "a.py").as_uri(), "import re\n", version=3)

    (found,) = _pull(talk)

    assert (found["version"], [each["code"] for each in found["items"]]) == (3, ["F401"])


def test_whoever_has_everything_is_answered_when_something_changes(talk: Talk, folder: Path) -> None:
    known = _results(_pull(talk))
    id = _start(talk, known)
    assert talk.runs == [] and talk.session.due() is None

    (folder / "a.py").write_text("x = 1\n")
    talk.tell("textDocument/didSave", {"textDocument": {"uri": (folder / "a.py").as_uri()}})
    _finish(talk)

    (gone,) = talk.answer_of(id)["items"]
    assert (gone["kind"], gone["items"]) == ("full", [])


def test_what_the_client_has_is_not_sent_again(talk: Talk, folder: Path) -> None:
    known = _results(_pull(talk))
    (folder / "b.py").write_text("import re\n")
    talk.tell("workspace/didChangeWatchedFiles", {"changes": []})

    first, second = _pull(talk, known)

    assert (first["kind"], first["resultId"], second["kind"]) == ("unchanged", *known.values(), "full")


def test_a_waiting_request_can_be_cancelled(talk: Talk) -> None:
    id = _start(talk, _results(_pull(talk)))

    talk.tell("$/cancelRequest", {"id": id})

    assert talk.answer_of(id)["code"] == -32800


def test_results_come_in_parts_where_the_client_wants_them(talk: Talk) -> None:
    id = _start(talk, partialResultToken="parts")
    _finish(talk)

    assert talk.answer_of(id) == {"items": []}
    (part,) = talk.take("$/progress")
    assert part["token"] == "parts"
    assert len(part["value"]["items"]) == 1


def test_a_run_that_takes_long_is_announced(talk: Talk) -> None:
    id = _start(talk)
    talk.wait(0.5)
    assert talk.take("window/workDoneProgress/create") == []

    talk.wait(0.6)
    _finish(talk)

    assert talk.answer_of(id)
    assert [said["value"]["kind"] for said in talk.take("$/progress")] == ["begin", "end"]


def test_a_run_that_fails_is_said_and_answered(talk: Talk, folder: Path) -> None:
    (folder / "pyproject.toml").write_text("[tool.qualitygate]\nselekt = []\n")

    assert _pull(talk) == []

    assert "did you mean 'select'" in talk.take("window/showMessage")[0]["message"]


def test_a_checker_that_fails_in_the_run_is_said_once(talk: Talk, folder: Path) -> None:
    (folder / "pyproject.toml").write_text("[tool.qualitygate]\nroot = true\nplugins = ['./broken.py']\n")
    (folder / "broken.py").write_text(BROKEN)

    _pull(talk)

    (said,) = talk.take("window/showMessage")
    assert "no luck today" in said["message"] and "(and 2 more)" in said["message"]


def test_all_stages_run_whichever_fails(talk: Talk, folder: Path) -> None:
    (folder / "pyproject.toml").write_text("[tool.qualitygate.gate]\nstages = [['pyflakes'], ['pep8']]\n")

    (found,) = _pull(talk)

    assert [each["code"] for each in found["items"]] == ["E702", "F401"]


def test_a_run_in_which_nothing_has_changed_is_remembered(talk: Talk, folder: Path) -> None:
    time.sleep(0.03)  # longer than the clock of a file system ticks
    answers = []
    for _ in range(2):
        answers.append(_pull(talk))
        talk.tell("workspace/didChangeWatchedFiles", {"changes": []})
    _start(talk)
    ((arguments, cwd, _),) = talk.runs
    again = subprocess.run(
        [sys.executable, "-m", "qualitygate", *arguments, "--profile"], cwd=cwd, capture_output=True, text=True
    )

    assert answers[0] == answers[1] != []
    assert "answered by: the run's memory" in again.stderr


def test_half_a_character_in_an_open_file_leaves_the_others_as_they_are(talk: Talk, folder: Path) -> None:
    talk.open((folder / "c.py").as_uri(), "'\ud83d'; import os\n")

    c, a = _pull(talk)

    assert [[each["code"] for each in item["items"]] for item in (a, c)] == [["E702", "F401"]] * 2


def test_the_editors_arguments_hold_for_the_run(talks: Talks, folder: Path) -> None:
    (folder / "a.py").write_text("import os\nx=1\n")

    (found,) = _pull(talks(PULLS, select=["E"]))

    assert [each["code"] for each in found["items"]] == ["E225"]


@pytest.mark.parametrize("arguments", [["--fix"], ["--unsafe-fixes"], ["--watch"], ["--add-noqa", "old"], ["--diff"]])
def test_no_argument_of_the_editor_writes_into_files_or_never_ends(
    talks: Talks, folder: Path, arguments: list[str]
) -> None:
    (folder / "a.py").write_text("import os\nx =1\n")
    talk = talks(PULLS, args=arguments)

    assert _pull(talk) == []
    talk.open((folder / "b.py").as_uri(), "import re\n")
    talk.pull((folder / "b.py").as_uri())

    said = {each["message"].strip() for each in talk.take("window/showMessage")}
    assert [arguments[0] in each for each in said] == [True]
    assert (folder / "a.py").read_text() == "import os\nx =1\n"


def test_a_file_in_two_folders_is_told_once(talks: Talks, folder: Path) -> None:
    inner = folder / "inner"
    inner.mkdir()
    (inner / "c.py").write_text("import os\n")
    talk = talks(PULLS)
    event = {"added": [{"uri": inner.as_uri(), "name": "inner"}], "removed": []}
    talk.tell("workspace/didChangeWorkspaceFolders", {"event": event})

    id = _start(talk)
    _finish(talk)
    _finish(talk)

    assert [item["uri"] for item in talk.answer_of(id)["items"]] == [(inner / "c.py").as_uri()]
