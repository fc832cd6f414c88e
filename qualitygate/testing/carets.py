"""Drawings: a source with carets under what is wrong, and back."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from qualitygate.api import Checker, Finding
from qualitygate.testing.checkers import run_checker

_MARK = re.compile(r" *\^+ [A-Z]{1,8}[0-9]{1,6} .*")


def check_text(checker: Checker, drawing: str, *, path: str = "example.py", kind: str = "python") -> None:
    """Assert that ``checker`` finds exactly what is drawn.

    A line of carets, code and message under a line of the source states a finding on that line; several lines state
    several findings. The carets stand under the characters it covers, one column for one character, tabs too. A
    finding whose end is unknown has one caret; one that goes on in later lines has carets to the end of its first.
    A finding about the whole file is drawn above the first line. A drawing without marks says that nothing is wrong::

        check_text(Pep8Checker(settings, frozenset({"E225"})), '''
            total=1
                 ^ E225 missing whitespace around operator
        ''')

    The drawing may be indented as a whole and may start on the line below its quotes.

    Raises:
        AssertionError: something else is found; the message shows both drawings, line by line.
    """
    expected = _dedent(drawing)
    text = "".join(line for line in _lines(expected) if not _MARK.fullmatch(line.rstrip("\n")))
    found = draw(text, run_checker(checker, text, path=path, kind=kind))
    wanted = _sort_marks(expected)
    if found != wanted:
        difference = "".join(difflib.ndiff(_lines(wanted), _lines(found)))
        raise AssertionError(f"drawn (-) and found (+) differ:\n{difference}")


def draw(text: str, findings: Iterable[Finding]) -> str:
    """Return ``text`` with each finding drawn under its line, as :func:`check_text` reads it."""
    lines = _lines(text)
    marks: dict[int, list[str]] = {}
    for finding in findings:
        line = finding.location.line
        length = len(lines[line - 1].rstrip("\n")) if 1 <= line <= len(lines) else 0
        marks.setdefault(line, []).append(_mark(finding, length))
    parts = sorted(marks.pop(0, ()))
    for number, content in enumerate(lines, start=1):
        parts += [content if content.endswith("\n") else content + "\n", *sorted(marks.pop(number, ()))]
    for number in sorted(marks):
        parts += sorted(marks[number])  # behind the text: the last lines of the drawing
    return "".join(parts)


def _mark(finding: Finding, line_length: int) -> str:
    where = finding.location
    start = max(where.column, 1)
    if not where.end_line:
        width = 1
    elif where.end_line == where.line:
        width = where.end_column - start
    else:
        width = line_length + 1 - start
    return f"{' ' * (start - 1)}{'^' * max(width, 1)} {finding.code} {finding.message}\n"


def _sort_marks(drawing: str) -> str:
    """Put the marks under each line into the order in which :func:`draw` writes them."""
    parts: list[str] = []
    marks: list[str] = []
    for line in _lines(drawing):
        if _MARK.fullmatch(line.rstrip("\n")):
            marks.append(line)
        else:
            parts += [*sorted(marks), line]
            marks = []
    return "".join([*parts, *sorted(marks)])


def _dedent(drawing: str) -> str:
    """Remove the common indentation, the first line when it is empty, and the indentation of the closing quotes.

    Unlike ``textwrap.dedent`` it keeps the blanks of blank lines, which a checker may be about.
    """
    lines = _lines(drawing.removeprefix("\n"))
    if lines and not lines[-1].strip(" "):
        lines.pop()
    margin = min((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), default=0)
    return "".join(line[margin:] or "\n" for line in lines)


def _lines(text: str) -> list[str]:
    r"""Return the lines with their ``\n``; nothing else ends one."""
    return [line for line in re.split("(?<=\n)", text) if line]
