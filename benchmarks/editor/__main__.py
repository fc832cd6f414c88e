"""From a key to its diagnostics: language servers side by side, through the protocol.

``python -m benchmarks.editor [--peers DIR] [--with NAME=COMMAND] [--edits 100] [--corpus DIR] [--write]`` needs Linux,
and pip for the peers: ruff, ty and python-lsp-server with pycodestyle and pyflakes, each in an environment of its own
below ``--peers``, which is made where it is missing. Each server gets the same texts and the same edits, in turn: a
character put into an empty line, somewhere. Shown are the median and the worst of the wall clock, and the CPU time of
the server for each edit, which a busy machine falsifies least. What a server waits for more keys is left out.
``--corpus`` is copied, and the diagnostics of all its files are asked for.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module, metadata
from pathlib import Path

from benchmarks.editor.client import Editor
from benchmarks.editor.workspace import workspace
from benchmarks.peers import environment, version
from benchmarks.speed.results import machine, replaced_section, table

RESULTS = Path(__file__).parents[1] / "RESULTS.md"
OURS = [sys.executable, "-m", "qualitygate", "lsp"]
SIZES = (200, 1000, 5000)
#: Packages by the name of what they are measured as.
PEERS = {"ruff": "ruff", "ty": "ty", "pylsp": "python-lsp-server[pycodestyle,pyflakes]"}
#: python-lsp-server 1.15 lints half a second after the last key, by a decorator that is given when it is imported.
_PYLSP = """\
from pylsp import _utils
wait = _utils.debounce
_utils.debounce = lambda interval, keyed_by=None: wait(0, keyed_by)
from pylsp.__main__ import main
main()
"""
#: What ruff is to look for; the others do by themselves.
_RUFF = 'lint.select = ["E", "W", "F"]\n'


def sample(size: int) -> tuple[str, list[int]]:
    """Return a program of so many lines from the standard library, and its empty lines: a comment may grow there."""
    lines: list[str] = []
    for name in ("heapq", "textwrap", "csv", "shlex", "configparser", "argparse", "difflib", "functools", "pathlib"):
        lines += Path(import_module(name).__file__ or "").read_text("utf-8").splitlines()
    tops = [number for number, line in enumerate(lines) if line.startswith(("def ", "class "))]
    lines = lines[: min(tops, key=lambda number: abs(number - size))]  # up to where a statement of the module begins
    while not lines[-1]:
        lines.pop()
    return "\n".join(lines) + "\n", [number for number, line in enumerate(lines) if not line]


def latency(name: str, command: Sequence[str], size: int, edits: int) -> list[str]:
    """Return a row."""
    text, places = sample(size)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "ruff.toml").write_text(_RUFF)
        started = time.perf_counter()
        editor = Editor(command, Path(folder))
        found = editor.open(text)
        first = time.perf_counter() - started
        chosen = random.Random(size)
        spent, before = [], editor.cpu()
        for _ in range(edits):
            line, began = chosen.choice(places), time.perf_counter()
            found = editor.put(line, "#")
            spent.append(time.perf_counter() - began)
        cpu = (editor.cpu() - before) / edits
        editor.end()
    figures = (first, statistics.median(spent), max(spent), cpu)
    lines = text.count("\n")
    return [f"{lines:,}", name, f"{found}", *(f"{1000 * each:.1f}" for each in figures)]


def growth(edits: int) -> str:
    """Return what the server keeps in memory after a hundred edits, and after many."""
    text, places = sample(SIZES[0])
    with tempfile.TemporaryDirectory() as folder:
        editor = Editor(OURS, Path(folder))
        editor.open(text)
        for number in range(edits):
            editor.put(places[number % len(places)], "#")
            if number == 99:
                early = editor.memory()
        late = editor.memory()
        editor.end()
    said = f"{early:,} kB after 100 edits of the smallest file, {late:,} kB after {edits:,}"
    return f"qualitygate's memory: {said}: {late / early:.2f} times as much. Must: 1.2."


def main() -> int:
    """Measure, print, and write the section where that is wanted."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.editor", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--peers", type=Path, default=Path(tempfile.gettempdir()) / "qualitygate-peers")
    parser.add_argument("--no-peers", action="store_true", help="measure qualitygate alone, and what --with names")
    parser.add_argument("--with", action="append", default=[], dest="others", metavar="NAME=COMMAND")
    parser.add_argument("--edits", type=int, default=100)
    parser.add_argument("--memory", type=int, default=10_000, metavar="EDITS", help="at least 100; 0: leave it out")
    parser.add_argument("--corpus", type=Path, help="a directory of Python; without it the workspace is left out")
    parser.add_argument("--rounds", type=int, default=5, help="sessions in the corpus")
    parser.add_argument("--write", action="store_true", help=f"write the section into {RESULTS.name}")
    options = parser.parse_args()
    peers = {} if options.no_peers else {name: environment(options.peers / name, PEERS[name]) for name in PEERS}
    others = {name: command.split() for name, _, command in (each.partition("=") for each in options.others)}
    lines = [*_about(peers), *_latencies({"qualitygate": OURS, **_commands(peers), **others}, options.edits)]
    if options.memory:
        lines += [growth(options.memory), ""]
    if options.corpus is not None:
        lines += workspace(OURS, options.corpus.resolve(), options.rounds)
    print("\n".join(lines))
    if options.write:
        RESULTS.write_text(replaced_section(RESULTS.read_text("utf-8"), "In the editor", lines), "utf-8")
    return 0


def _commands(peers: Mapping[str, Path]) -> dict[str, list[str]]:
    commands = {
        "ruff": lambda programs: [f"{programs}/ruff", "server"],
        "ty": lambda programs: [f"{programs}/ty", "server"],
        "pylsp": lambda programs: [f"{programs}/python", "-c", _PYLSP],
    }
    return {name: commands[name](programs) for name, programs in peers.items()}


def _about(peers: Mapping[str, Path]) -> list[str]:
    found = [f"{PEERS[name]} {version(programs, PEERS[name].partition('[')[0])}" for name, programs in peers.items()]
    programs = ", ".join([f"qualitygate {metadata.version('qualitygate-lint')}", *found])
    return [*(f"* {line}" for line in machine()), f"* {programs}", ""]


def _latencies(servers: Mapping[str, Sequence[str]], edits: int) -> Iterator[str]:
    rows = []
    for size in SIZES:
        for name, command in servers.items():
            rows.append(latency(name, command, size, edits))
            print(" | ".join(rows[-1]), file=sys.stderr, flush=True)  # all of it takes minutes
    head = ["lines", "server", "diagnostics", "first, ms", "edit: median, ms", "worst", "CPU"]
    yield from table(head, rows)
    load = f"load {os.getloadavg()[0]:.1f} after them"
    yield from ("", f"{edits} edits each; {load}. Must: qualitygate's median at 1,000 lines under 30 ms.", "")


if __name__ == "__main__":
    sys.exit(main())
