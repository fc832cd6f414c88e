"""A notebook is repaired as its module is, and written back cell by cell."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from qualitygate.api import Edit, Finding, Fix, Location, Severity, Source
from qualitygate.engine.checking.check import NamedChecker, check_source
from qualitygate.engine.checking.checked import Checked
from qualitygate.engine.fixing.notebooks import fix_file
from qualitygate.engine.fixing.rounds import FixPolicy
from qualitygate.model.selection import Selection
from qualitygate.model.settings import Settings
from qualitygate.model.severity import Applicability
from tests.notebooks import notebook


class _Shouter:
    """Wants ``x`` written as another text, given when it is made."""

    name = "shouter"
    kinds = frozenset({"python"})
    codes = ("ACM",)
    needs_tree = False

    def __init__(self, text: str) -> None:
        self._text = text

    def check(self, source: Source) -> Iterable[Finding]:
        for line, text in enumerate(source.lines, start=1):
            if text == "x\n":
                fix = Fix("Shout", (Edit(line, 1, line, 2, self._text),), Applicability.SAFE)
                yield Finding("ACM1", "quiet", Location(source.path, line, 1), Severity.WARNING, self.name, fix=fix)


def _fixed(text: str, new: str, level: Applicability = Applicability.SAFE) -> tuple[Source, list[str], Checked | None]:
    settings = Settings(Selection(select=("ACM", "E9")))
    checkers = [NamedChecker(_Shouter(new), "'shouter'")]

    def check(source: Source) -> Checked:
        return check_source(source, settings, checkers)

    source = Source.from_text(text, path="a.ipynb", kind="notebook")
    fixed = fix_file(source, check(source).findings, check, FixPolicy(level, frozenset({"ACM1"})))
    return fixed.source, [refusal.reason for refusal in fixed.refusals], fixed.checked


def test_all_cells_are_repaired_and_the_file_is_checked_again() -> None:
    fixed, refused, checked = _fixed(notebook("x\n!ls {x}", "y", "x"), "X")
    assert (fixed.text, refused) == (notebook("X\n!ls {x}", "y", "X"), [])
    assert checked is not None
    assert checked.findings == []


def test_line_breaks_of_the_file_stay() -> None:
    text = notebook("x").replace("\n", "\r\n")
    fixed, _, _ = _fixed(text, "X\nY")
    assert fixed.data.decode() == notebook("X\nY").replace("\n", "\r\n")


def test_a_result_that_does_not_parse_is_refused() -> None:
    fixed, refused, _ = _fixed(notebook("x"), "(")
    assert (fixed.text, len(refused)) == (notebook("x"), 1)


def test_a_result_that_would_be_read_as_a_magic_is_refused() -> None:
    fixed, refused, _ = _fixed(notebook("x"), "a = 1  #: cell 0")
    assert fixed.text == notebook("x")
    assert "cannot be written back" in refused[0]


@pytest.mark.parametrize("text", ["{}", notebook("y")])
def test_without_anything_to_fix_the_file_is_the_same(text: str) -> None:
    fixed, refused, _ = _fixed(text, "X")
    assert (fixed.text, refused) == (text, [])
