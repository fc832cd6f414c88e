"""What a comment at an import says: to a tool about its line, or to people about why the import is there."""

from __future__ import annotations

import ast

import pytest

from qualitygate.api import Source
from qualitygate_plugins.pyflakes.comments import MeantUnused, explained, for_people, is_pragma
from qualitygate_plugins.pyflakes.spans import Spans


def _import(text: str) -> tuple[Spans, ast.Import | ast.ImportFrom]:
    source = Source("a.py", text.encode(), "python")
    assert source.tree is not None
    found = next(node for node in ast.walk(source.tree) if isinstance(node, (ast.Import, ast.ImportFrom)))
    return Spans(source, ("mytool:",)), found


def _explained(text: str) -> list[str]:
    spans, statement = _import(text)
    return sorted(alias.name for alias in explained(spans, statement, MeantUnused(text)))


@pytest.mark.parametrize(
    ("comment", "is_one"),
    [("# noqa: F401", True), ("# mytool: skip", True), ("# why", False), ("# codespell:ignore-next-line", False)],
    ids=["noqa", "configured", "people", "next-line"],
)
def test_a_comment_for_a_tool_about_its_line_goes_with_the_line(comment: str, is_one: bool) -> None:
    assert is_pragma(_import("import os\n")[0], comment) is is_one


def test_what_stays_of_a_comment_ends_at_the_first_part_for_a_tool() -> None:
    spans, _ = _import("import os\n")

    assert for_people(spans, "# why, see #12  # noqa  # and more") == "# why, see #12"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("import os  # noqa\n", []),
        ("import os  # for its effect\n", ["os"]),
        ("from a import (\n    b,  # kept\n    c,\n)\n", ["b"]),
        ("# must come first\nimport os, re\n", ["os", "re"]),
        ("# a heading\nimport os\n", []),
    ],
    ids=["tool", "behind", "one-of-two", "above", "heading"],
)
def test_names_are_explained_behind_them_or_by_a_reason_above(text: str, names: list[str]) -> None:
    assert _explained(text) == names


MEANT = {
    "pylint behind": "import os  # pylint: disable=unused-import\n",
    "pylint by number": "import os  # why not?  # pylint: disable=W0611\n",
    "ruff behind": "import os  # ruff: ignore[E501, F401]\n",
    "pyright behind": "import os  # pyright: ignore[reportUnusedImport]\n",
    "behind several lines": "from a import (\n    os,\n)  # pylint: disable=unused-import\n",
    "behind a continuation": "from a import \\\n    os  # pylint: disable=unused-import\n",
    "the next": "# pylint: disable-next=unused-import\n\n# a heading\nimport os\n",
    "the next for ruff": "x = 1\n# ruff: ignore[F401]\nimport os\n",
    "the next for PyCharm": "# noinspection PyUnresolvedReferences\nimport os\n",
    "a block": "# pylint: disable=unused-import\n\nx = 1\nimport os\n",
    "a file": "# ruff: noqa: F401\nx = 1\nimport os\n",
    "a file from its end": "import os\n\n# ruff: file-ignore[F401]\n",
}
NOT_MEANT = {
    "another name": "import os  # pylint: disable=wrong-import-order\n",
    "another line": "# ruff: ignore[F401]\nx = 1\nimport os\n",
    "behind the end": "# pylint: disable=unused-import\nx = 1\n# pylint: enable=unused-import\nimport os\n",
    "what the gate itself has judged": "import os  # noqa: F401 until=2020-01-01\n",
    "so too": "# qualitygate: off[F401]\nx = 1\n# qualitygate: on[F401]\nimport os\n",
}


@pytest.mark.parametrize("text", MEANT.values(), ids=MEANT.keys())
def test_c6_an_import_that_any_tool_is_told_to_leave_unused_is_explained(text: str) -> None:
    assert _explained(text) == ["os"]


@pytest.mark.parametrize("text", NOT_MEANT.values(), ids=NOT_MEANT.keys())
def test_c6_what_a_tool_is_told_of_something_else_explains_no_import(text: str) -> None:
    assert _explained(text) == []


def test_c6_a_comment_behind_a_continuation_explains_all_of_its_names() -> None:
    assert _explained("from a import b, \\\n    c  # for old callers\n") == ["b", "c"]
