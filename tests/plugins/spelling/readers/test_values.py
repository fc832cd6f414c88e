"""A string in data is prose, a label, or a value that only programs know."""

from __future__ import annotations

import pytest

from qualitygate_plugins.spelling.readers.values import read_value


@pytest.mark.parametrize("text", ["on github", "Github", "Runs on Github."])
def test_words_and_labels_are_read(text: str) -> None:
    assert read_value(text) == text


@pytest.mark.parametrize("text", ["github", "github/actions", "my-github"])
def test_one_word_in_small_letters_is_a_value(text: str) -> None:
    assert "github" not in read_value(text)
    assert len(read_value(text)) == len(text)
