"""What a comment at a statement says: to tools about its line, or to people about why the statement is there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from qualitygate.api import tool_comments
from qualitygate_plugins.pyflakes.spans import Spans

_COMMENT = re.compile(r"#[^\n]*")
_TAIL = re.compile(r"[ \t\f]*;?[ \t\f]*(#[^\n]*)?(?=\n|\Z)")
#: A comment in a comment begins at a "#", but not at the one of an issue number.
_PARTS = re.compile(r"(?<!^)(?=#(?!\d))")
_ABOVE = re.compile(r"[ \t]*(#[^\n]*)\n\Z")
#: Words by which a comment above an import says that the import is there for more than its name.
_REASONS = re.compile(
    r"effect|re-?export|compat|backward|\bkeep|\bleave|\bdon'?t\b|do not|must|need|require|regist|\bapi\b|public|"
    r"on purpose|intention|unused|used (?:by|in)|make sure|ensure|trigger|\bload|\binit|patch|order|first|circular",
    re.IGNORECASE,
)


def is_pragma(spans: Spans, comment: str) -> bool:
    """Does it tell a tool about its own line, and so goes with it? What follows in it is the reason.

    On a line of its own some of them would mean more than before: "# type: ignore" above all code silences mypy for
    the whole file, "# pylint: disable" a whole block.
    """
    found = tool_comments(_PARTS.split(comment)[0], spans.tool_comments)
    return bool(found) and found[0].is_about_line


def for_people(spans: Spans, comment: str) -> str:
    """Return what of a comment stays when its line goes: up to the first part that is for a tool; "" is nothing."""
    kept: list[str] = []
    for part in _PARTS.split(comment):
        if is_pragma(spans, part):
            break
        kept.append(part)
    return "".join(kept).rstrip()


def tail(spans: Spans, end: int) -> re.Match[str] | None:
    """Match what follows a statement on its line when that is a comment (group 1) or nothing."""
    return _TAIL.match(spans.text, end)


def explained(spans: Spans, statement: ast.Import | ast.ImportFrom) -> set[ast.alias]:
    """Return the names of an import that a comment for people explains, behind them or above the statement."""
    start, end = spans.start(statement), spans.end(statement)
    found: set[ast.alias] = set()
    for offset in _explanations(spans, start, end):
        line = spans.line_start(offset)
        on_line = [alias for alias in statement.names if spans.line_start(spans.end(alias)) == line]
        found.update(on_line or statement.names)
    if any(_REASONS.search(comment) for comment in _above(spans, start)):
        found.update(statement.names)
    return found


def _explanations(spans: Spans, start: int, end: int) -> Iterator[int]:
    """Yield where comments for people begin, in the statement and behind it."""
    inside = [(match.start(), match[0]) for match in _COMMENT.finditer(spans.text, start, end)]
    behind = tail(spans, end)
    if behind is not None and behind[1]:
        inside.append((behind.start(1), behind[1]))
    for offset, comment in inside:
        if for_people(spans, comment).strip("# \t"):
            yield offset


def _above(spans: Spans, start: int) -> Iterator[str]:
    """Yield the comments on the lines right above the statement that begins at ``start``."""
    top = spans.line_start(start)
    while top:
        line = spans.line_start(top - 1)
        match = _ABOVE.fullmatch(spans.text, line, top)
        if match is None:
            return
        yield match[1]
        top = line
