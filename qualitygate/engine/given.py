"""What a run is given: what is asked, by whom it is checked, under which settings, and what is known already."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from msgspec import Struct, field

from qualitygate.config.tree import SettingsTree
from qualitygate.engine.earlier_runs import EarlierRuns, NoEarlierRuns
from qualitygate.engine.request import Progress, Request, no_progress
from qualitygate.api.executor import StartWorker
from qualitygate.engine.results import CheckedBatch
from qualitygate.engine.work import Task
from qualitygate.executors.executor import LostBatch
from qualitygate.hosting.host import PluginHost


class Elsewhere(Protocol):
    """Workers that a plugin has elsewhere, for one run."""

    @property
    def workers(self) -> int:
        """How many check at once."""

    def check(self, spec: Any, tasks: Sequence[Task], /) -> Iterator[CheckedBatch | LostBatch]:
        """Yield what is found in the files, in any order; ``spec`` is what a worker of ours is told."""

    def close(self) -> None:
        """Let them go."""


class Given(Struct, frozen=True):
    """All of it, for every step of the run."""

    request: Request
    host: PluginHost
    tree: SettingsTree
    earlier: EarlierRuns = field(default_factory=NoEarlierRuns)
    progress: Progress = no_progress
    elsewhere: Elsewhere | None = None  #: None: this machine's workers check
    start_here: StartWorker | None = None  #: returns a warm worker for what is checked in this process; None: makes one
