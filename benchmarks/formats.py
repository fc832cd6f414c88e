"""Writes a report of 200,000 findings in every format; prints seconds, megabytes, and memory over the report's own.

Seconds are those of the clock; on a busy machine only the CPU seconds beside them say something.

``python benchmarks/formats.py [--findings N] [FORMAT ...]``. Each format is written by a process of its own, forked
when the report is in memory; memory is what that process needed at most beyond what it started with, as the kernel
counts. Memory that Python freed before the fork and takes again is not seen: a few megabytes, where a second copy of
the report would be a hundred and more. Every line of the sources has a character outside ASCII, the slow case for
columns.
"""

from __future__ import annotations

import argparse
import gc
import os
import platform
import resource
import sys
import time
from collections.abc import Callable, Sequence
from typing import TextIO

from qualitygate.api import (
    Applicability,
    CheckedFile,
    Condition,
    Disposition,
    Edit,
    ExitCode,
    Finding,
    Fix,
    Judgement,
    Location,
    Report,
    Reporter,
    ReportOptions,
    Severity,
    Verdict,
    replace,
)
from qualitygate.model.fingerprint import fingerprints
from qualitygate.testing.reporters import Sample, SampleLines, SampleRules
from qualitygate_plugins.reporters import qualitygate_formats

PER_FILE = 40
OPTIONS = ReportOptions(show_source=True, template="{path}:{line}:{column}: {code} {message}")


def main() -> None:
    """Measure each format in turn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--findings", type=int, default=200_000)
    parser.add_argument("formats", nargs="*", metavar="FORMAT")
    arguments = parser.parse_args()
    factories: dict[str, Callable[[ReportOptions], Reporter]] = {
        name: offered.create for name, offered in qualitygate_formats().items()
    }
    sample = large_sample(arguments.findings)
    gc.freeze()
    print(f"{platform.platform()}, Python {platform.python_version()}")
    print(f"{arguments.findings:,} findings in {len(sample.report.files):,} files; the process has {_peak():.0f} MB")
    print(f"{'format':<16} {'seconds':>8} {'CPU':>6} {'MB written':>11} {'MB over':>8}")
    for name in arguments.formats or sorted(factories):
        _show(name, factories[name], sample)


def large_sample(count: int) -> Sample:
    """Build a report in which every tenth finding has a fix, every tenth is suppressed, and no two texts are one."""
    texts = {
        f"package{number % 50}/module_{number:05}.py": tuple(
            f"    value_{line} = compute('é{line}', option_{number})  # a line" for line in range(1, PER_FILE + 1)
        )
        for number in range(-(-count // PER_FILE))
    }
    findings = [
        _finding(path, line, text)
        for path, lines in sorted(texts.items())
        for line, text in enumerate(lines, 1)
    ]
    marks = fingerprints(findings[:count])
    judgements = tuple(
        replace(Judgement(finding), fingerprint=mark, **_disposition(number))  # type: ignore[arg-type]
        for number, (finding, mark) in enumerate(zip(findings, marks, strict=False))
    )
    files = tuple(CheckedFile(path, "python", len(lines)) for path, lines in sorted(texts.items()))
    report = Report(judgements=judgements, files=files, root=os.getcwd(), lines=SampleLines(texts))
    verdict = Verdict((Condition("no open warnings", False, f"{count} open, 0 allowed"),), ExitCode.FAILED)
    return Sample(report, verdict, SampleRules())


def _finding(path: str, line: int, text: str) -> Finding:
    code = ("E501", "F401", "F821", "W191", "QG201")[line % 5]
    severity = (Severity.WARNING, Severity.ERROR, Severity.NOTE)[line % 3]
    fix = None
    if line % 10 == 0:
        fix = Fix("Remove the name", (Edit(line, 5, line, 5 + line % 7, ""),), Applicability.SAFE)
    return Finding(
        code,
        f"name 'value_{line}' in '{path}' is not what it should be",
        Location(path, line, 5, line, 12),
        severity,
        "pep8",
        context=" ".join(text.split()),
        scope=f"Class{line % 7}.method",
        fix=fix,
    )


def _disposition(number: int) -> dict[str, object]:
    if number % 10:
        return {}
    return {"disposition": Disposition.SUPPRESSED, "reason": "noqa on this line"}


def _show(name: str, factory: Callable[[ReportOptions], Reporter], sample: Sample) -> None:
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        os.write(writing, _measure(factory, sample).encode())
        os._exit(0)
    os.close(writing)
    with open(reading, encoding="utf-8") as results:
        text = results.read()
    os.waitpid(child, 0)
    print(f"{name:<16} {text or 'failed'}")


def _measure(factory: Callable[[ReportOptions], Reporter], sample: Sample) -> str:
    """Write once, in a process that is thrown away."""
    reporter = factory(OPTIONS)
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        counted = _Counted(nowhere)
        before, started, used = _peak(), time.perf_counter(), time.process_time()
        reporter.write(*sample, counted)  # type: ignore[arg-type]
        seconds, cpu = time.perf_counter() - started, time.process_time() - used
    return f"{seconds:8.2f} {cpu:6.2f} {counted.written / 1e6:11.1f} {_peak() - before:8.1f}"


class _Counted:
    """A stream that counts characters."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.written = 0

    def write(self, text: str) -> int:
        """Pass a text on."""
        self.written += len(text)
        return self._stream.write(text)

    def writelines(self, texts: Sequence[str]) -> None:
        """Pass texts on, one by one."""
        for text in texts:
            self.write(text)

    def flush(self) -> None:
        """Pass the wish on."""
        self._stream.flush()


def _peak() -> float:
    """Return the most memory that this process had so far, in megabytes."""
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


if __name__ == "__main__":
    main()
