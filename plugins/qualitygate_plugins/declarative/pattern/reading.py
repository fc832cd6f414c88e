"""From the text of a pattern to a syntax tree, in which ``$NAME`` and ``...`` are names that no program has.

A pattern is Python but for four things: ``$X`` is one expression, one name or, on a line of its own, one statement;
``$_`` too, and each is another one; ``...`` is any number of arguments, elements or statements, or any one expression
where there can be one only; ``$...XS`` is the same with a name. A string ``"..."`` is any string.
"""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Iterator
from typing import NamedTuple

from qualitygate.api.lexing import STRING_OR_COMMENT

ONE, MANY = "__one_", "__many_"
ANY = f"{ONE}_"  #: what stands for ``$_``
_SIGN = re.compile(
    r"(?P<string>%s)|\$\.\.\.(?P<many>\w*)|\$(?P<one>\w*)|(?P<dots>\.\.\.)|(?P<open>[(\[{])|(?P<close>[)\]}])"
    % STRING_OR_COMMENT.pattern,
    re.DOTALL | re.VERBOSE,
)
_NAME = re.compile(r"[A-Z_][A-Z0-9_]*")
_IMPORTING = re.compile(r"\bimport\b[^\n;()]*\Z|\bimport\s*\([^)]*\Z")
#: Behind the colon of these stand statements.
_BLOCK = re.compile(
    r"\s*(?:async|class|def|elif|else|except|finally|for|if|try|while|with|case|match)\b.*:\s*\.\.\.\s*"
)


class PatternError(ValueError):
    """A pattern that cannot be read; the message says what was expected."""


class Pattern(NamedTuple):
    """A pattern that was read."""

    code: str  #: Python, with names for what was written with signs
    expression: ast.expr | None  #: what it is, when it is one
    statements: list[ast.stmt]  #: else these, in a row
    dots: int  #: how many ``...`` without a name there are
    names: frozenset[str]  #: of ``$NAME`` and ``$...NAME``

    @property
    def matches_everything(self) -> str:
        """Say why it says nothing about code; "" when it says something."""
        if self.expression is not None and _is_blank(self.expression):
            return "it is any expression; expected code around it"
        ends = (self.statements[0], self.statements[-1]) if self.expression is None else ()
        if any(isinstance(each, ast.Expr) and _name(each.value).startswith(MANY) for each in ends):
            return "expected a statement at its beginning and at its end, got '...'"
        if ends and all(isinstance(each, ast.Expr) and _is_blank(each.value) for each in self.statements):
            return "it is any statement; expected code around it"
        return ""

    @property
    def roots(self) -> list[ast.AST]:
        """The trees of it."""
        return [self.expression] if self.expression is not None else list(self.statements)


def _name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _is_blank(node: ast.expr) -> bool:
    is_any = isinstance(node, ast.Constant) and node.value is ...
    return is_any or _name(node).startswith((ONE, MANY))


def read_pattern(text: str) -> Pattern:
    """Read a pattern, or what it is replaced with.

    Raises:
        PatternError: it is no code, or a name behind a dollar is none.
    """
    plain = textwrap.dedent(text).strip("\n").rstrip()
    if not plain.strip():
        raise PatternError("expected code, got nothing")
    failure: SyntaxError | None = None
    for stars in ("*", "**"):
        translated = _Translation(plain, stars)
        try:
            tree = ast.parse(translated.code)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            failure = failure or (error if isinstance(error, SyntaxError) else SyntaxError(str(error)))
            continue
        statements = tree.body
        if not statements:
            raise PatternError("expected code, got a comment")
        first = statements[0] if statements else None
        alone = first.value if isinstance(first, ast.Expr) and len(statements) == 1 else None
        return Pattern(translated.code, alone, statements, translated.dots, frozenset(translated.names))
    assert failure is not None
    raise PatternError(f"cannot be read as Python: {failure.msg}, line {failure.lineno or 1}")


class _Translation:
    """A pattern's text as Python. ``stars`` is what stands before any number of entries in braces."""

    def __init__(self, text: str, stars: str) -> None:
        self._text = text
        self._stars = stars
        self.dots = 0
        self.names: set[str] = set()
        self.code = "".join(self._pieces())

    def _pieces(self) -> Iterator[str]:
        done, brackets = 0, list[tuple[str, int]]()
        for sign in _SIGN.finditer(self._text):
            yield self._text[done : sign.start()]
            done = sign.end()
            if sign["open"]:
                brackets.append((sign["open"], sign.start()))
            elif sign["close"] and brackets:
                brackets.pop()
            if sign["one"] is not None:
                yield ONE + ("_" if sign["one"] == "_" else self._name(sign["one"]))
            elif sign["many"] is not None:
                yield self._many(sign, brackets, self._name(sign["many"]))
            elif sign["dots"]:
                yield self._any(sign, brackets)
            else:
                yield sign.group()
        yield self._text[done:]

    def _name(self, name: str) -> str:
        if not _NAME.fullmatch(name) or name == "_":
            raise PatternError(f"expected a name in capitals behind '$', got {'$' + name!r}")
        self.names.add(name)
        return name

    def _any(self, sign: re.Match[str], brackets: list[tuple[str, int]]) -> str:
        is_line = not brackets and self._is_line(sign)
        if not (is_line or self._is_entry(sign, brackets) or self._is_imported(sign)):
            return "..."
        self.dots += 1
        return self._many(sign, brackets, f"_{self.dots}")

    def _many(self, sign: re.Match[str], brackets: list[tuple[str, int]], name: str) -> str:
        stars = ""
        if self._is_entry(sign, brackets) and not self._is_imported(sign):
            stars = self._stars if brackets[-1][0] == "{" else "*"
        return f"{stars}{MANY}{name}"

    def _is_entry(self, sign: re.Match[str], brackets: list[tuple[str, int]]) -> bool:
        """Does it stand in brackets between commas, where there can be any number?"""
        if not brackets:
            return False
        kind, start = brackets[-1]
        before = self._text[: sign.start()].rstrip()
        behind = self._text[sign.end() :].lstrip()
        if before[-1:] not in ("(", "[", "{", ",") or behind[:1] not in (")", "]", "}", ","):
            return False
        follows_word = bool(re.search(r"[\w)\]}\"']\s*\Z", self._text[:start]))
        if kind == "[" and follows_word:
            return False  # of a subscript
        is_tuple = kind == "(" and not follows_word
        return not is_tuple or before[-1:] == "," or behind[:1] == ","

    def _is_line(self, sign: re.Match[str]) -> bool:
        start = self._text.rfind("\n", 0, sign.start()) + 1
        end = self._text.find("\n", sign.end())
        line = self._text[start : end if end >= 0 else len(self._text)]
        return line.strip() == sign.group() or bool(_BLOCK.fullmatch(line))

    def _is_imported(self, sign: re.Match[str]) -> bool:
        return bool(_IMPORTING.search(self._text, 0, sign.start()))
