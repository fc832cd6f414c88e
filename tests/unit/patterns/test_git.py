from __future__ import annotations

import pytest

from qualitygate.patterns.git import GitPatterns


def decide(lines: str, path: str) -> bool | None:
    """Ask about a path; one that ends in a slash is a directory."""
    return GitPatterns(lines.split("\n")).decide(path.removesuffix("/"), is_directory=path.endswith("/"))


@pytest.mark.parametrize(
    ("lines", "path"),
    [
        ("build", "build"),
        ("build", "a/b/build"),
        ("build/", "a/build/"),
        ("/build", "build/"),
        ("docs/_build", "docs/_build/"),
        ("*.egg", "a/b.egg"),
        ("a?c", "abc"),
        ("[ab].py", "b.py"),
        ("[!ab].py", "c.py"),
        ("[^ab].py", "c.py"),
        ("[a-c].py", "b.py"),
        ("[]x].py", "].py"),
        ("[x-].py", "-.py"),
        ("[[:digit:]]*.py", "0001_initial.py"),
        ("**/data", "data/"),
        ("tests/**/data", "tests/data/"),
        ("tests/**/data", "tests/a/b/data/"),
        ("data/**", "data/a/b"),
        ("a**/b", "ac/d/b"),
        ("\\#x", "#x"),
        ("\\!x", "!x"),
        ("x\\*", "x*"),
        ("x\\ ", "x "),
        ("x   ", "x"),
        ("!x\nx", "x"),
        ("é*", "été"),
    ],
)
def test_the_pattern_matches(lines: str, path: str) -> None:
    assert decide(lines, path) is True


@pytest.mark.parametrize(
    ("lines", "path"),
    [
        ("build", "rebuild"),
        ("build/", "build"),
        ("/build", "a/build"),
        ("docs/_build", "x/docs/_build/"),
        ("a*c", "a/c"),
        ("a?c", "a/c"),
        ("a[!b]c", "a/c"),
        ("a/*", "a/b/c"),
        ("a/*", "a/"),
        ("data/**", "data/"),
        ("?a**/b", "xac/d/b"),
        ("# x", "# x"),
        ("", ""),
        ("/", "a"),
        ("[z-a]", "z-a"),
        ("[a", "[a"),
        ("x\\", "x"),
        ("[[:nonsense:]]", "n"),
        ("migrations", "app/usermigrationscheck.py"),
    ],
)
def test_the_pattern_says_nothing(lines: str, path: str) -> None:
    assert decide(lines, path) is None


def test_a_negated_line_takes_back_what_an_earlier_one_ignored() -> None:
    assert decide("*.py\n!keep.py", "keep.py") is False
    assert decide("*.py\n!keep.py", "other.py") is True


def test_directories_can_be_taken_back_so_that_a_walk_reaches_what_is_in_them() -> None:
    everything_but_python = "*\n!*/\n!*.py"

    assert decide(everything_but_python, "src/") is False
    assert decide(everything_but_python, "src/a.py") is False
    assert decide(everything_but_python, "src/a.txt") is True


def test_byte_order_mark_and_windows_line_breaks_are_not_part_of_a_pattern() -> None:
    patterns = GitPatterns.from_bytes(b"\xef\xbb\xbfbuild/\r\n*.log\r\n")

    assert patterns.decide("build", is_directory=True)
    assert patterns.decide("a.log", is_directory=False)
