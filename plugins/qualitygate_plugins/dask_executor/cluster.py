"""A cluster on this machine: a scheduler and workers, forked from the gate, and a process that looks after them.

Not Dask's LocalCluster. That one spawns its workers, and again whenever one has died: each imports for a second, and
from the working directory first, which is the checked project. Here all of it is loaded once, before the fork; the
process has no thread then. Where processes cannot be forked, ``spawned`` has the program of one that can.

Its facts are pinned by tests/plugins/dask_executor/test_executor.py.
"""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import os
import select
import signal
import sys
import tempfile
from collections.abc import Callable, Coroutine
from typing import Any

#: Of the whole cluster. A worker that kills two is to blame, as with workers of the gate's own; a worker that hangs is
#: given up after 30 seconds, not 5 minutes; batches are given one by one and never moved.
SETTINGS = {
    "distributed.scheduler.allowed-failures": 1,
    "distributed.scheduler.worker-ttl": "30 seconds",
    "distributed.scheduler.work-stealing": False,
    "distributed.scheduler.active-memory-manager.start": False,
    "distributed.worker.profile.enabled": False,
    "distributed.worker.memory.target": False,
    "distributed.worker.memory.spill": False,
    "distributed.worker.memory.pause": False,
    "distributed.worker.memory.terminate": False,
    "distributed.admin.system-monitor.interval": "10 s",
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
}
#: Seconds between looks at the workers.
_GLANCE = 0.1


def look_after(workers: int, told: int, ends: int) -> None:
    """Be the process that has the scheduler and the workers for children. Never returns.

    The address is written to the descriptor ``told``; it is over when ``ends`` is closed at its other end, or with the
    scheduler. A worker that dies is replaced.
    """
    os.setsid()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    logging.disable(logging.CRITICAL)
    gc.freeze()  # what is loaded is no garbage
    from dask import config  # here: an extra, and slow to import

    with tempfile.TemporaryDirectory(prefix="qualitygate-dask-") as directory:
        config.set({"temporary-directory": directory})
        read, write = os.pipe()
        scheduler = _forked(lambda: _schedule(write), ends, told)
        os.close(write)
        address = os.read(read, 200).decode()
        os.write(told, json.dumps(address).encode() + b"\n")
        os.close(told)
        crew: set[int] = set()
        while not _is_over(ends, scheduler, crew):
            while address and len(crew) < workers:
                crew.add(_forked(lambda: _work(address), ends))
        for process in (*crew, scheduler):
            _kill(process)
    os.killpg(0, signal.SIGKILL)  # whatever a checker has started, and this process


def _is_over(ends: int, scheduler: int, crew: set[int]) -> bool:
    """Look at who has died, and whether anybody wants it still."""
    readable, _, _ = select.select([ends], [], [], _GLANCE if crew else 0)
    while crew:
        process, _ = os.waitpid(-1, os.WNOHANG)
        if not process:
            break
        crew.discard(process)
        if process == scheduler:
            return True
    return bool(readable)


def _forked(run: Callable[[], Coroutine[Any, Any, None]], *closing: int) -> int:
    process = os.fork()
    if process:
        return process
    try:
        for descriptor in closing:
            os.close(descriptor)
        asyncio.run(run())
    finally:
        os._exit(1)


def _kill(process: int) -> None:
    try:
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
    except (ProcessLookupError, ChildProcessError):
        pass


async def _schedule(told: int) -> None:
    from distributed import Scheduler  # here: an extra, and slow to import

    async with Scheduler(
        host="127.0.0.1", port=0, dashboard=False, dashboard_address="127.0.0.1:0"
    ) as scheduler:
        os.write(told, scheduler.address.encode())
        os.close(told)
        await scheduler.finished()


async def _work(address: str) -> None:
    from distributed import Worker  # here: an extra, and slow to import

    async with Worker(
        address, nthreads=1, host="127.0.0.1", memory_limit=0, dashboard=False, dashboard_address="127.0.0.1:0"
    ) as worker:
        await worker.finished()


def spawned(workers: int) -> None:
    """Be such a process where nothing can be forked: Dask's own cluster, which says its address and waits."""
    from dask import config  # here: an extra, and slow to import
    from distributed import LocalCluster  # here: an extra, and slow to import

    config.set(SETTINGS)
    logging.disable(logging.CRITICAL)
    cluster = LocalCluster(
        n_workers=workers, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None,
        silence_logs=logging.CRITICAL,
    )  # fmt: skip
    sys.stdout.write(json.dumps(cluster.scheduler_address) + "\n")
    sys.stdout.flush()
    sys.stdin.read()
    cluster.close()
