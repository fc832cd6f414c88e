"""What a run is given: what is asked, by whom it is checked, under which settings, and what is known already."""

from __future__ import annotations

from msgspec import Struct, field

from qualitygate.config.tree import SettingsTree
from qualitygate.engine.earlier_runs import EarlierRuns, NoEarlierRuns
from qualitygate.engine.request import Progress, Request, no_progress
from qualitygate.executors.executor import StartWorker
from qualitygate.hosting.host import PluginHost


class Given(Struct, frozen=True):
    """All of it, for every step of the run."""

    request: Request
    host: PluginHost
    tree: SettingsTree
    earlier: EarlierRuns = field(default_factory=NoEarlierRuns)
    progress: Progress = no_progress
    start_here: StartWorker | None = None  #: returns a warm worker for what is checked in this process; None: makes one
