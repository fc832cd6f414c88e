"""How a text mentions a name of a module: by importing it, behind the module, or behind whatever the module became."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection

#: What stands between a module and a name in a pickle that is written as bytes: protocol 0, and from 4 on.
_IN_PICKLE = r"\\(?:x[0-9a-fA-F]{2}|[nrt])(?:\\x[0-9a-fA-F]{2}|\\[nrt]|[ -@])*"
_EXPLORING = frozenset({"vars", "dir", "getmembers", "getmembers_static"})
_NAMES = r"\s+import\s*(\([^)]*\)|(?:[^\n\\]|\\\n)*)"


def reaches(text: str, stem: str, name: str, *, is_python: bool) -> bool:
    """Does a text reach ``name`` in a module called ``stem``: import it, or name it behind the module?"""
    if name not in text and "import *" not in text:
        return False
    module = re.escape(stem)
    if re.search(rf"\b{module}(?:\s*\.\s*|:){re.escape(name)}\b", text):
        return True
    if re.search(rf"{module}{_IN_PICKLE}{re.escape(name)}(?=\\)", text):
        return True
    return is_python and _imports(text, module, name)


def names_part(text: str, name: str) -> bool:
    """Does a text name a part of anything, or a string, like this?"""
    return bool(re.search(rf"\.\s*{(name := re.escape(name))}\b|(['\"]){name}\1", text))


def looks_up(text: str, name: str, *, loads: bool) -> bool:
    """Does a text that finds names by strings find this one: as a string, at the end of one, or by ``multiple``?

    ``loads``: it loads modules by strings, and may find the name as a part of one.
    """
    if loads and names_part(text, name):
        return True
    name = re.escape(name)
    if re.search(rf"(?:['\"]|[.:]){name}['\"]", text):
        return True
    return "multiple" in text and bool(re.search(rf"\b{name}\s*=", text))


def names_of_module(tree: ast.Module, stem: str) -> frozenset[str]:
    """Return the names under which a file imports modules that are called ``stem``."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            for alias in node.names:
                is_bound = bool(alias.asname) or "." not in alias.name
                if alias.name.rpartition(".")[2] == stem and is_bound:
                    found.add(alias.asname or alias.name)
    return frozenset(found)


def is_handed_on(tree: ast.Module, names: Collection[str]) -> bool:
    """Is one of the names used for more than what stands behind its dot?"""
    behind = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute)} if names else set()
    return any(
        isinstance(node, ast.Name) and node.id in names and isinstance(node.ctx, ast.Load) and id(node) not in behind
        for node in (ast.walk(tree) if names else ())
    )


def is_explored(tree: ast.Module, names: Collection[str]) -> bool:
    """Does the file go through all that is in one of these modules?"""
    return any(_explores(node, names) for node in (ast.walk(tree) if names else ()))


def _explores(node: ast.AST, names: Collection[str]) -> bool:
    if isinstance(node, ast.Attribute):
        return node.attr == "__dict__" and isinstance(node.value, ast.Name) and node.value.id in names
    if not isinstance(node, ast.Call):
        return False
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return called in _EXPLORING and any(isinstance(each, ast.Name) and each.id in names for each in node.args)


def _imports(text: str, module: str, name: str) -> bool:
    """Does a text import the name, everything, or the module under a name through which it reaches the name?"""
    for match in re.finditer(rf"\bfrom\s+[\w.]*?(?<!\w){module}{_NAMES}", text):
        if "*" in match[1] or re.search(rf"\b{re.escape(name)}\b", match[1]):
            return True
    aliases = set(re.findall(rf"\b{module}\s+as\s+(\w+)", text))
    return any(re.search(rf"\b{alias}\s*\.\s*{re.escape(name)}\b", text) for alias in aliases)
