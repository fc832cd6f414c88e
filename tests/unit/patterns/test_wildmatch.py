"""What stars match, compared with a search that tries everything, and that they take no time that explodes."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from qualitygate.patterns.git import GitPatterns
from qualitygate.patterns.wildmatch import numbered, translate


def reference(pattern: str, text: str, at: int = 0, place: int = 0) -> bool:
    """Match as the comments in git's ``wildmatch.c`` say, without brackets and backslashes, by trying everything."""
    if at == len(pattern):
        return place == len(text)
    if pattern[at] == "*":
        end = at + len(pattern[at:]) - len(pattern[at:].lstrip("*"))
        is_first = not any(sign in pattern[:at] for sign in "*?")
        begins = is_first or pattern[at - 1] == "/"
        if end - at > 1 and begins and end == len(pattern):
            return True
        if end - at > 1 and begins and pattern[end] == "/":
            places = [place, *(slash + 1 for slash in range(place, len(text)) if text[slash] == "/")]
            return any(reference(pattern, text, end + 1, each) for each in places)
        slash = text.find("/", place)
        return any(
            reference(pattern, text, end, each) for each in range(place, (len(text) if slash < 0 else slash) + 1)
        )
    fits = place < len(text) and (text[place] == pattern[at] or (pattern[at] == "?" and text[place] != "/"))
    return fits and reference(pattern, text, at + 1, place + 1)


@given(st.text(st.sampled_from("ab**/?"), max_size=10), st.text(st.sampled_from("aab//"), max_size=9))
@settings(max_examples=2000, deadline=None)
def test_e10_a_pattern_matches_what_a_search_that_tries_everything_finds(pattern: str, text: str) -> None:
    expression = translate(pattern)
    assert expression is not None
    assert bool(re.fullmatch(numbered(expression, 0), text, re.DOTALL)) is reference(pattern, text)


def test_e10_no_number_of_stars_takes_a_time_that_explodes() -> None:
    """With backtracking each of them would take longer than the universe is old."""
    name = "a" * 4000
    patterns = GitPatterns(
        ["*a" * 50 + "b", "x/" + "*a" * 50 + "b", "**/a/" * 50 + "b", "[a]*?" * 50 + "b", "*?" * 50 + "b"]
    )
    for path in (name, f"x/{name}", "/".join("a" * 2000)):
        assert patterns.decide(path, is_directory=False) is None
