"""What of one comment silences nothing, and how it is taken away."""

from __future__ import annotations

import pytest

from qualitygate.engine.silencing.coverage_of_rules import CoverageOfRules
from qualitygate.engine.silencing.unused import Unused, find_unused
from qualitygate.model.fix import apply_edits
from qualitygate.model.looked_for import LookedFor
from qualitygate.model.selection import Selection
from qualitygate.model.settings import Settings
from qualitygate.source.directives import find_directives
from qualitygate.source.source import Source

CODES = ("E501", "F401", "W291")
RAN = CoverageOfRules(CODES, Settings(Selection(default_select=("E", "F", "W"))), LookedFor(("E", "F", "W")))


def unused(text: str, *hits: str, ran: CoverageOfRules = RAN) -> Unused | None:
    (directive,) = find_directives(Source.from_text(text), "strict")
    return find_unused(directive, {"unused-import": "F401"}, set(hits), ran)


@pytest.mark.parametrize(
    ("text", "hits", "message", "fixed"),
    [
        ("x = 1  # noqa: E501\n", [], "noqa: E501 does not occur here", "x = 1\n"),
        ("x = 1  # noqa: E501, F401 old\n", ["F401"], "noqa: E501 does not occur here", "x = 1  # noqa: F401 old\n"),
        ("x = 1  # noqa: E501, F401\n", [], "noqa: E501, F401 do not occur here", "x = 1\n"),
        ("x = 1  # noqa\n", [], "noqa: nothing occurs here that it could silence", "x = 1\n"),
        ("# flake8: noqa: E501\nx = 1\n", [], "flake8: noqa: E501 does not occur in this file", "x = 1\n"),
        (
            "x = 1  # qualitygate: ignore[unused-import]\n",
            [],
            "qualitygate: ignore: unused-import does not occur here",
            "x = 1\n",
        ),
    ],
    ids=["one", "one of two", "both", "blanket", "file", "by name"],
)
def test_what_silences_nothing_is_named_and_taken_away(text: str, hits: list[str], message: str, fixed: str) -> None:
    found = unused(text, *hits)
    assert found is not None and found.fix is not None
    assert (found.message, apply_edits(text, found.fix.edits)) == (message, fixed)


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("x = 1  # noqa: E501\n", ["E501"]),
        ("x = 1  # noqa: E5\n", ["E501"]),
        ("x = 1  # noqa\n", ["W291"]),
        ("x = 1  # noqa: DJ01\n", []),
        ("x = 1  # qualitygate: ignore[no-such-rule]\n", []),
    ],
    ids=["code", "prefix", "blanket", "another tool's", "unknown name"],
)
def test_nothing_is_said_of_what_silences_or_may_be_anothers(text: str, hits: list[str]) -> None:
    assert unused(text, *hits) is None


def test_nothing_is_said_of_what_was_not_looked_for() -> None:
    ran = CoverageOfRules(CODES, RAN.settings, LookedFor(("F",)))
    assert unused("x = 1  # noqa: E501\n", ran=ran) is None
    assert unused("x = 1  # noqa\n", ran=CoverageOfRules(CODES, RAN.settings, LookedFor())) is None


def test_what_another_tool_reads_in_the_reason_stays() -> None:
    text = "import os  # noqa: E501 isort:skip\n"
    found = unused(text)
    assert found is not None and found.fix is not None
    assert apply_edits(text, found.fix.edits) == "import os  # isort:skip\n"
