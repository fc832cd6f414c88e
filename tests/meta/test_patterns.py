"""No regular expression of ours can be made to run for ever: each is fed the worst texts there are for it."""

from __future__ import annotations

import ast
import functools
import importlib
import json
import pkgutil
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import qualitygate
import qualitygate_plugins
import qualitygate_rules

from tests.meta.worst_texts import worst_texts

ROOT = Path(__file__).parents[2]
PACKAGES = (qualitygate, qualitygate_plugins, qualitygate_rules)
#: In a text of 60 characters exponential time is over a century; in one of 1,500 even the cube of it takes minutes.
LENGTHS = (60, 1_500)
#: Seconds of processor time for all patterns of one module; without a slow one it takes a fraction of them.
LIMIT = 60
ANCHORED, ANYWHERE = ("match", "fullmatch"), ("search", "finditer", "findall", "sub", "subn", "split")

Pattern = tuple[str, int, str]  #: the expression, its flags, "match" or "finditer"


def patterns(module: ModuleType) -> set[Pattern]:
    """Every pattern that a module makes at import, in a function without arguments, or where it uses ``re``."""
    name = module.__name__
    source = Path(str(module.__file__)).read_text("utf-8")
    found: set[Pattern] = set()
    for variable, value in vars(module).items():
        if isinstance(value, functools._lru_cache_wrapper) and value.__module__ == name:
            value = _called(value)
        methods = set(re.findall(rf"\b{variable}(?:\(\))?\.(\w+)\(", source))
        for pattern, method in _in_value(value):
            is_anchored = method in ANCHORED or (not method and methods and methods <= set(ANCHORED))
            found.add((_text(pattern), pattern.flags, "match" if is_anchored else "finditer"))
    known = {pattern[:2] for pattern in found}
    return found | {pattern for pattern in _in_calls(ast.parse(source), module) if pattern[:2] not in known}


def _called(function: Any) -> Any:
    try:
        return function()
    except TypeError:
        return None  # it takes arguments


def _text(pattern: re.Pattern[Any]) -> str:
    return pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")


def _in_value(value: Any, depth: int = 0) -> Iterator[tuple[re.Pattern[Any], str]]:
    if isinstance(value, re.Pattern):
        yield value, ""
    elif isinstance(getattr(value, "__self__", None), re.Pattern):
        yield value.__self__, value.__name__
    elif isinstance(value, dict) and depth < 3:
        for each in (*value.keys(), *value.values()):
            yield from _in_value(each, depth + 1)
    elif isinstance(value, (tuple, list, set, frozenset)) and depth < 3:
        for each in value:
            yield from _in_value(each, depth + 1)
    elif isinstance(value, type) and depth < 1:
        for each in list(vars(value).values()):
            yield from _in_value(each, depth + 1)


def _in_calls(tree: ast.Module, module: ModuleType) -> Iterator[Pattern]:
    """Yield the patterns of ``re.search("...", text)`` and the like."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        if not (isinstance(node.func.value, ast.Name) and node.func.value.id == "re" and node.args):
            continue
        method = node.func.attr
        if method not in (*ANCHORED, *ANYWHERE, "compile"):
            continue
        named = [keyword.value for keyword in node.keywords if keyword.arg == "flags"]
        at = {"compile": 1, "sub": 4, "subn": 4, "split": 3}.get(method, 2)
        flags = node.args[at : at + 1] or named
        try:
            pattern, *values = (_evaluated(each, module) for each in (node.args[0], *flags))
            compiled = re.compile(pattern, *values)
        except NameError:  # made from what the function was given
            continue
        yield _text(compiled), compiled.flags, "match" if method in ANCHORED else "finditer"


def _evaluated(node: ast.expr, module: ModuleType) -> Any:
    return eval(compile(ast.Expression(node), "<pattern>", "eval"), dict(vars(module)))


def _modules() -> list[str]:
    names = []
    for package in PACKAGES:
        names += [found.name for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")]
    return [name for name in names if not name.endswith("__main__")]


def _with_patterns() -> dict[str, list[Pattern]]:
    found = {name: sorted(patterns(importlib.import_module(name))) for name in _modules()}
    return {name: some for name, some in found.items() if some}


#: Reads one line of JSON for each text: the pattern, its flags, the method, the text. Says which one it has begun.
_FEEDER = """
import json, re, resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[1]), int(sys.argv[1])))
for number, line in enumerate(sys.stdin):
    pattern, flags, method, text = json.loads(line)
    print(number, flush=True)
    compiled = re.compile(pattern, flags)
    if method == "match":
        compiled.match(text)
    else:
        for found in compiled.finditer(text):
            pass
"""


def slow_text(found: list[Pattern], limit: int = LIMIT) -> str:
    """Feed patterns their worst texts in a process of its own; return what it did not end with in time, or ""."""
    fed = [
        (pattern, flags, method, text)
        for pattern, flags, method in found
        for length in LENGTHS
        for text in worst_texts(pattern, flags, length)
    ]
    lines = "".join(json.dumps(each) + "\n" for each in fed)
    done = subprocess.run([sys.executable, "-c", _FEEDER, str(limit)], input=lines, capture_output=True, text=True)
    if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        begun = int((done.stdout or "0").split()[-1])
        return f"{fed[begun][0]!r} on {fed[begun][3]!r}"
    assert done.returncode == 0, done.stderr
    return ""


WITH_PATTERNS = _with_patterns()


@pytest.mark.slow
@pytest.mark.parametrize("name", WITH_PATTERNS)
def test_f1_no_pattern_takes_more_than_the_square_of_its_text(name: str) -> None:
    assert slow_text(WITH_PATTERNS[name]) == ""


@pytest.mark.parametrize(
    "pattern",
    [r"(?:[^\"\\\n]+|\\.)*\"", r"(?:a|b|ab)*c", r"(?:\\.|(?!\").)*\"", r"(\s*\w*\s*)*x"],
    ids=["of strings", "of words", "of escapes", "of blanks"],
)
def test_a_pattern_that_is_exponential_is_caught(pattern: str) -> None:
    assert slow_text([(pattern, re.UNICODE | re.DOTALL, "finditer")], limit=2).startswith(repr(pattern))


def test_patterns_are_found_wherever_they_are_made() -> None:
    count = sum(map(len, WITH_PATTERNS.values()))
    assert count > 200
    assert any("shapes.shapes" in name for name in WITH_PATTERNS)
