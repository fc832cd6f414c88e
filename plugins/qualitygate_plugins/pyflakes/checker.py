"""The checker: pyflakes' walk over the shared tree, each message with the fix that repairs it.

Its facts are pinned by tests/plugins/pyflakes/test_checker.py.
"""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from qualitygate.api import Finding, Fix, Location, Related, Severity, Source
from qualitygate_plugins.pyflakes.codes import CODES, FIXES

#: What IPython gives to a cell beside Python's own (IPython 9, ``core/interactiveshell.py`` and ``displayhook.py``).
IPYTHON = (
    *("display", "get_ipython", "In", "Out", "exit", "quit", "__IPYTHON__"),
    *("_", "__", "___", "_i", "_ii", "_iii", "_ih", "_oh", "_dh"),
)
#: Values and texts of earlier cells by their numbers.
_HISTORY = re.compile(r"\b_i?\d+\b")
#: Codes whose messages are about a second place, and what is there.
_SECOND = {
    "F402": "imported here",
    "F601": "the same key",
    "F602": "the same key",
    "F811": "defined here first",
    "F823": "defined here",
}
_KEYS = ("F601", "F602")
_LINE = re.compile(r"\bline (\d+)\b")


class PyflakesChecker:
    """Walks the shared tree with pyflakes."""

    name = "pyflakes"
    kinds = frozenset({"python", "stub"})
    codes = ("F",)
    needs_tree = True

    def __init__(self, builtins: tuple[str, ...], doctests: bool, tool_comments: tuple[str, ...] = ()) -> None:
        from qualitygate_plugins.pyflakes.walker import release, walker_class  # here: it loads pyflakes

        self._walker: Any = _recorder(walker_class())
        self._release = release
        self._builtins = builtins
        self._doctests = doctests
        self._tool_comments = tool_comments

    def check(self, source: Source) -> Iterable[Finding]:
        """Return pyflakes' messages. It counts UTF-8 bytes (4.1, from ``ast``); the columns here are code points."""
        builtins = self._builtins
        if source.cells:
            builtins = (*builtins, *IPYTHON, *source.given, *_HISTORY.findall(source.text))
        walker_class = _in_notebook(self._walker) if source.cells else self._walker
        walker = walker_class(source.tree, filename=source.path, builtins=builtins or None, withDoctest=self._doctests)
        try:
            return list(self._findings(source, walker.messages))
        finally:
            self._release(walker)

    def _findings(self, source: Source, said: Iterable[Any]) -> Iterator[Finding]:
        messages = [(CODES.get(type(message).__name__, "F999"), message) for message in said]
        fixes: Mapping[int, Fix] = {}
        if any(code in FIXES for code, _ in messages):
            from qualitygate_plugins.pyflakes.fixes import Report, find_fixes  # here: most files need no fix

            reports = [Report(code, message.about) for code, message in messages]
            fixes = find_fixes(source, reports, self._tool_comments)
        second = _SecondPlaces(source)
        for index, (code, message) in enumerate(messages):
            column = source.column_from_utf8(message.lineno, getattr(message, "col", 0))
            where = Location(source.path, message.lineno, max(column, 1))
            text = message.message % message.message_args
            if source.cells:
                if code == "F404" and message.lineno in _first_futures(source):
                    continue
                text = _LINE.sub(lambda match: source.place_name(int(match[1])), text)
            related = second.of(code, message.about) if code in _SECOND else ()
            yield Finding(code, text, where, Severity.ERROR, self.name, fix=fixes.get(index), related=related)


class _SecondPlaces:
    """What else a message is about."""

    def __init__(self, source: Source) -> None:
        self._source = source

    def of(self, code: str, about: Sequence[Any]) -> tuple[Related, ...]:
        """Return the other places. ``about`` is a node and what the message says of it, some other node among it."""
        if code in _KEYS:
            other = self._same_keys.get(about[0])  # none in a doctest, which has a tree of its own
            nodes = [] if other is None else [other]
        else:
            nodes = [each for each in about[1:] if hasattr(each, "lineno")]
        return tuple([Related(self._where(node), _SECOND[code]) for node in nodes])

    def _where(self, node: ast.expr) -> Location:
        return Location(
            self._source.path, node.lineno, self._source.column_from_utf8(node.lineno, node.col_offset)
        )

    @functools.cached_property
    def _same_keys(self) -> dict[ast.expr, ast.expr]:
        """For each key of a dictionary that has the same key more often the first of the others."""
        found = {}
        for node in self._source.nodes.of(ast.Dict):
            alike: dict[str, list[ast.expr]] = {}
            for key in node.keys:
                if key is not None:
                    alike.setdefault(ast.dump(key), []).append(key)
            for first, *others in alike.values():
                if others:
                    found.update({first: others[0], **dict.fromkeys(others, first)})
        return found


def _first_futures(source: Source) -> set[int]:
    """Return the lines of the ``__future__`` imports that a cell begins with: IPython compiles each by itself."""
    found: set[int] = set()
    cells, begins = list(source.cells), False
    for node in source.tree.body if source.tree is not None else ():
        while cells and node.lineno >= cells[0]:
            begins = bool(cells.pop(0))
        begins = begins and isinstance(node, ast.ImportFrom) and node.module == "__future__"
        if begins:
            found.add(node.lineno)
    return found


def _recorder(walker: Any) -> Any:
    """Derive a walker whose messages remember the nodes they are about; pyflakes keeps only line and column."""

    def report(self: Any, message: Any, *about: Any, **more: Any) -> None:
        walker.report(self, message, *about, **more)
        self.messages[-1].about = about

    return type("Recorder", (walker,), {"report": report})


def _in_notebook(walker: Any) -> Any:
    """Derive a walker that goes on into an ``await`` outside of a function: IPython runs it."""

    def go_on(self: Any, node: Any) -> None:
        self.handleNode(node.value, node)

    return type("NotebookWalker", (walker,), {"AWAIT": go_on})
