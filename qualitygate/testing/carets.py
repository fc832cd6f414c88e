"""Drawings: a source with carets under what is wrong, and back."""

from __future__ import annotations

import difflib
import re

from qualitygate.api import Checker
from qualitygate.engine.checking.drawing import draw, lines_of
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
    text = "".join(line for line in lines_of(expected) if not _MARK.fullmatch(line.rstrip("\n")))
    found = draw(text, run_checker(checker, text, path=path, kind=kind))
    wanted = _sort_marks(expected)
    if found != wanted:
        difference = "".join(difflib.ndiff(lines_of(wanted), lines_of(found)))
        raise AssertionError(f"drawn (-) and found (+) differ:\n{difference}")


def _sort_marks(drawing: str) -> str:
    """Put the marks under each line into the order in which :func:`draw` writes them."""
    parts: list[str] = []
    marks: list[str] = []
    for line in lines_of(drawing):
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
    lines = lines_of(drawing.removeprefix("\n"))
    if lines and not lines[-1].strip(" "):
        lines.pop()
    margin = min((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), default=0)
    return "".join(line[margin:] or "\n" for line in lines)
