"""What ``stat`` says of a file: as long as it stays, the content does.

Its imports are pinned by tests/meta/test_import_weight.py.
"""

from __future__ import annotations

import os

#: Time of last modification, time of last change of the inode (both in ns), size, inode.
Signature = tuple[int, int, int, int]

#: Equal to no file's: look at the content.
UNSURE: Signature = (0, 0, 0, 0)

#: A file system stamps with a clock that ticks every 1 to 10 ms (CONFIG_HZ of Linux), a coarse one every 1 or 2 s.
_TICK, _COARSE_TICK = 10_000_000, 2_000_000_000  # ns
#: Windows tells no time of change, and whoever writes can set the other one back.
_TELLS_CHANGE = os.name == "posix"
_LARGEST = 2**64


def signature(status: os.stat_result) -> Signature:
    """Return what a change of the content changes. The time of change too: nobody can set it back."""
    return (status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)


def stable_signature(status: os.stat_result, now: int) -> Signature:
    """Return the signature, or :data:`UNSURE` when the file could change once more without changing it.

    ``now`` is the time in ns at or before which the content was looked at. git calls such a file "racily clean"
    (Documentation/technical/racy-git.txt).
    """
    found = signature(status)
    modified, changed, _, _ = found
    tick = _TICK if modified % 1_000_000_000 else _COARSE_TICK
    if not _TELLS_CHANGE or max(modified, changed) >= now - tick or not 0 <= min(found) <= max(found) < _LARGEST:
        return UNSURE
    return found
