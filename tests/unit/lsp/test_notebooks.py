"""A notebook in an editor: the verdict of the file, cell by cell, whatever happens to the cells."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from qualitygate.lsp.documents import Document
from qualitygate.lsp.notebooks import OpenNotebook, WrittenNotebook
from qualitygate.lsp.protocol import NotebookCell
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

    edits = [(each["title"], each["edit"]["changes"][SECOND]) for each in actions]
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
    change = {"cells": {"textContent": []}}
    params = {"notebookDocument": {"uri": notebook, "version": 1}, "change": change, "cellTextDocuments": []}
    talk.tell(f"notebookDocument/{method}", params)
    talk.wait(1)
    assert talk.published() == []


@pytest.mark.parametrize("text", ["", "a", "a\n", "\n", 'é"\\\t\n😀\r\nb\r', "\ud800"])
def test_what_is_written_is_read_as_the_same_cells(text: str) -> None:
    documents = {FIRST: Document(FIRST, text), SECOND: Document(SECOND, "z = 1")}
    written = WrittenNotebook(OpenNotebook("n", [NotebookCell(FIRST), NotebookCell(SECOND)]), documents)
    assert Notebook(written.text).module.endswith("\n\n#: cell 1\nz = 1\n")
