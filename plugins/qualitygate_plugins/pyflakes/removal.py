"""Takes whole statements out of a text, so that blocks, comments and blank lines stay in order.

* A block that would be empty gets ``pass``.
* Comments beside or inside the statement stay, on lines of their own, unless they only told a tool about this line.
* Where blank lines met the statement on both sides the larger number of them stays, not the sum.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping, Sequence

from qualitygate.api import Applicability
from qualitygate_plugins.pyflakes.blocks import Blocks, Place
from qualitygate_plugins.pyflakes.comments import for_people, tail
from qualitygate_plugins.pyflakes.spans import Change, Spans

_COMMENT = re.compile(r"#[^\n]*")
_SEMICOLON = re.compile(r"[ \t\f]*;(?:[ \t\f]|\\\n)*")
_BLANK = re.compile(r"(?:[ \t]*\n)*")
_REST = re.compile(r"\s*\Z")


def removals(
    spans: Spans, blocks: Blocks, statements: Mapping[ast.AST, Applicability]
) -> dict[ast.AST, list[Change]]:
    """Return how to remove each of ``statements``; one that cannot be removed without harm is left out.

    Each removal works alone and together with the others: where every statement of a block goes, one of them becomes
    ``pass``, an unsafe one before a safe one, since the safe ones may go without it.
    """
    result: dict[ast.AST, list[Change]] = {}
    done: set[int] = set()
    for statement in statements:
        place = blocks.place(statement)
        if place is None or id(place.block) in done:
            continue
        done.add(id(place.block))
        holder = None
        if not isinstance(place.parent, ast.Module) and all(other in statements for other in place.block):
            holder = min(place.block, key=statements.__getitem__)  # the first of them
        for index, other in enumerate(place.block):
            if other in statements:
                removal = _Removal(spans, other, Place(place.parent, place.field, place.block, index))
                changes = removal.hold() if other is holder else removal.remove()
                if changes is not None:
                    result[other] = changes
    return result


class _Removal:
    """Removes one statement. What its neighbours become does not matter: a comment may silence their findings."""

    def __init__(self, spans: Spans, statement: ast.AST, place: Place) -> None:
        self._spans = spans
        self._text = spans.text
        self._place = place
        self._start, self._end = spans.start(statement), spans.end(statement)
        self._line = spans.line_start(self._start)
        self._indent = self._text[self._line : self._start]
        inside = spans.of(statement) if isinstance(statement, (ast.Import, ast.ImportFrom)) else ""
        self._comments = self._worth_keeping(_COMMENT.findall(inside))

    @property
    def _begins_line(self) -> bool:
        return not self._indent.strip() and not self._text.endswith("\\\n", 0, self._line)

    def hold(self) -> list[Change] | None:
        """Put ``pass`` in its place."""
        if not self._comments:
            return [(self._start, self._end, "pass")]
        if not self._begins_line:
            return None
        return [(self._start, self._end, f"\n{self._indent}".join([*self._comments, "pass"]))]

    def remove(self) -> list[Change] | None:
        """Take it out, with its line when it stands alone."""
        joined = self._without_semicolon()
        if joined is not None:
            return None if self._comments else joined
        behind = tail(self._spans, self._end)
        if behind is None or not self._begins_line or self._makes_a_docstring():
            return None
        comments = [*self._comments, *self._worth_keeping([behind[1] or ""])]
        if comments:
            return [(self._start, behind.end(), f"\n{self._indent}".join(comments))]
        return [self._lines(behind.end() + 1)]

    def _without_semicolon(self) -> list[Change] | None:
        """Remove it from a line that it shares with others; None when it has the line for itself."""
        place, spans = self._place, self._spans
        after = _SEMICOLON.match(self._text, self._end)
        if place.next is not None and after is not None and after.end() == spans.start(place.next):
            return [(self._start, after.end(), "")]
        if place.previous is not None:
            before = spans.end(place.previous)
            if _SEMICOLON.fullmatch(self._text, before, self._start):
                return [(before, self._end, "")]
        return None

    def _worth_keeping(self, comments: Iterable[str]) -> Sequence[str]:
        return [kept for comment in comments if (kept := for_people(self._spans, comment))]

    def _makes_a_docstring(self) -> bool:
        follower = self._place.next
        return (
            self._place.index == 0
            and isinstance(follower, ast.Expr)
            and isinstance(follower.value, ast.Constant)
            and isinstance(follower.value.value, str)
        )

    def _lines(self, end: int) -> Change:
        """Remove from the line's start to ``end``, and the blank lines that would be too many."""
        text, end = self._text, min(end, len(self._text))
        top = self._line
        while top and not text[(line := self._spans.line_start(top - 1)) : top].strip(" \t\n"):
            top = line
        if _REST.match(text, end):
            return (top, end, "")
        blank = _BLANK.match(text, end)
        after = blank[0].count("\n") if blank else 0
        before = after if self._opens_block(top) else text.count("\n", top, self._line)
        return (self._line, _skip_lines(text, end, min(before, after)), "")

    def _opens_block(self, top: int) -> bool:
        """Does it stand where no blank line is wanted: under the line that opens its block, or at the very top?"""
        if not top:
            return True
        line_above = self._text[self._spans.line_start(top - 1) : top]
        return (
            top == self._line
            and self._place.index == 0
            and not isinstance(self._place.parent, ast.Module)
            and not line_above.lstrip().startswith("#")
        )


def _skip_lines(text: str, offset: int, count: int) -> int:
    for _ in range(count):
        offset = text.index("\n", offset) + 1
    return offset
