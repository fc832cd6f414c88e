"""Text edits that a finding carries, and how they are applied to a text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from msgspec import Struct

from qualitygate.model.severity import Applicability


class Edit(Struct, frozen=True, order=True, gc=False, array_like=True):
    """Replace the text from start to end (1-based lines, 1-based code-point columns, end exclusive).

    An empty range inserts, an empty ``replacement`` deletes. A column may stand one behind the line's last
    character, before its line break.
    """

    start_line: int
    start_column: int
    end_line: int
    end_column: int
    replacement: str

    def __post_init__(self) -> None:
        lines, columns = self.end_line - self.start_line, self.end_column - self.start_column
        if self.start_line < 1 or self.start_column < 1 or lines < 0 or (lines == 0 and columns < 0):
            start, end = (self.start_line, self.start_column), (self.end_line, self.end_column)
            raise ValueError(f"expected a range of 1-based positions, got {start} to {end}")


class Fix(Struct, frozen=True, gc=False, array_like=True):
    """A titled set of edits that together cure one finding."""

    title: str  #: a verb phrase: "Replace 'Github' with 'GitHub'"
    edits: tuple[Edit, ...]  #: sorted and disjoint, all in the finding's own file
    applicability: Applicability

    def __post_init__(self) -> None:
        if len(self.edits) == 1:  # most have one, and a run recalls thousands
            return
        if not self.edits:
            raise ValueError(f"expected at least one edit in the fix {self.title!r}")
        for before, after in zip(self.edits, self.edits[1:], strict=False):
            if (before.end_line, before.end_column) > (after.start_line, after.start_column):
                raise ValueError(f"expected sorted, disjoint edits in the fix {self.title!r}")


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """Return ``text`` (lines ending in ``\\n``) with all ``edits`` made; positions refer to the text as given.

    Raises:
        ValueError: two edits overlap, or one lies outside the text.
    """
    lines = text.split("\n")
    starts = [0, *accumulate(len(line) + 1 for line in lines)]

    def offset(line: int, column: int) -> int:
        if line > len(lines) or column > len(lines[line - 1]) + 1:
            raise ValueError(f"expected a position inside the text, got line {line}, column {column}")
        return starts[line - 1] + column - 1

    parts: list[str] = []
    done = 0
    for edit in sorted(edits):
        start = offset(edit.start_line, edit.start_column)
        if start < done:
            raise ValueError(f"expected disjoint edits, got one at line {edit.start_line} that overlaps another")
        parts += text[done:start], edit.replacement
        done = offset(edit.end_line, edit.end_column)
    return "".join(parts) + text[done:]
