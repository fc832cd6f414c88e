"""Where continuation lines must stand: pycodestyle's E12x rules, run over lines that move as they are judged.

``continued_indentation`` of pycodestyle (2.15) reports; this walks the same tokens with the same state, and where it
would report, moves the line to the column that the rule wants and goes on from there. Lines inside a bracket that
opens on a moved line move with it. One walk so settles a whole logical line, however deep it nests.
"""

from __future__ import annotations

import tokenize
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from qualitygate_plugins.pep8.fixes.layout import INVISIBLE, Token
from qualitygate_plugins.pep8.fixes.options import FixOptions

_LINE_BREAKS = (tokenize.NL, tokenize.NEWLINE)
_STRINGS = frozenset(
    (
        tokenize.STRING,
        tokenize.COMMENT,
        getattr(tokenize, "FSTRING_START", -1),
        getattr(tokenize, "TSTRING_START", -1),
    )
)
_OPENING_WORDS = frozenset(("assert", "raise", "with"))


@dataclass(frozen=True, slots=True)
class Indentation:
    """What a walk found: columns are 0-based, rows those of the tokens."""

    columns: Mapping[int, int]  #: the lines that must move, and where to
    wrong: Mapping[int, str]  #: the lines that are still wrong, and the code that says so
    brackets: Mapping[int, int]  #: by line: which of the brackets is the innermost around its start


def indent(
    tokens: Sequence[Token],
    options: FixOptions,
    wanted: Collection[str],
    *,
    fixed_rows: Collection[int] = (),
    lengths: Mapping[int, int] | None = None,
    tabs: bool = False,
    move: bool = True,
) -> Indentation:
    """Say where the continuation lines of one logical line must stand. Its indentation has no tabs.

    ``fixed_rows`` start inside a string and cannot move; ``lengths`` are those of the rows, when none may become
    longer than the limit; ``tabs`` says that the file's first indentation is one, which allows hangs of two levels.
    ``move`` off only reports, as pycodestyle does.
    """
    result = _Walk(tokens, options, wanted, fixed_rows, lengths or {}, tabs, move).run()
    last = tokens[-1][2][0]
    if not move or result.wrong.get(last) not in ("E125", "E129"):
        return result
    bracket = _bracket_to_widen(tokens, last, result.brackets)
    return _Walk(tokens, options, wanted, fixed_rows, lengths or {}, tabs, move, wide=bracket).run()


def _bracket_to_widen(tokens: Sequence[Token], row: int, brackets: Mapping[int, int]) -> int:
    """Return the bracket whose lines must move so that the row does; -1 for none.

    A row that begins with a closing bracket stands where the row of the opening one does: that is what moves.
    """
    starts = {token[2][0]: token[1] for token in reversed(tokens) if token[0] not in INVISIBLE}
    bracket = brackets.get(row, -1)
    while bracket >= 0 and starts[row] in (")", "]", "}") and tokens[bracket][2][0] in brackets:
        row = tokens[bracket][2][0]
        bracket = brackets[row]
    return bracket


@dataclass(slots=True)
class _Walk:
    """The state of ``continued_indentation``. Names are pycodestyle's where the thing is."""

    tokens: Sequence[Token]
    options: FixOptions
    wanted: Collection[str]
    fixed_rows: Collection[int]
    lengths: Mapping[int, int]
    tabs: bool
    move: bool
    wide: int | None = None  #: the bracket whose lines must stand deeper than the block that follows
    depth: int = 0
    indent_chances: dict[int, Any] = field(default_factory=dict)
    hangs: list[int | None] = field(default_factory=lambda: [None])
    open_rows: list[list[int]] = field(default_factory=list)
    indent: list[int] = field(default_factory=list)
    rel_indent: dict[int, int] = field(default_factory=dict)
    parens: dict[int, int] = field(default_factory=dict)
    last_column: int = 0
    level: int = 0
    indent_next: bool = False
    visual: Any = None
    delta: dict[int, int] = field(default_factory=dict)
    opened: list[tuple[int, int]] = field(default_factory=list)  #: row and token index of each open bracket
    columns: dict[int, int] = field(default_factory=dict)
    wrong: dict[int, str] = field(default_factory=dict)
    brackets: dict[int, int] = field(default_factory=dict)

    def run(self) -> Indentation:
        """Walk the tokens once."""
        first = self.tokens[0][2]
        self.level = next(token for token in self.tokens if token[0] not in INVISIBLE)[2][1]
        visible = [token for token in self.tokens if token[0] not in INVISIBLE and token[0] != tokenize.COMMENT]
        self.indent_next = visible[-1][1] == ":"
        self.open_rows, self.indent = [[first[0]]], [first[1]]
        self.rel_indent[first[0]] = 0
        self.last_column = first[1]
        row, multiline = first[0], False
        for index, token in enumerate(self.tokens):
            start, end = token[2], token[3]
            newline = row < start[0]
            if newline:
                row = start[0]
                newline = not multiline and token[0] not in _LINE_BREAKS
            if newline:
                self._place(token)
            self._note(index, token, row, first[0])
            multiline = start[0] != end[0]
            if multiline:
                self.rel_indent[end[0]] = self.rel_indent.get(row, 0)
        self._judge_last(row)
        return Indentation(self.columns, self.wrong, self.brackets)

    def _place(self, token: Token) -> None:
        """Decide where the continuation line that begins with ``token`` stands."""
        row, column = token[2]
        opened_on = self.opened[-1] if self.opened else (0, -1)
        self.brackets[row] = opened_on[1]
        default = column if row in self.fixed_rows else max(column + self.delta.get(opened_on[0], 0), 0)
        chosen, code = default, self._judge(token, default)[0]
        if self.move and row not in self.fixed_rows and (code in self.wanted or not self._fits(row, default - column)):
            for candidate in self._candidates(token):
                verdict = self._judge(token, candidate)[0]
                if verdict not in self.wanted and self._fits(row, candidate - column):
                    chosen, code = candidate, verdict
                    break
            else:
                chosen = default if self._fits(row, default - column) else column
                code = self._judge(token, chosen)[0]
        if code in self.wanted:
            self.wrong[row] = code
        if chosen != column:
            self.columns[row] = chosen
            self.delta[row] = chosen - column
        _, hang, self.visual, effect = self._judge(token, chosen)
        self.rel_indent[row] = chosen - self.level
        self.last_column = chosen
        if effect == "hang":
            self.hangs[self.depth] = hang
        elif effect == "visual":
            self.indent[self.depth] = chosen

    def _fits(self, row: int, more: int) -> bool:
        limit = self.options.max_line_length
        length = self.lengths.get(row, 0)
        return more <= 0 or length > limit or length + more <= limit

    def _judge(self, token: Token, column: int) -> tuple[str, int, Any, str]:
        """What pycodestyle says of the line at ``column``: code, hang, kind of visual indent, what it remembers."""
        size, depth = self.options.indent_size, self.depth
        relative = column - self.level
        close = token[0] == tokenize.OP and token[1] in "]})"
        hang, hanging = self._hang(relative)
        visual = not close and hang > 0 and self.indent_chances.get(column)
        code, effect = "", ""
        if self._is_too_near(token, relative):
            code = "E125"
        elif close and self.indent[depth]:
            code = "E124" if column != self.indent[depth] else ""
        elif close and not hang:
            code = "E133" if self.options.hang_closing else ""
        elif self.indent[depth] and column < self.indent[depth]:
            code = "E128" if visual is not True else ""
        elif hanging or (self.indent_next and relative == 2 * size):
            code, effect = ("E123" if close and not self.options.hang_closing else ""), "hang"
        elif visual is True:
            effect = "visual"
        elif visual not in (token[1], str):
            code, effect = self._broken(hang, close=close)
        return code, hang, visual, effect

    def _hang(self, relative: int) -> tuple[int, bool]:
        """How far the line hangs below the one that opened its bracket, and whether that is right."""
        size, hang, hanging = self.options.indent_size, 0, False
        for open_row in reversed(self.open_rows[self.depth]):
            hang = relative - self.rel_indent.get(open_row, 0)
            hanging = hang == size or (self.tabs and hang == 2 * size)
            if hanging:
                break
        if self.hangs[self.depth]:
            hanging = hang == self.hangs[self.depth]
        return hang, hanging

    def _broken(self, hang: int, *, close: bool) -> tuple[str, str]:
        if hang <= 0:
            return "E122", ""
        if self.indent[self.depth]:
            return "E127", ""
        if not close and self.hangs[self.depth]:
            return "E131", ""
        return ("E126" if hang > self.options.indent_size else "E121"), "hang"

    def _is_too_near(self, token: Token, relative: int) -> bool:
        """Whether the line must be told apart from the block that follows (E125, E129), and is not."""
        return (
            self.wide is not None
            and relative == self.options.indent_size
            and self.brackets.get(token[2][0]) == self.wide
        )

    def _candidates(self, token: Token) -> list[int]:
        """The columns that may be right, the likeliest first."""
        size, depth = self.options.indent_size, self.depth
        openers = [self.level + self.rel_indent.get(row, 0) for row in reversed(self.open_rows[depth])]
        if token[0] == tokenize.OP and token[1] in "]})":
            if self.indent[depth]:
                return [self.indent[depth]]
            return [column + size for column in openers] if self.options.hang_closing else openers
        columns = [self.indent[depth]] if depth and self.indent[depth] else []
        if self.wide is not None and self.brackets.get(token[2][0]) == self.wide:
            columns.append(self.level + 2 * size)
        hang = self.hangs[depth]
        if hang:
            columns += [column + hang for column in openers]
        columns += [column + size for column in openers[:1]]
        if self.indent_next:
            columns.append(self.level + 2 * size)
        columns += [column + size for column in openers[1:]]
        if not depth:
            columns += [column for column, kind in self.indent_chances.items() if kind is True]
        return columns

    def _note(self, index: int, token: Token, row: int, first: int) -> None:
        """Remember what later lines may be aligned with."""
        kind, text, start, end, _ = token
        delta = self.delta.get(start[0], 0) if self.delta else 0
        column = start[1] + delta
        behind = end[1] + (delta if start[0] == end[0] else 0)
        if self.parens.get(row) and kind not in (tokenize.NL, tokenize.COMMENT) and not self.indent[self.depth]:
            self.indent[self.depth] = column
            self.indent_chances[column] = True
        elif kind in _STRINGS:
            self.indent_chances[column] = str
        elif row == first and not self.depth and text in _OPENING_WORDS:
            self.indent_chances[behind + 1] = True
        elif not self.indent_chances and row == first and not self.depth and text == "if":
            self.indent_chances[behind + 1] = True
        elif text == ":" and self.tokens[index + 1][0] in _LINE_BREAKS:
            self.open_rows[self.depth].append(row)
        if kind == tokenize.OP:
            self._follow_brackets(index, text, row)
            self.indent_chances.setdefault(column, text)

    def _follow_brackets(self, index: int, text: str, row: int) -> None:
        if text in "([{":
            self.depth += 1
            self.opened.append((row, index))
            self.indent.append(0)
            self.hangs.append(None)
            if len(self.open_rows) == self.depth:
                self.open_rows.append([])
            self.open_rows[self.depth].append(row)
            self.parens[row] = self.parens.get(row, 0) + 1
        elif text in ")]}" and self.depth > 0:
            self._close_bracket(row)

    def _close_bracket(self, row: int) -> None:
        previous = self.indent.pop() or self.last_column
        self.hangs.pop()
        self.opened.pop()
        for depth in range(self.depth):
            if self.indent[depth] > previous:
                self.indent[depth] = 0
        for column in [column for column in self.indent_chances if column >= previous]:
            del self.indent_chances[column]
        del self.open_rows[self.depth + 1 :]
        self.depth -= 1
        if self.depth:
            self.indent_chances[self.indent[self.depth]] = True
        for number in range(row, self.tokens[0][2][0] - 1, -1):
            if self.parens.get(number):
                self.parens[number] -= 1
                break

    def _judge_last(self, row: int) -> None:
        """Tell the last line from the block that follows: E125, E129."""
        column = self.level + self.rel_indent.get(row, 0)
        if row in self.fixed_rows:
            line = self.tokens[-1][4]
            column = len(line) - len(line.lstrip())
        if self.indent_next and column == self.level + self.options.indent_size:
            code = "E129" if self.visual else "E125"
            if code in self.wanted and (self.move or row not in self.wrong):
                self.wrong[row] = code
