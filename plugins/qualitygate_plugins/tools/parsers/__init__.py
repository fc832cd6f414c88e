"""What tools write, read into what they say: one parser a file, by the name that a declaration has for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from qualitygate_plugins.tools.declaration import Tool
from qualitygate_plugins.tools.parsers import checkstyle, coverage, diff, documents, github, junit, lines, sarif
from qualitygate_plugins.tools.said import RubbishError, Said

_PARSERS: dict[str, Callable[[Tool, str], Iterable[Said]]] = {
    "regex": lines.regex,
    "flake8": lines.flake8,
    "json": documents.json_document,
    "jsonl": documents.json_lines,
    "sarif": sarif.sarif,
    "checkstyle": checkstyle.checkstyle,
    "junit": junit.junit,
    "github": github.github,
    "diff": diff.diff,
    "coverage-json": coverage.coverage_json,
    "cobertura": coverage.cobertura,
    "nothing": lines.nothing,
}


def parse(tool: Tool, data: bytes) -> Iterator[Said]:
    """Yield what a tool says.

    Raises:
        RubbishError: it is not what the parser reads, or not in the tool's encoding.
    """
    try:
        text = data.decode("utf-8-sig" if tool.encoding == "utf-8" else tool.encoding)
    except UnicodeDecodeError as error:
        raise RubbishError(
            f"expected {tool.encoding}, but byte {error.start} is not; set encoding for a tool that writes another"
        ) from None
    try:
        yield from _PARSERS[tool.parser](tool, text)
    except RecursionError:
        raise RubbishError("what it wrote is nested too deeply") from None
