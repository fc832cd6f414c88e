"""Where a statement is taken away, and what is left there: nothing, or ``pass`` where a block would be empty."""

from __future__ import annotations

import ast
import re

from qualitygate.source.source import Source

_BLOCKS = ("body", "orelse", "finalbody")
_SEMICOLON_BEHIND = re.compile(r"[ \t]*;[ \t]*")
_SEMICOLON_BEFORE = re.compile(r"[ \t]*;[ \t]*\Z")


def deletion(source: Source, first: ast.stmt, last: ast.stmt) -> tuple[int, int, str]:
    """Return which offsets are replaced with which text, so that the statements from ``first`` to ``last`` are gone."""
    start, end = _start(source, first), _offset(source, last.end_lineno or 0, last.end_col_offset or 0)
    text = source.text
    line = text.rfind("\n", 0, start) + 1
    break_ = text.find("\n", end)
    stop = break_ if break_ >= 0 else len(text)
    lines = (line, stop + 1, "") if break_ >= 0 else (max(line - 1, 0), stop, "")
    if text.startswith("elif", start):
        return lines  # a clause of the statement above, which can do without
    if _is_all(source, first, last) or text.endswith("\\\n", 0, line):
        return start, end, "pass"
    before, behind = text[line:start], text[end:stop]
    if follows := _SEMICOLON_BEHIND.match(behind):
        if behind[follows.end() :] == "\\":
            return start, end, "pass"  # the next statement stands on the next row
        end += follows.end()
        behind = behind[follows.end() :]
        if behind and not behind.startswith("#"):
            return start, end, ""
    if leads := _SEMICOLON_BEFORE.search(before):
        return line + leads.start(), end, "  " if behind.startswith("#") else ""
    if before.strip():
        return start, end, "pass"  # behind a colon nothing may be missing
    if behind.strip():
        return start, end + len(behind) - len(behind.lstrip()), ""  # a comment stays, and begins here
    return lines


def _offset(source: Source, line: int, byte_column: int) -> int:
    return source.line_starts[line - 1] + source.column_from_utf8(line, byte_column) - 1


def _start(source: Source, statement: ast.stmt) -> int:
    """Return where a statement begins, with its decorators."""
    decorators = getattr(statement, "decorator_list", None)
    if not decorators:
        return _offset(source, statement.lineno, statement.col_offset)
    return source.text.rfind("@", 0, _offset(source, decorators[0].lineno, decorators[0].col_offset))


def _is_all(source: Source, first: ast.stmt, last: ast.stmt) -> bool:
    """Are these all the statements of a block that must have one?"""
    parent = source.nodes.parent(first)
    blocks = (getattr(parent, name, None) for name in _BLOCKS)
    block = next((block for block in blocks if isinstance(block, list) and any(each is first for each in block)), [])
    return not isinstance(parent, ast.Module) and (not block or (block[0] is first and block[-1] is last))
