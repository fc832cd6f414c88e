"""Fetches a corpus, runs the scenarios, and prints or writes the figures."""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.speed import corpora
from benchmarks.speed.measure import Command, MeasureError, Run, measure
from benchmarks.speed.programs import find_programs, versions
from benchmarks.speed.results import Measured, as_text, kept_sections, machine, other_titles, page, sections_of
from benchmarks.speed.scenario import Bench, Prepared, Scenario
from benchmarks.speed.scenarios import SCENARIOS
from tests.parity.interpreter import under_another_python

RESULTS = Path(__file__).parents[1] / "RESULTS.md"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure; exit 1 when the findings of two programs that must agree did not."""
    options = _parse(arguments)
    head = machine()
    with tempfile.TemporaryDirectory(prefix="speed-") as name:
        bench = _bench(options, Path(name))
        files = corpora.python_files(bench.corpus)
        head += [", ".join(versions(bench.programs))]
        head += [f"{_corpus_name(options)}: {len(files):,} Python files, {corpora.count_lines(files):,} lines"]
        head += [f"`python -m benchmarks.speed {_shown(arguments)}`".replace(" `", "`")]
        head += [f"{options.jobs} workers, {options.rounds} rounds and four times as many of short runs"]
        print("\n".join(head), flush=True)
        sections, wrong = {}, 0
        for scenario in SCENARIOS:
            if not options.only or scenario.name in options.only:
                lines, same = _section(scenario, bench, options.rounds)
                sections[scenario.title] = lines
                wrong += not same
    if options.write:
        titles = [scenario.title for scenario in SCENARIOS]
        old = RESULTS.read_text("utf-8") if RESULTS.exists() else ""
        earlier = kept_sections(old, titles) if options.only else {}
        others = other_titles(old, titles)  # tables that say themselves when they were measured
        titles += others
        known = earlier | sections | sections_of(old, others)
        RESULTS.write_text(page(head, [(title, known[title]) for title in titles if title in known]), "utf-8")
    return 1 if wrong else 0


def _section(scenario: Scenario, bench: Bench, rounds: int) -> tuple[list[str], bool]:
    """Run a scenario and print it; return its lines and whether the findings were as they must be."""
    print(f"\n{scenario.name}: {scenario.title}", flush=True)
    missing = sorted(scenario.needs - bench.programs.features)
    if missing:
        lines, same = [f"not available: this qualitygate has no {', no '.join(missing)}"], True
    else:
        try:
            measured, same = run(scenario, bench, rounds * scenario.repeats)
        except MeasureError as error:
            raise SystemExit(f"{scenario.name}: {error}") from None
        lines = list(as_text(measured))
    print("\n".join(lines), flush=True)
    return lines, same


def run(scenario: Scenario, bench: Bench, rounds: int) -> tuple[Measured, bool]:
    """Run the commands of a scenario in turn, forwards in one round and backwards in the next."""
    prepared = scenario.prepare(bench)
    runs: dict[str, list[Run]] = {}
    same = True
    for number in range(1, rounds + 1):
        commands = prepared.commands(number)
        runs = runs or {name: [] for name in commands}
        for name in list(commands)[:: 1 if number % 2 else -1]:
            output = bench.scratch / (re.sub(r"\W+", "-", name) + ".out")
            runs[name].append(measure(commands[name], output))
        if isinstance(prepared.same_as, str) and prepared.same_as in commands:
            same = same and not _differences(runs["qualitygate"][-1], runs[prepared.same_as][-1], bench.corpus)
    remarks, same = _judge(prepared, runs, bench, same)
    lines = {name: len(of[-1].lines()) for name, of in runs.items()}
    return Measured(scenario, commands, runs, lines, remarks), same


def _judge(prepared: Prepared, runs: dict[str, list[Run]], bench: Bench, same: bool) -> tuple[list[str], bool]:
    """Say whether the findings were those of flake8, or of a run that remembers nothing."""
    reference = prepared.same_as
    if isinstance(reference, Command):
        fresh = measure(reference, bench.scratch / "fresh.out")
        same, reference = not _differences(runs["qualitygate"][-1], fresh, bench.corpus), "a run without a cache"
    elif reference is None:
        return [], True
    elif reference not in runs:
        return [f"Findings not compared: {reference} was left out"], True
    return [f"{'The same findings as' if same else 'NOT THE SAME FINDINGS AS'} {reference}"], same


def _differences(ours: Run, theirs: Run, corpus: Path) -> Counter[str]:
    """Return the lines that only one of two has; one that flake8 prints twice is one, as qualitygate reports it.

    pyflakes' columns are left out: flake8 counts UTF-8 bytes there. The parity command compares them. Notebooks are
    left out too, which flake8 does not read.
    """
    one, other = (
        Counter(
            re.sub(r"^(?:\./)?(.*?:\d+):\d+(: F)", r"\1\2", line.removeprefix("./"))
            for line in set(run.lines())
            if ".ipynb:" not in line
        )
        for run in (ours, theirs)
    )
    found = (one - other) + (other - one)
    for line in list(found)[:5]:
        print(f"only one has: {line}")
    return found


def _bench(options: argparse.Namespace, scratch: Path) -> Bench:
    corpus = scratch / "corpus"
    if options.corpus:
        corpora.copy(Path(options.corpus), corpus)
    elif options.quick:
        corpora.copy_library(corpus)
    else:
        corpora.fetch(options.distribution, corpus)
    programs = find_programs(scratch, options.without)
    return Bench(scratch, corpus, programs, options.jobs, tuple(options.sizes))


def _corpus_name(options: argparse.Namespace) -> str:
    if options.corpus:
        return Path(options.corpus).resolve().name
    return "parts of the standard library" if options.quick else str(options.distribution)


def _shown(arguments: Sequence[str] | None) -> str:
    """Return the arguments without the directories of the machine they were given on."""
    given = sys.argv[1:] if arguments is None else arguments
    return " ".join(re.sub(r"[^=]*/(?=[^/]*$)", ".../", argument) for argument in given)


def _lines(text: str) -> int:
    """Read ``500k`` or ``5M``."""
    match = re.fullmatch(r"(\d+)([kM]?)", text)
    if match is None:
        raise argparse.ArgumentTypeError(f"expected a number of lines like 500k or 5M, got {text!r}")
    return int(match[1]) * {"": 1, "k": 1000, "M": 1_000_000}[match[2]]


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("--distribution", default="django==5.2.*", help="what to fetch (default: %(default)s)")
    parser.add_argument("--corpus", metavar="DIR", help="a directory to measure with instead; it is copied")
    parser.add_argument("--rounds", type=int, help="runs of each program; short ones run four times as often (5)")
    parser.add_argument("--jobs", type=int, default=cores, help="workers of each program (default: %(default)s)")
    parser.add_argument("--only", action="append", choices=[scenario.name for scenario in SCENARIOS])
    parser.add_argument("--without", action="append", default=[], choices=["flake8", "ruff"])
    parser.add_argument("--sizes", nargs="+", type=_lines, help="of the repeated corpus (100k 500k 1M 5M)")
    parser.add_argument("--quick", action="store_true", help="one round over a small corpus: does the runner work?")
    parser.add_argument("--write", action="store_true", help=f"write {RESULTS.name} beside the README")
    options = parser.parse_args(arguments)
    options.rounds = options.rounds or (1 if options.quick else 5)
    options.sizes = options.sizes or ([5_000, 20_000] if options.quick else [100_000, 500_000, 1_000_000, 5_000_000])
    return options


if __name__ == "__main__":
    sys.exit(under_another_python(main, "-m", "benchmarks.speed"))
