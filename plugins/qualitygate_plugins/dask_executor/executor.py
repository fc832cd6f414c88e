"""Carries batches to Dask's workers and answers back.

Its facts are pinned by tests/plugins/dask_executor/test_executor.py.
"""

from __future__ import annotations

import logging
import queue
import time
from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from qualitygate.api import Answer, ExecutorGoneError, ExecutorOptions, UsageError
from qualitygate_plugins.dask_executor.address import LOCAL, read_address
from qualitygate_plugins.dask_executor.local import start

#: Seconds until a scheduler that does not answer counts as none, and workers that have not come do.
_CONNECT, _WORKERS = 15.0, 60.0
#: Seconds until a result that is there has come here; after that it was lost with its worker.
_GATHER = 10.0


def create(options: ExecutorOptions) -> DaskExecutor:
    """Connect to the cluster, or start one.

    Raises:
        UsageError: the address is none, or distributed is not installed.
        ExecutorGoneError: nobody answers there.
    """
    address = read_address(options.address)
    try:
        import distributed  # noqa: F401  is it installed?
    except ImportError as error:
        cure = "python -m pip install 'qualitygate-lint[dask]'"
        raise UsageError(f"--executor dask needs what is not installed: {error}; run: {cure}") from None
    return DaskExecutor(address, options)


class _Given(Struct):
    """What was given and is not answered."""

    future: Any
    specification: bytes
    batch: bytes
    among: tuple[str, ...]  #: workers that may do it; () = any
    deaths: int = 0  #: how often all of these have died


class DaskExecutor:
    """One client of one cluster."""

    def __init__(self, address: str, options: ExecutorOptions) -> None:
        self._start = options.start
        self._given: dict[int, _Given] = {}
        self._done: queue.SimpleQueue[tuple[int, Any]] = queue.SimpleQueue()
        self._left_out: set[str] = set()
        self._lonely_since: float | None = None
        self._local = start(options.jobs) if address == LOCAL else None
        self._client: Any = None
        try:
            self._connect(self._local.address() if self._local is not None else address, address)
        except BaseException:
            self.close()
            raise

    def _connect(self, real: str, said: str) -> None:
        from dask import config  # here: not before it is known to be installed

        config.set({"distributed.worker.profile.enabled": False, "distributed.comm.retry.count": 0})
        logging.disable(logging.CRITICAL)  # Dask, tornado and asyncio; what matters is said by us
        from distributed.security import Security  # here: an extra, and slow to import

        from qualitygate_plugins.dask_executor.client import QuietClient  # here: an extra, and slow to import

        try:
            security = Security(require_encryption=True) if real.startswith("tls://") else None
            self._client = QuietClient(
                real, timeout=_CONNECT, set_as_default=False, security=security, direct_to_workers=False
            )
            self._client.wait_for_workers(1, timeout=_WORKERS)
        except (OSError, TypeError, ValueError, RuntimeError) as error:  # timeouts are OSErrors; TLS without files
            why = " ".join(str(error).split()) or type(error).__name__
            if "ssl_context" in why:  # distributed/comm/tcp.py
                why = "name the certificates, as docs.dask.org says of DASK_DISTRIBUTED__COMM__TLS__CA_FILE"
            raise ExecutorGoneError(f"no cluster can be used at {said}: {why}") from None

    @property
    def workers(self) -> int:
        """How many processes there are by now."""
        return max(1, len(self._usable()))

    def _known(self) -> list[str]:
        return list(self._client.scheduler_info(n_workers=-1)["workers"])

    def _usable(self) -> tuple[str, ...]:
        return tuple(sorted(set(self._known()) - self._left_out))

    def give(self, number: int, specification: bytes, batch: bytes) -> None:
        """Submit a batch."""
        self._submit(number, specification, batch)

    def _submit(self, number: int, specification: bytes, batch: bytes, *, deaths: int = 0) -> None:
        from qualitygate_plugins.dask_executor.work import work  # here: as above

        among = self._usable() if self._left_out else ()
        if self._left_out and not among:
            raise ExecutorGoneError("no worker is left")
        try:
            future = self._client.submit(
                work, self._start, specification, batch,
                pure=False, workers=list(among) or None, allow_other_workers=False,
            )  # fmt: skip
        except (OSError, RuntimeError) as error:
            raise ExecutorGoneError(f"its scheduler is gone ({error})") from None
        self._given[number] = _Given(future, specification, batch, among, deaths)
        future.add_done_callback(lambda done: self._done.put((number, done)))

    def wait(self, seconds: float) -> Sequence[Answer]:
        """Wait for the first answer, and take all that have come by then."""
        answers: list[Answer] = []
        deadline = time.monotonic() + seconds
        while not answers:
            left = deadline - time.monotonic()
            if left <= 0:
                break
            try:
                number, future = self._done.get(timeout=min(1.0, left))
            except queue.Empty:
                answers += self._look_after()
                continue
            answers += self._answer(number, future)
        while not self._done.empty():
            answers += self._answer(*self._done.get())
        return answers

    def _answer(self, number: int, future: Any) -> list[Answer]:
        from distributed import CancelledError, KilledWorker  # here: as above

        given = self._given.get(number)
        if given is None or given.future is not future:  # it was given anew
            return []
        try:
            result = self._gathered(given)
        except KilledWorker:
            del self._given[number]
            return [Answer(number, None)]
        except (CancelledError, OSError) as error:
            raise ExecutorGoneError(f"its scheduler is gone ({type(error).__name__})") from None
        except Exception as error:  # of the worker before it came to our code
            del self._given[number]
            return [Answer(number, None, *self._unable(f"{type(error).__name__}: {error}"))]
        if result is None:
            return self._again(number, given)
        del self._given[number]
        future.release()
        worker, content, problem = result
        return [Answer(number, None if problem else content, worker, problem)]

    def _gathered(self, given: _Given) -> tuple[str, bytes, str] | None:
        """Return what a worker said; None where it died before anybody had it.

        Dask has a lost result made again, but by none other than the workers that it may be made by.
        """
        from distributed import TimeoutError as NotYetError  # here: as above; before Python 3.11 it is no OSError

        deadline = time.monotonic() + _GATHER
        while True:
            try:
                found: tuple[str, bytes, str] = given.future.result(timeout=1.0)
                return found
            except NotYetError:
                if self._client.status != "running":
                    raise ExecutorGoneError("its scheduler is gone") from None
                if self._is_orphan(given) or time.monotonic() > deadline:
                    return None

    def _is_orphan(self, given: _Given) -> bool:
        """Whether all are gone that may do it, and others are there."""
        usable = self._usable()
        return bool(usable and given.among and not set(given.among) & set(usable))

    def _again(self, number: int, given: _Given) -> list[Answer]:
        """Give anew what its workers died on, but only once."""
        del self._given[number]
        given.future.release()
        if given.deaths:
            return [Answer(number, None)]
        self._submit(number, given.specification, given.batch, deaths=1)
        return []

    def _unable(self, problem: str) -> tuple[str, str]:
        """Return a worker that cannot run our code, and why.

        Raises:
            ExecutorGoneError: there is none, and so no use in trying again.
        """
        from qualitygate_plugins.dask_executor.work import hello  # here: as above

        said = self._client.run(hello, on_error="return")
        for worker, answer in sorted(said.items()):
            if isinstance(answer, BaseException) and worker not in self._left_out:
                return worker, f"{type(answer).__name__}: {answer}"
        raise ExecutorGoneError(problem)

    def _look_after(self) -> list[Answer]:
        """Nothing has come for a while: give anew what waits for workers that are gone, but only once.

        Raises:
            ExecutorGoneError: there have been no workers for a minute.
        """
        if self._client.status not in ("running", "connecting"):
            raise ExecutorGoneError("its scheduler is gone")
        usable = self._usable()
        if usable:
            self._lonely_since = None
        elif self._lonely_since is None:
            self._lonely_since = time.monotonic()
        elif time.monotonic() - self._lonely_since > _WORKERS:
            raise ExecutorGoneError("it has no workers any more")
        orphans = [each for each in self._given.items() if self._is_orphan(each[1])]
        return [answer for orphan in orphans for answer in self._again(*orphan)]

    def leave_out(self, worker: str) -> None:
        """Submit nothing more to it."""
        self._left_out.add(worker)

    def close(self) -> None:
        """Take back what is not done, and end what was started."""
        if self._client is not None:
            try:
                self._client.close(timeout=2)
            except (OSError, RuntimeError):
                pass  # the scheduler is gone
        if self._local is not None:
            self._local.end()
