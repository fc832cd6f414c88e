"""Words that are one edit away from a name."""

from __future__ import annotations

import pytest

from qualitygate_plugins.spelling.names import Name
from qualitygate_plugins.spelling.neighbours import Neighbours, is_likely_start, is_typo


@pytest.mark.parametrize("word", ["githbu", "gthub", "giithub", "gitjub"], ids=["swapped", "few", "many", "other"])
def test_one_edit_makes_a_neighbour(word: str) -> None:
    assert is_typo(word, "github")


@pytest.mark.parametrize(
    ("word", "right"),
    [("github", "github"), ("githubs", "github"), ("gtihbu", "github"), ("github2", "github"), ("opened", "openid")],
    ids=["equal", "plural", "two-edits", "version", "ending"],
)
def test_the_word_itself_a_plural_a_version_and_another_word_are_none(word: str, right: str) -> None:
    assert not is_typo(word, right)


def test_the_end_of_a_word_is_no_evidence_in_a_language_that_declines() -> None:
    assert [is_typo("githua", "github", foreign=foreign) for foreign in (False, True)] == [True, False]


@pytest.mark.parametrize(
    ("written", "is_one"), [("Fithub", True), ("itHub", True), ("fithub", False), ("igthub", True)]
)
def test_another_first_letter_needs_a_capital(written: str, is_one: bool) -> None:
    assert is_likely_start(written, "github") is is_one


def test_a_dictionary_of_names_finds_what_is_near_and_short_names_are_not_in_it() -> None:
    neighbours = Neighbours(form for text in ("GitHub", "Vue") for form in Name.parse(text).forms())

    assert {form.name.text for form in neighbours.of("githbu")} == {"GitHub"}
    assert neighbours.of("vua") == neighbours.of("elsewhere") == []
