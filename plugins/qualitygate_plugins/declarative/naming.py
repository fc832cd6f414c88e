"""Names as a rule's author writes them, and the calls of a file by what they call."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

from qualitygate.api.rules import Context

#: "time.sleep", "print", ".save", "subprocess.*".
NAME = re.compile(r"\.?[^\W\d][\w*]*(?:\.[\w*]+)*|\*[\w*]+")
_VIEW = "declarative calls"


class NameSet:
    """Some names: full ones, methods (with a dot before them), and those with ``*`` for anything between two dots."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.texts = tuple(texts)
        self.full = frozenset(text for text in self.texts if text[0] != "." and "*" not in text)
        self.methods = tuple(text[1:].split(".") for text in self.texts if text[0] == "." and "*" not in text)
        wild = [re.escape(text).replace(r"\*", "[^.]*") for text in self.texts if "*" in text]
        self._wild = re.compile("|".join(wild)) if wild else None
        # the last part alone is written in every file that has the name: the others may be what a file imports from "."
        self._needed = [last for text in self.texts if "*" not in (last := text.rpartition(".")[2])]

    def may_be_in(self, text: str) -> bool:
        """Can a text have one of them? Nearly free, and a no is never wrong."""
        is_sure = len(self._needed) == len(self.texts) and text.isascii()  # else Python may read other letters (NFKC)
        return not is_sure or any(word in text for word in self._needed)

    def has(self, name: str) -> bool:
        """Is this full name one of them?"""
        return name in self.full or (self._wild is not None and bool(self._wild.fullmatch(name)))

    def has_method(self, attributes: list[str]) -> bool:
        """Is a chain of attributes, the last one last, one of the methods?"""
        if any(attributes[-len(method) :] == method for method in self.methods):
            return True
        return self._wild is not None and any(
            self._wild.fullmatch("." + ".".join(attributes[start:])) for start in range(len(attributes))
        )

    @property
    def are_plain(self) -> bool:
        """Are all of them full names, so that one look in a table tells?"""
        return not self.methods and self._wild is None


def full_name(node: ast.AST, context: Context) -> str:
    """Return what a name means: "time.sleep", "print" of the builtin; "" where the file binds it itself.

    What is imported relatively is named from the root of the project.
    """
    meaning = context.meaning(node).removeprefix("builtins.")
    return absolute(meaning, context.path) if meaning.startswith(".") else meaning


def absolute(name: str, path: str) -> str:
    """Return the full name of what a file at ``path`` imports relatively; "" where it leads out of the project."""
    rest = name.lstrip(".")
    folders = path.split("/")[:-1]
    ups = len(name) - len(rest) - 1
    if ups > len(folders):
        return ""
    return ".".join([*folders[: len(folders) - ups], *([rest] if rest else [])])


def attributes_of(node: ast.AST) -> list[str]:
    """Return the attributes at the end of an expression: objects, raw of ``f().objects.raw``."""
    found = []
    while isinstance(node, ast.Attribute):
        found.append(node.attr)
        node = node.value
    return found[::-1]


def calls_by_name(context: Context) -> dict[str, list[ast.Call]]:
    """Return the calls of a file by the full names of what they call; made once for all rules."""
    views = context.source.views
    if _VIEW not in views:
        found: dict[str, list[ast.Call]] = {}
        for call in context.source.nodes.of(ast.Call):
            found.setdefault(full_name(call.func, context), []).append(call)
        views[_VIEW] = found
    return views[_VIEW]  # type: ignore[return-value]  # nobody else knows the view


def calls_of(names: NameSet, context: Context) -> Iterator[ast.Call]:
    """Yield the calls of what has one of the names."""
    by_name = calls_by_name(context)
    for name in names.full:
        yield from by_name.get(name, ())
    if not names.are_plain:
        for name, calls in by_name.items():
            for call in calls:
                is_meant = name not in names.full and names.has(name) if name else False
                if is_meant or names.has_method(attributes_of(call.func)):
                    yield call
