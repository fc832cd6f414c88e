"""Where plugins have work done."""

from __future__ import annotations

from collections.abc import Sequence

from qualitygate.api.executor import Answer, ExecutorOptions, OfferedExecutor, RemoteExecutor
from qualitygate.hosting.ask.calling import call, claim, contained, implementations, require_type
from qualitygate.hosting.contained import Contained
from qualitygate.hosting.host import PluginHost

_HOOK = "qualitygate_executors"


def executors(host: PluginHost) -> dict[str, tuple[str, OfferedExecutor]]:
    """Return the executors by name, each with its plugin.

    Raises:
        PluginConflictError: two plugins offer one name.
    """
    owners: dict[str, str] = {}
    result: dict[str, tuple[str, OfferedExecutor]] = {}
    for plugin, function in implementations(host, _HOOK):
        for name, offered in call(host, plugin, function, lambda answer: dict(answer or {})).items():
            claim(host, owners, name, plugin, "executor")
            result[name] = plugin, require_type(host, plugin, function, offered, OfferedExecutor)
    return result


def create_executor(
    host: PluginHost, plugin: str, offered: OfferedExecutor, options: ExecutorOptions
) -> RemoteExecutor:
    """Make an executor. Whatever it raises later, but for its being gone, is a ``PluginError`` too.

    Raises:
        UsageError: it cannot be made as asked.
        ExecutorGoneError: nobody answers.
        PluginError: it cannot be made.
    """
    with contained(host, plugin, "create of its executor"):
        made = offered.create(options)
    return _Contained(host, plugin, made)


class _Contained:
    """An executor, none of whose functions ends the run without its plugin being named."""

    def __init__(self, host: PluginHost, plugin: str, executor: RemoteExecutor) -> None:
        self._host, self._plugin, self._executor = host, plugin, executor

    def _in(self, function: str) -> Contained:
        return contained(self._host, self._plugin, f"{function} of its executor")

    @property
    def workers(self) -> int:
        with self._in("workers"):
            return max(1, self._executor.workers)

    def give(self, number: int, specification: bytes, batch: bytes) -> None:
        with self._in("give"):
            self._executor.give(number, specification, batch)

    def wait(self, seconds: float) -> Sequence[Answer]:
        with self._in("wait"):
            return list(self._executor.wait(seconds))

    def leave_out(self, worker: str) -> None:
        with self._in("leave_out"):
            self._executor.leave_out(worker)

    def close(self) -> None:
        with self._in("close"):
            self._executor.close()
