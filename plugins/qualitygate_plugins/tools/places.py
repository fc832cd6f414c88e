"""A tool's lines and columns become ours: 1-based, columns in code points, ends exclusive."""

from __future__ import annotations

import os

from qualitygate.api import Location, Project, Source, utf8_to_codepoint, utf16_to_codepoint
from qualitygate_plugins.tools.declaration import Tool
from qualitygate_plugins.tools.said import Said

_LARGEST = 10_000_000  #: bytes of a file whose lines are read


class Places:
    """Converts for one run of a tool; reads a file only where columns count bytes or UTF-16 units."""

    def __init__(self, tool: Tool, project: Project) -> None:
        self._root = project.root
        self._first_line = tool.first_line
        first, _, self._unit = tool.columns.partition("-")
        self._first_column = int(first)
        self._source: tuple[str, Source | None] = ("", None)

    def of(self, said: Said) -> Location:
        """Return the place; what cannot be is unknown."""
        path = said.path or "pyproject.toml"
        line = self._line(said.line)
        column = self._column(path, line, said.column)
        end_line = self._line(said.end_line) or (line if said.end_column >= 0 else 0)
        end_column = self._column(path, end_line, said.end_column)
        if not column or not end_column or (end_line, end_column) < (line, column):
            end_line = end_column = 0
        return Location(path, line, column, end_line, end_column)

    def _line(self, number: int) -> int:
        return max(number - self._first_line + 1, 0) if number >= 0 else 0

    def _column(self, path: str, line: int, number: int) -> int:
        if number < self._first_column or not line:
            return 0
        offset = number - self._first_column
        if self._unit:
            text = self._text(path, line)
            offset = (utf8_to_codepoint if self._unit == "utf8" else utf16_to_codepoint)(text, offset)
        return offset + 1

    def _text(self, path: str, line: int) -> str:
        if self._source[0] != path:
            self._source = path, self._read(path)
        source = self._source[1]
        return source.line(line).rstrip("\n") if source is not None and line <= len(source.lines) else ""

    def _read(self, path: str) -> Source | None:
        full = os.path.join(self._root, path)
        try:
            if not os.path.isfile(full) or os.path.getsize(full) > _LARGEST:
                return None
            with open(full, "rb") as file:
                return Source(path, file.read(), "python" if path.endswith((".py", ".pyi")) else "text")
        except OSError:
            return None
