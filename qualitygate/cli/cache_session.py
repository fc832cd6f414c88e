"""What a check takes from earlier runs and leaves for later ones. docs/cache.md tells what is kept where."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TextIO, cast

from msgspec import Struct, field

from qualitygate.cache import place
from qualitygate.cache.bounds import prune
from qualitygate.cache.digests import of_bytes
from qualitygate.cache.lessons import Lessons
from qualitygate.cache.memory import Memory
from qualitygate.cache.store import Store
from qualitygate.api.reporting import is_repeatable
from qualitygate.cli.output.outputs import Output
from qualitygate.cli.output.streams import Copied
from qualitygate.cli.replay import Start, memory_file
from qualitygate.cli.setup import Setup
from qualitygate.engine.request import Request
from qualitygate.engine.reuse.result_reuse import EarlierRuns
from qualitygate.engine.reuse.run_memory import (
    Answer,
    Listing,
    RememberedPlan,
    compose,
    listings,
    renew,
    said_before,
    unchanged,
)
from qualitygate.engine.run import Outcome
from qualitygate.hosting import ask
from qualitygate.model.replacement import replace
from qualitygate.model.verdict import ExitCode

if TYPE_CHECKING:
    import argparse  # not needed where the command line was parsed before

    from qualitygate.cache.block_matches import BlockMatches
    from qualitygate.cache.environment import Environment


class CacheSession(Struct):
    """Knows what earlier runs left, and writes what this one adds."""

    setup: Setup
    start: Start
    directory: str  #: of the results
    known: EarlierRuns
    is_quiet: bool
    environment: Environment | None  #: not looked at when a memory vouches for it
    arguments: bytes = b""  #: what the command line means; b"" = JSON cannot carry it
    _before: Mapping[str, Listing] = field(default_factory=dict)
    _stdout: Copied | None = None

    @classmethod
    def of(cls, arguments: argparse.Namespace, setup: Setup, recalled: RememberedPlan | None) -> CacheSession:
        """Open what earlier runs left."""
        start: Start = arguments.start
        if recalled is not None:
            found, digest = None, recalled.environment
        else:
            found = _environment(setup)
            digest = found.digest
        directory = results_directory(arguments.cache_dir, setup)
        file = results_file(directory, setup.tree.root, digest)
        lessons = Lessons(os.path.join(directory, digest))
        known = EarlierRuns(Store(file), lessons=lessons, balances=_balances(setup, file.removesuffix(".results")))
        if recalled is not None and start.memory is not None:
            digests = unchanged(start.memory, recalled.plan, start.changed)
            said = said_before(start.memory, recalled.plan, digests)
            known = replace(known, plan=recalled.plan, digests=digests, unchanged=said)
        is_quiet = getattr(arguments, "quiet", 0) > 0
        return cls(setup, start, directory, known, is_quiet, found, _frozen(arguments))

    def before_output(self, outputs: Sequence[Output], stream: TextIO) -> TextIO:
        """Look at the directories that will be written to; return ``stream``, as reports are to be written to it."""
        if stream is not sys.stdout:
            return stream
        files = [output.file for output in outputs if output.file]
        directories = [os.path.dirname(self.directory), *(os.path.dirname(os.path.realpath(file)) for file in files)]
        if self.start.memory is None:
            self._before = listings(directories, self.start.time)
        self._stdout = Copied(sys.stdout)
        return cast(TextIO, self._stdout)

    def keep(self, request: Request, outcome: Outcome, outputs: Sequence[Output], code: ExitCode) -> list[str]:
        """Write what a later run can use; return what the user should know about it."""
        notes = self.save()
        if request.stdin is None and not request.staged and not outcome.trace.plan.problems:
            self._remember(outcome, self._answer(outcome, outputs, code))
        return notes

    def save(self) -> list[str]:
        """Write the results alone; return what the user should know about it."""
        notes: list[str] = []
        for each in (self.known.store, self.known.lessons, self.known.balances):
            if each is not None:
                each.save()
                notes += each.notes
        prune({self.directory, place.user_directory()})
        return [] if self.is_quiet else notes

    def _answer(self, outcome: Outcome, outputs: Sequence[Output], code: ExitCode) -> Answer | None:
        """Return what a later run may say without running; None when it must run."""
        trace = outcome.trace
        if outcome.report.failures or not trace.is_repeatable or ask.is_watched(self.setup.host):
            return None
        if "--profile" in self.start.arguments:
            return None
        contents = []
        for output in outputs:
            content = self._content(output)
            if content is None or not is_repeatable(output.reporter):
                return None
            contents.append((output.name, output.file, content))
        return Answer(int(code), tuple(contents), trace.until)

    def _content(self, output: Output) -> bytes | None:
        if not output.file:
            return self._stdout.content if self._stdout is not None else None
        if not os.path.isfile(output.file):
            return None
        with open(output.file, "rb") as file:
            return file.read()

    def _remember(self, outcome: Outcome, answer: Answer | None) -> None:
        directory = place.user_directory()
        memory = self._renewed(outcome, answer) or self._composed(outcome, answer, directory)
        if memory is None or place.distrust(directory):
            return
        try:
            place.make(directory)
            memory.write()
        except OSError:
            pass  # the next run takes longer; the store tells why

    def _renewed(self, outcome: Outcome, answer: Answer | None) -> Memory | None:
        memory = self.start.memory
        if memory is None:
            return None
        is_renewed = renew(
            memory, trace=outcome.trace, root=self.setup.tree.root, started=self.start.time, answer=answer
        )
        return memory if is_renewed else None

    def _composed(self, outcome: Outcome, answer: Answer | None, directory: str) -> Memory | None:
        return compose(
            memory_file(self.start.arguments, directory),
            trace=outcome.trace,
            root=self.setup.tree.root,
            environment=self.environment or _environment(self.setup),
            plugins=self.setup.host.refs,
            arguments=self.arguments,
            started=self.start.time,
            before=self._before,
            answer=answer,
        )


def _frozen(arguments: argparse.Namespace) -> bytes:
    """Return the options by name; b"" where they would not come back as they are."""
    options = {name: value for name, value in vars(arguments).items() if name != "start"}
    try:
        text = json.dumps(options)
    except TypeError:
        return b""
    return text.encode("ascii") if json.loads(text) == options else b""


def results_directory(chosen: str | None, setup: Setup) -> str:
    """Return the absolute directory for results: the command line's, the configured one, or the user's."""
    if chosen:
        return os.path.abspath(chosen)
    configured = setup.tree.cache.directory
    return os.path.join(setup.tree.root, configured) if configured else place.user_directory()


def results_file(directory: str, root: str, digest: str) -> str:
    """Return the file for one project in one environment; in a directory of the project the same in every checkout."""
    project = of_bytes(os.fsencode(os.path.relpath(root, directory))).hex()[:16]
    return os.path.join(directory, f"{project}-{digest}.results")


def _balances(setup: Setup, prefix: str) -> BlockMatches | None:
    name = setup.tree.baseline.file
    if not name or not os.path.lexists(os.path.join(setup.tree.root, name)):
        return None
    from qualitygate.cache.block_matches import SUFFIX, BlockMatches  # here: few projects have a baseline

    return BlockMatches(prefix + SUFFIX)


def _environment(setup: Setup) -> Environment:
    from qualitygate.cache.environment import environment  # here: a memory vouches for it in most runs

    refs = setup.host.refs
    local = [ref.path for ref in refs if ref.path]
    return environment([ref.module for ref in refs if ref.module], local, ask.local_resources(setup.host))
