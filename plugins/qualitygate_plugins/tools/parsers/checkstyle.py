"""Checkstyle's XML, as many linters write it: ``<file name><error line column severity message source/></file>``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from qualitygate_plugins.tools.declaration import Tool
from qualitygate_plugins.tools.parsers.xml import number, read_xml
from qualitygate_plugins.tools.said import RubbishError, Said


def checkstyle(tool: Tool, text: str) -> Iterator[Said]:
    """Read the document; of a dotted source the last part is the name, as consumers have it.

    Checkstyle itself writes ``<exception>`` where it failed on a file, and of late as text, with its ``<`` escaped
    (``XMLLogger.writeException``, commit 0412aec).
    """
    document = read_xml(text, ("checkstyle",))
    for file in (document, *document.iter("file")):
        if failed := _failure(file):
            raise RubbishError(f"its report says that it failed on {file.get('name', 'something')}: {failed}")
    for file in document.iter("file"):
        for error in file.iter("error"):
            yield Said(
                file.get("name", ""),
                error.get("message", ""),
                number(error.get("line")),
                number(error.get("column")),
                name=error.get("source", "").rpartition(".")[2],
                severity=error.get("severity", ""),
            )


def _failure(file: Element) -> str:
    """Return the first line of an exception that is told of here; "" where there is none."""
    texts = [each.text or "" for each in file.iterfind("exception")]
    texts += (each for each in (file.text or "", *(child.tail or "" for child in file)) if "<exception>" in each)
    lines = (
        re.sub(r"</?exception>|<!\[CDATA\[|\]\]>", "", line).strip() for each in texts for line in each.splitlines()
    )
    return next(filter(None, lines), "no reason" if texts else "")
