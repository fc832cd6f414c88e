"""Which shard has which file: by size, content and path alone, so that every machine splits alike."""

from __future__ import annotations

import heapq
from collections.abc import Iterable

from qualitygate.errors import UsageError

#: A planned file: bytes, digest of the content, path.
Weighed = tuple[int, str, str]
#: More machines than anybody has; each costs a report.
_MOST = 9_999


def parse_shard(text: str) -> tuple[int, int]:
    """Read ``I/N``.

    Raises:
        UsageError: it is no such thing.
    """
    first, slash, last = text.partition("/")
    if slash and first.isascii() and first.isdigit() and last.isascii() and last.isdigit():
        number, count = int(first), int(last)
        if 1 <= number <= count <= _MOST:
            return number, count
    raise UsageError(f"--shard: expected I/N with 1 <= I <= N <= {_MOST}, as 1/4 is the first of four, got {text!r}")


def split(files: Iterable[Weighed], count: int) -> list[list[str]]:
    """Return the paths of each shard: the largest file first, each to the shard that has the fewest bytes."""
    shards: list[list[str]] = [[] for _ in range(count)]
    loads = [(0, index) for index in range(count)]
    for size, _, path in sorted(files, key=lambda file: (-file[0], file[1], file[2])):
        load, index = loads[0]
        shards[index].append(path)
        heapq.heapreplace(loads, (load + size + 1, index))  # empty files are some work too
    return shards
