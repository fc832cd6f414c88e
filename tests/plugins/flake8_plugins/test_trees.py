"""Which tree a plugin of flake8's gets."""

from __future__ import annotations

import ast
from pathlib import Path

from qualitygate.api import Source
from qualitygate_plugins.flake8_plugins.trees import may_edit, tree_for


def test_they_share_one_that_is_not_ours() -> None:
    source = Source.from_text("x = 1\n")

    assert tree_for(source) is tree_for(source)
    assert tree_for(source) is not source.tree
    assert ast.dump(tree_for(source)) == ast.dump(source.tree or ast.Module())


def test_what_edits_trees_gets_one_of_its_own() -> None:
    source = Source.from_text("x = 1\n")

    assert tree_for(source, is_own=True) is not tree_for(source)
    assert tree_for(source, is_own=True) is not tree_for(source, is_own=True)


def test_editing_is_told_by_what_the_code_names(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("class A(ast.NodeVisitor): pass\n")
    (tmp_path / "b.py").write_text("class B(ast.NodeTransformer): pass\n")

    assert not may_edit([tmp_path / "a.py", tmp_path / "gone.py"])
    assert may_edit([tmp_path / "a.py", tmp_path / "b.py"])
