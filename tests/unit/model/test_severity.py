"""The words for severities and for the trust in a fix."""

from __future__ import annotations

import pytest

from qualitygate.model.severity import Applicability, Severity


@pytest.mark.parametrize(
    ("severity", "word"),
    [(Severity.NOTE, "note"), (Severity.WARNING, "warning"), (Severity.ERROR, "error")],
    ids=["note", "warning", "error"],
)
def test_a_severity_is_written_and_read_as_its_word(severity: Severity, word: str) -> None:
    assert severity.word == word
    assert Severity.from_word(word) is severity


def test_an_unknown_severity_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="expected note, warning or error, got 'fatal'"):
        Severity.from_word("fatal")


def test_severities_are_ordered() -> None:
    assert Severity.NOTE < Severity.WARNING < Severity.ERROR


def test_a_safer_fix_is_more_applicable() -> None:
    assert Applicability.DISPLAY < Applicability.UNSAFE < Applicability.SAFE
    assert [level.word for level in Applicability] == ["display", "unsafe", "safe"]
