"""Which checks find nothing in a logical line, told by a glance at its text: faster than calling them.

Read in the sources of pycodestyle 2.12 to 2.15. A check that is not named here is always called.

Its facts are pinned by tests/plugins/pep8/shapes/test_silent.py.
"""

from __future__ import annotations

import keyword
import re

_AMBIGUOUS = re.compile(r"[lOI](?!\w)(?<!\w[lOI])").search
_TIGHT_KEYWORD = re.compile(rf"\b(?:\d\w*?)?(?:{'|'.join(keyword.kwlist)})(?=[^\s\w:])").search
#: What may stand right before ``and``, ``in``, ``is``, ``or``: the end of an operand.
_TIGHT_OPERAND = re.compile(r"[)\]}\"'.](?:and|i[ns]|or)\b").search
_TIGHT_NUMBER = re.compile(r"\d(?<=\b\d)\w*(?:and|i[ns]|or)\b").search
#: Every comma and colon has a blank behind it, every operator one on each side, unless it is a sign or a star.
_IS_SPACED = re.compile(
    r"""@?[^-+*/@%&|^<>=!,;:]*
    (?:
        (?: [,;:](?=[ ]|\Z)
          | (?<=[ ])(?:\*\*=?|//=?|>>=?|<<=?|->|!=|[-+*/@%&|^<>=]=?)(?=[ ])
          | (?:(?<=[(\[{])|(?<=[,=][ ]))(?:\*\*?|[-+])(?=[\w(\[{"'])
        )
        [^-+*/@%&|^<>=!,;:]*
    )*""",
    re.VERBOSE,
).fullmatch
_EXTRANEOUS_BLANK = re.compile(r" (?:[\]}),;:]|(?<=[\[({] ))").search
_BLANK_BEFORE_BRACKET = re.compile(r"[(\[](?<=[\w)\]}] [(\[])").search
_OPERATOR_FIRST = re.compile(r"\n[^\S\n]*(?:[-+*/|&^<>!]|==|[%@:]=|and\b|or\b)").search
_OPERATOR_LAST = re.compile(r"(?:[-+*/|&^<>=]|and|or)(?:[ \t\f]|\\\n)*(?:#[^\n]*)?\n").search


def silent_checks(line: str, rows: str) -> set[str]:
    """Return the names of checks that cannot find anything in a logical line which stands on ``rows``, with their ends.

    ``line`` is as :func:`build_logical_line` makes it. Both are of a file that parses.
    """
    is_wide = "  " in line or "\t" in line or "\f" in line
    silent = _by_rows(rows)
    _add_by_words(silent, line)
    if not is_wide:
        silent.update(("whitespace_around_comma", "whitespace_around_keywords", "whitespace_around_operator"))
        if _EXTRANEOUS_BLANK(line) is None and not line.startswith("@ "):
            silent.add("extraneous_whitespace")
        if _BLANK_BEFORE_BRACKET(line) is None:
            silent.add("whitespace_before_parameters")
    if "#" not in rows and _TIGHT_KEYWORD(line) is None:
        silent.add("missing_whitespace_after_keyword")
        # what stands behind a comma is not in the logical line where it is a backslash or a form feed
        is_seen = "\\\n" not in rows and "\f" not in rows
        if is_seen and _IS_SPACED(line) and not _TIGHT_OPERAND(line) and not _TIGHT_NUMBER(line):
            silent.add("missing_whitespace")
    if not _may_have_odd_equals(line, is_wide=is_wide):
        silent.add("whitespace_around_named_parameter_equals")
    return silent


def _by_rows(rows: str) -> set[str]:
    silent: set[str] = set()
    if "#" not in rows:
        silent.add("whitespace_before_comment")
    if "\\" not in rows:
        silent.update(("explicit_line_join", "python_3000_invalid_escape_sequence"))
    if rows.find("\n") == len(rows) - 1:
        silent.update(("break_before_binary_operator", "break_after_binary_operator"))
        return silent
    if _OPERATOR_FIRST(rows) is None:
        silent.add("break_before_binary_operator")
    if _OPERATOR_LAST(rows) is None:
        silent.add("break_after_binary_operator")
    return silent


def _add_by_words(silent: set[str], line: str) -> None:
    if ";" not in line and not 0 <= line.find(":") < len(line) - 1:
        silent.add("compound_statements")
    if _AMBIGUOUS(line) is None:
        silent.add("ambiguous_identifier")
    if "==" not in line and "!=" not in line:
        silent.add("comparison_to_singleton")
    if "not" not in line:
        silent.add("comparison_negative")
    if "type" not in line:
        silent.add("comparison_type")
    if not line.startswith("except"):
        silent.add("bare_except")
    if not line.startswith("import "):
        silent.add("imports_on_separate_lines")


def _may_have_odd_equals(line: str, *, is_wide: bool) -> bool:
    """Is there an "=" in brackets, with a blank beside it or where one may be missing?"""
    last = line.rfind("=")
    brackets = [at for at in (line.find("(", 0, last), line.find("[", 0, last)) if at >= 0]
    if last < 0 or not brackets:
        return False
    first = min(brackets)
    has_blank = is_wide or line.find(" =", first) >= 0 or line.find("= ", first) >= 0
    return has_blank or line.startswith(("async", "class", "def", "type"))
