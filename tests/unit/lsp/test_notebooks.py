"""A notebook in an editor: the verdict of the file, cell by cell, whatever happens to the cells."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from qualitygate.lsp.documents import Document
from qualitygate.lsp.notebooks import OpenNotebook, WrittenNotebook
from qualitygate.lsp.positions import Units
from qualitygate.lsp.protocol import ContentChange, NotebookCell, Position, Range
from qualitygate.source.notebook import Notebook
from tests.unit.lsp.sessions import PULLS, Talk, Talks

FIRST, SECOND, THIRD = "cell:1", "cell:2", "cell:3"


@pytest.fixture
def notebook(folder: Path) -> str:
    """A notebook that is not on the disk."""
    return (folder / "a.ipynb").as_uri()


def _item(uri: str, text: str) -> dict[str, Any]:
    return {"uri": uri, "text": text, "version": 1, "languageId": "python"}


def _open(talk: Talk, notebook: str, *texts: str) -> None:
    uris = [FIRST, SECOND, THIRD][: len(texts)]
    document = {"uri": notebook, "notebookType": "jupyter-notebook", "version": 1}
    cells = [{"kind": 2, "document": uri} for uri in uris]
    items = [_item(uri, text) for uri, text in zip(uris, texts, strict=True)]
    talk.tell(
        "notebookDocument/didOpen", {"notebookDocument": document | {"cells": cells}, "cellTextDocuments": items}
    )
    talk.wait(1)


def _change(talk: Talk, notebook: str, **cells: object) -> None:
    params = {"notebookDocument": {"uri": notebook, "version": 2}, "change": {"cells": cells}}
    talk.tell("notebookDocument/didChange", params)
    talk.wait(1)


def _codes(talk: Talk) -> dict[str, list[str]]:
    return {name: codes for name, _, codes in talk.published()}


def test_another_place_may_be_in_another_cell(talks: Talks, notebook: str) -> None:
    talk = talks({"textDocument": {"publishDiagnostics": {"relatedInformation": True}}})
    _open(talk, notebook, "x = 1\nimport re", "def re(): pass")

    said = talk.take("textDocument/publishDiagnostics")[1]["diagnostics"]

    (place,) = next(each["relatedInformation"] for each in said if each["code"] == "F811")
    assert place["location"]["uri"] == FIRST
    assert place["location"]["range"] == {"start": {"line": 1, "character": 0}, "end": {"line": 1, "character": 6}}


def test_every_cell_has_its_own_findings_in_its_own_lines(talks: Talks, notebook: str) -> None:
    talk = talks()
    _open(talk, notebook, "import os\nimport re", "re.match\nx = '😀' + wrong")

    first, second = talk.take("textDocument/publishDiagnostics")

    (unused,), (wrong,) = first["diagnostics"], second["diagnostics"]
    assert (unused["message"], unused["range"]["start"]) == (
        "'os' imported but unused", {"line": 0, "character": 0}
    )  # fmt: skip
    assert wrong["range"] == {"start": {"line": 1, "character": 11}, "end": {"line": 1, "character": 16}}


def test_what_one_cell_says_changes_what_is_right_in_another(talks: Talks, notebook: str) -> None:
    talk = talks()
    _open(talk, notebook, "import os", "x = 1")
    assert _codes(talk) == {FIRST: ["F401"], SECOND: []}

    content = [{"document": {"uri": SECOND, "version": 2}, "changes": [{"text": "os.getcwd()"}]}]
    _change(talk, notebook, textContent=content)

    assert _codes(talk) == {FIRST: [], SECOND: []}


def test_a_client_that_asks_is_told_to_ask_about_the_other_cells_again(talks: Talks, notebook: str) -> None:
    talk = talks({**PULLS, "workspace": {"diagnostics": {"refreshSupport": True}}})
    _open(talk, notebook, "import os", "x = 1")
    assert [each["code"] for each in talk.pull(FIRST)["items"]] == ["F401"]
    assert talk.pull(SECOND)["items"] == []
    assert talk.take("workspace/diagnostic/refresh") == []

    content = [{"document": {"uri": SECOND, "version": 2}, "changes": [{"text": "os.getcwd()"}]}]
    _change(talk, notebook, textContent=content)
    talk.pull(SECOND)

    assert len(talk.take("workspace/diagnostic/refresh")) == 1
    assert talk.pull(FIRST)["items"] == []


def test_cells_come_and_go(talks: Talks, notebook: str) -> None:
    talk = talks()
    _open(talk, notebook, "import os", "os.getcwd()")
    talk.published()

    gone = {"array": {"start": 1, "deleteCount": 1}, "didClose": [{"uri": SECOND}]}
    _change(talk, notebook, structure=gone)
    assert _codes(talk) == {SECOND: [], FIRST: ["F401"]}

    new = {"array": {"start": 0, "deleteCount": 0, "cells": [{"kind": 2, "document": THIRD}]}}
    _change(talk, notebook, structure=new | {"didOpen": [_item(THIRD, "wrong")]})
    assert _codes(talk) == {THIRD: ["F821"], FIRST: ["F401"]}


def test_a_closed_notebook_has_no_findings(talks: Talks, notebook: str) -> None:
    talk = talks()
    _open(talk, notebook, "import os")
    talk.published()
    params = {"notebookDocument": {"uri": notebook}, "cellTextDocuments": [{"uri": FIRST}]}
    talk.tell("notebookDocument/didClose", params)
    assert _codes(talk) == {FIRST: []}


def test_a_notebook_that_is_opened_again_is_another_one(talks: Talks, notebook: str) -> None:
    talk = talks()
    _open(talk, notebook, "import os", "x = 1")
    params = {"notebookDocument": {"uri": notebook}, "cellTextDocuments": [{"uri": FIRST}, {"uri": SECOND}]}
    talk.tell("notebookDocument/didClose", params)
    talk.published()

    _open(talk, notebook, "import os", "os.getcwd()")

    assert _codes(talk) == {FIRST: [], SECOND: []}


def test_a_cell_that_is_put_in_anew_is_another_one(talks: Talks, notebook: str) -> None:
    talk = talks()
    _open(talk, notebook, "import os", "x = 1")
    talk.published()
    new = {"array": {"start": 1, "deleteCount": 1, "cells": [{"kind": 2, "document": SECOND}]}}

    _change(talk, notebook, structure=new | {"didOpen": [_item(SECOND, "os.getcwd()")]})

    assert _codes(talk) == {FIRST: [], SECOND: []}


def test_a_fix_is_one_of_the_cell(talks: Talks, notebook: str) -> None:
    talk = talks()
    _open(talk, notebook, "x = 1", "import os\ny = 2")
    (said,) = [each for each in talk.take("textDocument/publishDiagnostics") if each["uri"] == SECOND]

    where = said["diagnostics"][0]["range"]
    params = {"textDocument": {"uri": SECOND}, "range": where, "context": {"diagnostics": said["diagnostics"]}}
    actions = talk.ask("textDocument/codeAction", params)

    edits = [(each["title"], each["edit"]["changes"][SECOND]) for each in actions if "Silence" not in each["title"]]
    whole = {"start": {"line": 0, "character": 0}, "end": {"line": 1, "character": 0}}
    assert edits == [("Remove the unused import 'os'", [{"range": whole, "newText": ""}])]


def test_a_cell_of_another_language_is_not_checked(talks: Talks, notebook: str) -> None:
    talk = talks()
    document = {"uri": notebook, "version": 1, "cells": [{"kind": 2, "document": FIRST}]}
    item = _item(FIRST, "SELECT 1") | {"languageId": "sql"}
    talk.tell("notebookDocument/didOpen", {"notebookDocument": document, "cellTextDocuments": [item]})
    talk.wait(1)
    assert _codes(talk) == {FIRST: []}


@pytest.mark.parametrize("method", ["didChange", "didSave", "didClose"])
def test_a_notebook_that_is_not_open_is_no_matter(talks: Talks, notebook: str, method: str) -> None:
    talk = talks()
    change: dict[str, Any] = {"cells": {"textContent": []}}
    params = {"notebookDocument": {"uri": notebook, "version": 1}, "change": change, "cellTextDocuments": []}
    talk.tell(f"notebookDocument/{method}", params)
    talk.wait(1)
    assert talk.published() == []


@pytest.mark.parametrize("text", ["", "a", "a\n", "\n", 'é"\\\t\n😀\r\nb\r', "\ud800"])
def test_what_is_written_is_read_as_the_same_cells(text: str) -> None:
    documents = {FIRST: Document(FIRST, text), SECOND: Document(SECOND, "z = 1")}
    written = WrittenNotebook(OpenNotebook("n", [NotebookCell(FIRST), NotebookCell(SECOND)]), documents)
    assert Notebook(written.text).module.endswith("\n\n#: cell 1\nz = 1\n")


FIX_ALL = "source.fixAll.qualitygate"
RESOLVES = {"textDocument": {"codeAction": {"resolveSupport": {"properties": ["edit"]}}}}


def _ask(talk: Talk, uri: str, *only: str, last: int = 0) -> list[dict[str, Any]]:
    place = {"start": {"line": 0, "character": 0}, "end": {"line": last, "character": 99}}
    context = {"diagnostics": [], **({"only": list(only)} if only else {})}
    params = {"textDocument": {"uri": uri}, "range": place, "context": context}
    actions: list[dict[str, Any]] = talk.ask("textDocument/codeAction", params)
    return actions


def _all(talk: Talk, uri: str) -> list[dict[str, Any]]:
    return _ask(talk, uri, "quickfix", last=9)


def _applied(text: str, edits: list[dict[str, Any]]) -> str:
    document = Document("", text)
    for edit in reversed(edits):
        start, end = (Position(**edit["range"][name]) for name in ("start", "end"))
        document.change([ContentChange(edit["newText"], Range(start, end))], None, Units())
    return document.text


@pytest.mark.parametrize("kind", [f"notebook.{FIX_ALL}", "notebook.source", "notebook"])
def test_a_notebook_is_repaired_in_all_its_cells(talks: Talks, notebook: str, kind: str) -> None:
    talk, texts = talks(), ["%matplotlib inline\nx=1", "print( x )\r\ny=2\r\n"]
    _open(talk, notebook, *texts)

    (action,) = _ask(talk, FIRST, kind)

    changes = action["edit"]["changes"]
    assert action["kind"] == f"notebook.{FIX_ALL}"
    assert _applied(texts[0], changes[FIRST]) == "%matplotlib inline\nx = 1"
    assert _applied(texts[1], changes[SECOND]) == "print(x)\r\ny = 2\r\n"


def test_a_cell_is_repaired_alone_where_a_client_asks_about_each(talks: Talks, notebook: str) -> None:
    talk = talks()
    _open(talk, notebook, "x=1", "y=2")

    (action,) = _ask(talk, SECOND, FIX_ALL)

    assert action["edit"]["changes"].keys() == {SECOND}


def test_a_repair_is_worked_out_when_it_is_chosen_and_for_the_cells_as_they_were(talks: Talks, notebook: str) -> None:
    talk = talks(RESOLVES)
    _open(talk, notebook, "x=1", "y=2")
    whole, cell = (each for each in _ask(talk, FIRST) if "Fix all that is safe" in each["title"])
    assert "edit" not in whole

    assert talk.ask("codeAction/resolve", whole)["edit"]["changes"].keys() == {FIRST, SECOND}
    assert talk.ask("codeAction/resolve", cell)["edit"]["changes"].keys() == {FIRST}
    content = [{"document": {"uri": SECOND, "version": 2}, "changes": [{"text": "y=3"}]}]
    _change(talk, notebook, textContent=content)
    assert "edit" not in talk.ask("codeAction/resolve", whole)


def test_repairing_a_notebook_leaves_the_import_that_was_just_typed(talks: Talks, notebook: str) -> None:
    talk = talks()
    _open(talk, notebook, "import os\nx=1")

    (action,) = _ask(talk, FIRST, f"notebook.{FIX_ALL}")

    assert _applied("import os\nx=1", action["edit"]["changes"][FIRST]) == "import os\nx = 1"


def test_a_notebook_without_a_fault_is_not_repaired(talks: Talks, notebook: str) -> None:
    talk = talks()
    _open(talk, notebook, "x = 1")

    assert _ask(talk, FIRST) == []


def test_a_name_in_a_cell_can_be_put_into_the_list(talks: Talks, folder: Path, notebook: str) -> None:
    (folder / "pyproject.toml").write_text('[tool.qualitygate.spelling]\nnames = ["GitHub"]\n')
    talk = talks()
    _open(talk, notebook, "# Ask Githab.")

    (action,) = [each for each in _ask(talk, FIRST) if "Add 'Githab' to spelling.names" in each["title"]]

    assert list(action["edit"]["changes"]) == [(folder / "pyproject.toml").as_uri()]


BESIDE = "  # noqa: F401  TODO: say why"
SILENCED = {
    "the-cell-that-is-meant": ("import os", f"import os{BESIDE}"),
    "before-a-magic": ("import os\n%time x = 1", f"import os{BESIDE}\n%time x = 1"),
    "behind-a-magic": ("!ls\nimport os", f"!ls\nimport os{BESIDE}"),
    "over-several-lines": ("from os import (\n    path,\n)", f"from os import ({BESIDE}\n    path,\n)"),
    "a-comment-that-is-there": ("import os  # noqa: E501 long", "import os  # noqa: E501, F401 long"),
    "a-quiet-call": ("import os;", f"import os;{BESIDE}"),
}


@pytest.mark.parametrize(("text", "after"), SILENCED.values(), ids=SILENCED)
def test_a_finding_is_silenced_in_its_cell(
    talks: Talks, folder: Path, notebook: str, text: str, after: str
) -> None:
    (folder / "pyproject.toml").write_text("[tool.qualitygate]\nselect = ['F']\n")
    talk = talks()
    _open(talk, notebook, "y = '# noqa: F401'\n", text, "import re")

    (action,) = [each for each in _all(talk, SECOND) if each["title"].startswith("Silence F401")]

    assert action["diagnostics"][0]["code"] == "F401"
    assert {uri: _applied(text, edits) for uri, edits in action["edit"]["changes"].items()} == {SECOND: after}


def test_a_comment_stands_behind_a_string_of_several_lines_and_not_in_it(talks: Talks, notebook: str) -> None:
    text = "x = f'''{wrong}\n%time\n''' + \\\n    'a'\n%time y = 1"
    talk = talks()
    _open(talk, notebook, text)

    (action,) = [each for each in _all(talk, FIRST) if each["title"].startswith("Silence F821")]

    changed = _applied(text, action["edit"]["changes"][FIRST])
    assert changed == text.replace("    'a'", "    'a'  # noqa: F821  TODO: say why")


def test_silencing_is_worked_out_when_it_is_chosen_and_for_the_cells_as_they_were(talks: Talks, notebook: str) -> None:
    talk = talks(RESOLVES)
    _open(talk, notebook, "x = 1", "import os")
    (action,) = [each for each in _ask(talk, SECOND) if each["title"].startswith("Silence F401")]
    assert "edit" not in action

    assert talk.ask("codeAction/resolve", action)["edit"]["changes"].keys() == {SECOND}
    content = [{"document": {"uri": FIRST, "version": 2}, "changes": [{"text": "x = 2"}]}]
    _change(talk, notebook, textContent=content)
    assert "edit" not in talk.ask("codeAction/resolve", action)
