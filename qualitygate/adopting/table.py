"""Settings as the text of a TOML table, and a file with it at its end."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tomli import TOMLDecodeError, loads

from qualitygate.errors import UsageError

HEADER = "[tool.qualitygate]"


def table_lines(values: Mapping[str, Any]) -> list[str]:
    """Return the lines of the table without its header: plain keys first, then its tables."""
    lines: list[str] = []
    tables: dict[str, list[str]] = {}
    for key, value in values.items():
        table, _, name = key.rpartition(".")
        if isinstance(value, Mapping):
            tables.setdefault(key, []).extend(f"{_key(each)} = {_toml(under)}" for each, under in value.items())
        elif table:
            tables.setdefault(table, []).append(f"{name} = {_toml(value)}")
        else:
            lines.append(f"{key} = {_toml(value)}")
    for table, inner in tables.items():
        lines += ["", f"[tool.qualitygate.{table}]", *inner]
    return lines


def with_table(before: bytes | None, comment: str, lines: Sequence[str]) -> bytes:
    """Return the file with the table at its end, everything before it byte for byte as it was; None = a new file.

    Raises:
        UsageError: the file's ``tool`` is not open for one more table.
    """
    if before is None:
        own = [line.replace("[tool.qualitygate.", "[") for line in lines]
        return "".join(f"{line}\n" for line in (comment, *own)).encode()
    end = b"\r\n" if b"\r\n" in before else b"\n"
    gap = b"" if not before else end if before.endswith(b"\n") else end * 2
    after = before + gap + b"".join(line.encode() + end for line in (HEADER, comment, *lines))
    try:
        loads(after.decode("utf-8"))
    except (TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"pyproject.toml: {HEADER} cannot be added at its end: {error}") from None
    return after


def assignments(values: Mapping[str, Any]) -> list[str]:
    """Return each value as ``--set`` takes it, with blanks around the sign."""
    return [f"{key} = {_inline(value)}" for key, value in values.items()]


def said_lines(values: Mapping[str, Any], sources: Mapping[str, str], title: str) -> Iterator[str]:
    """Yield each value with the place that it came from; what a program does unasked came from its file as a whole."""
    for key, text in zip(values, assignments(values), strict=True):
        yield f"  {text}  [{sources.get(key, title)}]"


def _inline(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(key)} = {_toml(each)}" for key, each in value.items()) + " }"
    return _toml(value)


def _key(text: str) -> str:
    return text if text.replace("-", "").isalnum() and text.isascii() else _toml(text)


def _toml(value: Any) -> str:
    """Write a value; the strings of JSON are strings of TOML but for one character, DEL."""
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(map(_toml, value))}]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
