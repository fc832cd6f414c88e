"""Nodes by offset, whatever a character is in bytes, and edits from offsets."""

from __future__ import annotations

import ast

from qualitygate.api import Edit, Source
from qualitygate_plugins.pyflakes.spans import Spans

TEXT = "é = 'ü'; ß = 1\nsecond = é\n"


def _spans() -> tuple[Spans, list[ast.stmt]]:
    source = Source("a.py", TEXT.encode(), "python")
    assert isinstance(source.tree, ast.Module)
    return Spans(source), source.tree.body


def test_a_nodes_text_is_found_behind_characters_of_several_bytes() -> None:
    spans, statements = _spans()

    assert [spans.of(statement) for statement in statements] == ["é = 'ü'", "ß = 1", "second = é"]
    assert spans.line_start(spans.start(statements[1])) == 0
    assert spans.line_start(spans.start(statements[2])) == TEXT.index("second")


def test_changes_that_touch_become_one_edit_and_all_are_in_order() -> None:
    spans, _ = _spans()

    assert spans.edits([(15, 21, "x"), (0, 4, ""), (4, 7, "")]) == (Edit(1, 1, 1, 8, ""), Edit(2, 1, 2, 7, "x"))
