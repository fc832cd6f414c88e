"""``qualitygate baseline ACTION``: accept old findings, work them off, and keep their file in order."""

from __future__ import annotations

import argparse
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from qualitygate.cli.baseline_help import BASELINE_ACTIONS
from qualitygate.cli.cache_session import CacheSession
from qualitygate.cli.commands.check import worker_count
from qualitygate.cli.output.streams import tell
from qualitygate.cli.replay import Start
from qualitygate.cli.setup import Setup, set_up
from qualitygate.cli.workers import elsewhere, executor_here
from qualitygate.config.tree import SettingsTree
from qualitygate.engine.baseline.baseline_edits import BaselineChange, Choice, accepting, places, pruning
from qualitygate.engine.baseline.baseline_file import Entry, merge_entries, read_baseline, write_baseline
from qualitygate.engine.earlier_runs import NoEarlierRuns
from qualitygate.engine.request import Request
from qualitygate.engine.run import Outcome, run
from qualitygate.errors import BaselineError, QualityGateError, UsageError
from qualitygate.files.destination import leads_outside
from qualitygate.files.discover import path_from_root
from qualitygate.model.verdict import ExitCode
from qualitygate.vcs.directories import without_files

_NO_FILE = "baseline.file is empty: there is no baseline"
_FINGERPRINT = re.compile(r"[0-9a-f]{8,32}")


def command(arguments: argparse.Namespace) -> int:
    """Do what was asked for; only ``check`` returns 1, when it found something.

    Raises:
        QualityGateError: the run was incomplete, so that nothing can be written on its word.
    """
    if arguments.reason and arguments.action != "accept":
        raise UsageError(f"--reason: only accept takes it, not {arguments.action}")
    if arguments.action is None:
        raise UsageError(f"baseline: expected one of {', '.join(BASELINE_ACTIONS)}; see: qualitygate baseline --help")
    if arguments.action == "merge":
        return _merge(arguments.paths)
    tree, outcome = _run(arguments)
    choice = _choice(arguments, tree.root)
    return _ACTIONS[arguments.action](arguments, tree, outcome, choice)


def refuse_baseline(tree: SettingsTree) -> None:
    """Refuse to begin where there is one, or where none is wanted.

    Raises:
        UsageError: that is so.
    """
    file = tree.baseline.file
    if not file or os.path.lexists(os.path.join(tree.root, file)):
        raise UsageError(f"{file} is there already; qualitygate baseline accept adds to it" if file else _NO_FILE)


def accept_everything(arguments: argparse.Namespace, reason: str, paths: Sequence[str] = ()) -> int:
    """Accept all that is open today, as ``accept`` does for a whole project, or what of it is below these paths."""
    whole = {"code": [], "reason": reason, "no_cache": True, "action": "accept", "paths": list(paths)}
    return command(argparse.Namespace(**vars(arguments) | whole))


def _run(arguments: argparse.Namespace) -> tuple[SettingsTree, Outcome]:
    """Check the whole project: whether an entry stands for something is known only then."""
    if why := without_files(os.getcwd()):
        raise UsageError(f"baseline: {why}")
    setup = set_up(arguments)
    if not setup.tree.baseline.file:
        raise UsageError(_NO_FILE)
    request = Request(
        cwd=os.getcwd(),
        jobs=worker_count(arguments.jobs),
        executor=executor_here(arguments.executor),
        elsewhere=elsewhere(arguments.executor),
        allow_empty=True,
        stops=False,
    )
    session = CacheSession.of(arguments, setup, request, Start((), 0, None)) if setup.is_cached else None
    if session is not None:
        session.reuse.block_matches = None  # every entry is wanted
    earlier = session.reuse if session is not None else NoEarlierRuns()
    outcome = run(setup.given(request, earlier))
    for note in session.save() if session is not None else ():
        tell(f"qualitygate: note: {note}")
    for failure in outcome.report.failures:
        place = f"{failure.path}: " if failure.path else ""
        raise QualityGateError(f"{place}{failure.message}; the run is incomplete, and nothing was written")
    _require_codes(arguments.code, setup, {entry.identity.code for entry in outcome.matched.entries})
    return setup.tree, outcome


def _require_codes(wanted: Iterable[str], setup: Setup, accepted: Iterable[str]) -> None:
    """Refuse a code that neither a rule nor an entry has: to do nothing in silence would look like success."""
    for code in wanted:
        if not setup.codes.has(code) and not any(each.startswith(code) for each in accepted):
            raise UsageError(f"--code {code}: no rule has this code{setup.codes.hint(code)}")


def _choice(arguments: argparse.Namespace, root: str) -> Choice:
    marks = ()
    if arguments.action == "accept":
        marks = tuple(each for each in arguments.paths if _FINGERPRINT.fullmatch(each) and not os.path.lexists(each))
    named = [path for path in arguments.paths if path not in marks]
    for path in named if arguments.action == "accept" else ():
        if not os.path.lexists(path):
            raise UsageError(f"{path}: there is no such file, and no open finding has such a fingerprint")
    paths = tuple(path_from_root(path, cwd=os.getcwd(), root=root) for path in named)
    return Choice(paths, tuple(arguments.code), marks)


def _accept(arguments: argparse.Namespace, tree: SettingsTree, outcome: Outcome, choice: Choice) -> int:
    change = accepting(
        outcome.matched,
        outcome.report.open,
        choice,
        sources=outcome.sources,
        never=tree.baseline.never,
        reason=arguments.reason,
    )
    known = {judgement.fingerprint for judgement in outcome.report.open}
    for mark in choice.fingerprints:
        if not any(each.startswith(mark) for each in known):
            raise UsageError(f"{mark}: no open finding has this fingerprint; see: qualitygate --format json")
    if change.added:
        _write(tree, change)
    print(f"accepted {_counted(finding.code for finding in change.added)}")
    if change.refused:
        print(f"not accepted, for baseline.never: {_counted(finding.code for finding in change.refused)}")
    return ExitCode.PASSED


def _prune(arguments: argparse.Namespace, tree: SettingsTree, outcome: Outcome, choice: Choice) -> int:
    change = pruning(outcome.matched, choice, sources=outcome.sources)
    if outcome.matched.entries:
        _write(tree, change)
    print(f"removed {_counted(entry.identity.code for entry in change.removed)}")
    if change.moved:
        print(f"moved {change.moved:,}")
    return ExitCode.PASSED


def _check(arguments: argparse.Namespace, tree: SettingsTree, outcome: Outcome, choice: Choice) -> int:
    meant = list(places(outcome.matched, choice))
    stale = [entry for entry, finding in meant if finding is None]
    for entry in stale:
        print(_gone(entry))
    if not stale:
        print(f"{tree.baseline.file}: every entry stands for a finding ({len(meant):,})")
        return ExitCode.PASSED
    which = "1 entry stands" if len(stale) == 1 else f"{len(stale):,} entries stand"
    print(f"{tree.baseline.file}: {which} for nothing any more; remove with: qualitygate baseline prune")
    return ExitCode.FAILED


def _list(arguments: argparse.Namespace, tree: SettingsTree, outcome: Outcome, choice: Choice) -> int:
    codes: Counter[str] = Counter()
    for entry, finding in places(outcome.matched, choice):
        codes[entry.identity.code] += 1
        if finding is None:
            print(_gone(entry))
            continue
        where = finding.location
        reason = f"  ({entry.reason})" if entry.reason else ""
        print(f"{where.path}:{where.line}:{where.column}: {finding.code} {finding.message}{reason}")
    print(_counted(codes.elements()))
    return ExitCode.PASSED


def _gone(entry: Entry) -> str:
    code, path, scope, line = entry.identity
    return f"{path}: {code} is gone: {f'{scope}: ' if scope else ''}{line}"


def _write(tree: SettingsTree, change: BaselineChange) -> None:
    path = os.path.join(tree.root, tree.baseline.file)
    if target := leads_outside(path, tree.root):
        raise BaselineError(f"{path}: a link leads out of the project, to {target}; put the file into the project")
    place = os.path.relpath(os.path.realpath(path), os.path.realpath(tree.root)).split(os.sep)
    if place[0] == os.pardir or ".git" in place:
        raise BaselineError(f"baseline.file: expected a file inside the project, got {tree.baseline.file!r}")
    write_baseline(path, change.entries)


def _counted(codes: Iterable[str]) -> str:
    counts = Counter(codes)
    total = sum(counts.values())
    each = ", ".join(f"{code} {count:,}" for code, count in sorted(counts.items(), key=lambda row: (-row[1], row[0])))
    return f"{total:,} finding{'' if total == 1 else 's'}{f' ({each})' if each else ''}"


def _merge(paths: list[str]) -> int:
    """Merge as git asks for it. A file that cannot be read leaves the conflict to the user, as exit 2 tells git."""
    if len(paths) != 3:
        raise UsageError("baseline merge: expected three files, as git gives them for %O %A %B")
    for path in paths:
        if not os.path.isfile(path):
            raise UsageError(f"baseline merge: there is no file {path}")
    base, ours, theirs = (read_baseline(path, path) if os.path.getsize(path) else [] for path in paths)
    write_baseline(paths[1], merge_entries(base, ours, theirs))
    return ExitCode.PASSED


_ACTIONS: dict[str, Callable[[argparse.Namespace, SettingsTree, Outcome, Choice], int]] = {
    "accept": _accept,
    "prune": _prune,
    "list": _list,
    "check": _check,
}
