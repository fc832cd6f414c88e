"""A product name, and the ways in which its words can be joined and split."""

from __future__ import annotations

import pytest

from qualitygate.api import ConfigError
from qualitygate_plugins.spelling.names import Name, key_of, straight


@pytest.mark.parametrize(
    ("text", "parts"),
    [("C++", ("", "C", "++")), (".NET", (".", "NET", "")), ("Let\u2019s  Encrypt", ("", "Let's Encrypt", ""))],
    ids=["behind", "before", "apostrophe"],
)
def test_symbols_at_the_ends_of_a_name_are_told_from_its_words(text: str, parts: tuple[str, str, str]) -> None:
    name = Name.parse(text)

    assert (name.lead, name.core, name.trail) == parts


def test_a_name_without_letters_is_refused() -> None:
    with pytest.raises(ConfigError, match="expected a product name, got '---'"):
        Name.parse("---")


def test_a_name_is_cut_at_its_gaps_and_at_its_humps() -> None:
    forms = {form.words: (form.own, form.joined) for form in Name.parse("Wellfire GitHub").forms()}

    assert forms["wellfire", "github"] == (True, False)
    assert forms["wellfiregithub",] == (False, True)
    assert forms["wellfire", "git", "hub"] == (False, False)


def test_a_single_letter_has_no_forms() -> None:
    assert list(Name.parse("C").forms()) == []


def test_all_forms_of_a_name_have_its_key() -> None:
    name = Name.parse("Angular.JS")

    assert {key_of("".join(form.words)) for form in name.forms()} == {name.key} == {"angularjs"}


def test_typographic_signs_are_read_as_the_keyboards() -> None:
    assert straight("Let\u2019s\u00a0Encrypt \u2011") == "Let's Encrypt -"
