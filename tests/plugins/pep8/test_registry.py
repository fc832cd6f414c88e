"""What runs before have learned tells which functions pycodestyle has, so that clean code needs none of them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pycodestyle
import pytest

from qualitygate.api import Settings
from qualitygate.testing.checkers import run_checker
from qualitygate_plugins.pep8.checker import Pep8Checker
from qualitygate_plugins.pep8.codes import CODES
from qualitygate_plugins.pep8.registry import KEY, Registry

from tests.plugins.declared import options_of

OPTIONS = options_of("pep8")
CLEAN = '''\
"""What it is for."""

import os
from sys import (
    argv,
    path,
)

__all__ = ["run"]


@decorated
def run(first, *rest):
    # a comment
    if first:
        print("a\\\\b\\n", os.sep, argv[0])
    return {
        "key": [path, *rest],
    }
'''
FAULTY = CLEAN.replace("[path, *rest]", "[path,*rest ]").replace("\n\n__all__", "\n__all__") + "import late\nx = 1 \n"

PUPIL = """\
import json, sys
from qualitygate.api import Settings
from qualitygate.testing.checkers import run_checker
from qualitygate_plugins.pep8.checker import Pep8Checker
from qualitygate_plugins.pep8.codes import CODES
lessons, options, text = json.load(sys.stdin)
pupil = Pep8Checker(Settings(options=tuple(map(tuple, options))), frozenset(CODES))
pupil.recall(lessons)
found = [(each.location.line, each.location.column, each.code) for each in run_checker(pupil, text)]
print(json.dumps([found, "pycodestyle" in sys.modules]))
"""


def taught(lessons: dict[str, str], text: str) -> tuple[list[list[object]], bool]:
    """Check a text in a new interpreter; return what was found, and whether pycodestyle was loaded."""
    done = subprocess.run(
        [sys.executable, "-c", PUPIL],
        input=json.dumps([lessons, OPTIONS, text]),
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=True,
    )
    found, is_loaded = json.loads(done.stdout)
    return found, is_loaded


@pytest.mark.parametrize("text", [CLEAN, FAULTY], ids=["clean", "faulty"])
def test_with_lessons_pycodestyle_is_loaded_for_what_it_finds_something_in(text: str) -> None:
    teacher = Pep8Checker(Settings(options=OPTIONS), frozenset(CODES))
    lessons: dict[str, str] = {}
    for _ in range(2):  # indentation is looked at behind the verdict on a line
        found = run_checker(teacher, text)
        lessons |= teacher.learned()

    expected = [[each.location.line, each.location.column, each.code] for each in found]
    assert taught(lessons, text) == (expected, bool(expected))
    assert taught({}, text) == (expected, True)


def test_what_is_written_of_the_registry_is_read_back() -> None:
    loaded = Registry.of({})
    read = Registry._read(loaded.text)

    assert (read.version, read.text) == (pycodestyle.__version__, loaded.text)
    for kind in ("physical_line", "logical_line"):
        mine, theirs = (each.checks(kind, frozenset(CODES)) for each in (read, loaded))
        assert [(check.name, check.arguments, check.function) for check in mine] == [
            (check.name, check.arguments, check.function) for check in theirs
        ]


def test_a_check_that_somebody_else_registered_is_called_and_not_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def house_rule(logical_line: str) -> Iterator[tuple[int, str]]:
        """Object to everything."""
        yield 0, "E999 no"

    monkeypatch.setitem(pycodestyle._checks["logical_line"], house_rule, (["E999"], ["logical_line"]))
    teacher = Pep8Checker(Settings(options=OPTIONS), frozenset(CODES))
    teacher.recall({KEY: pycodestyle.__version__})  # pycodestyle is loaded: it is asked itself

    assert [each.code for each in run_checker(teacher, "x = 1\n")] == ["E999"]
    assert KEY not in teacher.learned()
