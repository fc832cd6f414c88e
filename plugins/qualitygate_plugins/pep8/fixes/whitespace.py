"""Blanks inside a line: E201-E204, E211, E221-E228, E231, E241, E242, E251, E252, E271-E275."""

from __future__ import annotations

import keyword
import tokenize

from qualitygate.api import Applicability, Edit, Fix
from qualitygate_plugins.pep8.fixes.layout import INVISIBLE, Layout, Position, Token, edit
from qualitygate_plugins.pep8.fixes.options import FixOptions

_CLOSING = frozenset(")]},;:")
#: Behind these pycodestyle wants a blank (2.15, missing_whitespace_after_keyword).
_KEYWORDS = frozenset(keyword.kwlist) - {"None", "True", "False"}
#: The operators that pycodestyle wants blanks around; ``pycodestyle.py`` 2.15, WS_NEEDED_OPERATORS and the optional.
_OPERATORS = frozenset(
    "**= *= /= //= += -= != < > %= ^= &= |= == <= >= <<= >>= = and in is or -> :="
    " ** * / // + - @ ^ & | << >> % @=".split()
)


def remove_gap(layout: Layout, position: Position) -> Fix | None:
    """Take the blanks at ``position`` away (E201, E202, E203, E204, E211)."""
    sides = layout.gap_at(position)
    if sides is None or _is_text(layout, *sides):
        return None
    left, right = sides
    if left[3] == right[2] or right[0] == tokenize.COMMENT or _joins(layout, left, right):
        return None
    return _fix("Remove the blanks", edit(left[3], right[2], ""))


def close_up_bracket(layout: Layout, position: Position, options: FixOptions) -> Fix | None:
    """Take the blanks before a bracket away (E211).

    Over a backslash the bracket goes up, alone where its contents do not fit.
    """
    row = position[0]
    left, index = layout.index_ending_at(position), layout.first_on_row(row + 1)
    if left is None or index != left + 1 or layout.text(row)[position[1] :].strip() != "\\":
        return remove_gap(layout, position)
    bracket, inner = layout.tokens[index : index + 2]
    statement = layout.logical_range(row)
    if bracket[1] not in ("(", "[") or statement is None or inner[0] in (tokenize.NL, tokenize.COMMENT):
        return None
    length = len(layout.text(row + 1).rstrip()) - bracket[2][1]
    if position[1] + length <= options.max_line_length and layout.tokens[statement[1] - 1][2][0] == row + 1:
        return _fix("Join the lines", edit(position, bracket[2], ""))
    first = next(token for token in layout.tokens[statement[0] : index] if token[0] not in INVISIBLE)
    margin = layout.indentation(first[2][0])
    if position[1] + 1 > options.max_line_length or "\t" in margin or inner[1] in (")", "]"):
        return None
    line_break = f"{bracket[1]}\n{margin}{' ' * options.indent_size}"
    return _fix("Open the bracket on the line above", edit(position, inner[2], line_break))


def close_up_punctuation(layout: Layout, position: Position, options: FixOptions) -> Fix | None:
    """Take the blanks before a comma, colon or semicolon away; one that begins a line goes up (E203).

    The colon of a slice is left alone: black puts blanks there, as around any operator of so low a rank. So is a
    semicolon behind ``return`` or ``pass``: without the blank it is E275.
    """
    if _is_slice_colon(layout, position):
        return None
    index = layout.index_ending_at(position)
    if index is None:
        return remove_gap(layout, position)
    left, index = layout.tokens[index], index + 1
    while layout.tokens[index][0] in (tokenize.NL, tokenize.COMMENT):
        index += 1
    mark, right = layout.tokens[index], layout.tokens[index + 1]
    if mark[1] == ";" and "E275" in options.wanted and left[1] in _KEYWORDS:
        return None
    if mark[2][0] == left[3][0] or mark[1] not in (",", ":"):
        return remove_gap(layout, position)
    row = mark[2][0]
    ends_row = right[0] in (tokenize.NL, tokenize.NEWLINE, tokenize.COMMENT)
    if layout.text(left[3][0]).endswith("\\"):
        return _join_over_backslashes(layout, left, mark) if ends_row else _move_up(layout, left, mark, right[2])
    end = (row + 1, 0) if right[0] == tokenize.NL else right[2]
    start = (row, 0) if right[0] == tokenize.NL else mark[2]
    return _fix(f"Move the '{mark[1]}' up", edit(left[3], left[3], mark[1]), edit(start, end, ""))


def _move_up(layout: Layout, left: Token, mark: Token, end: Position) -> Fix:
    """Put a mark behind the token above a backslash, and what begins at ``end`` in its place."""
    row, column = left[3]
    blank = "" if layout.text(row)[column : column + 1].isspace() else " "  # before the backslash, or it is E231
    return _fix(f"Move the '{mark[1]}' up", edit(left[3], left[3], mark[1] + blank), edit(mark[2], end, ""))


def _join_over_backslashes(layout: Layout, left: Token, mark: Token) -> Fix | None:
    """Put a mark that is the last of its row directly behind the token above: no row may be left with blanks alone."""
    if layout.slice(left[3], mark[2]).strip("\\ \t\f\n"):
        return None  # a comment stands between
    return _fix("Join the lines", edit(left[3], mark[2], ""))


def _is_slice_colon(layout: Layout, position: Position) -> bool:
    """Whether the mark behind ``position`` is a colon right inside of square brackets, and not a lambda's."""
    index = layout.index_at(position)
    if index is None:
        left = layout.index_ending_at(position)
        index = left if left is None else left + 1
    tokens = layout.tokens
    while index is not None and index < len(tokens) and tokens[index][0] in (tokenize.NL, tokenize.COMMENT):
        index += 1
    if index is None or index >= len(tokens) or tokens[index][1] != ":":
        return False
    return index in layout.once(_slice_colons)


def _slice_colons(layout: Layout) -> frozenset[int]:
    """The indexes of the colons right inside of square brackets that are no lambda's."""
    found: list[int] = []
    around: list[tuple[str, int]] = []  #: the open brackets, and the lambdas in each whose colon is to come
    for index, (kind, text, _, _, _) in enumerate(layout.tokens):
        if kind == tokenize.OP and text in "([{":
            around.append((text, 0))
        elif kind == tokenize.OP and text in ")]}":
            around.pop()
        elif around and ((kind == tokenize.OP and text == ":") or text == "lambda"):
            bracket, lambdas = around.pop()
            if text == ":" and bracket == "[" and lambdas <= 0:
                found.append(index)
            around.append((bracket, lambdas + (1 if text == "lambda" else -1)))
    return frozenset(found)


def shrink_gap(layout: Layout, position: Position) -> Fix | None:
    """Make the blanks at ``position`` one space (E221-E224, E241, E242, E271-E274)."""
    sides = layout.gap_at(position)
    if sides is None or _is_text(layout, *sides):
        return None
    left, right = sides
    if right[2][1] - left[3][1] < 1 or right[0] in (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE):
        return None
    return _fix("Leave one space", edit(left[3], right[2], " "))


def add_space(layout: Layout, position: Position) -> Fix | None:
    """Put a space at ``position`` (E275; a keyword before a bracket that closes needs none)."""
    sides = layout.gap_at(position)
    if sides is None or sides[0][3] != position or sides[1][2] != position or _is_text(layout, *sides):
        return None
    if sides[1][1][:1] in _CLOSING:
        return None  # "pass;": a blank before ";" would be E203
    return _fix("Insert a space", edit(position, position, " "))


def add_space_after(layout: Layout, position: Position, options: FixOptions) -> Fix | None:
    """Put a space behind the comma, colon or semicolon at ``position`` (E231)."""
    index = layout.index_at(position)
    if index is None or layout.tokens[index][2] != position or layout.tokens[index][1] not in (",", ";", ":"):
        return None
    end = layout.tokens[index][3]
    if layout.has_debug_field(position):
        return None
    if not layout.text(end[0])[end[1] :].strip():
        return None  # a form feed is not white space for E231, and the blank before it would be W291
    return _fix("Insert a space", *_space_behind(layout, index, options))


def _space_behind(layout: Layout, index: int, options: FixOptions) -> list[Edit]:
    """Put a space behind a token, and take away the blanks before it that pycodestyle then would see.

    Next to a "=" it overlooks those before a mark or bracket (2.15, EXTRANEOUS_WHITESPACE_REGEX), as of ``y ,= x``.
    A comma that begins a row goes up: no space is to be put in there.
    """
    token = layout.tokens[index]
    end, space = token[3], edit(token[3], token[3], " ")
    code = "E203" if token[1] == "," else "E202"
    if token[1] not in _CLOSING or code not in options.wanted or not layout.text(end[0]).startswith("=", end[1]):
        return [space]
    left = layout.tokens[index - 1]
    if left[3] == token[2] or left[1] == ",":
        return [space]
    if left[3][0] == token[2][0]:
        return [edit(left[3], token[2], ""), space]
    return list(_move_up(layout, left, token, end).edits) if token[1] == "," else [space]


def space_operator(layout: Layout, position: Position, options: FixOptions) -> Fix | None:
    """Put a space on each side of the operator at ``position`` that lacks one (E225-E228).

    pycodestyle reports the first side that lacks it and does not look at the other; both are repaired at once.
    """
    sides = layout.gap_at(position)
    if sides is None or sides[0][3] != position or sides[1][2] != position or _is_text(layout, *sides):
        return None
    left, right = sides
    index = layout.index_at(position)
    if index is None:
        return None
    if left[1] in _OPERATORS and _is_spaced(layout, left):
        return _fix("Insert a space", edit(position, position, " "))
    if right[1] not in _OPERATORS or (right[1] in ("==", "!=") and _hides_types(layout, position, options)):
        return None
    edits = _space_behind(layout, index - 1, options)
    following = layout.tokens[index + 1]
    # behind a keyword, E275 asks for the space
    if following[2] == right[3] and not right[1].isalpha() and following[0] not in (tokenize.NL, tokenize.NEWLINE):
        edits.append(edit(right[3], right[3], " "))
    return _fix(f"Put spaces around '{right[1]}'", *edits)


def _hides_types(layout: Layout, position: Position, options: FixOptions) -> bool:
    """Whether types may be compared here: pycodestyle sees E721 only where there are blanks around the operator."""
    return "E721" in options.wanted and layout.logical_range(position[0]) in layout.once(_lines_with_types)


def _lines_with_types(layout: Layout) -> frozenset[tuple[int, int] | None]:
    """The logical lines in which something is called ``type``."""
    types = [token[2][0] for token in layout.tokens if token[1] == "type"]
    return frozenset(map(layout.logical_range, types))


def missing_blanks(layout: Layout, row: int) -> int:
    """How many blanks the row may need more than it has; rather too many than too few."""
    index = layout.first_on_row(row)
    count = 0
    while index is not None and layout.tokens[index + 1][2][0] == row:
        left, right = layout.tokens[index : index + 2]
        if left[3] == right[2]:
            count += (left[1] == "," and right[1] not in _CLOSING) + (left[1] in _OPERATORS) + (right[1] in _OPERATORS)
        index += 1
        if index + 1 == len(layout.tokens):
            break
    return count


def space_default(layout: Layout, position: Position) -> Fix | None:
    """Put a space at ``position``, on one side of the '=' of an annotated default (E252)."""
    sides = layout.gap_at(position)
    if sides is None or sides[0][3] != position or sides[1][2] != position or _is_text(layout, *sides):
        return None
    return _fix("Insert a space", edit(position, position, " "))


def close_up_equals(layout: Layout, position: Position) -> Fix | None:
    """Take the blanks on one side of the '=' of a keyword or default away, a line break among them (E251)."""
    index = layout.index_ending_at(position)
    if index is None:
        return None
    left, right = layout.tokens[index], layout.tokens[index + 1]
    while right[0] == tokenize.NL:
        index += 1
        right = layout.tokens[index + 1]
    if tokenize.COMMENT in (left[0], right[0]) or _is_text(layout, left, right):
        return None  # the comment would swallow what follows
    return _fix("Remove the blanks", edit(left[3], right[2], ""))


def _is_spaced(layout: Layout, operator: Token) -> bool:
    column = operator[2][1]
    return column == 0 or layout.text(operator[2][0])[column - 1] in " \t"


def _joins(layout: Layout, left: Token, right: Token) -> bool:
    """Whether two tokens would become one, or a doubled brace of an f-string, when nothing stood between them."""
    words = left[1][-1:].isidentifier() or left[1][-1:].isdigit()
    if words and (right[1][:1].isidentifier() or right[1][:1].isdigit() or right[1][:1] in "'\""):
        return True
    return left[1] == right[1] and left[1] in ("{", "}") and layout.formatted_span(right[2]) is not None


def _is_text(layout: Layout, left: Token, right: Token) -> bool:
    """Whether blanks between the two count as text: beside the text of an f-string, or in its ``{x = }``."""
    return _is_middle(left) or _is_middle(right) or layout.has_debug_field(right[2])


def _is_middle(token: Token) -> bool:
    return token[0] in (getattr(tokenize, "FSTRING_MIDDLE", -1), getattr(tokenize, "TSTRING_MIDDLE", -1))


def _fix(title: str, *edits: Edit) -> Fix:
    return Fix(title, edits, Applicability.SAFE)
