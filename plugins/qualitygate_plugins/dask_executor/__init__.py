"""``--executor dask``: files are checked by the workers of a Dask cluster, or of one that is started on this machine.

Its imports are pinned by tests/meta/test_import_weight.py.
"""

from __future__ import annotations

from collections.abc import Mapping

from qualitygate.api import ExecutorOptions, OfferedExecutor, RemoteExecutor, hookimpl


@hookimpl
def qualitygate_executors() -> Mapping[str, OfferedExecutor]:
    """Offer it."""
    return {"dask": OfferedExecutor(_create, "of a scheduler: tls://dask.example.org:8786; local (default) starts one")}


def _create(options: ExecutorOptions) -> RemoteExecutor:
    from qualitygate_plugins.dask_executor.executor import create  # here: distributed takes 0.3 s to import

    return create(options)
