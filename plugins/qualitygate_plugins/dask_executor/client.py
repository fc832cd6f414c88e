"""Dask's client, without what it does when nobody holds it any more: it closes itself, and waits for that.

Its facts are pinned by tests/plugins/dask_executor/test_local.py.
"""

from __future__ import annotations

from distributed import Client


class QuietClient(Client):
    """One that an interrupt may leave half made (distributed 2026.8: ``__del__`` prints that it could not close)."""

    def __del__(self) -> None:
        """Do nothing: the process ends."""
