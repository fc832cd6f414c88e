"""A cache that machines share: which packs are asked for, and what of it a run may cost."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from hashlib import sha256

from msgspec import Struct, field

from qualitygate.api.pack_servers import PackServer, PackServerError
from qualitygate.cache.packs import LARGEST, Keys, NotOursError, TooLargeError, opened, sealed
from qualitygate.model.replacement import replace

#: Seconds that a run waits for a server, all in all: what is slower is as if nothing was there.
PATIENCE = 0.2


class Counts(Struct):
    """What came of it, for ``--profile`` and notes."""

    asked: int = 0  #: requests
    found: int = 0
    foreign: int = 0  #: packs that did not verify
    written: int = 0
    problem: str = ""  #: why the rest was not tried

    def and_(self, more: Counts) -> Counts:
        """Return both, added up."""
        return Counts(
            self.asked + more.asked,
            self.found + more.found,
            self.foreign + more.foreign,
            self.written + more.written,
            self.problem or more.problem,
        )


class Shared(Struct):
    """The packs of one project in one environment. Nothing here raises, whatever the server or its plugin does."""

    server: PackServer
    keys: Keys
    names: Sequence[str]  #: of what is of use, the best first
    own: str = ""  #: the name to write; "": none
    left: float = PATIENCE  #: seconds to wait for the server
    counts: Counts = field(default_factory=Counts)
    _is_known: bool | None = None  #: does anything stand under our own name? None: nobody has asked

    def fetch(self) -> bytes | None:
        """Return the first pack that verifies. Unpacking it is our work, and no time that the server takes."""
        half, room = self.left / 2, LARGEST
        for number, name in enumerate(self.names):
            if number and self.own and self.left < half:
                return None  # what is left is for writing
            pack = self._in_time(partial(self._get, name, room))
            if self.counts.problem:
                return None
            if name == self.own:
                self._is_known = pack is not None
            if pack is None:
                continue
            room -= len(pack)
            try:
                payload = opened(pack, name, self.keys)
            except NotOursError:
                self.counts = self.counts.and_(Counts(foreign=1))
                continue
            self.counts = self.counts.and_(Counts(found=1))
            return payload
        return None

    def offer(self, payload: Callable[[], bytes]) -> None:
        """Write the results of this revision, where nobody has and we may."""
        if not self.own or self._is_known or self.counts.problem:
            return
        try:
            pack = sealed(payload(), self.own, self.keys)
        except TooLargeError as error:
            self.counts = self.counts.and_(Counts(problem=str(error)))
            return
        self._in_time(partial(self._put, pack))

    def _in_time(self, work: Callable[[Counts, float], bytes | None]) -> bytes | None:
        """Do it in a thread, which alone can be left behind: nobody knows what a plugin of others waits for."""
        started = time.monotonic()
        attempt = _Attempt(work, started + self.left)
        attempt.start()
        attempt.join(self.left)
        self.left -= time.monotonic() - started
        if attempt.is_alive():
            threading.Thread(target=self.server.close, daemon=True).start()
            self.counts = replace(self.counts, problem="it takes too long")
            return None
        self.counts = self.counts.and_(attempt.counts)
        return attempt.answer

    def _get(self, name: str, room: int, counts: Counts, deadline: float) -> bytes | None:
        counts.asked += 1
        return self.server.get(name, deadline, room)

    def _put(self, pack: bytes, counts: Counts, deadline: float) -> None:
        if self._is_known is None:
            counts.asked += 1
            if self.server.get(self.own, deadline, LARGEST) is not None:
                return
        counts.asked += 1
        self.server.put(self.own, pack, deadline)
        counts.written += 1


class _Attempt(threading.Thread):
    """Some requests, and what came of them."""

    def __init__(self, work: Callable[[Counts, float], bytes | None], deadline: float) -> None:
        super().__init__(daemon=True)
        self.counts = Counts()
        self.answer: bytes | None = None
        self._work, self._deadline = work, deadline

    def run(self) -> None:
        try:
            self.answer = self._work(self.counts, self._deadline)
        except PackServerError as error:
            self.counts.problem = str(error)
        except BaseException as error:  # of a plugin's; its words could hold credentials
            self.counts.problem = f"it is asked by a plugin that fails: {type(error).__name__}"


def names(environment: str, place: str, revisions: Sequence[str], scope: str = "") -> list[str]:
    """Return what packs are called: by all that results depend on beside the files, and the revision.

    ``place`` is the project's directory in its repository. ``scope`` is whose packs they are; "": the main branch's.
    """
    parts = ("results of", scope, environment, place) if scope else ("results", environment, place)
    return [sha256("\0".join((*parts, each)).encode("utf-8", "surrogateescape")).hexdigest() for each in revisions]
