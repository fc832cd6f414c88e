"""What a worker elsewhere does: the same as one of ours, but it has no checkout, and says so where that shows."""

from __future__ import annotations

import os
from collections.abc import Iterable

from msgspec import Struct

from qualitygate.cache.environment import Environment, environment
from qualitygate.engine.checking.parcel import AwaySpec, Refusal, answered, refused, unpack
from qualitygate.engine.checking.worker import Worker
from qualitygate.errors import QualityGateError
from qualitygate.hosting.discovery import PluginRef
from qualitygate.model.wire import Reader


class AwayWorker(Struct):
    """Bytes in, bytes out. One that cannot do it as the client would says why, to every batch."""

    environment: str
    worker: Worker | None
    refusal: Refusal = Refusal()

    @classmethod
    def start(cls, specification: bytes) -> AwayWorker:
        """Build the worker. Called once in every process for each specification."""
        try:
            spec = Reader(AwaySpec).read(specification)
            worker = Worker.start(spec.worker)
        except ValueError as error:
            return cls("", None, Refusal(f"it cannot read what is asked: {error}; another qualitygate is installed"))
        except QualityGateError as error:
            return cls("", None, Refusal(str(error)))
        found = environment_for(spec.worker.plugins)
        if found.digest != spec.environment:
            return cls("", None, Refusal(environment=found.parts))
        return cls(found.digest, worker)

    def check_batch(self, parcel: bytes) -> bytes:
        """Check the files of a parcel; :func:`parcel.read_answer` reads what is returned."""
        if self.worker is None:
            return refused(self.refusal)
        try:
            tasks = unpack(parcel)
        except ValueError as error:
            return refused(Refusal(f"it cannot read what is asked: {error}"))
        batch = self.worker.check_batch(tasks)
        here = os.path.join(os.getcwd(), "")
        batch.also_read = [path for path in batch.also_read if path.startswith(here)]
        return answered(self.environment, batch)


def environment_for(plugins: Iterable[PluginRef]) -> Environment:
    """Look at what results depend on besides files and settings, where no plugin is the project's own."""
    return environment([module for ref in plugins for module in ref.modules], [])
