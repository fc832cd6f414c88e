"""What tools find is shown when something is saved, follows the text until then, and goes when it is mended."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from qualitygate.lsp.background import Done
from tests.unit.lsp.sessions import PULLS, Talk, Talks

#: Says something of every line with "wrong" in it, in any file of the project.
TOOL = """\
from qualitygate.api import DefaultCodes, Finding, Location, ProjectFindings, Severity, hookimpl


class Slow:
    name, codes, effects, compared = "slow", ("SLOW",), "read", "run"
    is_from_repository = False

    def depends_on(self, project):
        return None

    def check(self, project):
        return ProjectFindings([
            Finding("SLOW1", "slow", Location(file.path, number, 1), Severity.WARNING, self.name)
            for file in project.files
            for number, line in enumerate(open(f"{project.root}/{file.path}"), 1)
            if "slow" in line and file.path != "slow.py"
        ])


@hookimpl
def qualitygate_default_codes():
    return DefaultCodes(("SLOW",))


@hookimpl
def qualitygate_project_checkers(settings):
    return [Slow()]
"""


@pytest.fixture
def uri(folder: Path) -> str:
    """A file of a project with a checker that looks at the whole of it."""
    (folder / "pyproject.toml").write_text("[tool.qualitygate]\nroot = true\nplugins = ['./slow.py']\n")
    (folder / "slow.py").write_text(TOOL)
    (folder / "b.py").write_text("b = 'slow'\n")
    return (folder / "a.py").as_uri()


def _save(talk: Talk, uri: str, text: str) -> None:
    """Save, and do what was started, as the server does it in a process of its own."""
    Path(uri.removeprefix("file://")).write_text(text)
    talk.tell("textDocument/didSave", {"textDocument": {"uri": uri}})
    arguments, cwd, then = talk.runs.pop()
    done = subprocess.run([sys.executable, "-m", "qualitygate", *arguments], cwd=cwd, capture_output=True)
    then(Done(done.returncode, done.stdout, done.stderr.decode()))
    talk.wait(1)


def test_what_is_found_at_a_save_is_published_and_cleared_when_mended(talks: Talks, uri: str) -> None:
    talk = talks()
    talk.open(uri, "import re\na = 'slow'\n")
    talk.wait(0)
    assert talk.published() == [("a.py", 1, ["F401"])]

    _save(talk, uri, "import re\na = 'slow'\n")
    assert sorted(talk.published()) == [("a.py", 1, ["F401", "SLOW1"]), ("b.py", None, ["SLOW1"])]

    talk.change(uri, "fast", version=2, start=(1, 5), end=(1, 9))
    talk.wait(1)
    _save(talk, uri, "import re\na = 'fast'\n")
    assert talk.published() == [("a.py", 2, ["F401"]), ("a.py", 2, ["F401"])]

    Path(uri.removeprefix("file://")).with_name("b.py").write_text("b = 1\n")
    _save(talk, uri, "import re\na = 'fast'\n")
    assert talk.published() == [("b.py", None, [])]


def test_it_follows_its_line_and_goes_with_it(talks: Talks, uri: str) -> None:
    talk = talks()
    talk.open(uri, "a = 'slow'\n")
    _save(talk, uri, "a = 'slow'\n")
    talk.published()

    talk.change(uri, "x = 1\n", version=2, start=(0, 0), end=(0, 0))
    talk.wait(1)
    (moved,) = talk.take("textDocument/publishDiagnostics")
    talk.change(uri, "b", version=3, start=(1, 0), end=(1, 1))
    talk.wait(1)

    assert [each["range"]["start"]["line"] for each in moved["diagnostics"]] == [1]
    assert talk.published() == [("a.py", 3, [])]


def test_a_client_that_asks_is_told_to_ask_again(talks: Talks, uri: str) -> None:
    Path(uri.removeprefix("file://")).write_text("a = 'slow'\n")
    talk = talks({**PULLS, "workspace": {"diagnostics": {"refreshSupport": True}}})
    talk.open(uri, "a = 'slow'\n")
    assert talk.pull(uri)["items"] == []

    _save(talk, uri, "a = 'slow'\n")

    assert len(talk.take("workspace/diagnostic/refresh")) == 1
    assert [each["code"] for each in talk.pull(uri)["items"]] == ["SLOW1"]
    assert talk.published() == []


def test_what_is_known_of_a_file_stays_when_it_is_closed(talks: Talks, uri: str) -> None:
    talk = talks()
    talk.open(uri, "import re\na = 'slow'\n")
    _save(talk, uri, "import re\na = 'slow'\n")
    talk.published()

    talk.tell("textDocument/didClose", {"textDocument": {"uri": uri}})

    assert talk.published() == [("a.py", None, ["SLOW1"])]


def test_where_nothing_looks_at_the_whole_project_a_save_starts_nothing(talks: Talks, folder: Path) -> None:
    talk, uri = talks(), (folder / "a.py").as_uri()
    talk.open(uri, "import os\n")
    talk.tell("textDocument/didSave", {"textDocument": {"uri": uri}})
    assert talk.runs == []


def test_what_is_saved_while_a_run_is_under_way_is_looked_at_after_it(talks: Talks, uri: str) -> None:
    talk = talks()
    talk.open(uri, "a = 'slow'\n")
    for _ in range(3):
        talk.tell("textDocument/didSave", {"textDocument": {"uri": uri}})
    (run,) = talk.runs

    talk.runs.clear()
    run[2](Done(0, b"", "gone"))

    assert len(talk.runs) == 1


def test_a_folder_that_is_taken_out_takes_with_it_what_was_found_in_it(talks: Talks, folder: Path, uri: str) -> None:
    talk = talks()
    talk.open(uri, "a = 'slow'\n")
    _save(talk, uri, "a = 'slow'\n")
    talk.published()

    event = {"added": [], "removed": [{"uri": folder.as_uri(), "name": "x"}]}
    talk.tell("workspace/didChangeWorkspaceFolders", {"event": event})

    assert ("b.py", None, []) in talk.published()


def _actions(talk: Talk, uri: str) -> list[dict[str, Any]]:
    place = {"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}}
    asked = {"textDocument": {"uri": uri}, "range": place, "context": {"diagnostics": [], "only": ["quickfix"]}}
    actions: list[dict[str, Any]] = talk.ask("textDocument/codeAction", asked)
    return actions


def test_what_a_tool_found_is_silenced_by_a_comment_of_ours(talks: Talks, uri: str) -> None:
    talk = talks()
    talk.open(uri, "a = 'slow'\n")
    _save(talk, uri, "a = 'slow'\n")

    (action,) = [each for each in _actions(talk, uri) if each["title"].startswith("Silence SLOW1")]

    (edit,) = action["edit"]["changes"][uri]
    assert edit["newText"] == "a = 'slow'  # noqa: SLOW1  TODO: say why\n"
    talk.published()
    talk.change(uri, edit["newText"], version=2, start=(0, 0), end=(1, 0))
    _save(talk, uri, edit["newText"])
    assert talk.published()[-1] == ("a.py", 2, [])


def test_a_tools_fix_is_offered_for_the_text_that_it_was_made_for(talks: Talks, folder: Path, uri: str) -> None:
    fix = 'fix=Fix("Hurry", (Edit(number, 1, number, 2, "fast"),), Applicability.SAFE)'
    text = TOOL.replace("self.name)", f"self.name, {fix})")
    text = text.replace("DefaultCodes,", "Applicability, DefaultCodes, Edit, Fix,")
    (folder / "slow.py").write_text(text)
    talk = talks()
    talk.open(uri, "a = 'slow'\n")
    _save(talk, uri, "a = 'slow'\n")
    assert [each["title"] for each in _actions(talk, uri)][0].startswith("Hurry")

    talk.change(uri, "x = 1\n", version=2, start=(0, 0), end=(0, 0))
    talk.wait(1)

    assert [each["title"].partition(" ")[0] for each in _actions(talk, uri)] == ["Silence", "Accept"]
