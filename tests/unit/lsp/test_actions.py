"""What can be done about a finding, and what a document is afterwards."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from qualitygate.lsp.documents import Document
from qualitygate.lsp.positions import Units
from qualitygate.lsp.protocol import ContentChange, Position, Range
from tests.cli.tools import tool
from tests.unit.lsp.sessions import PULLS, Talk, Talks

FIX_ALL = "source.fixAll.qualitygate"
RESOLVES = {"codeAction": {"resolveSupport": {"properties": ["edit"]}}}


@pytest.fixture
def uri(folder: Path) -> str:
    """A file that is not on the disk."""
    return (folder / "a.py").as_uri()


def _ask(talk: Talk, uri: str, line: int, *only: str) -> list[dict[str, Any]]:
    place = {"line": line, "character": 0}
    context = {"diagnostics": [], **({"only": list(only)} if only else {})}
    params = {"textDocument": {"uri": uri}, "range": {"start": place, "end": place | {"character": 99}}}
    actions: list[dict[str, Any]] = talk.ask("textDocument/codeAction", params | {"context": context})
    return actions


def _applied(text: str, action: dict[str, Any], uri: str) -> str:
    """Do what a client does with an action: all edits are for the text as it was, so the last comes first."""
    document = Document(uri, text)
    edits = sorted(action["edit"]["changes"][uri], key=lambda edit: list(edit["range"]["start"].values()))
    for edit in reversed(edits):
        start, end = (Position(**edit["range"][name]) for name in ("start", "end"))
        document.change([ContentChange(edit["newText"], Range(start, end))], None, Units())
    return document.text


def _titled(actions: list[dict[str, Any]], part: str) -> dict[str, Any]:
    (found,) = [action for action in actions if part in action["title"]]
    return found


def test_a_finding_can_be_fixed(talks: Talks, uri: str) -> None:
    talk, text = talks(PULLS), "x = '😀' ;y=1\n"
    talk.open(uri, text)

    action = next(each for each in _ask(talk, uri, 0) if each.get("isPreferred") and "edit" in each)

    assert action["kind"] == "quickfix"
    assert action["diagnostics"][0]["code"] in {"E203", "E225", "E231", "E702"}
    assert _applied(text, action, uri) != text


def test_what_is_unsafe_says_so_and_is_not_preferred(talks: Talks, uri: str) -> None:
    talk, text = talks(PULLS), "def f():\n    x = 1\n"
    talk.open(uri, text)

    action = _titled(_ask(talk, uri, 1, "quickfix"), "(unsafe)")

    assert "isPreferred" not in action
    assert "x = 1" not in _applied(text, action, uri)


def test_all_of_one_code_are_fixed_and_nothing_else(talks: Talks, uri: str) -> None:
    talk, text = talks(PULLS), "a=1\nb=2\nc = 3 \n"
    talk.open(uri, text)

    action = _titled(_ask(talk, uri, 0), "Fix all E225")

    assert _applied(text, action, uri) == "a = 1\nb = 2\nc = 3 \n"


def test_all_that_is_safe_is_fixed(talks: Talks, uri: str) -> None:
    talk, text = talks(PULLS), "# é\r\na=1\r\nb = 2 \r\n"
    talk.open(uri, text)

    (action,) = _ask(talk, uri, 0, FIX_ALL)

    assert (action["kind"], _applied(text, action, uri)) == (FIX_ALL, "# é\r\na = 1\r\nb = 2\r\n")


@pytest.mark.parametrize("only", ["source", "source.fixAll", FIX_ALL])
def test_whoever_asks_for_a_kind_above_gets_it(talks: Talks, uri: str, only: str) -> None:
    talk = talks(PULLS)
    talk.open(uri, "a=1\n")

    assert [action["kind"] for action in _ask(talk, uri, 0, only)] == [FIX_ALL]


@pytest.mark.parametrize("only", ["source.organizeImports", "refactor", "source.fix"])
def test_whoever_asks_for_something_else_gets_nothing(talks: Talks, uri: str, only: str) -> None:
    talk = talks(PULLS)
    talk.open(uri, "a=1\n")

    assert _ask(talk, uri, 0, only) == []


def test_a_finding_is_silenced_with_a_reason_to_fill_in(talks: Talks, uri: str) -> None:
    talk, text = talks(PULLS), "import os\n"
    talk.open(uri, text)

    action = _titled(_ask(talk, uri, 0), "Silence F401")

    assert _applied(text, action, uri) == "import os  # noqa: F401  TODO: say why\n"


def test_an_edit_is_worked_out_when_it_is_chosen_where_the_client_asks_for_it(talks: Talks, uri: str) -> None:
    talk, text = talks({"textDocument": {"diagnostic": {}, **RESOLVES}}), "import os\n"
    talk.open(uri, text)
    action = _titled(_ask(talk, uri, 0), "Silence F401")

    resolved = talk.ask("codeAction/resolve", action)

    assert "edit" not in action
    assert _applied(text, resolved, uri) == "import os  # noqa: F401  TODO: say why\n"


def test_an_action_for_a_text_that_has_changed_does_nothing(talks: Talks, uri: str) -> None:
    talk = talks({"textDocument": {**PULLS["textDocument"], **RESOLVES}})
    talk.open(uri, "import os\n")
    action = _titled(_ask(talk, uri, 0), "Silence F401")
    talk.change(uri, "# new\n", version=2, start=(0, 0), end=(0, 0))

    assert "edit" not in talk.ask("codeAction/resolve", action)


def test_edits_say_which_version_they_are_for_where_the_client_can_tell(talks: Talks, uri: str) -> None:
    talk = talks({**PULLS, "workspace": {"workspaceEdit": {"documentChanges": True}}})
    talk.open(uri, "a=1\n", version=7)

    (action,) = _ask(talk, uri, 0, FIX_ALL)

    assert action["edit"]["documentChanges"][0]["textDocument"] == {"uri": uri, "version": 7}


def test_nothing_is_offered_where_nothing_is_wrong(talks: Talks, uri: str) -> None:
    talk = talks(PULLS)
    talk.open(uri, "a = 1\n")

    assert _ask(talk, uri, 0) == []
    assert _ask(talk, "file:///elsewhere.py", 0) is None


def _commit(folder: Path, text: str) -> None:
    (folder / ".git").rmdir()
    (folder / "a.py").write_text(text)
    identity = ("-c", "user.name=t", "-c", "user.email=t@example.com")
    for command in (("init", "-q"), ("add", "a.py"), (*identity, "commit", "-qm", "x")):
        subprocess.run(["git", *command], cwd=folder, check=True, capture_output=True)


def test_fixing_on_save_leaves_the_import_that_was_just_typed(talks: Talks, folder: Path, uri: str) -> None:
    _commit(folder, "import re\n\nx = 1\n")
    text = "import os\nimport re\n\nx=1\n"
    talk = talks(PULLS)
    talk.open(uri, text)

    (action,) = _ask(talk, uri, 0, FIX_ALL)

    assert _applied(text, action, uri) == "import os\n\nx = 1\n"


def test_without_a_commit_no_import_is_deleted_on_save(talks: Talks, uri: str) -> None:
    talk, text = talks(PULLS), "import os\nx=1\n"
    talk.open(uri, text)

    (action,) = _ask(talk, uri, 0, FIX_ALL)

    assert _applied(text, action, uri) == "import os\nx = 1\n"


def test_the_import_itself_can_be_deleted_by_its_own_fix(talks: Talks, uri: str) -> None:
    talk, text = talks(PULLS), "import os\nx = 1\n"
    talk.open(uri, text)

    action = next(each for each in _ask(talk, uri, 0, "quickfix") if each.get("isPreferred"))

    assert _applied(text, action, uri) == "x = 1\n"


def test_a_text_that_its_encoding_cannot_hold_is_not_repaired(talks: Talks, uri: str) -> None:
    talk = talks(PULLS)
    talk.open(uri, "# coding: latin-1\nx='€'\n")

    assert _ask(talk, uri, 1, FIX_ALL) == []


NAMES = '[tool.qualitygate]\nroot = true\n\n[tool.qualitygate.spelling]\nnames = ["GitHub"]  # ours\n'
VERSIONS = {"workspace": {"workspaceEdit": {"documentChanges": True}}}


@pytest.mark.parametrize(
    "capabilities", [PULLS, {"textDocument": {**PULLS["textDocument"], **RESOLVES}}], ids=["at once", "later"]
)
def test_a_name_that_is_meant_so_is_put_into_the_list(
    talks: Talks, folder: Path, uri: str, capabilities: dict[str, Any]
) -> None:
    (folder / "pyproject.toml").write_text(NAMES)
    talk = talks(capabilities)
    talk.open(uri, "# 😀 Ask Githab.\n")

    action = _titled(_ask(talk, uri, 0), "Add 'Githab' to spelling.names in pyproject.toml")
    action = action if "edit" in action else talk.ask("codeAction/resolve", action)

    list_uri = (folder / "pyproject.toml").as_uri()
    after = _applied(NAMES, action, list_uri)
    assert after == NAMES.replace('["GitHub"]', '["GitHub", "Githab"]')
    (folder / "pyproject.toml").write_text(after)
    talk.tell("workspace/didChangeWatchedFiles", {"changes": []})
    assert talk.pull(uri)["items"] == []


def test_a_list_that_is_open_is_changed_as_it_is_in_the_editor(talks: Talks, folder: Path, uri: str) -> None:
    (folder / "pyproject.toml").write_text(NAMES)
    list_uri, text = (folder / "pyproject.toml").as_uri(), "# mine\n" + NAMES
    talk = talks({**PULLS, **VERSIONS})
    talk.open(uri, "# Ask Githab.\n")
    shut = _titled(_ask(talk, uri, 0), "Add 'Githab'")["edit"]["documentChanges"][0]
    talk.open(list_uri, text, version=7, language="toml")
    opened = _titled(_ask(talk, uri, 0), "Add 'Githab'")["edit"]["documentChanges"][0]

    assert shut["textDocument"] == {"uri": list_uri, "version": None}
    assert opened["textDocument"] == {"uri": list_uri, "version": 7}
    assert opened["edits"][0]["range"]["start"]["line"] == shut["edits"][0]["range"]["start"]["line"] + 1


def test_a_list_keeps_the_line_breaks_of_its_file(talks: Talks, folder: Path, uri: str) -> None:
    (folder / "pyproject.toml").write_bytes(NAMES.replace("\n", "\r\n").encode())
    talk = talks(PULLS)
    talk.open(uri, "# Ask Githab.\n")

    action = _titled(_ask(talk, uri, 0), "Add 'Githab'")

    (edit,) = action["edit"]["changes"][(folder / "pyproject.toml").as_uri()]
    assert edit["newText"] == 'names = ["GitHub", "Githab"]  # ours\r\n'


def test_a_list_that_the_editor_has_set_is_not_replaced_by_one_in_a_file(talks: Talks, folder: Path, uri: str) -> None:
    (folder / "pyproject.toml").write_text("[tool.qualitygate]\nroot = true\n")
    talk = talks(PULLS, args=["--set", "spelling.names=GitHub"])
    talk.open(uri, "# Ask Githab.\n")

    assert not [each for each in _ask(talk, uri, 0) if "Add" in each["title"]]


def test_what_another_tools_comment_silences_is_not_repaired(talks: Talks, folder: Path) -> None:
    declared = tool("pylint", preset="pylint", command=[sys.executable, "-c", ""])
    (folder / "qualitygate.toml").write_text(f"version = 1\nroot = true\n{declared}")
    talk, uri = talks(), (folder / "a.py").as_uri()
    talk.open(uri, "x = f'a'  #pylint: disable=W1309\n")

    (action,) = _ask(talk, uri, 0, "source.fixAll")

    (edit,) = action["edit"]["changes"][uri]
    assert edit["newText"] == "x = f'a'  # pylint: disable=W1309\n"


def test_in_a_tree_that_is_too_large_nothing_is_taken_that_others_may_use(talks: Talks, folder: Path, uri: str) -> None:
    for number in range(101):
        with (folder / f"{number}.json").open("wb") as file:
            file.truncate(1_000_000)
    talk = talks()
    talk.open(uri, "x =f'a'\n")

    (action,) = _ask(talk, uri, 0, "source.fixAll")

    assert _applied("x =f'a'\n", action, uri) == "x = f'a'\n"


def test_what_has_no_file_is_not_accepted_into_the_baseline(talks: Talks) -> None:
    talk = talks()
    talk.open("untitled:Untitled-1", "import os\n")

    assert [each["title"] for each in _ask(talk, "untitled:Untitled-1", 0) if "Accept" in each["title"]] == []
