"""JSON, as one document or one a line, with paths into it: ``range.start.line``, ``results.*.errors``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from qualitygate_plugins.tools.declaration import Tool
from qualitygate_plugins.tools.said import RubbishError, Said

_NUMBERS = ("line", "column", "end_line", "end_column")


def json_document(tool: Tool, text: str) -> Iterator[Said]:
    """Read one document. Nothing at all is no finding: some tools write nothing where nothing is wrong."""
    if text.strip():
        for item in _items(_decoded(text, "a JSON document"), tool.items):
            yield _said(tool, item)


def json_lines(tool: Tool, text: str) -> Iterator[Said]:
    """Read a document in each line; lines that begin with no brace are passed over."""
    for line in text.splitlines():
        if line.lstrip().startswith("{"):
            for item in _items(_decoded(line, "a JSON document in each line"), tool.items):
                yield _said(tool, item)


def _decoded(text: str, expected: str) -> Any:
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError as error:
        raise RubbishError(f"expected {expected}: {error}; it begins with {text[:60]!r}") from None


def _items(document: Any, path: str) -> Iterable[Any]:
    found = _at(document, path) if path else document
    if isinstance(found, dict) and not path:
        return [found]
    if not isinstance(found, list):
        raise RubbishError(f"expected an array at {path or 'the top'}, got {type(found).__name__}")
    return found


def _said(tool: Tool, item: Any) -> Said:
    if not isinstance(item, dict):
        raise RubbishError(f"expected an object for each finding, got {type(item).__name__}")
    found = {name: _at(item, path) for name, path in {**_USUAL, **tool.fields}.items()}
    numbers = {name: _number(found[name]) for name in _NUMBERS}
    words = {name: _text(found[name]) for name in ("path", "message", "severity")}
    return Said(name=_text(found["code"]), **words, **numbers)  # type: ignore[arg-type]  # each its own


_USUAL = {name: name for name in ("path", "message", "severity", "code", *_NUMBERS)}


def _at(value: Any, path: str) -> Any:
    """Follow a path; ``*`` joins what is in all members, ``a|b`` takes the first that is there. None: nothing is."""
    for choice in path.split("|"):
        found = _follow(value, choice.split(".") if choice else [])
        if found is not None:
            return found
    return None


def _follow(value: Any, steps: list[str]) -> Any:
    for index, step in enumerate(steps):
        if step == "*" and isinstance(value, (dict, list)):
            members = value.values() if isinstance(value, dict) else value
            inner = [_follow(member, steps[index + 1 :]) for member in members]
            return [each for found in inner if isinstance(found, list) for each in found]
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and step.isdecimal() and int(step) < len(value):
            value = value[int(step)]
        else:
            return None
    return value


def _number(value: Any) -> int:
    if isinstance(value, str) and value.isdecimal():
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**9 else -1


def _text(value: Any) -> str:
    return "" if value is None else value if isinstance(value, str) else str(value)
