r"""pycodestyle's functions that raise on valid code, mended: where their answer can be proven, it is given.

``python_3000_invalid_escape_sequence`` of pycodestyle 2.11 to 2.15 raises IndexError where Python 3.12 and later ends a
piece of a formatted string behind a backslash, because a brace follows (``f"\{name}"``). Python itself warns there that
``\{`` is no escape sequence, and so the function is shown the brace.

``module_imports_on_top_of_file`` of pycodestyle 2.15 raises IndexError at a line that is a single letter which could be
the prefix of a string (``u``). It is none, so it is shown a blank behind it.

Its facts are pinned by tests/plugins/pep8/test_mended.py.
"""

from __future__ import annotations

import re
import tokenize
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

_MIDDLES = frozenset(getattr(tokenize, name, -1) for name in ("FSTRING_MIDDLE", "TSTRING_MIDDLE"))
_LONE_BACKSLASH = re.compile(r"(?<!\\)(?:\\\\)*\\\Z")

_Function = Callable[..., Any]


@cache
def mended(name: str, function: _Function) -> _Function:
    """Return a function of pycodestyle so that it does not raise, or as it is."""
    mend = _MENDED.get(name)
    return function if mend is None else mend(function)


def _escapes(function: _Function) -> _Function:
    def check(logical_line: str, tokens: Sequence[tokenize.TokenInfo], noqa: bool) -> Iterable[Any]:
        if any(token.type in _MIDDLES and token.string.endswith("\\") for token in tokens):
            tokens = [_with_brace(token) for token in tokens]
        found: Iterable[Any] = function(logical_line, tokens, noqa)
        return found

    return check


def _with_brace(token: tokenize.TokenInfo) -> tokenize.TokenInfo:
    if token.type in _MIDDLES and _LONE_BACKSLASH.search(token.string):
        return token._replace(string=token.string + "{")
    return token


def _imports(function: _Function) -> _Function:
    def check(logical_line: str, *others: Any) -> Iterable[Any]:
        found: Iterable[Any] = function(logical_line + " " if len(logical_line) == 1 else logical_line, *others)
        return found

    return check


_MENDED: dict[str, Callable[[_Function], _Function]] = {
    "python_3000_invalid_escape_sequence": _escapes,
    "module_imports_on_top_of_file": _imports,
}
