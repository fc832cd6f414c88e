"""A submodule that a file reaches through its package, and does not import, is known to be somebody else's."""

from __future__ import annotations

import ast
import importlib.util
import sys

import pytest

from qualitygate.engine.fixing.elsewhere import Elsewhere
from qualitygate.engine.fixing.losses import losses
from qualitygate.engine.fixing.submodules import STANDARD, reached_submodules
from qualitygate.source.source import Source


def objections(lost: str, others: dict[str, str]) -> list[str]:
    before, after = Source.from_text(f"{lost}x = 1\n", path="a.py"), Source.from_text("x = 1\n", path="a.py")
    elsewhere = Elsewhere({"a.py": before.text, **others})
    return [said for loss in losses(before, after) if (said := elsewhere.objection(after, loss))]


@pytest.mark.parametrize("lost", ["import xml.sax\n", "from xml import sax\n", "import xml.sax.handler\n"])
def test_an_import_stays_that_loads_what_another_file_reaches(lost: str) -> None:
    said = objections(lost, {"main.py": "import xml as x\nprint(x.sax)\n"})
    assert said == ["main.py may use 'xml.sax', which it does not import itself"]


def test_modules_of_the_tree_are_loaded_so_too() -> None:
    others = {"pack/__init__.py": "", "pack/deep.py": "y = 1\n", "main.py": "import pack\nprint(pack.deep.y)\n"}
    said = objections("from pack import deep\n", others)
    assert said == ["main.py may use 'pack.deep', which it does not import itself"]


@pytest.mark.parametrize(
    ("lost", "text"),
    [
        pytest.param("from xml import sax\n", "import xml.sax\nprint(xml.sax)\n", id="it imports it itself"),
        pytest.param("from math import pi\n", "import math\nprint(math.pi)\n", id="a name, not a module"),
        pytest.param("from xml import sax\n", "print(parser.sax)\n", id="of something else"),
    ],
)
def test_an_import_may_go_that_nobody_else_needs(lost: str, text: str) -> None:
    assert objections(lost, {"main.py": text}) == []


def test_names_are_followed_to_where_they_were_imported() -> None:
    tree = ast.parse("import xml as x\nfrom xml import etree as e\nx.dom.minidom, e.ElementTree.parse\n")
    assert {"xml.dom", "xml.dom.minidom", "xml.etree.ElementTree"} <= reached_submodules(tree)


def test_the_listed_submodules_are_modules_of_the_standard_library() -> None:
    assert {name.partition(".")[0] for name in STANDARD} <= sys.stdlib_module_names
    assert importlib.util.find_spec("xml.sax.saxutils") is not None and "xml.sax.saxutils" in STANDARD
