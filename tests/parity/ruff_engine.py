"""Compares ``engine = "ruff"`` with the default engine, code by code, and writes the table of what is proven.

Run ``python -m tests.parity.ruff_engine [--write] [CORPUS...]``; ``corpora.py`` says what a corpus is. For every file
and every code of pycodestyle and pyflakes: does the default engine find it, does ruff, and would the engine have spared
the file although the code is in it (it is *missed*)? A code is proven when it occurred and was never missed; pyflakes'
codes are so together or not at all, because pyflakes finds all or none. What is missed is listed file by file.
``--end-to-end`` runs both engines as users do and lists every finding that is not equal. ``--write`` writes the table.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from qualitygate.api import Settings, Source
from qualitygate.api.lexing import bare_code
from qualitygate.model.selection import Selection
from qualitygate_plugins.pep8.codes import CODES as STYLE
from qualitygate_plugins.pep8.examples import EXAMPLES as STYLE_EXAMPLES
from qualitygate_plugins.pyflakes.codes import CODES
from qualitygate_plugins.pyflakes.examples import EXAMPLES
from qualitygate_plugins.ruff_engine import proven
from qualitygate_plugins.ruff_engine.forerunner import STANDS_FOR, UNSAID, RuffForerunner
from qualitygate_plugins.ruff_engine.guards import is_plain
from tests.parity.corpora import HELP, copy_corpus

DISTRIBUTIONS = ("django==5.2.*", "sqlalchemy==2.0.*", "networkx==3.*", "celery==5.*", "stdlib", "samples")
#: Codes of pycodestyle that depend on settings which the engine leaves to it, or that the gate itself finds.
_OTHERS = frozenset({"E112", "E113", "E133", "W505", "E902", "E901", "E999"})
Rows = set[tuple[str, int, int, str, str]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare; exit 1 when something of a code that is taken over was missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="*", default=DISTRIBUTIONS, help=HELP)
    parser.add_argument("--write", action="store_true", help="write the table")
    parser.add_argument("--end-to-end", action="store_true", help="run both engines too, and list what is not equal")
    options = parser.parse_args(arguments)
    table = Table()
    differing = 0
    with tempfile.TemporaryDirectory(prefix="ruff-engine-") as scratch:
        for name in options.corpus:
            root = copy_corpus(name, Path(scratch))
            if options.end_to_end:
                differing += show_differences(name, root)
            else:
                table.add(name, root)
        if not options.end_to_end:
            table.add("examples", _examples(Path(scratch, "examples")))
    if options.end_to_end:
        return 1 if differing else 0
    print("\n".join(table.lines()))
    proof = table.proof(tuple(options.corpus))
    if options.write:
        path = Path(proven.__file__).with_name("proven.json")
        path.write_bytes(msgspec.json.format(msgspec.json.encode(proof), indent=1) + b"\n")
    bad = [code for code in sorted(proven.proof().proven) if code in proof.codes and proof.codes[code].missed]
    print(f"taken over and missed: {', '.join(bad) or 'none'}")
    return 1 if bad else 0


class Table:
    """Counts, code by code."""

    def __init__(self) -> None:
        self.counts: dict[str, dict[str, int]] = {
            code: dict.fromkeys(("files", "missed", "named", "extra"), 0) for code in sorted({*STYLE, *CODES.values()})
        }
        self.missed: dict[str, list[str]] = defaultdict(list)

    def add(self, name: str, root: Path) -> None:
        """Compare one corpus."""
        ours: dict[str, dict[str, int]] = defaultdict(dict)
        for path, line, _, code, _ in findings(root, "default", "--select=E,W,F"):
            ours[path].setdefault(code, line)
        theirs, said = look(root, sorted(path.relative_to(root).as_posix() for path in root.rglob("*.py")))
        for path in sorted({*ours, *theirs}):
            if "E999" in ours[path]:
                continue  # who finds that finds nothing else
            spared = _spared(root, path, said, theirs.get(path, set()))
            for code in {*ours[path], *theirs.get(path, set())} & self.counts.keys():
                counted = self.counts[code]
                counted["files"] += code in ours[path]
                counted["named"] += code in ours[path] and code in theirs.get(path, ())
                counted["extra"] += code not in ours[path]
                if code in ours[path] and code in spared:
                    counted["missed"] += 1
                    self.missed[code].append(f"{name} {path}:{ours[path][code]}")
        print(f"{name}: {len(said):,} files", flush=True)

    def lines(self) -> Iterator[str]:
        """Yield a line for every code, and one for each file in which one was missed."""
        for code, counted in self.counts.items():
            state = "differs" if counted["missed"] else "proven" if counted["files"] else "not seen"
            numbers = ", ".join(f"{name} {number}" for name, number in counted.items())
            yield f"{code} {state:<9} {numbers}"
            yield from (f"     missed: {where}" for where in self.missed[code])

    def proof(self, corpora: tuple[str, ...]) -> proven.Proof:
        """Return the table as the plugin has it."""
        had = proven.installed_versions()
        codes = {
            code: proven.Code(**counted, example=(self.missed[code] or [""])[0])
            for code, counted in self.counts.items()
            if code not in _OTHERS | UNSAID
        }
        return proven.Proof(had, corpora, codes)


def _spared(root: Path, path: str, said: Mapping[str, str], theirs: set[str]) -> set[str]:
    """Return the codes that nobody would look for, asked code by code: ruff's own code stands for each of the style."""
    source = Source(path, (root / path).read_bytes())
    if path not in said or not is_plain(source):
        return set()
    forerunner = _forerunner()
    flakes = {code for code in _forerunner().absent(source, said[path]) if code[0] == "F" or code == "E999"}
    stood_for = {code for code, others in STANDS_FOR.items() if not theirs.isdisjoint(others)}
    doubted = forerunner.doubted(source, bare_code(source))
    return flakes | (set(STYLE) - _OTHERS - doubted - theirs - stood_for)


def _forerunner() -> RuffForerunner:
    everything = {code: proven.Code(1) for code in {*STYLE, *CODES.values()} - _OTHERS - UNSAID}
    options = (
        ("builtins", ()), ("doctests", False), ("hang-closing", False), ("indent-size", 4), ("max-doc-length", 0),
        ("max-line-length", 79),
    )
    settings = Settings(Selection(select=("E", "W", "F"), ignore=()), options=options)
    return RuffForerunner(settings, proven.Proof({}, (), everything))


def look(root: Path, paths: Sequence[str]) -> tuple[dict[str, set[str]], dict[str, str]]:
    """Return what ruff finds, file by file, and what the engine is told of each."""
    forerunner, theirs, said = _forerunner(), {}, {}
    for name, codes in forerunner.found(proven.find_ruff(), str(root), paths):
        theirs[name] = codes
        if (text := forerunner.told(codes)) is not None:
            said[name] = text
    return theirs, said


def findings(root: Path, engine: str, *arguments: str) -> Rows:
    """Run qualitygate and return its findings."""
    command = [
        sys.executable,
        "-m",
        "qualitygate",
        "check",
        "--isolated",
        "--no-cache",
        "--format=json",
        f"--set=engine={engine}"
    ]
    done = subprocess.run([*command, "--set=noqa=off", *arguments, "."], cwd=root, capture_output=True, check=False)
    report = json.loads(done.stdout)
    if report["failures"]:
        raise SystemExit(f"{engine}: {report['failures'][0]}")
    return {
        (each["path"], each["line"] or 0, each["column"] or 0, each["code"], each["message"])
        for each in report["findings"]
    }


def show_differences(name: str, root: Path) -> int:
    """Print every finding that only one of the engines has; return how many."""
    default, ruff = (findings(root, engine) for engine in ("default", "ruff"))
    for sign, rows in (("-", default - ruff), ("+", ruff - default)):
        for path, line, column, code, message in sorted(rows):
            print(f"{sign} {name} {path}:{line}:{column}: {code} {message}")
    print(f"{name}: {len(default):,} findings, {len(default ^ ruff)} are not equal", flush=True)
    return len(default ^ ruff)


def _examples(target: Path) -> Path:
    """Write the bad examples of each code: some occur in no good code."""
    target.mkdir()
    pairs = [(code, bad) for code, (bad, *_) in EXAMPLES.items()]
    pairs += [(code, bad) for code, (bad, *_) in STYLE_EXAMPLES.items()]
    for number, (code, bad) in enumerate(pairs):
        (target / f"{code.lower()}_{number}.py").write_text(bad, encoding="utf-8")
    return target


if __name__ == "__main__":
    sys.exit(main())
