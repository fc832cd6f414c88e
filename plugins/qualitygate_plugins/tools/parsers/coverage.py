"""What tests did not run: coverage.py's JSON (7.x, ``coverage json``), and Cobertura's XML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

import msgspec

from qualitygate_plugins.tools.declaration import Tool
from qualitygate_plugins.tools.parsers.xml import number, read_xml
from qualitygate_plugins.tools.said import RubbishError, Said


class _Numbers(msgspec.Struct):
    num_statements: int
    covered_lines: int


class _File(msgspec.Struct):
    executed_lines: list[int]
    missing_lines: list[int]


class _Report(msgspec.Struct):
    files: dict[str, _File]
    totals: _Numbers


def coverage_json(tool: Tool, text: str) -> Iterator[Said]:
    """Read the lines that no test ran; lines in a row are one finding."""
    for path, file in sorted(_report(text).files.items()):
        yield from _uncovered(path, file.missing_lines, file.executed_lines)


def cobertura(tool: Tool, text: str) -> Iterator[Said]:
    """Read the same from XML."""
    root = read_xml(text, ("coverage",))
    for item in root.iter("class"):
        hits = _hits(item)
        missing, run = [line for line in hits if not hits[line]], [line for line in hits if hits[line]]
        yield from _uncovered(_path(root, item), missing, run)


def percentage(parser: str, data: bytes) -> float | None:
    """Return how many of a hundred lines were run; None where there is not one."""
    text = data.decode("utf-8", "replace")
    if parser == "coverage-json":
        totals = _report(text).totals
        return 100 * totals.covered_lines / totals.num_statements if totals.num_statements else None
    hits = [bool(hit) for item in read_xml(text, ("coverage",)).iter("class") for hit in _hits(item).values()]
    return 100 * sum(hits) / len(hits) if hits else None


def _report(text: str) -> _Report:
    try:
        return msgspec.json.decode(text, type=_Report)
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise RubbishError(f"expected what coverage json writes: {error}") from None


def _hits(item: Element) -> dict[int, int]:
    lines = item.find("lines")
    return {} if lines is None else {number(line.get("number")): number(line.get("hits")) for line in lines}


def _path(root: Element, item: Element) -> str:
    """Return a path below the one source that is named, where it is one."""
    name = item.get("filename", "")
    sources = [each.text or "" for each in root.iter("source")]
    return f"{sources[0].rstrip('/')}/{name}" if len(sources) == 1 and sources[0] not in ("", ".") else name


def _uncovered(path: str, missing: Iterable[int], run: Iterable[int]) -> Iterator[Said]:
    """Join what no executed line parts."""
    executed = sorted(run)
    for first, last in _rows(sorted(missing), set(executed)):
        message = f"no test runs line {first}" if first == last else f"no test runs lines {first} to {last}"
        yield Said(path, message, first, end_line=last, name="uncovered")


def _rows(missing: list[int], run: set[int]) -> Iterator[tuple[int, int]]:
    start = end = 0
    for line in missing:
        if start and not any(each in run for each in range(end + 1, line)):
            end = line
            continue
        if start:
            yield start, end
        start = end = line
    if start:
        yield start, end
