"""Measures cold runs against flake8 on several distributions, one after the other, and tables them, the worst first.

``python -m benchmarks.speed.distributions [--python 3.13] [--rounds 5] [--write] [DISTRIBUTION...]``

``--write`` puts the table into ``RESULTS.md``, one section for each version of Python. The ratios of CPU time can be
trusted on a machine that does other things too; those of wall time cannot.

Files at which flake8 itself fails are left out for both, and named: pycodestyle 2.15 raises IndexError for ``f"\\{a}"``
under Python 3.12 and later, and then flake8 prints a traceback in the place of all findings. What is timed is compiled
first, whatever ``PYTHONDONTWRITEBYTECODE`` says.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.speed import corpora
from benchmarks.speed.__main__ import RESULTS, run
from benchmarks.speed.programs import compile_all, find_programs, versions
from benchmarks.speed.results import machine, ratios, replaced_section, table
from benchmarks.speed.scenario import Bench
from benchmarks.speed.scenarios import SCENARIOS
from tests.parity.interpreter import under_another_python

#: Of different kinds: a framework, an object mapper, two full of ``noqa``, mathematics, modern syntax (textual), types
#: that are read at run time (pydantic), and test data that is badly formatted on purpose (half of black's lines).
DISTRIBUTIONS = (
    *("django==5.2.*", "sqlalchemy==2.0.*", "celery==5.*", "kombu==5.*", "networkx==3.*"),
    *("textual", "pydantic==2.*", "black"),
)


class Row(NamedTuple):
    """One distribution, and the ratios of qualitygate's time to flake8's, one a round."""

    name: str
    files: int
    lines: int
    noqa: int  #: lines with that word
    wall: list[float]
    cpu: list[float]
    is_equal: bool  #: the same findings
    left_out: list[str]  #: files at which flake8 fails

    def cells(self) -> list[str]:
        """Return the row of the table."""
        spreads = [
            f"{statistics.median(each):.2f} ({min(each):.2f} to {max(each):.2f})" for each in (self.cpu, self.wall)
        ]
        counts = [f"{count:,}" for count in (self.files, self.lines, self.noqa)]
        return [self.name, *counts, *spreads, "yes" if self.is_equal else "NO"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure; exit 1 when findings were not the same."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed.distributions", description=__doc__)
    parser.add_argument("distribution", nargs="*", default=DISTRIBUTIONS)
    parser.add_argument("--rounds", type=int, default=5, help="pairs of runs (default: %(default)s)")
    parser.add_argument("--jobs", type=int, default=cores, help="workers of each program (default: %(default)s)")
    parser.add_argument("--write", action="store_true", help=f"write the table into {RESULTS.name}")
    options = parser.parse_args(arguments)
    head = [*machine(), f"{options.jobs} workers, {options.rounds} pairs of runs for each distribution"]
    compile_all()
    rows = []
    for name in options.distribution:
        rows.append(measured(name, options.rounds, options.jobs))
        print(" | ".join(rows[-1].cells()), flush=True)
    rows.sort(key=lambda row: statistics.median(row.cpu), reverse=True)
    with tempfile.TemporaryDirectory() as scratch:
        head.append(", ".join(versions(find_programs(Path(scratch), ["ruff"]))))
    titles = ["distribution", "files", "lines", "with noqa", "CPU, of flake8's", "wall, of flake8's", "same findings"]
    lines = [*(f"* {line}" for line in head), "", *table(titles, [row.cells() for row in rows])]
    lines += ["", "Must: 0.33 on each; aim: 0.25."]
    for row in rows:
        if row.left_out:
            lines += ["", f"Left out of {row.name}, flake8 itself fails there: {', '.join(row.left_out)}."]
    print("\n".join(lines))
    if options.write:
        title = f"Cold, by distribution, Python {sys.version_info[0]}.{sys.version_info[1]}"
        RESULTS.write_text(replaced_section(RESULTS.read_text("utf-8"), title, lines), "utf-8")
    return 0 if all(row.is_equal for row in rows) else 1


def measured(name: str, rounds: int, jobs: int) -> Row:
    """Fetch one distribution and run both programs over it."""
    (cold,) = (scenario for scenario in SCENARIOS if scenario.name == "cold")
    with tempfile.TemporaryDirectory(prefix="speed-") as folder:
        scratch = Path(folder)
        corpora.fetch(name, scratch / "corpus")
        bench = Bench(scratch, scratch / "corpus", find_programs(scratch, ["ruff"]), jobs, ())
        left_out = crashing([str(bench.programs.flake8), "--isolated"], corpora.python_files(bench.corpus))
        for path in left_out:
            path.unlink()
        found, is_equal = run(cold, bench, rounds)
        files = corpora.python_files(bench.corpus)
        noqa = sum(line.lower().count(b"noqa") > 0 for path in files for line in path.read_bytes().splitlines())
        names = [path.relative_to(bench.corpus).as_posix() for path in left_out]
        wall, cpu = (ratios(found, "qualitygate", "flake8", figure) for figure in ("wall", "cpu"))
        return Row(name, len(files), corpora.count_lines(files), noqa, wall, cpu, is_equal, names)


def crashing(flake8: Sequence[str], files: Sequence[Path]) -> list[Path]:
    """Return the files at which a command of flake8's ends in a traceback; it does not say which they are."""
    if not files:
        return []
    done = subprocess.run([*flake8, *map(str, files)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    if b"Traceback (most recent call last)" not in done.stderr:
        return []
    if len(files) == 1:
        return [*files]
    half = len(files) // 2
    return [*crashing(flake8, files[:half]), *crashing(flake8, files[half:])]


if __name__ == "__main__":
    sys.exit(under_another_python(main, "-m", "benchmarks.speed.distributions"))
