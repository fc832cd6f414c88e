"""``qualitygate adopt``: the settings of other programs as ``[tool.qualitygate]``, and the findings compared.

Its facts are pinned by tests/cli/test_adopt.py.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct

from qualitygate.adopting.comparison import Difference, Seen, compared, compared_with, differs
from qualitygate.adopting.gather import Gathered, NothingToTake, gather
from qualitygate.adopting.old_tools import run_old
from qualitygate.adopting.origin import installed_from
from qualitygate.adopting.present import present_lines
from qualitygate.adopting.table import assignments, said_lines, table_lines, with_table
from qualitygate.adopting.written_files import HOOK, SERVICES, place_of, write_file
from qualitygate.api.reporting import printable
from qualitygate.cli.commands.baseline import accept_everything, refuse_baseline
from qualitygate.cli.commands.check import worker_count
from qualitygate.cli.setup import Setup, set_up
from qualitygate.cli.workers import elsewhere, executor_here
from qualitygate.config.keys import Keys
from qualitygate.config.load import CommandLine, RawConfiguration, load
from qualitygate.config.locate import relative
from qualitygate.engine.own_rules import OWN_DEFAULTS
from qualitygate.engine.request import Request
from qualitygate.engine.run import run
from qualitygate.errors import ConfigError, RevisionError, UsageError
from qualitygate.files.replace import ChangedError, LinkedError, create, replace_content
from qualitygate.hosting import ask
from qualitygate.model.verdict import ExitCode
from qualitygate.vcs.command import Git
from qualitygate.vcs.directories import without_files


class _Target(Struct, frozen=True):
    """The file that gets the table."""

    path: str
    before: bytes | None  #: None: there is none
    after: bytes

    @property
    def name(self) -> str:
        """Without its directory."""
        return os.path.basename(self.path)


def command(arguments: argparse.Namespace) -> int:
    """Write the table and compare; exit 1 where the findings differ, 3 where something could not be checked.

    Where there are settings of ours already, only the other parts are written, and what is there is told.
    """
    raw = _loaded(arguments)
    setup = set_up(arguments)
    root = os.path.dirname(raw.found.old.path) if raw.found.old else _nearest(raw)
    would_be_written = _write_files(root, arguments, dry=True)  # before anything is
    if raw.found.old is None and raw.found.run:
        return _parts(root, f"{raw.found.run[1].name} has settings of ours already", setup, arguments)
    try:
        gathered = _gathered(root, raw, setup, arguments.source)
    except NothingToTake:
        if arguments.source or not _is_asked_for_parts(arguments):
            raise
        return _parts(root, "there are no settings of other programs", setup, arguments)
    target = _target(root, gathered)
    if arguments.baseline:
        refuse_baseline(setup.tree)
    if arguments.dry_run:
        _print(_difference(target))
        _print(_taken(gathered))
        _print(would_be_written)
        if arguments.baseline:
            _print((f"would be written: {setup.tree.baseline.file}",))
        return ExitCode.PASSED
    if not arguments.force:
        _refuse_uncommitted(target)
    code = _adopt(gathered, target, setup, arguments)
    _print(_write_files(root, arguments, dry=False))
    if arguments.baseline:
        accept_everything(arguments, "before the gate", _whole(root, setup))
    return code


def _whole(root: str, setup: Setup) -> tuple[str, ...]:
    """Return the paths that name all of the project: none where it is all that a run looks at."""
    return () if os.path.samefile(root, setup.tree.root) else (root,)


def _loaded(arguments: argparse.Namespace) -> RawConfiguration:
    if why := without_files(os.getcwd()):
        raise UsageError(f"adopt: {why}")
    return load(os.getcwd(), CommandLine(arguments.config, arguments.isolated))


def _nearest(raw: RawConfiguration) -> str:
    """Return the nearest directory with settings of ours, or the root."""
    return next((each for each in raw.found.way if relative(each, raw.root) in raw.found.documents), raw.root)


def _is_asked_for_parts(arguments: argparse.Namespace) -> bool:
    return bool(arguments.baseline or arguments.hook or arguments.ci)


def _parts(root: str, why: str, setup: Setup, arguments: argparse.Namespace) -> int:
    """Write what is asked for beside the settings, each where there is none; else tell what there is."""
    if arguments.source:
        raise UsageError(f"adopt: {why}; take them out, and --from {arguments.source} takes over its own")
    _print((f"{why}, so nothing is taken over",))
    file = setup.tree.baseline.file
    if not _is_asked_for_parts(arguments):
        _print((*present_lines(root, file and os.path.join(setup.tree.root, file)), "next: qualitygate audit"))
    _print(_write_files(root, arguments, dry=arguments.dry_run))
    if not arguments.baseline:
        return ExitCode.PASSED
    if file and os.path.lexists(os.path.join(setup.tree.root, file)):
        _print((f"{file} is there already; qualitygate baseline accept adds to it",))
    elif arguments.dry_run:
        _print((f"would be written: {file}",))
    else:
        return accept_everything(arguments, "before the gate", _whole(root, setup))
    return ExitCode.PASSED


def _gathered(root: str, raw: RawConfiguration, setup: Setup, source: str) -> Gathered:
    keys = Keys(ask.options(setup.host), setup.catalogue.selection(OWN_DEFAULTS))
    return gather(root, raw.found.old, keys, setup.codes, setup.catalogue.codes(), source)


def _target(root: str, gathered: Gathered) -> _Target:
    path = os.path.join(root, "pyproject.toml")
    before = _content(path)
    if before is None:
        path = os.path.join(root, "qualitygate.toml")
    if os.path.lexists(path) and before is None:
        raise UsageError(f"adopt: expected no settings of ours: {os.path.basename(path)} is there already")
    values: dict[str, Any] = {**gathered.reading.values, **(gathered.names.values if gathered.names else {})}
    return _Target(path, before, with_table(before, f"# taken over from {gathered.reading.title}", table_lines(values)))


def _adopt(gathered: Gathered, target: _Target, setup: Setup, arguments: argparse.Namespace) -> int:
    reading = gathered.reading
    paths = reading.run.paths if reading.run else ()
    root = os.path.dirname(target.path)
    whole = _whole(root, setup)
    was = _check(_with_names(setup, gathered, arguments), arguments, whole)
    old = run_old(reading.run, root, setup.tree.root) if reading.run and not setup.trust.untrusted else None
    _write(target)
    try:
        new = set_up(arguments)
        now = _check(new, arguments, whole)
        narrow = _check(new, arguments, tuple(os.path.join(root, path) for path in paths)) if paths else now
    except BaseException:  # an interrupt too: settings that nobody has compared are not left behind
        _take_back(target)
        raise
    _print((f"{reading.title} -> {target.name}", *_taken(gathered)))
    is_read = reading.is_in_force
    lines = [*compared(was, now)] if is_read else []
    difference = compared_with(old, reading.run, narrow, setup.codes.has) if old and reading.run else Difference((), 0)
    _print((*lines, *difference.lines, *_next(gathered, paths)))
    if was.failures or now.failures:
        _print(dict.fromkeys((*was.failures, *now.failures)))
        return ExitCode.INCOMPLETE
    return ExitCode.FAILED if (is_read and differs(was, now)) or difference.unexplained else ExitCode.PASSED


def _with_names(setup: Setup, gathered: Gathered, arguments: argparse.Namespace) -> Setup:
    """Return the old settings with the names of the scripts: those are looked for before and after."""
    if gathered.names is None or not gathered.names.values:
        return setup
    said = [line.replace(" = ", "=", 1) for line in assignments(gathered.names.values)]
    return set_up(argparse.Namespace(**vars(arguments) | {"set": [*arguments.set, *said]}))


def _taken(gathered: Gathered) -> Iterator[str]:
    """Yield what was taken with its place, then what was not."""
    for reading in (gathered.reading, gathered.names):
        if reading is not None:
            yield from said_lines(reading.values, reading.sources, reading.title)
    for reading in (gathered.reading, gathered.names):
        if reading is not None:
            yield from reading.left
    yield from gathered.beside


def _next(gathered: Gathered, paths: Iterable[str]) -> Iterator[str]:
    if listed := " ".join(paths):
        yield f"checked so far: {listed}; qualitygate looks at everything, or at what it is given: qualitygate {listed}"
    title = gathered.reading.title
    if title.endswith("]"):
        name, _, section = title.rpartition(" ")
        still = f"unless {gathered.reading.program} still reads it"
        yield f"next: take {section} out of {name}, {still}; then: qualitygate audit"
    else:
        yield "next: qualitygate audit"


def _write_files(root: str, arguments: argparse.Namespace, *, dry: bool) -> list[str]:
    """Write what is asked for and return what is to be said; ``dry`` only refuses what cannot be written."""
    place, origin = place_of(root), installed_from()
    wanted = _wanted_files(arguments)
    return [line for name, template in wanted for line in write_file(place, name, template, origin, dry=dry)]


def _wanted_files(arguments: argparse.Namespace) -> Iterator[tuple[str, str]]:
    if arguments.hook:
        yield HOOK
    if arguments.ci:
        yield SERVICES[arguments.ci]


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(printable(line))


def _difference(target: _Target) -> Iterator[str]:
    from difflib import unified_diff  # here: only --dry-run shows one

    old, new = (text.decode("utf-8", "replace").splitlines() for text in (target.before or b"", target.after))
    return unified_diff(old, new, target.name, target.name, lineterm="")


def _content(path: str) -> bytes | None:
    try:
        with open(path, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror or error}") from None


def _refuse_uncommitted(target: _Target) -> None:
    """Leave a file alone that the last commit has not as it is; outside a repository nothing is known, and it may."""
    if target.before is None:
        return
    directory, name = os.path.split(target.path)
    try:
        git = Git(directory, asker="adopt")
        if git.ask("rev-parse", "--git-dir").returncode:
            return
        committed = git.ask("cat-file", "blob", f"HEAD:./{name}")
    except RevisionError:
        return  # no git here
    if committed.returncode or committed.stdout.replace(b"\r\n", b"\n") != target.before.replace(b"\r\n", b"\n"):
        raise UsageError(f"{name} has changes that are not committed; commit it first, or say --force")


def _write(target: _Target, *, back: bool = False) -> None:
    """Write the file whole or not at all."""
    old, new = (target.after, target.before) if back else (target.before, target.after)
    try:
        if old is None:
            create(target.path, new or b"")
        else:
            replace_content(target.path, old, new or b"", root=os.path.dirname(target.path))
    except (OSError, ChangedError, LinkedError) as error:
        raise UsageError(f"{target.path}: not written: {error or type(error).__name__}") from None


def _take_back(target: _Target) -> None:
    """Leave the file as it was."""
    if target.before is None:
        os.unlink(target.path)
    else:
        _write(target, back=True)


def _check(setup: Setup, arguments: argparse.Namespace, paths: tuple[str, ...]) -> Seen:
    request = Request(
        paths,
        os.getcwd(),
        jobs=worker_count(arguments.jobs),
        executor=executor_here(arguments.executor),
        elsewhere=elsewhere(arguments.executor),
        allow_empty=True,
    )
    return Seen.of(run(setup.given(request)).report)
