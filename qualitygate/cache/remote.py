"""A cache that machines share: who holds packs by name, and what of it a run may cost."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial
from hashlib import sha256
from typing import Protocol

from msgspec import Struct, field

from qualitygate.cache.packs import LARGEST, Keys, NotOursError, opened, sealed

#: Seconds for all requests of reading, and for those of writing: what is slower is as if nothing was there.
_PATIENCE = 0.2


class RemoteError(Exception):
    """The other side is not there, not in time, or says what it should not."""


class Remote(Protocol):
    """Holds packs by name: 64 hexadecimal digits."""

    def get(self, name: str, deadline: float, largest: int) -> bytes | None:
        """Return what stands under the name; None: nothing. ``deadline`` is in ``time.monotonic``'s seconds.

        Raises:
            RemoteError: it cannot be had until then, or has more bytes than ``largest``.
        """

    def put(self, name: str, data: bytes, deadline: float) -> None:
        """Write it, if nothing stands under the name: nothing is ever replaced.

        Raises:
            RemoteError: it cannot be done until then.
        """


class Counts(Struct):
    """What came of it, for ``--profile`` and notes."""

    asked: int = 0  #: requests
    found: int = 0
    foreign: int = 0  #: packs that did not verify
    written: int = 0
    problem: str = ""  #: why the rest was not tried


class Shared(Struct):
    """The packs of one project in one environment."""

    remote: Remote
    keys: Keys
    names: Sequence[str]  #: of the revisions whose results are of use, the best first; the first one is this one's
    counts: Counts = field(default_factory=Counts)
    _is_known: bool | None = None  #: does anything stand under this revision's own name? None: nobody has asked

    def fetch(self) -> bytes | None:
        """Return the first pack that verifies; it takes no longer than patience lasts, and raises nothing."""
        deadline = time.monotonic() + _PATIENCE
        for name in self.names:
            pack = self._tried(partial(self.remote.get, name, deadline, LARGEST))
            if self.counts.problem:
                return None
            if name == self.names[0]:
                self._is_known = pack is not None
            if pack is None:
                continue
            try:
                payload = opened(pack, name, self.keys)
            except NotOursError:
                self.counts.foreign += 1
                continue
            self.counts.found += 1
            return payload
        return None

    def offer(self, payload: Callable[[], bytes]) -> None:
        """Write the results of this revision, where nobody has and we may; it raises nothing either."""
        if not self.keys.writing or self._is_known or self.counts.problem or not self.names:
            return
        own, deadline = self.names[0], time.monotonic() + _PATIENCE
        if self._is_known is None and self._tried(partial(self.remote.get, own, deadline, LARGEST)) is not None:
            return
        pack = sealed(payload(), own, self.keys)
        if len(pack) > LARGEST or self.counts.problem:
            return
        self._tried(partial(self.remote.put, own, pack, time.monotonic() + _PATIENCE))
        self.counts.written += not self.counts.problem

    def _tried(self, do: Callable[[], bytes | None]) -> bytes | None:
        self.counts.asked += 1
        try:
            return do()
        except RemoteError as error:
            self.counts.problem = str(error)
            return None


def names(environment: str, place: str, revisions: Sequence[str]) -> list[str]:
    """Return what packs are called: by all that results depend on beside the files, and the revision.

    ``place`` is the project's directory in its repository.
    """
    return [sha256("\0".join(("results", environment, place, each)).encode()).hexdigest() for each in revisions]
