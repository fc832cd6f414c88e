"""What a check takes from earlier runs and leaves for later ones. docs/cache.md tells what is kept where."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, TextIO, cast

from msgspec import Struct, field

from qualitygate.api.pack_servers import PackServerError
from qualitygate.api.reporting import is_repeatable
from qualitygate.cache import place
from qualitygate.cache.bounds import REPORT, prune
from qualitygate.cache.digests import of_bytes
from qualitygate.cache.lessons import Lessons
from qualitygate.cache.memory import Memory
from qualitygate.cache.sealed import write_sealed
from qualitygate.cache.store import Store
from qualitygate.cli.output.outputs import Output
from qualitygate.cli.output.streams import Copied
from qualitygate.cli.replay import POINTER, Start, chosen_directory, memory_file, pointer_file
from qualitygate.cli.setup import Setup
from qualitygate.cli.trust import SERVER
from qualitygate.engine.request import Request
from qualitygate.engine.reuse.lasting import Answer, Lasting, WrittenReport
from qualitygate.engine.reuse.reuse import Reuse
from qualitygate.engine.reuse.run_memory import Listing, RememberedPlan, compose, listings, renew, standing_plan
from qualitygate.engine.run import Outcome
from qualitygate.errors import ConfigError
from qualitygate.files.destination import is_replaced
from qualitygate.hosting import ask
from qualitygate.model.verdict import ExitCode

if TYPE_CHECKING:
    import argparse  # not needed where the command line was parsed before

    from qualitygate.cache.block_matches import BlockMatches
    from qualitygate.cache.environment import Environment
    from qualitygate.cache.remote import Shared


class CacheSession(Struct):
    """Knows what earlier runs left, and writes what this one adds."""

    setup: Setup
    start: Start
    directory: str  #: of the results
    reuse: Reuse
    environment: Environment | None  #: not looked at when a memory vouches for it
    arguments: bytes = b""  #: what the command line means; b"" = JSON cannot carry it
    is_quiet: bool = False
    shared: Shared | None = None  #: what machines share; None: nothing
    unshared: str = ""  #: why nothing is
    is_profiled: bool = False
    _before: Mapping[str, Listing] = field(default_factory=dict)
    _stdout: Copied | None = None

    @classmethod
    def of(
        cls,
        arguments: argparse.Namespace,
        setup: Setup,
        request: Request,
        start: Start,
        remembered: RememberedPlan | None = None,
    ) -> CacheSession:
        """Open what earlier runs left. ``remembered`` is of the memory that ``start`` has, if it has one."""
        if remembered is not None:
            found, digest = None, remembered.environment
        else:
            found = environment_of(setup)
            digest = found.digest
        directory = results_directory(arguments.cache_dir, setup)
        file = results_file(directory, setup.tree.root, digest)
        store = Store(file, setup.tree.root)
        reuse = Reuse(request, setup.host, setup.tree, store, Lessons(os.path.join(directory, digest)))
        reuse.block_matches = _block_matches(setup, file.removesuffix(".results"))
        reuse.answers_file = file.removesuffix(".results") + ".answers"
        if remembered is not None:
            assert start.loaded is not None, "a plan is remembered in a memory"
            reuse.standing = standing_plan(start.loaded, remembered.plan)
        found_by = cls(setup, start, directory, reuse, found, _frozen(arguments), getattr(arguments, "quiet", 0) > 0)
        if remembered is None and (setup.tree.cache.remote or setup.tree.inputs.environment.get(SERVER, "")):
            found_by.share(digest, is_profiled=getattr(arguments, "profile", False))
        return found_by

    def share(self, environment: str, *, is_profiled: bool) -> None:
        """Take from a server what other machines know, where this one knows nothing."""
        from qualitygate.cli.shared_results import shared_results, take  # here: few projects have a server

        self.is_profiled = is_profiled
        try:
            self.shared = shared_results(self.setup, environment)
        except PackServerError as error:
            self.unshared = str(error)
        if self.shared is not None:
            take(self.shared, self.reuse.store)

    def before_output(self, outputs: Sequence[Output], stream: TextIO) -> TextIO:
        """Look at the directories that will be written to; return ``stream``, as reports are to be written to it."""
        if stream is not sys.stdout:
            return stream
        files = [output.file for output in outputs if output.file]
        directories = [os.path.dirname(self.directory), *(os.path.dirname(os.path.realpath(file)) for file in files)]
        if self.start.loaded is None:
            self._before = listings(directories, self.start.time)
        self._stdout = Copied(sys.stdout, REPORT)
        return cast(TextIO, self._stdout)

    def keep(self, outcome: Outcome, outputs: Sequence[Output], code: ExitCode) -> list[str]:
        """Write what a later run can use; return what the user should know about it."""
        notes = self.save()
        if self.shared is not None:
            from qualitygate.cli.shared_results import notes as notes_of, offer  # here: as above

            if outcome.timing.checked and not self.reuse.is_blind:
                offer(self.shared, self.reuse.store, self.reuse.request, self.setup.tree.root)
            if not self.is_quiet:
                notes += notes_of(self.shared.counts, is_profiled=self.is_profiled)
        elif self.unshared and not self.is_quiet:
            notes.append(f"the shared cache was left alone: {self.unshared}")
        found = self.reuse.found
        if found is not None:
            self._remember(found, self.reuse.answer(outcome.report, self._written(outputs), int(code)))
        return notes

    def save(self) -> list[str]:
        """Write the results alone; return what the user should know about it."""
        notes = self.reuse.save()
        prune({self.directory, place.user_directory()}, spared=self.reuse.store.file)
        return [] if self.is_quiet else notes

    def _written(self, outputs: Iterable[Output]) -> list[WrittenReport]:
        return [
            WrittenReport(each.name, each.file, self._content(each), is_repeatable(each.reporter))
            for each in outputs
        ]

    def _content(self, output: Output) -> bytes | None:
        if not output.file:
            return self._stdout.content if self._stdout is not None else None
        if not is_replaced(output.file):
            return None
        with open(output.file, "rb") as file:
            return file.read()

    def _remember(self, found: Lasting, answer: Answer | None) -> None:
        # a run that took its plan from a memory has not looked at all that a new one depends on
        loaded = self.start.loaded
        memory = self._composed(found, answer) if loaded is None else self._renewed(loaded.memory, found, answer)
        if memory is None or place.distrust(self.directory):
            return
        try:
            place.make(self.directory)
            memory.write()
            self._point()
        except OSError:
            pass  # the next run takes longer; the store tells why

    def _point(self) -> None:
        """Say in the user's directory where a configured one is, for a run that has not read the configuration."""
        user = place.user_directory()
        file = memory_file(self.start.arguments, user, self.start.import_path)
        if self.directory == (chosen_directory(self.start.arguments) or user):
            with suppress(FileNotFoundError):
                os.unlink(pointer_file(file))
        elif not place.distrust(user):
            place.make(user)
            write_sealed(pointer_file(file), POINTER, os.fsencode(self.directory))

    def _renewed(self, memory: Memory, found: Lasting, answer: Answer | None) -> Memory | None:
        tree, started = self.setup.tree, self.start.time
        is_renewed = renew(memory, found=found, inputs=tree.inputs, root=tree.root, started=started, answer=answer)
        if not is_renewed:
            with suppress(OSError):
                os.unlink(memory.file)  # the next run plans anew, and remembers all that it looked at
        return memory if is_renewed else None

    def _composed(self, found: Lasting, answer: Answer | None) -> Memory | None:
        assert self.environment is not None, "only a memory vouches for an environment that was not looked at"
        return compose(
            memory_file(self.start.arguments, self.directory, self.start.import_path),
            found=found,
            inputs=self.setup.tree.inputs,
            root=self.setup.tree.root,
            environment=self.environment,
            plugins=self.setup.host.refs,
            arguments=self.arguments,
            started=self.start.time,
            before=self._before,
            answer=answer,
        )


def _frozen(arguments: argparse.Namespace) -> bytes:
    """Return the options by name; b"" where they would not come back as they are."""
    options = dict(vars(arguments))
    try:
        text = json.dumps(options)
    except TypeError:
        return b""
    return text.encode("ascii") if json.loads(text) == options else b""


def results_directory(chosen: str | None, setup: Setup) -> str:
    """Return the absolute directory for all that is kept: the command line's, the configured one, or the user's.

    Raises:
        ConfigError: the configured one is neither inside the project nor inside the user's; a configuration comes with
            a checkout, and whoever wrote it may not decide what of the user's is written to, or counted as a cache.
    """
    if chosen:
        return os.path.abspath(chosen)
    configured, root = setup.tree.cache.directory, setup.tree.root
    if not configured:
        return place.user_directory()
    directory = os.path.normpath(os.path.join(root, configured))
    if not any(_is_inside(directory, each) for each in (root, place.user_directory())):
        source = next(source for key, _, source in setup.tree.origins("_") if key == "cache-dir")
        raise ConfigError(
            f"{source}: cache-dir: expected a directory of its own inside the project or inside "
            f"{place.user_directory()}, got {configured!r}; for any other one run with --cache-dir DIR"
        )
    return directory


def _is_inside(directory: str, above: str) -> bool:
    return os.path.realpath(directory).startswith(os.path.join(os.path.realpath(above), ""))


def results_file(directory: str, root: str, digest: str) -> str:
    """Return the file for one project in one environment; in a directory of the project the same in every checkout."""
    project = of_bytes(os.fsencode(os.path.relpath(root, directory))).hex()[:16]
    return os.path.join(directory, f"{project}-{digest}.results")


def _block_matches(setup: Setup, prefix: str) -> BlockMatches | None:
    name = setup.tree.baseline.file
    if not name or not setup.tree.inputs.exists(os.path.join(setup.tree.root, name)):
        return None
    from qualitygate.cache.block_matches import SUFFIX, BlockMatches  # here: few projects have a baseline

    return BlockMatches(prefix + SUFFIX)


def environment_of(setup: Setup) -> Environment:
    """Look at what results depend on besides files and settings."""
    from qualitygate.cache.environment import environment  # here: a memory vouches for it in most runs

    refs = setup.host.refs
    local = [ref.path for ref in refs if ref.path]
    return environment([module for ref in refs for module in ref.modules], local, ask.local_resources(setup.host))
