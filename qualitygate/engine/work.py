"""The work of a run: which file is checked by which settings."""

from __future__ import annotations

from msgspec import Struct, field

from qualitygate.model.finding import Finding
from qualitygate.model.report import Skip
from qualitygate.model.settings import Settings


class Task(Struct, frozen=True, gc=False, array_like=True):
    """One file to check."""

    path: str  #: POSIX, relative to the root
    kind: str
    settings: int  #: index into the worker's settings
    size: int = 0  #: bytes, for balancing; 0 when unknown
    data: bytes | None = None  #: the content, when it does not come from the disk
    known: tuple[str, ...] = ()  #: checkers that need not run when the content has ``digest``
    digest: str = ""
    foretold: tuple[str, str] = ("", "")  #: a plugin that has looked ahead, and what it says; "" = none has
    state: tuple[int, ...] = ()  #: of the file before that


class Plan(Struct):
    """The work, and what is known before it starts."""

    tasks: list[Task] = field(default_factory=list)
    settings: list[Settings] = field(default_factory=list)  #: distinct; tasks refer to them by index
    skipped: list[Skip] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)
    sources: tuple[str, ...] = ()  #: configuration that was used, as the report's header names it
    notes: tuple[str, ...] = ()  #: what of it was passed over
    configured_by: tuple[str, ...] = ()  #: every configuration file, nested ones too, as findings about them name it

    def by_path(self) -> dict[str, Task]:
        """Return the tasks by the path of their file."""
        return {task.path: task for task in self.tasks}
