"""Lines of a notebook's cell that are IPython's and not Python's: magics, shell commands, questions.

What they are: IPython 9, ``IPython/core/inputtransformer2.py``.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Mapping, Sequence
from keyword import iskeyword

#: A line that only IPython reads: ``%magic``, ``!command``, ``?name``, ``name?``, and ``x = %magic``, ``x = !command``.
_LINE = re.compile(r"\s*(?:[%!?]|[\w.]+\?{1,2}\s*$)|\s*[\w.(][\w.,\s\[\]()'\"*]*=\s*[%!]")
_ASSIGNS = re.compile(r"(?P<targets>\s*[\w.(][\w.,\s\[\]()'\"*]*=)\s*[%!]")
#: Cell magics behind whose first line Python follows. Every other one takes the whole cell as it likes.
_RUNS_PYTHON = re.compile(r"%%(?:time|timeit|capture|prun|debug|memit|mprun|lprun)\b")
#: A script that is run among the names of the notebook may use any of them.
_RUNS_AMONG_NAMES = re.compile(r"\s*%run\s(?:.*\s)?-\w*i\b")
_ALL_NAMES = "locals()"
WORD = re.compile(r"[^\W\d]\w*")


def magic_lines(lines: Sequence[str]) -> dict[int, int]:
    """Return the indices of a cell's lines, given with their line breaks, that are not Python.

    To each belongs the index of the line that its magic begins at: a command may go on in further lines.
    """
    first = next((index for index, line in enumerate(lines) if line.strip()), 0)
    found: dict[int, int] = {}
    if lines and lines[first].startswith("%%"):
        if not _RUNS_PYTHON.match(lines[first]):
            return dict.fromkeys(range(len(lines)), first)
        found[first] = first
    candidates = {index for index, line in enumerate(lines) if _LINE.match(line)} - found.keys()
    while candidates:
        wrong = _first_wrong_line(lines, found)
        if wrong not in candidates:
            break
        last = wrong
        while lines[last].rstrip("\n").endswith("\\") and last + 1 < len(lines):
            last += 1
        found.update(dict.fromkeys(range(wrong, last + 1), wrong))
        candidates -= found.keys()
    return found


def _first_wrong_line(lines: Sequence[str], without: Mapping[int, int]) -> int:
    """Return the index of the line that Python's parser stops at; -1 where it does not.

    ``(a\\n % b)`` has a line that looks like a magic and is none: only what the parser refuses can be one.
    """
    text = "".join(_stand_in(line, without[index] == index) if index in without else line
                   for index, line in enumerate(lines))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
    except SyntaxError as error:
        return (error.lineno or 0) - 1
    except (ValueError, RecursionError, MemoryError):
        return -1
    return -1


def _stand_in(line: str, is_first: bool) -> str:
    return in_its_place(line) if is_first else "\n"


def binds(line: str) -> bool:
    """Does a magic give its result to names?"""
    return _ASSIGNS.match(line) is not None


def in_its_place(line: str, words: Sequence[str] = ()) -> str:
    """Return the statement, with its line break, that stands for a magic: it binds and uses what the magic does."""
    value = f"({', '.join(words)},)" if words else ""
    assigns = _ASSIGNS.match(line)
    if assigns:
        return f"{assigns['targets']} {value or None}\n"
    indent = line[: len(line) - len(line.lstrip())].rstrip("\n")
    return f"{indent}{value or 'pass'}\n"


def words_of(line: str) -> list[str]:
    """Return the names that a magic may use, each once: it may be a call of anything that the notebook has."""
    assigns = _ASSIGNS.match(line)
    done = line[assigns.end() :] if assigns else line
    used = [word for word in dict.fromkeys(WORD.findall(done)) if not iskeyword(word)]
    return [*used, _ALL_NAMES] if _RUNS_AMONG_NAMES.match(line) else used
