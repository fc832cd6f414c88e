"""The blanks before a comment, and how it begins: E261, E262, E265, E266."""

from __future__ import annotations

import re
import tokenize

from qualitygate.api import Applicability, Fix
from qualitygate_plugins.pep8.fixes.layout import Layout, Position, edit
from qualitygate_plugins.pep8.fixes.options import FixOptions

_RULER = re.compile(r"#+([-=*~_#+.])\1{20,}\s*")
_BLANKS = " \t\xa0"


def set_apart(layout: Layout, position: Position, options: FixOptions) -> Fix | None:
    """Put two spaces between the code that ends at ``position`` and its comment (E261).

    Not where the code ends with the "=" of a keyword or default: they would be E251, which it is not without a blank.
    """
    index = layout.index_at(position)
    if index is None or layout.tokens[index][0] != tokenize.COMMENT:
        return None
    start, before = layout.tokens[index][2], layout.tokens[index - 1]
    if before[1] == "=" and before[3] == start and "E251" in options.wanted:
        return None
    return Fix("Put two spaces before the comment", (edit(position, start, "  "),), Applicability.SAFE)


def begin_comment(layout: Layout, position: Position, options: FixOptions) -> Fix | None:
    """Let the comment at ``position`` begin with '# ' (E262, E265, E266); '#:' keeps its colon.

    A ruler like ``#-----`` that would become too long loses one of its characters.
    """
    index = layout.index_at(position)
    if index is None or layout.tokens[index][0] != tokenize.COMMENT:
        return None
    text, (row, column) = layout.tokens[index][1], layout.tokens[index][2]
    head, wanted = _beginning(text, inline=bool(layout.text(row)[:column].strip()))
    if text[:head] == wanted:
        return None
    more = column + len(text.rstrip()) + len(wanted) - head - options.max_line_length
    if more > 0 and "E501" in options.wanted and _RULER.fullmatch(text):
        head += more
    change = edit((row, column), (row, column + head), wanted)
    return Fix("Begin the comment with '# '", (change,), Applicability.SAFE)


def begun(text: str, *, inline: bool) -> str:
    """Let the text of a comment begin with '# '."""
    head, wanted = _beginning(text, inline=inline)
    return wanted + text[head:]


def _beginning(text: str, *, inline: bool) -> tuple[int, str]:
    """How many characters of a comment to replace, and by what."""
    rest = text.lstrip("#")
    mark = "#"
    if rest.startswith(":"):
        mark, rest = "#:", rest[1:]
    body = rest.lstrip(_BLANKS)
    if not body.strip():
        return len(text), mark
    if inline or not rest.startswith(" "):
        return len(text) - len(body), mark + " "
    return len(text) - len(rest), mark  # the text of a block comment may be indented
