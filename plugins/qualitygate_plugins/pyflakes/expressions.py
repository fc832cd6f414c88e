"""Repairs inside one expression: F541, F632 and F901."""

from __future__ import annotations

import ast
import re
import warnings

from qualitygate_plugins.pyflakes.blocks import FUNCTIONS, Blocks, Place
from qualitygate_plugins.pyflakes.spans import Change, Spans

_LITERAL = re.compile(
    r"""(?P<prefix>[A-Za-z]{0,2})(?P<quote>\"{3}|'{3}|["'])(?P<body>(?:\\.|(?!(?P=quote))[^\\])*)(?P=quote)"""
    r"""|\#[^\n]*|\\\n|\s+""",
    re.DOTALL,
)
#: In an f-string that is not raw, "\N{DASH}" is a character and a backslash keeps its next character.
_DOUBLED = re.compile(r"\\N\{[^{}]*\}|\\[^{}]|\{\{|\}\}", re.DOTALL)
_DOUBLED_RAW = re.compile(r"\{\{|\}\}")
_IDENTITY = re.compile(r"(?:[\s)]|\\\n|\#[^\n]*\n)*?(?P<is>\bis\b)(?P<not>(?:\s|\\\n)+not\b)?(?=(?:[\s(\\#]|\Z))")


def without_prefix(spans: Spans, node: ast.JoinedStr) -> list[Change] | None:
    """Return how to make plain strings of an f-string that has no placeholder (F541), with equal value.

    Safe; :func:`makes_docstring` tells the exception. What is not certainly equal is left.
    """
    start, end = spans.start(node), spans.end(node)
    changes: list[Change] = []
    text, position = "", start
    while position < end:
        piece = _LITERAL.match(spans.text, position, end)
        if piece is None:
            return None
        new = piece[0]
        if piece["quote"] and "f" in piece["prefix"].lower():
            new = _plain(piece)
            changes += _difference(position, piece, new)
        text += new
        position = piece.end()
    return changes if _has_value(text, node) else None


def _plain(literal: re.Match[str]) -> str:
    prefix = literal["prefix"].replace("f", "").replace("F", "")
    doubled = _DOUBLED_RAW if prefix else _DOUBLED
    body = doubled.sub(lambda match: match[0][0] if match[0] in ("{{", "}}") else match[0], literal["body"])
    return f"{prefix}{literal['quote']}{body}{literal['quote']}"


def _difference(start: int, literal: re.Match[str], new: str) -> list[Change]:
    """Return single deletions, so that a long string is not replaced as a whole."""
    if len(new) == len(literal[0]) - 1:
        place = start + literal["prefix"].lower().index("f")
        return [(place, place + 1, "")]
    return [(start, literal.end(), new)]


def _has_value(text: str, node: ast.JoinedStr) -> bool:
    expected = [part.value for part in node.values if isinstance(part, ast.Constant)]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a SyntaxWarning about the checked code is not ours to print
            return bool(ast.literal_eval(f"({text}\n)") == "".join(map(str, expected)))
    except (SyntaxError, ValueError):
        return False


def makes_docstring(place: Place) -> bool:
    """Would a plain string in this statement be a docstring?"""
    return (
        place.index == 0
        and place.field == "body"
        and isinstance(place.parent, (ast.Module, ast.ClassDef, *FUNCTIONS))
    )


def with_equality(spans: Spans, node: ast.Compare) -> list[Change] | None:
    """Return how to compare with ``==`` what is compared with a literal by ``is`` (F632).

    Unsafe although Python itself warns and says what was meant: ``1.0 is 1`` is false and ``1.0 == 1`` is true, and a
    value of another class may answer anything, an array not with yes or no.
    """
    changes: list[Change] = []
    left = node.left
    for operator, right in zip(node.ops, node.comparators, strict=True):
        if isinstance(operator, (ast.Is, ast.IsNot)) and (_is_literal(left) or _is_literal(right)):
            match = _IDENTITY.match(spans.text, spans.end(left), spans.start(right))
            if match is None or isinstance(operator, ast.IsNot) != (match["not"] is not None):
                return None
            new = "!=" if match["not"] else "=="
            before, after = spans.text[match.start("is") - 1], spans.text[match.end()]
            new = f"{'' if before.isspace() else ' '}{new}{'' if after.isspace() or after == chr(92) else ' '}"
            changes.append((match.start("is"), match.end(), new))
        left = right
    return changes or None


def _is_literal(node: ast.expr) -> bool:
    """As pyflakes 4.1 ``_is_const_non_singleton``."""
    if isinstance(node, ast.Tuple):
        return all(isinstance(item, ast.Constant) or _is_literal(item) for item in node.elts)
    return isinstance(node, ast.Constant) and not (node.value is None or isinstance(node.value, (bool, type(...))))


def with_error(spans: Spans, blocks: Blocks, statement: ast.Raise) -> list[Change] | None:
    """Return how to raise NotImplementedError instead of NotImplemented (F901).

    Unsafe: raising NotImplemented fails with a TypeError, which nobody means, but somebody may catch it. Not in a file
    for which :func:`binds_error` holds.
    """
    if blocks.place(statement) is None:
        return None
    name = statement.exc.func if isinstance(statement.exc, ast.Call) else statement.exc
    if not isinstance(name, ast.Name):
        return None
    return [(spans.start(name), spans.end(name), "NotImplementedError")]


def binds_error(text: str) -> bool:
    """Does a file give the name NotImplementedError to something else?"""
    return re.search(r"(?:class|def|as|import)\s+NotImplementedError\b", text) is not None
