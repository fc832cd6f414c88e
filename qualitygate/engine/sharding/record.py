"""The record of one shard: what it looked at and what was found there, before anybody judged it; as text and back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from msgspec import Struct

from qualitygate import __version__
from qualitygate.cache.digests import of_bytes
from qualitygate.engine.results import FileResult
from qualitygate.engine.sharding.identity import Identity
from qualitygate.errors import ShardError
from qualitygate.model.failure import Failure
from qualitygate.model.report import Skip
from qualitygate.model.wire import Reader, to_bytes

Value = TypeVar("Value")

#: Raised when a field changes its meaning or goes.
_SCHEMA = 1


class Gathering(Struct, frozen=True):
    """What the checkers of one gate stage found in a shard's files."""

    files: Sequence[FileResult]
    skipped: Sequence[Skip]  #: files that a plugin leaves alone
    lost: Sequence[str]  #: files that no worker could finish
    failures: Sequence[Failure]  #: that leave no result
    seconds: dict[str, float]  #: by checker


class Side(Struct, frozen=True):
    """A shard's files, of the tree or of the base revision, and what was found in them."""

    digests: dict[str, str]  #: of what was looked at, by path; "" = it could not be read, or was too large
    stages: Sequence[Gathering]


class Record(Struct, frozen=True, kw_only=True):
    """What one shard found."""

    number: int  #: 1-based
    of: int
    identity: Identity
    tree: Side
    base: Side | None = None  #: None: nothing is compared


class _Head(Struct):
    """The first line of the report: who wrote it, and a digest of the rest against damage. No signature: see
    docs/scale.md.
    """

    qualitygate_shard: int
    qualitygate: str
    digest: str


def to_text(record: Record) -> str:
    """Return the report of a shard: two lines of JSON."""
    data = to_bytes(record)
    head = to_bytes(_Head(_SCHEMA, __version__, of_bytes(data).hex()))
    return f"{head.decode()}\n{data.decode()}\n"


def read_record(data: bytes, name: str) -> Record:
    """Read the report of a shard back; ``name`` is said in errors.

    Raises:
        ShardError: it is no such report, or damaged, or of another version.
    """
    first, _, rest = data.partition(b"\n")
    head = _read(_Head, first, name)
    if (head.qualitygate_shard, head.qualitygate) != (_SCHEMA, __version__):
        came = f"qualitygate {head.qualitygate[:40]}"
        raise ShardError(f"{name}: {came} wrote it, and this is {__version__}; install the same version in every job")
    if of_bytes(rest.removesuffix(b"\n")).hex() != head.digest:
        raise ShardError(f"{name}: damaged: what it says is not what was written; run the shard again")
    return _read(Record, rest, name)


def _read(of: type[Value], data: bytes, name: str) -> Value:
    try:
        return Reader(of).read(data)
    except (ValueError, RecursionError) as error:
        raise ShardError(f"{name}: expected what --shard I/N writes, all of it: {error}") from error
