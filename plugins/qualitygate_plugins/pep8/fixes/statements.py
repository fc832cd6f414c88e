"""Several statements on one line: E401, E701, E702, E703, E704."""

from __future__ import annotations

import tokenize
from collections.abc import Sequence

from qualitygate.api import Applicability, Edit, Fix
from qualitygate_plugins.pep8.fixes.layout import Layout, Position, Token, edit, visible
from qualitygate_plugins.pep8.fixes.options import FixOptions

_BLOCKS = frozenset("def async for if elif else try except finally with class while match case".split())

#: What may stand above an import.
_BEFORE_IMPORTS = frozenset("import from lazy try except else finally with if elif".split())
#: Tokens of a line; half a thousand statements.
_MOST = 5000


def split_imports(layout: Layout, position: Position, options: FixOptions) -> Fix | None:
    """Give every name of an import statement a statement of its own (E401).

    Not below other code while E402 is wanted: each of the new statements would be one more finding of it.
    """
    tokens = _visible_line(layout, position)
    if not tokens or tokens[0][1] != "import" or ("E402" in options.wanted and _is_late(layout, position[0])):
        return None
    margin = layout.indentation(tokens[0][2][0])
    if "\x0c" in margin:
        return None  # the next import would begin a page too
    edits = []
    for left, comma, right in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if comma[1] == ";":
            break
        if comma[1] == ",":
            edits.append(edit(left[3], right[2], f"\n{margin}import "))
    return Fix("Import each module on a line of its own", tuple(edits), Applicability.SAFE) if edits else None


def split_statements(layout: Layout, position: Position, options: FixOptions) -> Fix | None:
    """Give every statement of the line a line of its own (E701, E702, E704).

    A statement behind the colon of a block moves into the block with all that follow it, or the first would stay in
    it and the others leave it.
    """
    tokens = _visible_line(layout, position)
    if not tokens:
        return None
    margin = layout.indentation(tokens[0][2][0])
    if "\x0c" in margin:
        return None  # a form feed separates pages; pycodestyle takes it for indentation
    colon = _block_colon(tokens)
    if colon is None:
        return _split_at(tokens, position, margin)
    if _is_followed_by_backslash(layout, tokens[-1][3][0]) or _is_decorated_behind_backslash(layout, tokens[0][2][0]):
        return None
    unit = "\t" if margin.endswith("\t") else " " * options.indent_size
    edits = [_new_line(tokens[colon][3], tokens[colon + 1], margin + unit)]
    edits += _splits(tokens[colon + 1 :], margin + unit)
    return Fix("Give each statement a line of its own", tuple(edits), Applicability.SAFE)


def is_to_be_split(layout: Layout, span: tuple[int, int], options: FixOptions) -> bool:
    """Whether statements share this logical line that somebody wants on lines of their own."""
    if options.wanted.isdisjoint(("E701", "E702", "E704")):
        return False
    tokens = visible(layout.tokens[span[0] : span[1]])
    if "E702" in options.wanted and any(token[1] == ";" for token in tokens[:-1]):
        return True
    words = [token[1] for token in tokens[:2]]
    code = "E704" if "def" in words else "E701"
    return code in options.wanted and _block_colon(tokens) is not None


def drop_semicolon(layout: Layout, position: Position) -> Fix | None:
    """Take the semicolon at the end of a line away (E703)."""
    index = layout.index_at(position)
    if index is None or layout.tokens[index][1] != ";":
        return None
    left, semicolon = layout.before(index), layout.tokens[index]
    if left is None or left[3][0] != position[0]:
        return None
    return Fix("Remove the semicolon", (edit(left[3], semicolon[3], ""),), Applicability.SAFE)


def block_indentation(layout: Layout, row: int, options: FixOptions) -> str:
    """The indentation of a block under the statement on ``row``."""
    margin = layout.indentation(row)
    return margin + ("\t" if margin.endswith("\t") else " " * options.indent_size)


def _is_late(layout: Layout, row: int) -> bool:
    """Whether an import on this row is one that pycodestyle wants at the top (2.15, module_imports_on_top_of_file)."""
    if layout.indentation(row):
        return False
    first = layout.once(_first_code)
    return first is not None and first < row


def _first_code(layout: Layout) -> int | None:
    """The row of the first statement below which imports are late."""
    docstrings = 0
    for begin, end in layout.logical_ranges:
        tokens = visible(layout.tokens[begin : min(end, begin + 8)])
        if not tokens:
            return None
        first = tokens[0]
        if first[2][1] or first[1] in _BEFORE_IMPORTS or first[1].startswith("__"):
            continue
        docstrings += first[0] == tokenize.STRING
        if first[0] != tokenize.STRING or docstrings > 1:
            return first[2][0]
    return None


def _visible_line(layout: Layout, position: Position) -> list[Token]:
    """The visible tokens of a logical line; none when it begins with a backslash, which hides its indentation.

    None of a line that nobody has written either: each of its findings would read all of it.
    """
    begin, end = layout.logical_range(position[0]) or (0, 0)
    tokens = visible(layout.tokens[begin : end if end - begin <= _MOST else begin])
    row = tokens[0][2][0] if tokens else 0
    return tokens if row and layout.first_row(row) == row and not layout.starts_in_string(row) else []


def _is_followed_by_backslash(layout: Layout, row: int) -> bool:
    """Whether the next line of code begins with a backslash: to end a block there would be E122."""
    below = (row for row in range(row + 1, len(layout.lines) + 1) if not layout.comment_row(row))
    return next((text for text in (layout.text(row).strip() for row in below) if text), "") == "\\"


def _is_decorated_behind_backslash(layout: Layout, row: int) -> bool:
    """Whether the decorators above begin with a backslash: E302, which no definition on one line is, would stay."""
    while row > 1 and (above := visible(layout.logical_line(row - 1) or ())) and above[0][1] == "@":
        row = above[0][2][0]
    return layout.first_row(row) != row


def _block_colon(tokens: Sequence[Token]) -> int | None:
    """The index of the colon that opens a block and has a statement behind it."""
    if tokens[0][1] not in _BLOCKS:
        return None
    depth = lambdas = 0
    for index, token in enumerate(tokens[:-1]):
        if token[0] == tokenize.NAME and token[1] == "lambda" and not depth:
            lambdas += 1
        elif token[0] != tokenize.OP:
            continue
        elif token[1] in "([{":
            depth += 1
        elif token[1] in ")]}":
            depth -= 1
        elif token[1] == ":" and not depth:
            if not lambdas:
                return index
            lambdas -= 1
    return None


def _split_at(tokens: Sequence[Token], position: Position, margin: str) -> Fix | None:
    for index, token in enumerate(tokens[:-1]):
        if token[2] == position and token[1] == ";" and index:
            change = _new_line(tokens[index - 1][3], tokens[index + 1], margin)
            return Fix("Put the statement on a line of its own", (change,), Applicability.SAFE)
    return None


def _splits(tokens: Sequence[Token], margin: str) -> list[Edit]:
    """Replace each semicolon between two statements by a line break; drop one at the end."""
    edits = []
    for left, semicolon, right in zip(tokens, tokens[1:], [*tokens[2:], None], strict=False):
        if semicolon[1] == ";" and semicolon[0] == tokenize.OP:
            edits.append(_new_line(left[3], right, margin) if right else edit(left[3], semicolon[3], ""))
    return edits


def _new_line(end: Position, right: Token, margin: str) -> Edit:
    return edit(end, right[2], f"\n{margin}")
