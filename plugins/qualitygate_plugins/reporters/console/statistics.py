"""Counts per code: the table of ``--statistics``, or one line with the most frequent."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from qualitygate.api import Report, RuleBook
from qualitygate_plugins.reporters.console.pen import Line, line, shown

#: How many codes the line names before "and 3 more codes".
_NAMED = 10


def code_table(report: Report, rules: RuleBook) -> Iterator[Line]:
    """Yield a row per code with open findings, most frequent first: count, code, name of the rule."""
    counts = report.count_open_codes()
    widest = max((len(str(count)) for count in counts.values()), default=0)
    longest = max(map(len, counts), default=0)
    for code, count in counts.items():
        rule = rules.rule(code)
        gap = " " * (longest - len(code) + 2)
        yield line(f"  {count:>{widest}}  ", (code, rule.severity.word), gap + shown(rule.name))


def frequent_codes(report: Report) -> Iterator[Line]:
    """Yield one line where there is more than one code to tell apart."""
    counts = report.count_open_codes()
    if len(counts) < 2:
        return
    named = [f"{code} {count}" for code, count in islice(counts.items(), _NAMED)]
    rest = len(counts) - len(named)
    more = f" and {plural(rest, 'more code')} (--statistics shows all)" if rest else ""
    yield line("by code: ", ", ".join(named), (more, "quiet"))


def plural(count: int, noun: str) -> str:
    """Return "1 file", "2 files"."""
    return f"{count} {noun}" + ("" if count == 1 else "s")
