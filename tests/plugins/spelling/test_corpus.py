"""Every planted form of ``data`` is found, where it stands and with its code, and nothing else is."""

from __future__ import annotations

import re
from itertools import accumulate
from pathlib import Path

import pytest
from qualitygate_plugins.spelling.checker import SpellingChecker
from qualitygate_plugins.spelling.lists import read_list

from qualitygate.api import Applicability
from qualitygate.files.kinds import kind_of
from qualitygate.model.fix import apply_edits
from qualitygate.testing.checkers import run_checker

DATA = Path(__file__).parent / "data"
NAMES = read_list((DATA / "names.txt").read_text(encoding="utf-8"))
FILES = sorted(path for path in DATA.iterdir() if path.name not in ("names.txt", "README.md"))
_MARK = re.compile(r"⟦(QG20\d):([^⟧]*)⟧")

Place = tuple[int, int, int, int, str, str]


def _corpus(path: Path) -> tuple[str, list[Place]]:
    """Return a corpus file without its marks, and the planted places: line, column, ends, code, wrong form."""
    text, planted = "", []
    parts = _MARK.split(path.read_text(encoding="utf-8"))
    for before, code, wrong in zip(parts[::3], parts[1::3], parts[2::3], strict=False):
        text += before
        start = text.count("\n") + 1, len(text) - text.rfind("\n")
        text += wrong
        end = text.count("\n") + 1, len(text) - text.rfind("\n")
        planted.append((*start, *end, code, wrong))
    return text + parts[-1], planted


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_planted_forms_are_found_and_nothing_else(path: Path) -> None:
    text, planted = _corpus(path)
    starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]

    findings = run_checker(SpellingChecker(NAMES), text, path=path.name, kind=kind_of(path.name) or "")

    found = [
        (where.line, where.column, where.end_line, where.end_column, finding.code,
         text[starts[where.line - 1] + where.column - 1 : starts[where.end_line - 1] + where.end_column - 1])
        for finding in findings
        for where in [finding.location]
    ]
    assert found == planted


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_after_all_fixes_only_what_has_none_is_left(path: Path) -> None:
    text, _ = _corpus(path)
    checker = SpellingChecker(NAMES)
    kind = kind_of(path.name) or ""
    findings = run_checker(checker, text, path=path.name, kind=kind)

    fixed = apply_edits(text, [edit for finding in findings if finding.fix for edit in finding.fix.edits])

    left = run_checker(checker, fixed, path=path.name, kind=kind)
    assert [finding.message for finding in left] == [finding.message for finding in findings if not finding.fix]


def test_strings_of_python_are_fixed_only_when_asked_and_prose_always() -> None:
    text, _ = _corpus(DATA / "shop.py")
    lines = text.split("\n")

    findings = run_checker(SpellingChecker(NAMES), text, path="shop.py")

    safe = {
        lines[finding.location.line - 1].strip()
        for finding in findings
        if finding.fix and finding.fix.applicability == Applicability.SAFE
    }
    assert {line for line in safe if "=" in line} == {'GITHUB = "github"  # the github service'}
