"""What a name means in a file, as far as its imports say."""

from __future__ import annotations

import ast

import pytest

from qualitygate.source.names import Names, dotted
from qualitygate.source.nodes import Nodes


def names(text: str) -> Names:
    return Names(Nodes(ast.parse(text)))


def meaning(imports: str, expression: str) -> str:
    return names(f"{imports}\n{expression}").meaning(ast.parse(expression, mode="eval").body)


@pytest.mark.parametrize(
    ("imports", "expression", "expected"),
    [
        ("import datetime", "datetime.datetime.now", "datetime.datetime.now"),
        ("import datetime as dt", "dt.date", "datetime.date"),
        ("import os.path", "os.path.join", "os.path.join"),
        ("import os.path as p", "p.join", "os.path.join"),
        ("from os import path", "path.join", "os.path.join"),
        ("from os import path as p", "p", "os.path"),
        ("from . import models", "models.User", ".models.User"),
        ("from ..app import models", "models", "..app.models"),
        ("", "print", "builtins.print"),
        ("", "unknown", ""),
        ("import os", "os.path()", ""),
    ],
)
def test_a_name_means_what_its_import_says(imports: str, expression: str, expected: str) -> None:
    assert meaning(imports, expression) == expected


@pytest.mark.parametrize(
    "binding",
    [
        *("os = 1", "def os(): pass", "async def os(): pass", "class os: pass", "def f(os): pass", "lambda os: 1"),
        *("try:\n    pass\nexcept E as os:\n    pass", "for os in x: pass", "import sys as os", "del os", "(os := 1)"),
    ],
)
def test_a_name_that_the_file_binds_otherwise_too_means_nothing(binding: str) -> None:
    assert meaning("import os", "os.path") == "os.path"
    assert meaning(f"import os\n{binding}", "os.path") == ""


def test_a_name_that_is_imported_twice_alike_means_that() -> None:
    assert meaning("import os\nimport os.path", "os.sep") == "os.sep"


def test_modules_are_what_is_imported_by_its_full_name() -> None:
    text = "import os.path\nimport a.b as c\nfrom django.db import models"

    assert names(text).modules() == {"os", "a.b", "django.db.models"}


@pytest.mark.parametrize(
    ("expression", "expected"), [("a", "a"), ("a.b.c", "a.b.c"), ("a().b", ""), ("a[0]", ""), ("'a'.b", "")]
)
def test_dotted_is_a_chain_as_written(expression: str, expected: str) -> None:
    assert dotted(ast.parse(expression, mode="eval").body) == expected
