"""What is asked of a run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from msgspec import Struct, field

from qualitygate.api.reporting import utc_date
from qualitygate.executors.choose import ExecutorName
from qualitygate.model.report import Report
from qualitygate.model.severity import Applicability

#: How the names of the formats begin in which a run tells the language server what it found.
FOR_EDITORS = "editor:"


class Request(Struct, frozen=True):
    """The command line's part that is not settings."""

    paths: tuple[str, ...] = ()  #: as typed; () = the project root
    cwd: str = "."  #: absolute
    stdin: bytes | None = None  #: the content when "-" was asked for; then ``paths`` is ignored
    stdin_name: str = "stdin"  #: the path that standard input is judged by
    apply_excludes: bool = True
    allow_empty: bool = False
    jobs: int = 0  #: worker processes; 0 = one per core
    executor: ExecutorName = "auto"  #: how workers of this machine are started
    elsewhere: str = ""  #: where files are checked instead, as the command line says it: "NAME=ADDRESS"; "" = here
    fix: Applicability | None = None  #: the least trusted fixes to make; None = none at all
    write_fixes: bool = True  #: False: only find out what they would change
    today: str = field(default_factory=utc_date)  #: what "until=" is held against
    new: str | None = None  #: the revision whose findings are known; "" = the merge base with the main branch
    staged: bool = False  #: check the git index, not the working tree
    untrusted: bool = False  #: run no code of the checked repository, and believe no report in it
    left_out: tuple[str, ...] = ()  #: local plugins that were not loaded for that
    safe: bool = False  #: run no project checker that may write
    stops: bool = True  #: a failing stage stops the later ones
    stages: tuple[str, ...] = ()  #: the gate stages to run, by number or by a checker in them; () = all


class Progress(Protocol):
    """Called whenever a batch is done, and by a repair before the first one."""

    def __call__(self, done: int, total: int, *, doing: str = "checking") -> None:
        """Take note of how many of the files are done."""


def no_progress(done: int, total: int, *, doing: str = "checking") -> None:
    """Show nothing."""


#: Called with findings as soon as nothing can change their judgements any more: a report of these judgements, most
#: often one file's, with the root and the lines. All calls together have every judgement of the run's report, once.
Finished = Callable[[Report], None]


def not_awaited(part: Report) -> None:
    """Leave everything for the end of the run."""
