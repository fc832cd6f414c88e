"""Which lines the comments of other tools reach, where the gate may obey them; of all others, their own line.

Measured with pylint 4.1.4, ruff 0.17.6 and bandit 1.9.4. Where a tool reaches further in rare cases, less is said here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from qualitygate.source.comments import Comment
from qualitygate.source.reach import Reach

_END = re.compile(
    r"(?:.*?[^\w-])??(?P<pylint>pylint):\s*enable(?:-msg)?\s*=\s*(?P<names>[\w-]+(?:,[ \t]*[\w-]+)*)"
    r"|\s*ruff\s*:\s*enable\s*\[(?P<codes>[^\]]*)\]"
)
#: Forms whose comments reach from where they stand alone to the end of their block.
_BLOCKS = ("pylint: disable", "ruff: disable")

#: How a line of a statement of several lines may begin, or end.
_CLOSING, _GOES_ON = tuple(")]}"), tuple("([{,")


def foreign_reach(comment: Comment, form: str, reach: Reach, code: str) -> tuple[int, int]:
    """Return first and last line; a last line before the first where the tool itself passes the comment over.

    ``code`` is what stands before the line's first comment, without blanks around it.
    """
    line, is_alone = comment.line, not code
    nothing = line, line - 1
    if form == "ruff: noqa":
        return (0, reach.end) if is_alone else nothing
    if form == "ruff: file-ignore":
        return (0, reach.end) if is_alone and comment.column == 1 else nothing
    if form in _BLOCKS and is_alone:
        return line, reach.block(line, comment.column) or reach.end
    if form == "ruff: disable":
        return nothing
    if form == "pylint: disable-next":
        return line + 1, line + 1
    if form == "ruff: ignore" and is_alone:
        return reach.next_statement(line)
    is_of_several = code[:1] in _CLOSING or code[-1:] in _GOES_ON  # without tokens, which most files are not read by
    return reach.statement(line) if form == "nosec" and code and is_of_several else (line, comment.last_line)


class ForeignBlocks(Struct):
    """The blocks of other tools that are open, by what they name; each is looked at once for each of its names."""

    _pylint: dict[str, list[int]] = field(default_factory=dict)
    _ruff: dict[frozenset[str], list[int]] = field(default_factory=dict)

    def add(self, index: int, form: str, names: Sequence[str]) -> None:
        """Remember the directive of this index among those that were found."""
        if form == "ruff: disable":
            self._ruff.setdefault(frozenset(names), []).append(index)
        elif form == "pylint: disable":
            for name in names:
                self._pylint.setdefault(name, []).append(index)

    def ended(self, body: str) -> Iterator[int]:
        """Yield the indices of what a comment's text ends.

        ruff wants the same codes. pylint takes names and numbers for one: what is open under none of them may be
        meant by all, so that all of pylint's end. A comment with several names ends with the first of them.
        """
        if not (self._pylint or self._ruff):
            return
        match = _END.match(body)
        if match is None:
            return
        if not match["pylint"]:
            opened = self._ruff.get(frozenset(filter(None, re.split(r"[,\s]+", match["codes"]))))
            if opened:
                yield opened.pop()
            return
        names = re.split(r",[ \t]*", match["names"])
        if not any(name in self._pylint for name in names):
            names = list(self._pylint)
        for name in names:
            yield from self._pylint.pop(name, [])
