"""Turns runs into figures: medians, ratios of pairs, and the page that holds them."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from benchmarks.speed.measure import Command, Run
from benchmarks.speed.scenario import Scenario, Target

#: How a section begins that an earlier measurement left.
_EARLIER = "Not measured this time, but on"
#: Seconds, seconds, megabytes.
FIGURES = ("wall", "cpu", "memory")


@dataclass(frozen=True, slots=True)
class Measured:
    """The runs of one scenario: of each program one per round, in order."""

    scenario: Scenario
    commands: Mapping[str, Command]
    runs: Mapping[str, Sequence[Run]]
    lines: Mapping[str, int]  #: that each program printed in the last round
    remarks: Sequence[str]  #: whether the findings were the same


def as_text(measured: Measured) -> Iterator[str]:
    """Yield the lines of two Markdown tables, what was measured and how it compares, and the remarks."""
    yield from table(["", "wall", "CPU", "peak memory", "lines printed"], _amounts(measured))
    yield ""
    if compared := list(_comparisons(measured)):
        yield from table(["ratio", "to", "wall", "CPU", "memory", "must", "aim"], compared)
        yield ""
    yield from (f"{remark}." for remark in measured.remarks)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a Markdown table."""
    rows = [head, *rows]
    widths = [max(len(row[place]) for row in rows) for place in range(len(head))]
    for number, row in enumerate(rows):
        yield f"| {' | '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))} |"
        if not number:
            yield f"|{'|'.join('-' * (width + 2) for width in widths)}|"


def _amounts(measured: Measured) -> Iterator[list[str]]:
    for name, runs in measured.runs.items():
        memory = max(run.memory for run in runs)
        lines = measured.lines[name]
        yield [name, _spread(_values(runs, "wall")), _spread(_values(runs, "cpu")), f"{memory:,.0f} MB", f"{lines:,}"]


def _comparisons(measured: Measured) -> Iterator[list[str]]:
    """Yield a row for every pair of programs, then one for every amount that has a target."""
    for one, other in _pairs(measured):
        cells = [_spread(ratios(measured, one, other, figure), digits=2) for figure in FIGURES]
        yield [one, other, *cells, *_wanted(measured.scenario, one, other)]
    for target in measured.scenario.targets:
        if target.is_added:
            yield _added(measured, target)
        elif target.against is None and target.program in measured.runs:
            values = {figure: _values(measured.runs[target.program], figure) for figure in target.figures}
            cells = [_spread(values[figure], digits=2) if figure in values else "" for figure in FIGURES]
            yield [target.program, "(itself)", *cells, *_wanted(measured.scenario, target.program, None)]


def _added(measured: Measured, target: Target) -> list[str]:
    """Return the row for what one program takes more than another, round by round."""
    runs = [measured.runs[target.program], measured.runs[str(target.against)]]
    more = {
        figure: [one - other for one, other in zip(*(_values(each, figure) for each in runs), strict=True)]
        for figure in target.figures
    }
    cells = [_spread(more[figure]) if figure in more else "" for figure in FIGURES]
    must = f"{' and '.join(target.figures)} ≤ {target.must:g}{target.unit} more"
    return [target.program, f"less: {target.against}", *cells, must, ""]


def _values(runs: Sequence[Run], figure: str) -> list[float]:
    return [getattr(run, figure) for run in runs]


def _spread(values: Sequence[float], *, digits: int = 3) -> str:
    low, middle, high = (f"{value:.{digits}f}" for value in (min(values), statistics.median(values), max(values)))
    return f"{middle} ({low} to {high})"


def ratios(measured: Measured, one: str, other: str, figure: str) -> list[float]:
    """Return the ratio of each round; times are by line of source."""
    weight = 1.0 if figure == "memory" else measured.commands[other].lines / measured.commands[one].lines
    pairs = zip(_values(measured.runs[one], figure), _values(measured.runs[other], figure), strict=True)
    return [value / base * weight for value, base in pairs]


def _pairs(measured: Measured) -> Iterator[tuple[str, str]]:
    names = list(measured.runs)
    base = measured.scenario.against
    for name in names:
        if base is None:
            yield from [("qualitygate", name)] if name != "qualitygate" else []
        elif name != (known := base if base in names else names[0]):
            yield name, known


def _wanted(scenario: Scenario, one: str, other: str | None) -> list[str]:
    """Return the cells for what is wanted of a pair, or of a program's own figure."""
    found = [each for each in scenario.targets if (each.program, each.against, each.is_added) == (one, other, False)]
    must = "; ".join(f"{' and '.join(target.figures)} ≤ {target.must:g}{target.unit}" for target in found)
    aim = "; ".join(f"≤ {target.aim:g}{target.unit}" for target in found if target.aim is not None)
    return [must, aim]


def page(head: Sequence[str], sections: Iterable[tuple[str, Sequence[str]]]) -> str:
    """Return the results page: facts about the measurement, then a section for each scenario."""
    written = "Written by `python -m benchmarks.speed --write`; what it means: [README](README.md)."
    parts = ["# How fast it is", "", written, "", *(f"* {line}" for line in head)]
    for title, lines in sections:
        parts += ["", _heading(title), "", *lines]
    return "\n".join(parts).rstrip() + "\n"


def kept_sections(old: str, titles: Iterable[str]) -> dict[str, list[str]]:
    """Return the sections of an old page by title, each with a line that says when it was measured."""
    lines = old.splitlines()
    facts = [line.removeprefix("* ") for line in lines[: _first(lines, "## ")] if line.startswith("* ")]
    then = next((fact.partition(",")[0] for fact in facts if " UTC" in fact), "at another time")
    version = next((fact.partition(",")[0] for fact in facts if fact.startswith("qualitygate ")), "another version")
    kept = {}
    for title in titles:
        if _heading(title) in lines:
            section = lines[lines.index(_heading(title)) + 1 :]
            body = "\n".join(section[: _first(section, "## ")]).strip("\n").split("\n")
            is_dated = body[0].startswith(_EARLIER)
            kept[title] = body if is_dated else [f"{_EARLIER} {then}, {version}.", "", *body]
    return kept


def replaced_section(old: str, title: str, lines: Sequence[str]) -> str:
    """Return a page with one section new, at its end where it had none of that title."""
    page_lines = old.rstrip("\n").split("\n")
    heading = _heading(title)
    start = page_lines.index(heading) if heading in page_lines else len(page_lines)
    rest = page_lines[start + 1 :]
    before = page_lines[:start] if page_lines[:start][-1:] == [""] else [*page_lines[:start], ""]
    behind = rest[_first(rest, "## ") :]
    return "\n".join([*before, heading, "", *lines, *([""] if behind else []), *behind]) + "\n"


def sections_of(old: str, titles: Iterable[str]) -> dict[str, list[str]]:
    """Return the sections of a page by title, as they are."""
    lines = old.splitlines()
    found = {}
    for title in titles:
        section = lines[lines.index(_heading(title)) + 1 :]
        found[title] = "\n".join(section[: _first(section, "## ")]).strip("\n").split("\n")
    return found


def other_titles(old: str, titles: Iterable[str]) -> list[str]:
    """Return the titles of the sections of a page that are not among these, as they stand in it."""
    known = {_heading(title) for title in titles}
    return [line.removeprefix("## ") for line in old.splitlines() if line.startswith("## ") and line not in known]


def _first(lines: Sequence[str], beginning: str) -> int:
    return next((number for number, line in enumerate(lines) if line.startswith(beginning)), len(lines))


def _heading(title: str) -> str:
    return f"## {title[:1].upper()}{title[1:]}"


def machine() -> list[str]:
    """Return what the figures depend on, beside the programs."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    now = datetime.now(timezone.utc)
    return [
        f"{now:%Y-%m-%d %H:%M} UTC, load {os.getloadavg()[0]:.1f} at the start",
        f"{platform.system()} {platform.release()} {platform.machine()}, {_processor()}, {cores} cores to use",
        f"Python {platform.python_version()} ({platform.python_implementation()})",
    ]


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or "processor unknown"
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else "processor unknown"
