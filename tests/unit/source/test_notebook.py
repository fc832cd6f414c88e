"""A notebook is one module, and every place and change of the module leads back into the file."""

from __future__ import annotations

import ast
import json
from typing import Any

import pytest
from hypothesis import given, strategies as st

from qualitygate.model.fix import apply_edits
from qualitygate.source.notebook import Notebook
from qualitygate.source.notebook_cells import NotebookError
from tests.notebooks import notebook


def _lines(text: str, at: tuple[int, int]) -> str:
    line, column = at
    return text.split("\n")[line - 1][column - 1 :]


def _cells(text: str) -> list[str]:
    return ["".join(cell["source"]) for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]


def _line_of(book: Notebook, code: str) -> int:
    return book.module.split("\n").index(code) + 1


def test_cells_are_one_module_with_two_blank_lines_between_them() -> None:
    book = Notebook(notebook("import os", "markdown: hello", "def f():\n    pass"))
    assert book.module == "\n\n#: cell 0\nimport os\n\n\n#: cell 1\ndef f():\n    pass\n"


def test_a_line_is_named_by_its_cell_among_all_cells() -> None:
    book = Notebook(notebook("import os", "markdown: hello", "a = 1\nb = 2"))
    assert book.place_name(_line_of(book, "b = 2")) == "cell 3, line 2"


@pytest.mark.parametrize(
    ("code", "column", "rest"),
    [
        ("x = 1", 1, 'x = 1"'),
        ('x = "é" + y', 11, 'y"'),
        ('x = "a\\tb" + y', 14, 'y"'),
        ("x = '\U0001f600' + y", 11, 'y"'),
    ],
)
def test_a_column_counts_characters_and_not_how_json_writes_them(code: str, column: int, rest: str) -> None:
    text = notebook(code)
    book = Notebook(text)
    assert _lines(text, book.place(_line_of(book, code), column)) == rest


def test_escapes_of_ascii_notebooks_are_one_character_each() -> None:
    text = json.dumps(json.loads(notebook("x = '\U0001f600é' + y")), indent=1)
    book = Notebook(text)
    assert "\\ud83d" in text
    assert _lines(text, book.place(_line_of(book, "x = '\U0001f600é' + y"), 12)) == 'y"'


def test_what_is_only_in_the_module_has_no_place() -> None:
    book = Notebook(notebook("!ls", "a = 1"))
    assert [book.place(line, 1)[0] for line in range(1, 9)] == [0, 0, 0, 0, 0, 0, 0, 20]


def test_a_magic_uses_the_names_that_it_may_use_and_binds_what_it_binds() -> None:
    book = Notebook(notebook("import numpy as np\n%timeit np.dot(1)\nfiles = !ls {np}"))
    assert [line.partition("  #")[0] for line in book.module.split("\n")[4:6]] == ["(np,)", "files = (np,)"]


def test_another_marker_is_taken_where_a_cell_has_this_one() -> None:
    book = Notebook(notebook("#: cell 0", "a = 1"))
    assert book.module == "\n\n#: cell: 0\n#: cell 0\n\n\n#: cell: 1\na = 1\n"


def test_an_edit_touches_the_changed_line_alone() -> None:
    text = notebook("import os\nimport re", "print( 1)")
    book = Notebook(text)
    changed = apply_edits(text, book.edits(book.module.replace("print( 1)", "print(1)")))
    assert changed == text.replace("print( 1)", "print(1)")


@pytest.mark.parametrize(
    ("gone", "left"),
    [("import os\n", ["import re"]), ("import re\n", ["import os"]), ("import os\nimport re\n", [""])],
)
def test_lines_that_go_take_their_commas_with_them(gone: str, left: list[str]) -> None:
    text = notebook("import os\nimport re")
    book = Notebook(text)
    assert _cells(apply_edits(text, book.edits(book.module.replace(gone, "")))) == left


def test_new_lines_stand_as_jupyter_writes_them() -> None:
    text = notebook("a = 1\nb = 2")
    book = Notebook(text)
    new = book.module.replace("b = 2\n", "x = 'é\"'\n\nb = 2\nc = 3\n")
    assert apply_edits(text, book.edits(new)) == notebook("a = 1\nx = 'é\"'\n\nb = 2\nc = 3")


def test_a_magic_moves_with_its_block() -> None:
    text = notebook("if a:\n  !ls {a}\n  b()")
    book = Notebook(text)
    new = book.module.replace("\n  ", "\n    ")
    assert _cells(apply_edits(text, book.edits(new))) == ["if a:\n    !ls {a}\n    b()"]


@pytest.mark.parametrize("cell", ["%%html\n<p>\n    <b>  \n</p>", "x = !ls \\\n    -l\nx", "if a:\n    !ls  \n    b()"])
def test_magics_are_python_in_the_module_and_stay_as_they_are(cell: str) -> None:
    text = notebook("a = 1", cell)
    book = Notebook(text)
    ast.parse(book.module)
    assert apply_edits(text, book.edits(book.module.replace("a = 1", "a = 2"))) == notebook("a = 2", cell)


def test_a_cell_that_a_fix_has_emptied_is_read_as_an_empty_one() -> None:
    text = notebook("import os", "b = 2")
    book = Notebook(text)
    changed = apply_edits(text, book.edits(book.module.replace("import os\n", "")))
    assert Notebook(changed).module == "\n\n#: cell 0\n\n\n#: cell 1\nb = 2\n"


@pytest.mark.parametrize("spoil", ["#: cell 1\n", "#: cell 0\n"])
def test_cells_that_cannot_be_told_apart_are_not_written_back(spoil: str) -> None:
    book = Notebook(notebook("a = 1", "b = 2"))
    with pytest.raises(NotebookError):
        book.edits(book.module.replace(spoil, ""))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "truncated"),
        ("{}", "missing required field `cells`"),
        ('{"cells": [], "nbformat": 3}', "its format is 3"),
        ('{"cells": [{"cell_type": "code", "source": [1]}], "nbformat": 4}', "`$.cells[0].source[0]`"),
        (json.dumps(json.loads(notebook("a\nb"))), "cell 1 has not each line in a line of the file to itself"),
        (notebook("a\nb").replace('"a\\n",\n    "b"', '"a\\nb"'), "cell 1 has not each line"),
        (notebook("a").replace('"a"\n', '"a"\n   ], "source": [\n "b"\n'), "cell 1 has a key twice"),
        (notebook("a").replace('"a"', '"\\ud800"'), "surrogate"),
    ],
)  # fmt: skip
def test_what_is_no_notebook_is_said(text: str, said: str) -> None:
    with pytest.raises(NotebookError) as caught:
        Notebook(text)
    assert said in str(caught.value)


def test_a_line_that_jupyter_has_cut_at_a_form_feed_is_one_line() -> None:
    text = notebook("x = 1\nabove\ny = 2").replace('"above\\n"', '"a = \'\\f",\n    "b\'\\n"')
    book = Notebook(text)
    line = _line_of(book, "a = '\x0cb'")
    assert (book.place(line, 1)[0] + 2, book.place(line, 9)[0]) == (book.place(line + 1, 1)[0], book.place(line, 1)[0])
    changed = apply_edits(text, book.edits(book.module.replace("a = '", "a  = '")))
    assert _cells(changed) == ["x = 1\na  = '\x0cb'\ny = 2"]
    assert book.edits(book.module) == ()


@pytest.mark.parametrize("metadata", [None, [], {"kernelspec": None}, {"kernelspec": {"language": 5}}])
def test_metadata_that_nobody_understands_is_that_of_python(metadata: Any) -> None:
    text = json.dumps(json.loads(notebook("a")) | {"metadata": metadata}, indent=1)
    assert Notebook(text).language == "python"


def test_a_notebook_of_another_language_has_no_cells_of_ours() -> None:
    book = Notebook(notebook("x <- 1", metadata={"language_info": {"name": "R"}}))
    assert (book.language, book.cells_in(book.module.split("\n"))) == ("r", ())


_CODE = st.sampled_from(["a = 1", "", "  b", "!ls", "%time a", "%%bash", "x = !ls", "a?", "é = 'ü'", '"""', "(", "# c"])
_CELLS = st.lists(st.lists(_CODE, max_size=5).map("\n".join), max_size=4)


@given(_CELLS)
def test_an_unchanged_module_changes_nothing(cells: list[str]) -> None:
    book = Notebook(notebook(*cells))
    assert book.edits(book.module) == ()


@given(_CELLS, st.data())
def test_what_changes_in_the_module_changes_in_the_cells(cells: list[str], data: st.DataObject) -> None:
    text = notebook(*cells)
    book = Notebook(text)
    lines = book.module.splitlines(keepends=True)
    wanted = [[line + "\n" for line in cell.split("\n")] if cell else [] for cell in cells]
    cell = at = -1
    for index, line in enumerate(lines):
        if index + 1 in book.cells_in(lines):
            cell, at = cell + 1, -1
        at += 1
        if cell >= 0 and book.is_code(index + 1) and data.draw(st.booleans()):
            lines[index] = wanted[cell][at] = data.draw(st.sampled_from(["", "new = 1\n", "one\ntwo\n"]))

    changed = _cells(apply_edits(text, book.edits("".join(lines))))

    assert [each.rstrip("\n") for each in changed] == ["".join(each).rstrip("\n") for each in wanted]


@given(_CELLS)
def test_every_line_of_a_cell_has_its_place(cells: list[str]) -> None:
    text = notebook(*cells)
    book = Notebook(text)
    for at, line in enumerate(book.module.split("\n"), start=1):
        if book.is_code(at):
            assert _lines(text, book.place(at, 1)).startswith(json.dumps(line, ensure_ascii=False)[1:-1])
