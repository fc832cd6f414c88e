"""The comments of every kind of file: where they stand, and what goes with them."""

from __future__ import annotations

import pytest

from qualitygate.model.fix import Edit, apply_edits
from qualitygate.source.comments import Comment, find_comments
from qualitygate.source.source import Source


def comments(text: str, kind: str = "python") -> list[Comment]:
    return list(find_comments(Source.from_text(text, kind=kind)))


@pytest.mark.parametrize(
    ("kind", "text", "bodies"),
    [
        ("python", "x = '# no'  # yes\n", [" yes"]),
        ("stub", "x: int  # yes\n", [" yes"]),
        ("python", "x = 1  # one # two\n", [" one ", " two"]),
        ("python", "x = 1  # see #12\n", [" see #12"]),
        ("template", "{# one #}<!-- two -->{% comment %} three {% endcomment %}", [" one ", " two ", " three "]),
        ("template", "{# never ends\n{# ends #}\n", [" never ends\n{# ends "]),
        ("markdown", "<!-- yes -->\n```\n<!-- no -->\n```\n`<!-- no -->`\n", [" yes "]),
        ("rst", ".. yes\n\n.. note:: no\n\n.. _no: x\n", ["yes"]),
        ("po", '# yes\n#: no.py:1\n#, fuzzy\nmsgid "# no"\n', ["yes"]),
        ("text", "# no\n", []),
    ],
    ids=["python", "stub", "two", "issue", "template", "nested", "markdown", "rst", "catalogue", "text"],
)
def test_only_comments_of_the_kind_are_found(kind: str, text: str, bodies: list[str]) -> None:
    assert [comment.body.rstrip("\n") for comment in comments(text, kind)] == bodies


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("x = 1  # gone\n", "x = 1\n"),
        ("# gone\nx = 1\n", "x = 1\n"),
        ("x = 1  # gone # stays\n", "x = 1  # stays\n"),
        ("    # gone", ""),
    ],
    ids=["behind code", "alone", "before another", "last line"],
)
def test_a_comment_goes_with_its_blanks_or_its_line(text: str, left: str) -> None:
    place = comments(text)[0].removal
    line, column, end_line, end_column = place
    assert apply_edits(text, [Edit(line, column, end_line, end_column, "")]) == left


def test_a_comment_of_several_lines_has_no_place_to_be_taken_from() -> None:
    (comment,) = comments("<p>\n<!-- one\ntwo --></p>\n", "template")
    assert (comment.line, comment.column, comment.last_line) == (2, 1, 3)
    assert (comment.text, comment.removal, comment.is_alone) == ("", (), True)


def test_a_comment_knows_its_column_in_characters_and_whether_it_stands_alone() -> None:
    behind, alone = comments("é = 'é'  # one\n  # two\n")
    assert (behind.line, behind.column, behind.is_alone) == (1, 10, False)
    assert (alone.line, alone.column, alone.is_alone) == (2, 3, True)
