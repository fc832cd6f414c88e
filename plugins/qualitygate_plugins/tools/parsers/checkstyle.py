"""Checkstyle's XML, as many linters write it: ``<file name><error line column severity message source/></file>``."""

from __future__ import annotations

from collections.abc import Iterator

from qualitygate_plugins.tools.declaration import Tool
from qualitygate_plugins.tools.parsers.xml import number, read_xml
from qualitygate_plugins.tools.said import Said


def checkstyle(tool: Tool, text: str) -> Iterator[Said]:
    """Read the document; of a dotted source the last part is the name, as consumers have it."""
    for file in read_xml(text, ("checkstyle",)).iter("file"):
        for error in file.iter("error"):
            yield Said(
                file.get("name", ""),
                error.get("message", ""),
                number(error.get("line")),
                number(error.get("column")),
                name=error.get("source", "").rpartition(".")[2],
                severity=error.get("severity", ""),
            )
