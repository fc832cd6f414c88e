"""A word more in a list of a TOML file, and nothing else of it changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tomli import loads

from qualitygate.config.toml_edit import with_word

OWN, SHARED = (), ("tool", "qualitygate")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("", "plugins = ['x']\n", id="nothing"),
        pytest.param("version = 1\n", "version = 1\nplugins = ['x']\n", id="no list"),
        pytest.param("[spelling]\n", "plugins = ['x']\n\n[spelling]\n", id="a table alone"),
        pytest.param("plugins = ['a'] # b\n", "plugins = ['a', 'x'] # b\n", id="in a line"),
        pytest.param("plugins = [\n  'a', # b\n]\n", "plugins = [\n  'a', # b\n  'x',\n]\n", id="over several lines"),
        pytest.param("a = 1\r\n", "a = 1\r\nplugins = ['x']\r\n", id="line breaks of Windows"),
    ],
)
def test_a_word_is_added_and_the_rest_is_as_it_was(before: str, after: str) -> None:
    assert (with_word(before, OWN, "plugins", "x") or "").replace('"', "'") == after


@pytest.mark.parametrize("before", ["plugins = 'a'\n", "plugins = {a = 1}\n", "= 1\n", "[[plugins]]\n"])
def test_what_is_no_list_is_left_alone(before: str) -> None:
    assert with_word(before, OWN, "plugins", "x") is None


@pytest.mark.parametrize(
    "before",
    ["[project]\nname = 'a'", "[tool.qualitygate]\n[tool.b]\n", "[tool.qualitygate.gate]\nfail-on = 'error'\n",
     "[tool]\nqualitygate = {version = 1}\n", "tool.qualitygate.version = 1\n", "[tool]\nqualitygate = 1\n"],
)  # fmt: skip
def test_a_table_of_a_common_file_is_found_however_it_is_written(before: str) -> None:
    after = with_word(before, SHARED, "plugins", "x")

    assert (after is None) == ("= 1\n" in before and "[tool]\nqualitygate = 1" in before)
    assert after is None or loads(after)["tool"]["qualitygate"]["plugins"] == ["x"]


@given(st.lists(st.text(), max_size=4), st.text())
def test_whatever_the_words_are(words: list[str], word: str) -> None:
    text = ""
    for each in (*words, word):
        longer = with_word(text, OWN, "plugins", each)
        assert longer is not None
        text = longer

    assert loads(text) == {"plugins": [*words, word]}
