"""Composes the memory of a run: all that it depended on, what it said, and its plan."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from qualitygate.cache.digests import SIZE, of_glance, of_input, of_listing
from qualitygate.cache.memory import LoadedMemory, Memory, groups
from qualitygate.cache.signature import UNSURE, Signature, stable_signature
from qualitygate.engine.results import SettledFiles
from qualitygate.engine.reuse.lasting import Answer, Lasting
from qualitygate.engine.reuse.reuse import StandingPlan
from qualitygate.engine.reuse.reused_judgements import settled_from_bytes, settled_to_bytes
from qualitygate.engine.work import Plan, Task
from qualitygate.hosting.discovery import PluginRef
from qualitygate.inputs import Inputs
from qualitygate.model.replacement import replace
from qualitygate.model.wire import Reader, to_bytes

if TYPE_CHECKING:
    from qualitygate.cache.environment import Environment  # a memory vouches for it in most runs

#: What a directory looked like: signature and digest of its entries.
Listing = tuple[Signature, bytes]

#: No signature, where the digest alone is to be compared.
_LASTS: Signature = (0, 0, 0, 1)

#: The digest of no listing: with another signature the directory counts as changed.
_NEVER = bytes(SIZE)


def listings(directories: Iterable[str], started: int) -> dict[str, Listing]:
    """Look at directories that the run itself is about to write to. Absolute paths."""
    return {path: _listing(path, started) for path in set(directories)}


def compose(
    file: str,
    *,
    found: Lasting,
    inputs: Inputs,
    root: str,
    environment: Environment,
    plugins: Iterable[PluginRef],
    arguments: bytes,
    started: int,
    before: Mapping[str, Listing],
    answer: Answer | None,
) -> Memory | None:
    """Return the memory to write to ``file``; None when something may have changed while the run looked at it.

    ``started`` is the time in ns at which the run began: what bears an older time now was the same all along.
    ``before`` are directories as they were before the run wrote to them.
    """
    plan = found.plan
    scene = _Scene(started, inputs.listings)
    scene.look_at(inputs.contents.union(environment.files), inputs.glances)
    listed = sorted(scene.walked.union(environment.directories))
    directories = {path: before.get(path) or _listing(path, started) for path in listed}
    directories |= {path: (_signature(path, started), _NEVER) for path in environment.installed}
    if any(map(_is_unsure, (directories, scene.fixed, scene.glanced))):
        return None
    checked = _checked(plan.tasks, root, found.digests, started)
    answer = answer if len(checked) == len(plan.tasks) else None  # not every file could be read
    here = os.path.join(os.getcwd(), "")
    return Memory(
        file,
        groups=groups(_columns(group, here) for group in (directories, checked, scene.fixed, scene.glanced)),
        variables=[os.fsencode(name) for name in sorted(inputs.environment.asked)],
        absent=[os.fsencode(path) for path in sorted(scene.absent.union(environment.absent))],
        answer=None if answer is None else (answer.exit_code, answer.until),
        outputs=_outputs(answer),
        plan=_dump(plan, inputs, environment.digest, plugins),
        arguments=arguments,
        said=_said(found),
    )


def _is_unsure(group: Mapping[str, Listing]) -> bool:
    """Could anything of it have changed unseen?"""
    return any(found == UNSURE or not digest for found, digest in group.values())


def renew(memory: Memory, *, found: Lasting, inputs: Inputs, root: str, started: int, answer: Answer | None) -> bool:
    """Put a new answer into a memory whose plan stood; say whether that can be done.

    It cannot where the run asked for anything that the memory does not watch.
    """
    group, plan, digests = memory.checked, found.plan, found.digests
    if len(digests) != len(plan.tasks) or len(digests) != len(group.paths) or not _watches(memory, inputs):
        return False
    latest, before = [digests[task.path] for task in plan.tasks], bytes(group.digests).hex()
    for index, task in enumerate(plan.tasks):
        if latest[index] != before[index * 2 * SIZE : (index + 1) * 2 * SIZE]:
            group.sign(index, _signature(os.path.join(root, task.path), started))
    memory.add_variables(inputs.environment.asked)
    group.digests = bytes.fromhex("".join(latest))
    memory.answer = None if answer is None else (answer.exit_code, answer.until)
    memory.outputs = _outputs(answer)
    memory.said = _said(found)
    return True


def _watches(memory: Memory, inputs: Inputs) -> bool:
    """Would the memory notice if anything that a run looked at were another thing?"""
    paths = inputs.contents.union(inputs.glances, inputs.listings)
    listed = {_absolute(path) for path in memory.directories.paths}
    watched = {_absolute(path) for group in (memory.fixed, memory.glanced, memory.checked) for path in group.paths}
    watched.update(listed, map(_absolute, memory.absent))
    return all(
        path in watched or (os.path.dirname(path) in listed and (os.path.isdir(path) or not os.path.lexists(path)))
        for path in paths
    )


def _absolute(path: bytes) -> str:
    return os.path.abspath(os.fsdecode(path))


def standing_plan(loaded: LoadedMemory, plan: Plan) -> StandingPlan:
    """Return what a memory tells a run of which only some of the files have changed."""
    digests = unchanged_digests(loaded.memory, plan, loaded.changed)
    return StandingPlan(plan, digests, said_before(loaded.memory, plan, digests))


def unchanged_digests(memory: Memory, plan: Plan, changed: Iterable[bytes]) -> dict[str, str]:
    """Return the digests of the files that are as the memory has them, by the plan's paths."""
    group, gone = memory.checked, set(changed)
    if len(group.paths) != len(plan.tasks):
        return {}  # some had no content
    digests = bytes(group.digests).hex()
    starts = range(0, len(digests), 2 * SIZE)
    rows = zip(plan.tasks, group.paths, starts, strict=True)
    return {task.path: digests[start : start + 2 * SIZE] for task, path, start in rows if path not in gone}


def said_before(memory: Memory, plan: Plan, digests: Mapping[str, str]) -> SettledFiles | None:
    """Return what the memory says of the files that have ``digests``: they are as it has them. None = nothing."""
    if not memory.said or not digests:
        return None
    changed = {task.path for task in plan.tasks if task.path not in digests}
    return settled_from_bytes(memory.said, plan, changed=changed, now=time.time())


def _said(found: Lasting) -> bytes:
    return settled_to_bytes(found.settled, found.plan) if found.settled is not None else b""


def _outputs(answer: Answer | None) -> list[tuple[bytes, bytes, bytes]]:
    outputs = answer.outputs if answer is not None else ()
    return [(name.encode(), os.fsencode(file), content) for name, file, content in outputs]


class _Scene:
    """What a run looked at, sorted by what has to stay for the plan to stand."""

    def __init__(self, started: int, walked: set[str]) -> None:
        self._started = started
        self.walked = walked
        self.absent: set[str] = set()
        self.fixed: dict[str, Listing] = {}
        self.glanced: dict[str, Listing] = {}

    def look_at(self, paths: Iterable[str], glanced_at: Iterable[str]) -> None:
        """Add paths; the content of the first ones counts, only the type or first bytes of the others."""
        for path in paths:
            self._add(path, is_glance=False)
        for path in glanced_at:
            self._add(path, is_glance=True)

    def _add(self, path: str, *, is_glance: bool) -> None:
        is_listed = os.path.dirname(path) in self.walked and not os.path.islink(path)
        if not os.path.lexists(path):
            if not is_listed:
                self.absent.add(path)
        elif not os.path.exists(path):  # a link that leads nowhere
            self.glanced[path] = _LASTS, of_glance(path)
        elif is_glance or os.path.isdir(path):
            if not (is_listed and os.path.isdir(path)):  # the listing says that it is a directory
                lasts = os.path.isdir(path)  # it stays one, whatever is written into it meanwhile
                self.glanced[path] = _LASTS if lasts else _signature(path, self._started), of_glance(path)
        else:
            self.fixed[path] = _signature(path, self._started), of_input(path)


def _checked(tasks: Iterable[Task], root: str, digests: Mapping[str, str], started: int) -> dict[str, Listing]:
    paths = {task.path: os.path.join(root, task.path) for task in tasks if task.path in digests}
    return {full: (_signature(full, started), bytes.fromhex(digests[path])) for path, full in paths.items()}


def _signature(path: str, started: int) -> Signature:
    try:
        return stable_signature(os.stat(path), started)
    except OSError:
        return UNSURE


def _listing(path: str, started: int) -> Listing:
    return _signature(path, started), of_listing(path)


def _columns(group: Mapping[str, Listing], here: str) -> tuple[list[bytes], list[Signature], bytes]:
    paths = [os.fsencode(path.removeprefix(here) or here) for path in group]
    return paths, [found for found, _ in group.values()], b"".join(digest for _, digest in group.values())


class RememberedPlan(Struct, frozen=True):
    """What a memory knows whose plan stands."""

    plan: Plan
    environment: str  #: the digest
    plugins: tuple[PluginRef, ...]
    documents: dict[str, dict[str, Any]]  #: configuration as it was parsed, by the text of the file


def remembered_plan(data: bytes | memoryview) -> RememberedPlan:
    """Read the plan of a memory."""
    return Reader(RememberedPlan).read(data)


def _dump(plan: Plan, inputs: Inputs, environment: str, plugins: Iterable[PluginRef]) -> bytes:
    kept = replace(plan, tasks=[replace(task, data=None) for task in plan.tasks])
    parsed = {text: table for text, table in inputs.parsed.items() if _comes_back(table)}
    return to_bytes(RememberedPlan(kept, environment, tuple(plugins), parsed))


def _comes_back(table: dict[str, Any]) -> bool:
    """Is it the same when it is read? Dates are not."""
    try:
        return Reader(dict[str, Any]).read(to_bytes(table)) == table
    except (TypeError, RecursionError):
        return False
