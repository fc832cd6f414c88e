"""What was fixed lands in the working tree's text, and all else of it stays as it is."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualitygate.engine.fixing.merging import MergeError, WorkText, merge_into

STAGED = b"a\nb\nc\nd\n"


def merged(work: bytes, fixed: bytes, staged: bytes = STAGED) -> bytes:
    """Merge where the working tree has what git would store."""
    done = merge_into(WorkText(work, work), staged, fixed)
    assert done.data == done.stored
    return done.data


def test_what_is_not_staged_stays_wherever_it_is() -> None:
    assert merged(b"0\na\nb\nc\nd\n", b"a\nB\nc\nd\n") == b"0\na\nB\nc\nd\n"
    assert merged(b"a\nb\nC\nd\n", b"a\nB\nc\nd\n") == b"a\nB\nC\nd\n"
    assert merged(b"A\nb\nc\nd\n", b"a\nB\nc\nd\n") == b"A\nB\nc\nd\n"
    assert merged(b"a\nb\nnew\nc\nd\n", b"a\nB\nc\nd\n") == b"a\nB\nnew\nc\nd\n"
    assert merged(b"a\nb\nd\n", b"a\nB\nc\nd\n") == b"a\nB\nd\n"
    assert merged(b"a\nb\nc\nd\nno end", b"b\nc\nd\n") == b"b\nc\nd\nno end"


def test_the_same_change_on_both_sides_is_one() -> None:
    assert merged(b"a\nB\nc\nd\n", b"a\nB\nc\nd\n") == b"a\nB\nc\nd\n"
    assert merged(b"a\nB\nc\nD\n", b"a\nB\nc\nd\n") == b"a\nB\nc\nD\n"


@pytest.mark.parametrize(
    "work", [b"a\nx\nc\nd\n", b"a\nc\nd\n", b"x\n", b""], ids=["replaced", "deleted", "all", "emptied"]
)
def test_a_line_that_both_change_is_an_error(work: bytes) -> None:
    with pytest.raises(MergeError, match="what is not staged changes the same lines"):
        merged(work, b"a\nB\nc\nd\n")


def test_a_new_line_where_both_add_one_is_an_error() -> None:
    with pytest.raises(MergeError):
        merged(b"a\nb\nx\nc\nd\n", b"a\nb\ny\nc\nd\n")


def test_new_lines_end_as_the_others_do() -> None:
    work = WorkText(STAGED.replace(b"\n", b"\r\n"), STAGED)
    assert merge_into(work, STAGED, b"a\nB\nnew\nc\nd\n").data == b"a\r\nB\r\nnew\r\nc\r\nd\r\n"


def test_a_line_that_git_writes_in_another_way_keeps_it() -> None:
    work = WorkText(b"# $Id: 12 $\nb\n", b"# $Id$\nb\n")
    assert merge_into(work, b"# $Id$\nb\n", b"# $Id$\nB\n") == WorkText(b"# $Id: 12 $\nB\n", b"# $Id$\nB\n")


def test_another_encoding_is_kept() -> None:
    work = WorkText("é\nb\n".encode("utf-16"), "é\nb\n".encode(), "utf-16")
    assert merge_into(work, work.stored, "é\nB\n".encode()).data == "é\nB\n".encode("utf-16")


@pytest.mark.parametrize(
    ("work", "why"),
    [
        (WorkText("é\n".encode("utf-16-be"), "é\n".encode(), "utf-16"), "does not give its bytes back"),
        (WorkText(b"b\n", b"b\n", "latin-1"), "a character of the fix cannot be written in latin-1"),
        (WorkText(b"a\nb\n", b"b\n"), "are not those that git would store"),
    ],
    ids=["bytes", "character", "lines"],
)
def test_a_text_that_cannot_be_taken_apart_is_an_error(work: WorkText, why: str) -> None:
    with pytest.raises(MergeError, match=why):
        merge_into(work, b"b\n", "€\n".encode())


#: What one side makes of a line: None = nothing; else the lines in its place.
_SIDE = st.lists(st.sampled_from([None, None, None, 0, 1, 2]), min_size=1, max_size=9)


def _made(side: Sequence[int | None], size: int, name: str) -> list[list[bytes]]:
    """Return, line by line, what stands in its place."""
    padded = [*side, *[None] * size][:size]
    return [
        [b"%d\n" % at] if count is None else [b"%s%d-%d\n" % (name.encode(), at, part) for part in range(count)]
        for at, count in enumerate(padded)
    ]


@given(_SIDE, _SIDE)
def test_a_merge_is_both_sides_changes_or_none(ours: Sequence[int | None], theirs: Sequence[int | None]) -> None:
    size = max(len(ours), len(theirs))
    staged = [b"%d\n" % at for at in range(size)]
    work, fixed = _made(ours, size, "w"), _made(theirs, size, "f")
    both = [at for at in range(size) if work[at] != [staged[at]] and fixed[at] != [staged[at]]]
    texts = [b"".join(line for lines in side for line in lines) for side in (work, fixed)]

    try:
        found = merged(texts[0], texts[1], b"".join(staged))
    except MergeError:
        assert both
    else:
        together = [w if f == [line] else f for w, f, line in zip(work, fixed, staged, strict=True)]
        if not both:
            assert found == b"".join(line for lines in together for line in lines)
        else:  # only where both took the very same lines away
            assert all(work[at] == fixed[at] == [] for at in both)
