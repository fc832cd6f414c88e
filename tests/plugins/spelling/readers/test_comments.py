"""Comments are read as one text where they stand together, without what they say to tools."""

from __future__ import annotations

import pytest

from qualitygate_plugins.spelling.prose import BREAK, TAKEN, Builder
from qualitygate_plugins.spelling.readers.comments import CommentBlocks, without_tool_comments


@pytest.mark.parametrize(
    ("comment", "kept"),
    [
        ("# runs on Github", "# runs on Github"),
        ("# noqa: E501", ""),
        ("# runs on Github  # pylint: disable=C0103 Github", "# runs on Github  "),
        ("# yamllint disable-line rule:line-length", ""),
        ("# yaml-language-server: $schema=github", ""),
        ("# see #12, noqa", "# see #12, noqa"),
        ("## type: ignore[Github]", "#"),
        ("# vim: set ft=github", ""),
    ],
    ids=["none", "all", "behind", "yamllint", "editor", "number", "two-signs", "vim"],
)
def test_what_is_for_a_tool_is_taken_out_and_the_length_stays(comment: str, kept: str) -> None:
    assert without_tool_comments(comment) == kept + TAKEN * (len(comment) - len(kept))


def _blocks(text: str, *spans: tuple[int, int]) -> list[str]:
    builder = Builder()
    comments = CommentBlocks(text, builder, lambda comment: comment.replace("#", " "), str)
    for start, end in spans:
        comments.add(start, end)
    comments.end()
    return builder.prose().text.rstrip(BREAK).split(BREAK)


def test_comments_in_one_column_on_lines_that_follow_each_other_are_one_text() -> None:
    assert _blocks("# Git\n# Hub\n", (0, 5), (6, 11)) == ["Git\nHub"]


def test_comments_in_other_columns_or_after_an_empty_line_are_texts_of_their_own() -> None:
    assert _blocks("# Git\n # Hub\n", (0, 5), (7, 12)) == ["Git", "Hub"]
    assert _blocks("# Git\n\n# Hub\n", (0, 5), (7, 12)) == ["Git", "Hub"]
