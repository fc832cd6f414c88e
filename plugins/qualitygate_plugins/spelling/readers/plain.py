"""Reads plain text, and sees when it is something else: reStructuredText by another name, a list for a program."""

from __future__ import annotations

import re

from qualitygate.api import Source
from qualitygate_plugins.spelling.prose import BREAK, Prose, taken, without_code
from qualitygate_plugins.spelling.readers import markdown, rst

#: Text files that programs read: pip's, CMake's, a crawler's, Python's own about what is installed.
_FOR_PROGRAMS = re.compile(
    r"(?:^|/)(?:(?:[\w.-]*[-_.])?(?:requirements|constraints)(?:[-_.][\w.-]*)?\.(?:txt|in)|requirements/[\w.-]+"
    r"|CMakeLists\.txt|(?:robots|humans|ads|app-ads|security)\.txt|(?:runtime|packages?|[Aa]ptfile|apt)\.txt"
    r"|[^/]+\.(?:egg|dist)-info/.+|EGG-INFO/.+)\Z"
)
#: What others wrote, and what must stay as it is.
_LEGAL = re.compile(
    r"(?:^|/)(?:(?:LICEN[CS]ES?|COPYING|COPYRIGHT|NOTICE|PATENTS)\b[^/]*\Z|LICEN[CS]ES/)", re.IGNORECASE
)
_MARKDOWN = re.compile(r"^(?:```|~~~)|\]\((?:https?:|[./#])|^#{1,6} \S.*\n\n", re.MULTILINE)
#: Words of a sentence, which a line of data has not: between blanks, of letters, with at most marks around them.
_SENTENCE_WORD = re.compile(r"(?<!\S)[\W_]{0,3}[^\W\d_]+(?:['’-][^\W\d_]+)*[.,;:!?)\]\"'…]{0,3}(?!\S)")
_LEAST_WORDS = 3
#: Lines up to a blank one, or blank ones.
_PARAGRAPH = re.compile(r"(?:[^\n]*\S[^\n]*(?:\n|\Z))+|(?:[^\S\n]*\n)+|[^\n]+")
#: In data a word in lower case is a value, and so is what stands in the first of several columns.
_VALUE = re.compile(r"(?<!\S)[^\sA-Z]+(?!\S)")
_FIRST_COLUMN = re.compile(r"^[ \t]*[^\sA-Z]+(?=[ ]{2,}\S|[ ]*\t)", re.MULTILINE)
#: A line that is too short to be wrapped.
_SHORT_LINE = re.compile(r"^[^\S\n]*(?:\S+(?:[^\S\n]+\S+)?[^\S\n]*)?\n", re.MULTILINE)


def read(source: Source) -> Prose:
    """Take code spans and placeholders out; in a text that is marked up, everything that its own reader takes out.

    In lines that are no sentences, the entries of a list or the values of a table, a name in lower case is a value.
    """
    if rst.is_rst(source.text):
        return rst.read(source)
    if _FOR_PROGRAMS.search(source.path):  # behind the other: Django documents constraints in a "constraints.txt"
        return Prose("")
    if "." not in source.path.rpartition("/")[2] and _MARKDOWN.search(source.text):
        return markdown.read(source)
    prose = read_lines(without_code(source.text))
    return Prose(prose.text, [(0, len(prose.text))]) if _LEGAL.search(source.path) else prose


def read_lines(text: str) -> Prose:
    """Read a text without markup, paragraph by paragraph. What stands in lines of data is unsafe to change."""
    parts: list[str] = []
    data: list[tuple[int, int]] = []
    done = 0
    for paragraph in _PARAGRAPH.findall(text):
        is_prose = any(map(is_sentence, paragraph.split("\n")))
        if not is_prose and not paragraph.isspace():
            data.append((done, done + len(paragraph)))
            paragraph = _VALUE.sub(taken, paragraph)
        parts.append(_FIRST_COLUMN.sub(taken, _SHORT_LINE.sub(lambda match: match.group()[:-1] + BREAK, paragraph)))
        done += len(paragraph)
    return Prose("".join(parts), data)


def is_sentence(line: str) -> bool:
    """Does a line have the words of a sentence, and not those of a list or a table?"""
    return len(_SENTENCE_WORD.findall(line)) >= _LEAST_WORDS and "\t" not in line.strip()
