"""What a comment at a statement says: to tools about its line, or to people about why the statement is there."""

from __future__ import annotations

import ast
import re
from bisect import bisect_left
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
#: How other tools' comments say that an import is meant to be unused. Our own are judged before anything is repaired.
_MEANT = re.compile(
    r"#(?!\s*(?:flake8\s*:\s*)?noqa|\s*qualitygate\s*:)(?P<form>[^#\n]*)"
    r"\b(?:unused[-_]import|W0611|F401|reportUnusedImport|PyUnresolvedReferences)\b",
    re.IGNORECASE,
)
_ALONE = re.compile(r"^[ \t]*(#.*)", re.MULTILINE)
_NOTHING = re.compile(r"(?:[ \t\f]*(?:#.*)?\n)*")


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


class MeantUnused:
    """Where a file's comments on lines of their own tell other tools that what is imported may be unused."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._is_whole = False  #: the file, wherever that stands
        self._blocks: list[tuple[int, bool]] = []  #: where one begins or ends
        self._ends: list[int] = []  #: of comments about the next statement
        if _MEANT.search(text) is not None:
            self._read()

    def _read(self) -> None:
        for match in _ALONE.finditer(self._text):
            if (said := _MEANT.search(match[1])) is None:
                continue
            form = said["form"].lower()
            if "file-ignore" in form or "noqa" in form:
                self._is_whole = True
            elif "enable" in form or ("disable" in form and "disable-next" not in form):
                self._blocks.append((match.end(), "enable" not in form))
            else:
                self._ends.append(match.end())

    def reaches(self, start: int) -> bool:
        """Is the import meant whose line begins at ``start``?"""
        if self._is_whole:
            return True
        block = bisect_left(self._blocks, (start, False))
        if block and self._blocks[block - 1][1]:
            return True
        latest = bisect_left(self._ends, start)
        return bool(latest) and _NOTHING.fullmatch(self._text, self._ends[latest - 1] + 1, start) is not None


def explained(spans: Spans, statement: ast.Import | ast.ImportFrom, meant: MeantUnused) -> set[ast.alias]:
    """Return the names of an import that a comment explains, behind them or above the statement.

    To people, or to a tool other than the gate, in words that say that the import is meant to be unused.
    """
    start, end = spans.start(statement), spans.end(statement)
    found: set[ast.alias] = set()
    is_continued = "\\\n" in spans.text[start:end]  # no comment can stand inside: the one behind is about all of it
    by_line: dict[int, list[ast.alias]] = {}
    for offset in _explanations(spans, start, end):
        if not by_line and not is_continued:
            for alias in statement.names:
                by_line.setdefault(spans.line_start(spans.end(alias)), []).append(alias)
        found.update(by_line.get(spans.line_start(offset)) or statement.names)
    to_people = [comment for comment in _above(spans, start) if _MEANT.search(comment) is None]
    if any(map(_REASONS.search, to_people)) or meant.reaches(spans.line_start(start)):
        found.update(statement.names)
    return found


def _explanations(spans: Spans, start: int, end: int) -> Iterator[int]:
    """Yield where comments begin that explain, in the statement and behind it."""
    inside = [(match.start(), match[0]) for match in _COMMENT.finditer(spans.text, start, end)]
    behind = tail(spans, end)
    if behind is not None and behind[1]:
        inside.append((behind.start(1), behind[1]))
    for offset, comment in inside:
        if for_people(spans, comment).strip("# \t") or _MEANT.search(comment):
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
