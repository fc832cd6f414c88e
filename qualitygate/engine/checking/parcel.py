"""Files on their way to workers elsewhere, and what comes back: bytes, and what of them is believed."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from qualitygate.cache.digests import of_bytes
from qualitygate.cache.signature import Signature, signature
from qualitygate.engine.checking.batch import BatchReader
from qualitygate.engine.checking.worker import WorkerSpec, read_content
from qualitygate.engine.results import CheckedBatch, FileResult
from qualitygate.engine.work import Task
from qualitygate.model.replacement import replace
from qualitygate.model.rule import CODE_PATTERN
from qualitygate.model.settings import Settings
from qualitygate.model.wire import Reader, to_bytes

_LENGTH = 8
_SAID, _REFUSED = b"+", b"-"


class AwaySpec(Struct, frozen=True):
    """What a worker elsewhere needs to know."""

    worker: WorkerSpec
    environment: str  #: digest of the client's


class Refusal(Struct, frozen=True):
    """Why a worker does nothing."""

    problem: str = ""
    environment: Mapping[str, str] = {}  #: its own, part by part, where it is another than the client's


class Parcel(Struct):
    """A batch, packed: what travels, and what the answer is held against."""

    tasks: list[Task]  #: without contents
    content: bytes
    digests: dict[str, str]  #: by path
    signatures: dict[str, Signature | None]
    unreadable: list[Task] = field(default_factory=list)  #: what did not go in


def pack(tasks: Sequence[Task], settings: Sequence[Settings], root: str) -> Parcel:
    """Read the files. What was said of one ahead goes along only where it is still the same file."""
    parcel = Parcel([], b"", {}, {})
    told: list[Task] = []
    bodies: list[bytes] = []
    for task in tasks:
        path = os.path.join(root, task.path)
        try:
            limit = settings[task.settings].max_file_size
            data, found = read_content(path, limit) if task.data is None else (task.data, None)
            foretold = task.foretold if task.foretold[0] and signature(os.stat(path)) == tuple(task.state) else ("", "")
        except OSError:
            parcel.unreadable.append(task)
            continue
        parcel.tasks.append(task)
        parcel.digests[task.path], parcel.signatures[task.path] = of_bytes(data).hex(), found
        told.append(replace(task, data=None, size=len(data), foretold=foretold, state=()))
        bodies.append(data)
    head = to_bytes(told)
    parcel.content = b"".join([len(head).to_bytes(_LENGTH, "big"), head, *bodies])
    return parcel


def unpack(data: bytes) -> list[Task]:
    """Return the tasks with their contents.

    Raises:
        ValueError: it is no parcel of ours.
    """
    start = _LENGTH + int.from_bytes(data[:_LENGTH], "big")
    tasks = Reader(list[Task]).read(data[_LENGTH:start])
    result = []
    for task in tasks:
        result.append(replace(task, data=data[start : start + task.size]))
        start += task.size
    if start != len(data):
        raise ValueError("a parcel of another length than it says")
    return result


def answered(environment: str, batch: CheckedBatch) -> bytes:
    """Return an answer as it travels."""
    return _SAID + bytes.fromhex(environment) + to_bytes(batch)


def refused(refusal: Refusal) -> bytes:
    """Return the same of a refusal."""
    return _REFUSED + to_bytes(refusal)


def read_answer(data: bytes, parcel: Parcel, environment: str, reader: BatchReader) -> CheckedBatch | Refusal:
    """Return what a worker says; what cannot be an answer to this parcel is a refusal.

    Nobody can see whether findings are true that another machine tells. What can be seen is that they are about these
    contents, in this environment, and of the form that ours have.
    """
    digest = bytes.fromhex(environment)
    try:
        if data[:1] == _REFUSED:
            return Reader(Refusal).read(data[1:])
        if data[:1] != _SAID or data[1 : 1 + len(digest)] != digest:
            return Refusal("its answer is of another environment than the one it was asked for")
        batch = reader.read(memoryview(data)[1 + len(digest) :])
    except ValueError as error:
        return Refusal(f"its answer is damaged: {error}")
    problem = _unsound(batch, parcel)
    if problem:
        return Refusal(problem)
    for result in batch.files:
        result.signature = parcel.signatures[result.path]
    return batch


def _unsound(batch: CheckedBatch, parcel: Parcel) -> str:
    if [result.path for result in batch.files] != [task.path for task in parcel.tasks]:
        return "its answer is about other files than it was given"
    for result, task in zip(batch.files, parcel.tasks, strict=True):
        if problem := _unsound_file(result, task, parcel.digests[task.path]):
            return f"its answer about {task.path} cannot be: {problem}"
    return ""


def _unsound_file(result: FileResult, task: Task, digest: str) -> str:
    if result.digest != digest:
        return "it is about another content"
    if result.checked.kind != task.kind or result.checked.line_count < 0:
        return f"it was read as {result.checked.kind}"
    if any(failure.path not in ("", task.path) for failure in result.failures):
        return "a failure in it is about another file"
    for finding in result.findings:
        if finding.location.path != task.path:
            return "a finding in it is about another file"
        if not CODE_PATTERN.fullmatch(finding.code):
            return f"a finding in it has the code {finding.code!r}"
    return ""
