"""Reads Python: comments, docstrings and the strings that are prose, all by the tokens of the source."""

from __future__ import annotations

import re
import tokenize
from collections.abc import Iterator
from itertools import accumulate

from qualitygate.api import Source
from qualitygate_plugins.spelling.prose import GLUE, TAKEN, Prose, take_out, taken, without_code
from qualitygate_plugins.spelling.readers import rst

_COMMENT, _STRING = tokenize.COMMENT, tokenize.STRING
#: Python 3.12 cuts f-strings (3.14 also t-strings) into tokens; before, they are one string.
_STARTS, _MIDDLES, _ENDS = (
    frozenset(getattr(tokenize, name) for name in names if hasattr(tokenize, name))
    for names in (
        ("FSTRING_START", "TSTRING_START"),
        ("FSTRING_MIDDLE", "TSTRING_MIDDLE"),
        ("FSTRING_END", "TSTRING_END"),
    )
)
_READ = frozenset((_COMMENT, _STRING, *_MIDDLES, *_STARTS))
#: Between two tokens these mean nothing.
_SILENT = frozenset((tokenize.NL, tokenize.COMMENT, tokenize.ENCODING))
#: Behind one of these a string is a statement of its own: a docstring of something, or a note.
_STATEMENT_START = frozenset((tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT))
_STATEMENT_END = frozenset((tokenize.NEWLINE, tokenize.COMMENT, tokenize.ENDMARKER, tokenize.NL))

_QUOTE = re.compile("([A-Za-z]*)('''|\"\"\"|'|\")")
_DIRECTIVE = re.compile(
    r"#\s*(?:noqa\b|type:|pragma\b|pylint:|mypy:|pyright:|ruff:|flake8[:=]|isort:|fmt:|yapf:|nosec\b|qualitygate:|"
    r"pyre-|cython:|doctest:|codespell:|spell-?checker:|cspell:|-\*-|vim?:|ex:|coding[:=]|!).*",
    re.IGNORECASE,
)
#: Code that somebody commented out: an assignment, a definition, an import, a call that is all of the line.
_OLD_CODE = re.compile(
    r"#+\s*(?:[\w.\[\]'\"]+(?:\s*,\s*[\w.]+)*\s*(?:[-+*/|&]?=(?!=))|(?:async )?def \w+\(|class \w+[(:]|"
    r"import [\w.]+\s*$|from [\w.]+ import |@\w|return [\w.]+[(\[]|>>>|\.\.\. |[\w.]+\(.*\)[,:]?\s*$|"
    r"[\"'][\w.]+[\"']\s*[:,]|\$ |SELECT |INSERT )"
)
_ESCAPE = re.compile(r"\\(?:N\{[^{}\n]*\}|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[0-7]{1,3}|\n|.)", re.DOTALL)
_BREAKS = {"n": " \n", "t": "  ", "r": "  ", "f": "  ", "v": "  ", "\n": " \n"}
#: The name of a parameter before its description, as Google and NumPy write it, and Epytext's fields.
_PARAMETER = re.compile(
    r"^[ \t]+\*{0,2}[a-z_]\w*(?:[ \t]*\([^()\n]*\))?[ \t]*:(?=\s)|^[ \t]*@\w+[^:\n]{0,40}:", re.MULTILINE
)
_FILLER = "\n"  #: stands where code was: no name reaches across it


def read(source: Source) -> Prose:
    """Read what ``source.tokens`` has; a file that breaks off is read up to there. Strings are unsafe to change."""
    text = source.text
    parts: list[str] = []
    unsafe: list[tuple[int, int]] = []
    done = 0
    for start, end, kind, prefix in _pieces(source):
        between = text[done:start]
        parts.append(between if between.isspace() and kind == "comment" else _FILLER * len(between))
        parts.append(_READERS[kind](text[start:end], prefix))
        if kind == "string":
            unsafe.append((start, end))
        done = end
    parts.append(_FILLER * (len(text) - done))
    return Prose("".join(parts), unsafe)


def _pieces(source: Source) -> Iterator[tuple[int, int, str, str]]:
    """Yield start, end, kind ("comment", "docstring", "string") and string prefix of all that is read, in order."""
    starts = [0, *accumulate(map(len, source.lines))]
    tokens = source.tokens
    before = tokenize.NEWLINE
    prefix = ""
    for index, token in _outside_fields(tokens):
        kind = token[0]
        if kind in _READ:
            start, end = starts[token[2][0] - 1] + token[2][1], starts[token[3][0] - 1] + token[3][1]
            if kind == _COMMENT:
                yield start, end, "comment", ""
            elif kind == _STRING:
                yield from _string(source.text, start, end, _is_statement(tokens, index, before))
            elif kind in _MIDDLES:
                yield start, end, "string", prefix
            else:
                prefix = token[1].rstrip("'\"").lower().replace("f", "")
        if kind not in _SILENT:
            before = kind


def _outside_fields(tokens: list[tokenize.TokenInfo]) -> Iterator[tuple[int, tokenize.TokenInfo]]:
    """Yield tokens with their index, those in the fields of f-strings left out: strings in them are keys mostly."""
    strings = braces = 0
    for index, token in enumerate(tokens):
        kind = token[0]
        if kind in _STARTS:
            strings += 1
        elif strings:
            if kind in _ENDS:
                strings -= 1
            elif kind == tokenize.OP:
                braces += (token[1] == "{") - (token[1] == "}")
        if not braces:
            yield index, token


def _is_statement(tokens: list[tokenize.TokenInfo], index: int, before: int) -> bool:
    if before not in _STATEMENT_START:
        return False
    return index + 1 == len(tokens) or tokens[index + 1][0] in _STATEMENT_END or tokens[index + 1][1] == ";"


def _string(text: str, start: int, end: int, statement: bool) -> Iterator[tuple[int, int, str, str]]:
    opening = _QUOTE.match(text, start)
    if opening is None:
        return
    prefix = opening.group(1).lower()
    if "b" not in prefix:
        yield opening.end(), end - len(opening.group(2)), "docstring" if statement else "string", prefix


def _comment(comment: str, prefix: str) -> str:
    """Read a comment: its directives, and code that it hides, are taken out."""
    if _OLD_CODE.match(comment):
        return TAKEN * len(comment)
    if _DIRECTIVE.search(comment):
        comment = _DIRECTIVE.sub(taken, comment)
    marks = len(comment) - len(comment.lstrip("#:!"))
    return rst.without_inline(" " * marks + without_code(comment[marks:]), [])


def _docstring(body: str, prefix: str) -> str:
    """Read a docstring as reStructuredText, with the parameter lists of the other styles."""
    body = without_escapes(body, prefix)
    if "\n" not in body:
        return rst.without_inline(body, [])
    body = _PARAMETER.sub(taken, rst.without_blocks(body, docstring=True))
    return rst.without_inline(body, [])


def _plain_string(body: str, prefix: str) -> str:
    """Read a string that can be prose. One lower-case word, slug or path is a value; a capital makes it a label."""
    if body.islower() and not any(map(str.isspace, body)):
        return TAKEN * len(body)
    body = without_escapes(body, prefix)
    if "f" in prefix and "{" in body:
        body = _without_fields(body)
    return without_code(body)


_READERS = {"comment": _comment, "docstring": _docstring, "string": _plain_string}


def without_escapes(body: str, prefix: str) -> str:
    """Take escapes out, raw strings excepted: ``\\n`` is a line break, ``\\u00e9`` stays part of its word."""
    return body if "\\" not in body or "r" in prefix else _ESCAPE.sub(_escape, body)


def _escape(match: re.Match[str]) -> str:
    escape = match.group()
    if escape[1] in _BREAKS:
        return _BREAKS[escape[1]]
    if escape[1] in "'\"\\":
        return TAKEN + escape[1]
    return (GLUE if escape[1] in "xuUN01234567" and _is_letter(escape) else TAKEN) * len(escape)


def _is_letter(escape: str) -> bool:
    if escape[1] == "N":
        return "LETTER" in escape.upper()
    base = 8 if escape[1].isdigit() else 16
    code = int(escape[1:].lstrip("xuU"), base)
    return code < 0x110000 and chr(code).isalnum()


def _without_fields(body: str) -> str:
    """Take the ``{…}`` of an f-string out where it is one token; doubled braces are text."""
    parts: list[str] = []
    done = depth = 0
    for brace in re.finditer(r"\{\{|\}\}|[{}]", body):
        mark = brace.group()
        if depth == 0 and len(mark) == 2:
            continue
        if mark[0] == "{":
            if depth == 0:
                parts.append(body[done : brace.start()])
                done = brace.start()
            depth += len(mark)
        else:
            depth = max(0, depth - len(mark))
            if depth == 0 and done <= brace.start():
                parts.append(take_out(body[done : brace.end()]))
                done = brace.end()
    return "".join(parts) + (take_out(body[done:]) if depth else body[done:])
