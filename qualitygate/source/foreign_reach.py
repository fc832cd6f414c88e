"""Which lines the comments of other tools reach, where the gate may obey them; of all others, their own line.

Measured with pylint 4.1.4, ruff 0.17.6 and bandit 1.9.4. Where a tool reaches further in rare cases, less is said here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from qualitygate.source.comments import Comment
from qualitygate.source.reach import Reach

_RUFF_ENABLES = re.compile(r"\s*ruff\s*:\s*enable\s*\[(?P<codes>[^\]]*)\]")
#: Of "B101,B102" bandit takes the last code alone; of "B101, B102" both.
_GLUED = re.compile(r"[Bb]\d+,[^\s]")
#: Forms whose comments reach from where they stand alone to the end of their block.
_BLOCKS = ("pylint: disable", "ruff: disable")
#: Those that behind code reach nothing; pylint counts the statement there, not the line.
_ALONE = ("pylint: disable-next", "ruff: disable", "ruff: file-ignore", "ruff: noqa")


def foreign_reach(comment: Comment, form: str, reach: Reach, before: str) -> tuple[int, int]:
    """Return first and last line; a last line before the first where the tool itself passes the comment over.

    ``before`` is what stands before it on its line, without blanks around it.
    """
    line, nothing = comment.line, (comment.line, comment.line - 1)
    if before.startswith("#"):
        return nothing  # it begins in the middle of a comment, which the tools see in different ways
    if form.startswith("pylint") and _enables(comment.body):
        return nothing
    if not before:
        return _reach_alone(comment, form, reach)
    if form in _ALONE or _GLUED.search(comment.body):
        return nothing
    return reach.statement_with_one(line, form) if form == "nosec" else (line, comment.last_line)


def _reach_alone(comment: Comment, form: str, reach: Reach) -> tuple[int, int]:
    line = comment.line
    if form == "ruff: noqa" or (form == "ruff: file-ignore" and comment.column == 1):
        return 0, reach.end
    if form in _BLOCKS and reach.is_before_code_at(line, comment.column):
        return line, reach.block(line, comment.column) or reach.end
    if form == "pylint: disable-next":
        return line + 1, line + 1
    return reach.next_statement(line) if form == "ruff: ignore" else (line, comment.last_line)


class ForeignBlocks(Struct):
    """The blocks of other tools that are open: pylint's, and ruff's by what they name."""

    _pylint: list[int] = field(default_factory=list)
    _ruff: dict[frozenset[str], list[int]] = field(default_factory=dict)

    def add(self, index: int, form: str, names: Sequence[str]) -> None:
        """Remember the directive of this index among those that were found."""
        if form == "ruff: disable":
            self._ruff.setdefault(frozenset(names), []).append(index)
        elif form == "pylint: disable":
            self._pylint.append(index)

    def ended(self, body: str) -> Iterator[int]:
        """Yield the indices of what a comment's text ends.

        ruff wants the same codes. pylint takes names and numbers for one, and what is open may be meant by either: all
        of pylint's end.
        """
        if self._pylint and _enables(body):
            yield from self._pylint
            self._pylint.clear()
        if self._ruff and (match := _RUFF_ENABLES.match(body)) is not None:
            opened = self._ruff.get(frozenset(filter(None, re.split(r"[,\s]+", match["codes"]))))
            if opened:
                yield opened.pop()


def _enables(body: str) -> bool:
    return "enable" in body and "pylint" in body
