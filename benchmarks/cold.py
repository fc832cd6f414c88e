"""Times a cold run of qualitygate against flake8 with as many workers, in turn, and prints the ratios.

``python benchmarks/cold.py`` fetches Django's source distribution from the package index; ``--corpus DIR`` takes what
is there. Both read the same list: ignore = E501,W191,W293,E302,E12,E261 and exclude = migrations. qualitygate's own
reading of migrations is switched off, so that both check the same files. Seconds and megabytes are of whole process
trees, as the kernel counts them.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

IGNORE = "E501,W191,W293,E302,E12,E261"


@dataclass(frozen=True)
class Run:
    """One finished command."""

    wall: float  # seconds
    cpu: float  # seconds, all processes
    memory: float  # megabytes, the largest process
    lines: int  # of standard output


def main() -> None:
    """Run both programs in turn and print medians and ratios."""
    options = _parse()
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"flake8 {version('flake8')}, pycodestyle {version('pycodestyle')}, pyflakes {version('pyflakes')}")
    with tempfile.TemporaryDirectory(prefix="benchmark-") as scratch:
        corpus = Path(options.corpus) if options.corpus else _fetch(options.distribution, Path(scratch))
        pep8 = Path(scratch) / ".pep8"
        pep8.write_text(f"[pep8]\nignore = {IGNORE}\nexclude = migrations\n")
        for jobs in options.jobs:
            theirs, ours = _commands(jobs, pep8)
            rounds = [(_run(theirs, corpus), _run(ours, corpus)) for _ in range(options.rounds)]
            _show(jobs, rounds)


def _commands(jobs: str, pep8: Path) -> tuple[list[str], list[str]]:
    flake8 = ["flake8", "--isolated", f"--ignore={IGNORE}", "--extend-exclude=migrations", f"--jobs={jobs}", "."]
    ours = ["qualitygate", "check", f"--config={pep8}", "--format=flake8", f"--jobs={jobs}", "."]
    ours += ["--set=migrations.mode=check", "--set=respect-gitignore=false"]
    return [sys.executable, "-m", *flake8], [sys.executable, "-m", *ours]


def _run(command: Sequence[str], directory: Path) -> Run:
    started = time.perf_counter()
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, cwd=directory, stdout=out, stderr=subprocess.PIPE)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        if os.waitstatus_to_exitcode(status) not in (0, 1):
            assert process.stderr is not None
            raise SystemExit(f"{command[2]} failed: {process.stderr.read().decode()[-2000:]}")
        out.seek(0)
        lines = out.read().count(b"\n")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, lines)


def _show(jobs: str, rounds: Sequence[tuple[Run, Run]]) -> None:
    print(f"\njobs={jobs}, {len(rounds)} rounds, median (minimum)")
    for name, index in (("flake8", 0), ("qualitygate", 1)):
        runs = [pair[index] for pair in rounds]
        wall, cpu = [run.wall for run in runs], [run.cpu for run in runs]
        print(
            f"  {name:<12} wall {statistics.median(wall):6.2f} s ({min(wall):6.2f})"
            f"  cpu {statistics.median(cpu):6.2f} s ({min(cpu):6.2f})"
            f"  memory {max(run.memory for run in runs):5.0f} MB  {runs[0].lines:,} lines"
        )
    wall_ratio = statistics.median(ours.wall / theirs.wall for theirs, ours in rounds)
    cpu_ratio = statistics.median(ours.cpu / theirs.cpu for theirs, ours in rounds)
    print(f"  ratio        wall {wall_ratio:.2f}  cpu {cpu_ratio:.2f}   (below 1: qualitygate is faster)")


def _fetch(name: str, scratch: Path) -> Path:
    target = scratch / "corpus"
    target.mkdir()
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary=:all:", "-d", str(scratch)]
    subprocess.run([*command, name], check=True)
    (archive,) = scratch.glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        packed.extractall(target)
    return target


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--distribution", default="django==5.2.*", help="what to fetch (default: %(default)s)")
    parser.add_argument("--corpus", help="a directory to check instead")
    parser.add_argument("--jobs", nargs="+", default=["2"], help="worker counts to compare (default: 2)")
    parser.add_argument("--rounds", type=int, default=3, help="how often each runs (default: 3)")
    return parser.parse_args()


if __name__ == "__main__":
    main()
