"""The scenarios: what is prepared, which commands run in each round, and what they must show."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from benchmarks.speed import corpora
from benchmarks.speed.measure import Command, measure
from benchmarks.speed.programs import FEW, MANY, Settings, configure, remembering
from benchmarks.speed.scenario import Bench, Prepared, Scenario, Target

#: Codes that pycodestyle or pyflakes and ruff all have; a subset of them makes a configuration nobody had before.
_SHARED_CODES = ("E711", "E712", "E713", "E714", "E721", "E722", "E731", "E741", "F402", "F632", "F811", "F841")
#: The sizes of the five files of a hook, as shares of all files that are smaller: edited files are rarely small ones.
_HOOK_FILES = (0.5, 0.7, 0.85, 0.95, 0.98)
#: So short a line has Django more than a hundred thousand longer ones.
_SHORT_LINES = 54
#: How many findings are planted to be fixed.
_FIXES = 10_000
#: The size that time per line is compared with, in lines.
_COMMON_SIZE = 500_000


def cold(bench: Bench) -> Prepared:
    """Nothing is known and nothing may be kept; ours also with a cache that starts empty, as it is by default."""
    found = bench.programs.cold(bench.checkout("cold"), ["."], bench.jobs)

    def commands(number: int) -> Mapping[str, Command]:
        if "cache-dir" not in bench.programs.features:
            return found
        folder = bench.caches("cold")
        shutil.rmtree(folder, ignore_errors=True)
        return {**found, "qualitygate, empty cache": remembering(found["qualitygate"], folder)}

    return Prepared(commands, "flake8")


def serial(bench: Bench) -> Prepared:
    """One worker each, and ours with all of them beside it."""
    folder = bench.checkout("cold")
    many = bench.programs.cold(folder, ["."], bench.jobs)["qualitygate"]
    commands = {**bench.programs.cold(folder, ["."], 1), f"qualitygate, {bench.jobs} workers": many}
    return Prepared(lambda number: commands, "flake8")


def cluster(bench: Bench) -> Prepared:
    """A Dask cluster that is started for the run, and as many workers of our own."""
    own = bench.programs.cold(bench.checkout("cold"), ["."], bench.jobs)["qualitygate"]
    commands = {
        "qualitygate": replace(own, arguments=(*own.arguments, "--executor=dask")),
        "own workers": replace(own, arguments=(*own.arguments, "--executor=fork")),
    }
    return Prepared(lambda number: commands, "own workers")


def plugins(bench: Bench) -> Prepared:
    """Eight plugins of flake8's beside E, W and F: from nothing, and when everything is known."""
    folder = bench.checkout("plugins")
    found = bench.programs.with_plugins(folder, bench.jobs)
    again = {"qualitygate, nothing changed": remembering(found["qualitygate"], bench.caches("plugins"))}
    _warm_up(bench, again)
    return Prepared(lambda number: {**found, **again}, "flake8")


def shapes(bench: Bench) -> Prepared:
    """A new checkout for every round: other paths and other contents, and what was learned elsewhere."""

    def commands(number: int) -> Mapping[str, Command]:
        shutil.rmtree(bench.scratch / "checkouts" / f"shapes-{number - 1}", ignore_errors=True)
        folder = bench.checkout(f"shapes-{number}")
        for path in corpora.python_files(folder):
            corpora.freshen(path, number)
        found = bench.programs.cold(folder, ["."], bench.jobs)
        return {**found, "qualitygate": remembering(found["qualitygate"], bench.caches("shapes"))}

    _warm_up(bench, {"qualitygate": commands(0)["qualitygate"]})
    return Prepared(commands, "flake8")


def unchanged_few(bench: Bench) -> Prepared:
    """Everything is known, about a dozen findings."""
    return _unchanged(bench, FEW)


def unchanged_many(bench: Bench) -> Prepared:
    """Everything is known, thousands of findings."""
    return _unchanged(bench, MANY)


def _unchanged(bench: Bench, settings: Settings) -> Prepared:
    folder, commands = _warm(bench, settings)
    return Prepared(lambda number: commands, _fresh(bench, folder))


def one_changed(bench: Bench) -> Prepared:
    """One file got a line that it never had."""
    folder, found = _warm(bench, FEW)
    (path,) = corpora.by_size(corpora.python_files(folder), 0.95)

    def commands(number: int) -> Mapping[str, Command]:
        corpora.freshen(path, number)
        return found

    return Prepared(commands, _fresh(bench, folder))


def one_more_ignored(bench: Bench) -> Prepared:
    """The configuration leaves out codes that it reported before."""
    folder, found = _warm(bench, FEW)

    def commands(number: int) -> Mapping[str, Command]:
        some = tuple(code for place, code in enumerate(_SHARED_CODES) if number >> place & 1)
        configure(folder, Settings((*FEW.ignore, *some), FEW.line_length))
        return found

    return Prepared(commands, _fresh(bench, folder))


def one_option_changed(bench: Bench) -> Prepared:
    """The configuration has another line length than ever before."""
    folder, found = _warm(bench, FEW)

    def commands(number: int) -> Mapping[str, Command]:
        configure(folder, Settings(FEW.ignore, FEW.line_length + number))
        return found

    return Prepared(commands, _fresh(bench, folder))


def hook(bench: Bench) -> Prepared:
    """Five files by name, nothing kept, workers as each program sees fit."""
    folder = bench.checkout("cold")
    chosen = corpora.by_size(corpora.python_files(folder), *_HOOK_FILES)
    files = [path.relative_to(folder).as_posix() for path in chosen]
    commands = bench.programs.cold(folder, files, None)
    return Prepared(lambda number: commands, "flake8")


def new(bench: Bench) -> Prepared:
    """A repository with thousands of findings; five of its files have lines that the last commit does not have."""
    folder, commands = _warm(bench, MANY)
    _commit(folder)
    chosen = corpora.by_size(corpora.python_files(folder), *_HOOK_FILES)
    commands = {"qualitygate": _with(commands["qualitygate"], "--new=HEAD")}
    _warm_up(bench, commands)

    def edited(number: int) -> Mapping[str, Command]:
        for path in chosen:
            corpora.freshen(path, number, b"import freshened_%d\n")
        return commands

    return Prepared(edited, _with(_fresh(bench, folder), "--new=HEAD"))


def baseline(bench: Bench) -> Prepared:
    """A hundred thousand accepted findings: every run has to read them and find each again."""
    folder = bench.checkout("baseline")
    configure(folder, Settings(MANY.ignore, _SHORT_LINES))
    (folder / ".git").mkdir(exist_ok=True)
    cache = f"--cache-dir={bench.caches('baseline')}"
    script = bench.programs.qualitygate(folder).arguments[0]
    measure(Command((script, "baseline", "accept", cache), folder), bench.scratch / "accept.out")
    entries = (folder / ".qualitygate-baseline.jsonl").read_bytes().count(b"\n") - 1
    report = f"--format=json={bench.scratch / 'baseline.json'}"  # has times in it: no answer is remembered
    command = Command((script, "check", report, "--exit-zero", cache), folder)
    commands = {
        "qualitygate": command,
        "qualitygate, no baseline": _with(command, "--set=baseline.file="),
        "qualitygate, nothing changed": Command((script, "check", "--quiet", cache), folder),
    }
    print(f"{entries:,} entries", flush=True)
    _warm_up(bench, commands)
    return Prepared(lambda number: commands)


def _with(command: Command, *arguments: str) -> Command:
    return replace(command, arguments=(*command.arguments, *arguments))


def _commit(folder: Path) -> None:
    """Make a directory a repository of one commit."""
    git = ("git", "-c", "user.name=n", "-c", "user.email=n@example.org", "-c", "core.excludesFile=")
    for arguments in (("init", "--quiet"), ("add", "--all", "--force"), ("commit", "--quiet", "--message=base")):
        subprocess.run([*git, *arguments], cwd=folder, check=True)


def fix_nothing(bench: Bench) -> Prepared:
    """``--fix`` where everything is fixed, and a check of the same files."""
    folder = bench.checkout("fixed")
    configure(folder, MANY)
    commands = _with_fix(bench, folder, folder)
    measure(commands["qualitygate --fix"], bench.scratch / "warm-up.out")
    return Prepared(lambda number: commands, "qualitygate --fix")


def fix_many(bench: Bench) -> Prepared:
    """``--fix`` of 10,000 findings, two or more in most files, and a check of the same files."""
    folder = bench.checkout("damaged")
    configure(folder, FEW)
    corpora.damage(folder, _FIXES)

    def commands(number: int) -> Mapping[str, Command]:
        work = bench.scratch / "checkouts" / "repaired"
        shutil.rmtree(work, ignore_errors=True)
        return _with_fix(bench, folder, corpora.copy(folder, work))

    return Prepared(commands)


def _with_fix(bench: Bench, checked: Path, fixed: Path) -> dict[str, Command]:
    arguments = (f"--jobs={bench.jobs}", *bench.programs.without_cache(), ".")
    return {
        "qualitygate": bench.programs.qualitygate(checked, *arguments),
        "qualitygate --fix": bench.programs.qualitygate(fixed, "--fix", *arguments),
    }


def version(bench: Bench) -> Prepared:
    """How long it takes to say nothing."""
    commands = {
        "python -c pass": Command((sys.executable, "-c", "pass"), bench.scratch),
        "qualitygate": Command((bench.programs.qualitygate(bench.scratch).arguments[0], "--version"), bench.scratch),
    }
    others = {"flake8": bench.programs.flake8, "ruff": bench.programs.ruff}
    commands |= {name: Command((path, "--version"), bench.scratch) for name, path in others.items() if path}
    return Prepared(lambda number: commands)


def scale(bench: Bench) -> Prepared:
    """The corpus again and again with other names; caches that start empty where there are caches."""
    found: dict[str, tuple[Path, int]] = {}
    for size in bench.sizes:
        folder = bench.scratch / "repeated" / str(size)
        found[size_name(size)] = folder, corpora.repeat(bench.corpus, folder, size)

    def commands(number: int) -> Mapping[str, Command]:
        caches = bench.caches("scale")
        shutil.rmtree(caches, ignore_errors=True)
        result = {}
        for name, (folder, lines) in found.items():
            command = bench.programs.cold(folder, ["."], bench.jobs)["qualitygate"]
            if "cache-dir" in bench.programs.features:
                command = remembering(command, caches / name)
            result[name] = replace(command, lines=lines)
        return result

    return Prepared(commands)


def size_name(lines: int) -> str:
    """Return ``500k lines``, ``5M lines``."""
    return f"{lines // 1_000_000}M lines" if lines % 1_000_000 == 0 else f"{lines / 1000:g}k lines"


def _warm(bench: Bench, settings: Settings) -> tuple[Path, dict[str, Command]]:
    """Configure a checkout and let the programs learn it."""
    name = "few" if settings == FEW else "many"
    folder = bench.checkout(name)
    configure(folder, settings)
    commands = bench.programs.warm(folder, bench.caches(name))
    _warm_up(bench, commands)
    return folder, commands


def _warm_up(bench: Bench, commands: Mapping[str, Command]) -> None:
    """Run twice, with a pause, so that no file is as young as the cache that knows it."""
    for _ in range(2):
        for command in commands.values():
            measure(command, bench.scratch / "warm-up.out")
        time.sleep(1)


def _fresh(bench: Bench, folder: Path) -> Command:
    return bench.programs.qualitygate(folder, *bench.programs.without_cache(), ".")


_CACHE = frozenset({"cache-dir", "no-cache"})
_TIMES = ("wall", "cpu")

SCENARIOS = (
    Scenario("cold", "cold, nothing kept", cold, (Target("qualitygate", "flake8", _TIMES, 0.33, 0.15),)),
    Scenario("serial", "cold, one worker", serial),
    Scenario(
        "dask",
        "cold, by a Dask cluster that is started for it",
        cluster,
        (Target("qualitygate", "own workers", _TIMES, 1.15),),
        needs=frozenset({"dask"}),
    ),
    Scenario(
        "plugins",
        "eight plugins of flake8's, nothing kept, and nothing changed",
        plugins,
        (
            Target("qualitygate", "flake8", _TIMES, 0.7, 0.5),
            Target("qualitygate, nothing changed", "flake8", ("wall",), 0.05),
        ),
        needs=_CACHE | {"eight plugins of flake8's"},
        against="flake8",
    ),
    Scenario(
        "shapes",
        "a new checkout, shapes remembered",
        shapes,
        (Target("qualitygate", "flake8", _TIMES, 0.25, 0.10),),
        needs=_CACHE | {"shapes"},
    ),
    Scenario(
        "unchanged-few",
        "warm, nothing changed, few findings",
        unchanged_few,
        (Target("qualitygate", "ruff", ("wall",), 1.0, 0.6),),
        needs=_CACHE,
        repeats=4,
    ),
    Scenario(
        "unchanged-many",
        "warm, nothing changed, many findings",
        unchanged_many,
        (Target("qualitygate", "ruff", ("wall",), 0.2, 0.1),),
        needs=_CACHE,
        repeats=4,
    ),
    Scenario(
        "one-changed",
        "warm, one file changed",
        one_changed,
        (Target("qualitygate", None, ("wall",), 0.25, 0.1),),
        needs=_CACHE,
        repeats=4,
    ),
    Scenario("one-ignored", "warm, more codes ignored", one_more_ignored, needs=_CACHE),
    Scenario("one-option", "warm, another line length", one_option_changed, needs=_CACHE),
    Scenario(
        "hook",
        "five files named, nothing kept",
        hook,
        (Target("qualitygate", "flake8", ("wall",), 0.6, 0.4),),
        repeats=4,
    ),
    Scenario(
        "new",
        "--new, five files changed, thousands of known findings",
        new,
        (Target("qualitygate", None, ("wall",), 1.0),),
        needs=_CACHE,
        repeats=4,
    ),
    Scenario(
        "baseline",
        "a baseline of a hundred thousand entries",
        baseline,
        (Target("qualitygate", "qualitygate, no baseline", ("wall",), 0.3, is_added=True),),
        needs=_CACHE,
        repeats=4,
    ),
    Scenario(
        "fix-nothing",
        "--fix with nothing to fix, nothing kept",
        fix_nothing,
        (Target("qualitygate --fix", "qualitygate", _TIMES, 1.05, 1.0),),
        against="qualitygate",
    ),
    Scenario(
        "fix-many",
        "--fix of 10,000 findings, nothing kept",
        fix_many,
        (Target("qualitygate --fix", "qualitygate", _TIMES, 3.0, 2.0),),
        against="qualitygate",
    ),
    Scenario("version", "--version", version, (Target("qualitygate", "python -c pass", ("wall",), 3.0),), repeats=4),
    Scenario(
        "scale",
        "cold, by size, caches empty at first; time by line",
        scale,
        (
            Target("5M lines", size_name(_COMMON_SIZE), ("wall",), 1.2),
            Target("5M lines", None, ("memory",), 1000.0),
        ),
        against=size_name(_COMMON_SIZE),
    ),
)
