"""Edits made in bytes: encodings, line breaks of every kind, and everything outside the edits as it was."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualitygate.model.fix import Edit
from qualitygate.source.rewrite import RewriteError, is_rewritable, rewrite
from qualitygate.source.source import Source

BOM = b"\xef\xbb\xbf"


def rewritten(data: bytes, *edits: Edit, kind: str = "python") -> bytes:
    return rewrite(Source("a.py", data, kind), edits).data


@pytest.mark.parametrize(
    ("data", "edit", "expected"),
    [
        pytest.param(b"a\r\nb\r\n", Edit(1, 1, 1, 2, "x"), b"x\r\nb\r\n", id="crlf"),
        pytest.param(b"a\nb\r\nc\rd", Edit(2, 1, 2, 2, "x"), b"a\nx\r\nc\rd", id="mixed"),
        pytest.param(b"a\r\nb\n", Edit(1, 2, 1, 2, "\nx"), b"a\r\nx\r\nb\n", id="a line added to a crlf line"),
        pytest.param(b"a\r\nb\n", Edit(2, 2, 2, 2, "\nx"), b"a\r\nb\nx\n", id="a line added to an lf line"),
        pytest.param(b"a\r\nb", Edit(2, 2, 2, 2, "\n"), b"a\r\nb\r\n", id="a break at the end of the file"),
        pytest.param(b"a", Edit(1, 2, 1, 2, "\n"), b"a\n", id="the first break of a file"),
        pytest.param(b"a\nb\r\nc\n", Edit(1, 1, 3, 1, ""), b"c\n", id="lines deleted"),
        pytest.param(b"a\nb\r\nc\n", Edit(1, 1, 4, 1, "x\ny\nz\n"), b"x\ny\r\nz\n", id="lines replaced one by one"),
        pytest.param(BOM + b"a\n", Edit(1, 1, 1, 2, "\xe9"), BOM + "é\n".encode(), id="byte order mark"),
        pytest.param(
            b"# coding: latin-1\nx = '\xe9 Github'\n",
            Edit(2, 8, 2, 14, "GitHub"),
            b"# coding: latin-1\nx = '\xe9 GitHub'\n",
            id="latin-1",
        ),
        pytest.param(b"a\n\x0cb\n\x00c \n", Edit(3, 3, 3, 4, ""), b"a\n\x0cb\n\x00c\n", id="form feed and null"),
    ],
)
def test_an_edit_changes_its_own_bytes(data: bytes, edit: Edit, expected: bytes) -> None:
    assert rewritten(data, edit) == expected


def test_a_character_that_the_encoding_lacks_is_refused() -> None:
    with pytest.raises(RewriteError, match=r"^U\+20AC cannot be written in the file's encoding, iso-8859-1$"):
        rewritten(b"# coding: latin-1\nx = 1\n", Edit(2, 5, 2, 6, "€"))


def test_line_breaks_that_would_melt_into_one_are_refused() -> None:
    with pytest.raises(RewriteError, match="could not be read back"):
        rewritten(b"a\rb\nc\n", Edit(2, 1, 2, 2, ""))


def test_an_edit_that_changes_the_encoding_is_refused() -> None:
    with pytest.raises(RewriteError, match="could not be read back"):
        rewritten(b"# coding: utf-8\nx = '\xc3\xa9'\n", Edit(1, 11, 1, 16, "latin-1"))


def test_a_carriage_return_in_a_replacement_is_refused() -> None:
    with pytest.raises(RewriteError, match="could not be read back"):
        rewritten(b"a\n", Edit(1, 1, 1, 2, "x\r\ny"))


def test_a_file_that_is_not_in_its_encoding_is_not_rewritable() -> None:
    assert not is_rewritable(Source("a.py", b"x = '\xe9'\n"))


def test_bytes_that_have_a_second_spelling_are_not_rewritable() -> None:
    twice = b"# coding: iso-2022-jp\n# \x1b$B$\"\x1b(B\x1b$B$\"\x1b(B\n"
    assert Source("a.py", twice).decode_problem == ""
    assert not is_rewritable(Source("a.py", twice))


_BREAKS = ("\n", "\r\n", "\r")


@st.composite
def _files_and_edits(draw: st.DrawFn) -> tuple[list[tuple[str, str]], str, list[tuple[int, int, int, str]]]:
    """Draw lines with their breaks, an encoding, and at most one edit within each of some lines."""
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "latin-1"]))
    content = st.text("ab \t\x0c\x00\x1cé#" + ("" if encoding == "latin-1" else "𝒳\u2028"), min_size=1, max_size=8)
    lines = draw(st.lists(st.tuples(content, st.sampled_from(_BREAKS)), min_size=1, max_size=8))
    if draw(st.booleans()):
        lines[-1] = (lines[-1][0], "")
    edits = []
    for number, (text, _) in enumerate(lines):
        if draw(st.booleans()):
            start = draw(st.integers(0, len(text)))
            end = draw(st.integers(start, len(text)))
            edits.append((number, start, end, draw(st.text("xy\né", min_size=1, max_size=4))))
    return lines, encoding, edits


@given(_files_and_edits())
@settings(max_examples=300, deadline=None)
def test_bytes_outside_the_edits_are_unchanged(
    drawn: tuple[list[tuple[str, str]], str, list[tuple[int, int, int, str]]],
) -> None:
    lines, encoding, edits = drawn
    cookie = [("# coding: latin-1", "\n")] if encoding == "latin-1" else []
    by_line = {number: edit for number, *edit in edits}
    expected = "".join(text + end for text, end in cookie)
    last_break = cookie[-1][1] if cookie else "\n"
    for number, (text, end) in enumerate(lines):
        last_break = end or last_break
        if number in by_line:
            start, stop, new = by_line[number]
            assert isinstance(start, int) and isinstance(stop, int) and isinstance(new, str)
            text = text[:start] + new.replace("\n", last_break) + text[stop:]
        expected += text + end
    data = "".join(text + end for text, end in [*cookie, *lines]).encode(encoding)
    first = 1 + len(cookie)
    made = [Edit(first + line, start + 1, first + line, stop + 1, new) for line, start, stop, new in edits]

    try:
        result = rewritten(data, *made)
    except RewriteError:  # "a\r" and "\n" would be one line break, not two
        assert re.search("\r\n", expected)
    else:
        assert result == expected.encode(encoding)
