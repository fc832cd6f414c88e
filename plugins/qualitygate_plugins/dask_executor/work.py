"""What runs in the workers' processes alone: a worker of the gate's for each specification, and its batches.

Its facts are pinned by tests/plugins/dask_executor/test_executor.py.
"""

from __future__ import annotations

from threading import Lock
from typing import Any

from distributed import get_worker

from qualitygate.api import ExecutorOptions

#: Kept at the process' worker: one specification for each gate stage, of the run before this one too.
_KEPT = 4
_ATTRIBUTE = "qualitygate_workers"


class _Kept:
    def __init__(self) -> None:
        self.lock = Lock()  # a worker of Dask's may have threads
        self.by_specification: dict[bytes, Any] = {}


def work(start: Any, specification: bytes, batch: bytes) -> tuple[str, bytes, str]:
    """Have a batch done; return who did it, the answer, and why there is none, or ""."""
    here = get_worker()
    name = str(here.address)
    kept = here.__dict__.setdefault(_ATTRIBUTE, _Kept())
    with kept.lock:
        known = kept.by_specification
        try:
            if specification not in known:
                if len(known) >= _KEPT:
                    known.clear()
                known[specification] = start(specification)
            return name, known[specification].check_batch(batch), ""
        except Exception as error:
            return name, b"", f"{type(error).__name__}: {error}"


def hello() -> str:
    """Say that the package can be imported here."""
    return ExecutorOptions.__name__
