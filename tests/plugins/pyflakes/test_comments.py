"""What a comment at an import says: to a tool about its line, or to people about why the import is there."""

from __future__ import annotations

import ast

import pytest

from qualitygate.api import Source
from qualitygate_plugins.pyflakes.comments import explained, for_people, is_pragma
from qualitygate_plugins.pyflakes.spans import Spans


def _import(text: str) -> tuple[Spans, ast.Import | ast.ImportFrom]:
    source = Source("a.py", text.encode(), "python")
    assert source.tree is not None
    found = next(node for node in ast.walk(source.tree) if isinstance(node, (ast.Import, ast.ImportFrom)))
    return Spans(source, ("mytool:",)), found


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
    assert sorted(alias.name for alias in explained(*_import(text))) == names
