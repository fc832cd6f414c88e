"""What rules cost: the pack, 20 libcst rules beside Fixit, 20 patterns beside ast-grep and semgrep.

``python -m benchmarks.rules --corpus DIR [--part DIR] [--peers DIR] [--rounds 3] [--write]`` needs pip for the peers,
each in an environment of its own below ``--peers``, which are made where they are missing. Figures are CPU seconds of a
process and of all it waited for, one worker, no cache; programs run in turn, and a ratio is taken within a round. Fixit
is slow: it and our libcst rules read ``--part`` of the corpus. Its rules are the first 20 of its own by name; ours are
made here, and their candidates are derived from their matchers.
"""

from __future__ import annotations

import argparse
import ast
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from importlib import metadata
from pathlib import Path

from benchmarks.peers import environment, version
from benchmarks.speed.results import replaced_section, table
from qualitygate_rules.pack import RULES

RESULTS = Path(__file__).parent / "RESULTS.md"
PEERS = ("fixit", "ast-grep-cli", "semgrep")
#: In our language; semgrep's is the same here, and ast-grep writes ``$$$`` for ``...``.
PATTERNS = (
    *(
        "print(...)", "$X == None", "$X != None", "len($X) == 0", "isinstance($X, list)", "$X.objects.all()",
        "os.path.join(...)"
    ),
    *("open($F)", "$D.has_key($K)", "type($X) == $T", "getattr($O, $N, None)", "super($C, self)", "time.sleep($X)"),
    *("datetime.datetime.now()", "subprocess.call(...)", "logging.warn(...)", "raise $E($M)", "assert $X", "$X = $X"),
    "$A if $B else $A",
)
#: What our libcst rules look for: the functions and methods that Fixit's look for, and some more.
_CALLS = ("super", "isinstance", "dict", "list", "set", "tuple", "print", "open", "getattr", "type", "map", "filter")
_METHODS = ("assertTrue", "assertFalse", "assertEquals", "format", "warn", "has_key", "iteritems", "sort")


def main() -> int:
    """Measure, print, and write the section where that is wanted."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="a directory of Python")
    parser.add_argument("--part", type=Path, help="the part of it for libcst rules; default: all of it")
    parser.add_argument("--peers", type=Path, default=Path(tempfile.gettempdir()) / "qualitygate-peers")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--write", action="store_true", help=f"write the section into {RESULTS.name}")
    options = parser.parse_args()
    peers = {name: environment(options.peers / name, name) for name in PEERS}
    corpus, part = options.corpus.resolve(), (options.part or options.corpus).resolve()
    with tempfile.TemporaryDirectory() as folder:
        rounds = options.rounds
        lines = [
            *_about(corpus, part, peers, rounds, options.corpus.name),
            *_pack(corpus, rounds),
            *_libcst(part, peers["fixit"], Path(folder), rounds),
            *_patterns(corpus, peers, Path(folder), rounds),
        ]
    print("\n".join(lines))
    if options.write:
        RESULTS.write_text(replaced_section(RESULTS.read_text("utf-8"), "What rules cost", lines), "utf-8")
    return 0


def cpu(command: Sequence[str | Path], folder: Path) -> float:
    """Return the CPU seconds of a command. Whatever exit code says "found something" is well; a crash is not."""
    environment = {**os.environ, "SEMGREP_SEND_METRICS": "off"}
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, cwd=folder, stdout=said, stderr=said, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1):
            said.seek(0)
            raise SystemExit(f"{command[0]} failed: {said.read().decode('utf-8', 'replace')[-2000:]}")
    return usage.ru_utime + usage.ru_stime


def in_turn(runs: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, list[float]]:
    """Run each once a round, every second round in the other order."""
    found: dict[str, list[float]] = {name: [] for name in runs}
    for number in range(rounds):
        for name in list(runs) if number % 2 == 0 else reversed(list(runs)):
            found[name].append(runs[name]())
    return found


def _ours(*arguments: str) -> list[str]:
    return [
        sys.executable, "-m", "qualitygate", "check", "--no-cache", "--jobs=1", "--exit-zero", "-q", *arguments, "."
    ]


def _pack(corpus: Path, rounds: int) -> list[str]:
    codes = ",".join(rule.code for rule in RULES)
    runs = {
        "F": lambda: cpu(_ours("--isolated", "--select=F"), corpus),
        f"F and the {len(RULES)} rules of the pack": lambda: cpu(_ours("--isolated", f"--select=F,{codes}"), corpus),
        "ast.parse": lambda: _parsing(corpus),
    }
    found = in_turn(runs, rounds)
    plain, with_pack, parsing = found.values()
    more = [(after - before) / each for before, after, each in zip(plain, with_pack, parsing, strict=True)]
    return [
        "### The pack", "", *_seconds(found), "",
        f"The pack adds {_spread(more)} times what `ast.parse` takes of the same files. Must: 2.", "",
    ]


def _parsing(corpus: Path) -> float:
    texts = [path.read_bytes() for path in corpus.rglob("*.py")]
    started = time.process_time()
    for text in texts:
        ast.parse(text)
    return time.process_time() - started


def _libcst(part: Path, fixit: Path, folder: Path, rounds: int) -> list[str]:
    listing = "import fixit.rules, inspect, pkgutil; print(*sorted(each.name for each in pkgutil.iter_modules("
    names = subprocess.run(
        [fixit / "python", "-c", f"{listing}fixit.rules.__path__)))"], capture_output=True, text=True, check=True
    ).stdout.split()
    rules = ",".join(f"fixit.rules.{name}" for name in names[:20])
    (folder / "libcst_rules.py").write_text(_rules_of_ours(), "utf-8")
    (folder / "libcst.toml").write_text(f'plugins = ["{folder / "libcst_rules.py"}"]\n', "utf-8")
    runs = {
        "our 20 libcst rules": lambda: cpu(
            _ours(f"--config={folder / 'libcst.toml'}", "--select=BENCH"), part
        ),
        "Fixit's first 20": lambda: cpu([fixit / "fixit", "--rules", rules, "lint", "."], part),
    }
    return ["### 20 libcst rules", "", *_seconds(in_turn(runs, rounds)), "", "Must: ours at most 0.25 of Fixit's.", ""]


def _rules_of_ours() -> str:
    head = (
        "import libcst.matchers as m\nfrom qualitygate.api import hookimpl\nfrom qualitygate.api.cst import "
        "CstRule\n\n\n"
        "class Rule(CstRule):\n    nodes = ('Call',)\n    def check(self, node, context):\n"
        "        yield context.node_problem(node, 'found')\n\n\n"
    )
    matchers = [f"m.Call(func=m.Name({name!r}))" for name in _CALLS]
    matchers += [f"m.Call(func=m.Attribute(attr=m.Name({name!r})))" for name in _METHODS]
    classes = [
        f"class Rule{number}(Rule):\n    code, name, summary = 'BENCH{number}', 'rule-{number}', 'Found'\n"
        f"    def matcher(self):\n        return {matcher}\n\n\n"
        for number, matcher in enumerate(matchers, 1)
    ]
    offered = ", ".join(f"Rule{number}()" for number in range(1, len(matchers) + 1))
    return f"{head}{''.join(classes)}@hookimpl\ndef qualitygate_code_rules():\n    return [{offered}]\n"


def _patterns(corpus: Path, peers: Mapping[str, Path], folder: Path, rounds: int) -> list[str]:
    ours = (
        f'[[rule]]\ncode = "BENCH{number}"\nmessage = "found"\npattern = "{each}"\n' for number, each in _numbered()
    )
    (folder / "patterns.toml").write_text("".join(ours), "utf-8")
    (folder / "none.toml").write_text('select = ["BENCH"]\n', "utf-8")
    semgrep = (
        f"- id: bench{number}\n  languages: [python]\n  severity: INFO\n  message: found\n  pattern: '{each}'\n"
        for number, each in _numbered()
    )
    (folder / "semgrep.yml").write_text(f"rules:\n{''.join(semgrep)}", "utf-8")
    grep = (
        f"id: bench{number}\nlanguage: python\nseverity: info\nmessage: found\n"
        f"rule:\n  pattern: '{_in_ast_grep(each)}'\n"
        for number, each in _numbered()
    )
    (folder / "ast-grep.yml").write_text("---\n".join(grep), "utf-8")
    runs = {
        "our 20 patterns": lambda: cpu(
            _ours(f"--config={folder / 'patterns.toml'}", "--select=BENCH"), corpus
        ),
        "ast-grep": lambda: cpu(
            [peers["ast-grep-cli"] / "ast-grep", "scan", "-r", folder / "ast-grep.yml", "--json=compact", "-j1"], corpus
        ),
        "semgrep": lambda: cpu(
            [
                peers["semgrep"] / "semgrep", "scan", f"--config={folder / 'semgrep.yml'}", "--metrics=off",
                "--disable-version-check", "--jobs=1", "--no-git-ignore", "--quiet", "--json", ".",
            ],
            corpus,
        ),
    }
    return ["### 20 patterns", "", *_seconds(in_turn(runs, rounds)), ""]


def _numbered() -> list[tuple[int, str]]:
    return list(enumerate(PATTERNS, 1))


def _in_ast_grep(pattern: str) -> str:
    return pattern.replace("...", "$$$")


def _seconds(found: Mapping[str, Sequence[float]]) -> list[str]:
    first = next(iter(found.values()))
    rows = []
    for name, seconds in found.items():
        ratios = [one / other for one, other in zip(first, seconds, strict=True)]
        rows.append([name, f"{statistics.median(seconds):.2f} s", "" if seconds is first else _spread(ratios)])
    return list(table(["", "CPU", "the first, of it"], rows))


def _spread(values: Sequence[float]) -> str:
    return f"{statistics.median(values):.2f} ({min(values):.2f} to {max(values):.2f})"


def _about(corpus: Path, part: Path, peers: Mapping[str, Path], rounds: int, name: str) -> list[str]:
    found = [f"{package} {version(programs, package)}" for package, programs in peers.items()]
    sizes = [f"{_lines(each):,} lines" for each in (corpus, part)]
    ours, libcst = metadata.version("qualitygate-lint"), metadata.version("libcst")
    return [
        f"* Python {sys.version.split()[0]}, qualitygate {ours}, libcst {libcst}, {', '.join(found)}",
        f"* {name}: {sizes[0]}; for libcst rules {part.name}: {sizes[1]}",
        f"* one worker, no cache, {rounds} rounds in turn; load {os.getloadavg()[0]:.1f} at the end",
        "",
    ]


def _lines(folder: Path) -> int:
    return sum(path.read_bytes().count(b"\n") for path in folder.rglob("*.py"))


if __name__ == "__main__":
    sys.exit(main())
