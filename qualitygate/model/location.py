"""Where a finding is: one position unit for the whole program."""

from __future__ import annotations

from msgspec import Struct


class Location(Struct, frozen=True, order=True, gc=False, array_like=True):
    """A place in one file. Lines and columns are 1-based, columns count code points, ends are exclusive.

    ``0`` means unknown: line 0 is the whole file, column 0 the whole line, end 0 "only the start is known".
    A byte order mark is not a column.
    """

    path: str  #: POSIX, relative to the project root; never absolute inside it, never starting with "./"
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0

    def __post_init__(self) -> None:
        if self.line < 0 or self.column < 0 or (self.column and not self.line):
            raise ValueError(f"expected 1-based line and column (0 = unknown), got {self.line}:{self.column}")
        if self.end_line and (self.end_line, self.end_column) < (self.line, self.column):
            raise ValueError(
                f"expected an end after the start {self.line}:{self.column}, got {self.end_line}:{self.end_column}"
            )


class Related(Struct, frozen=True, gc=False, array_like=True):
    """Another place that a finding is about, and what is there."""

    location: Location  #: of the same file, or of another one of the project
    message: str  #: one line, no final period: "first defined here"
