"""What a project checker is: asked once for many files, where a checker is asked for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol

from msgspec import Struct

from qualitygate.model.failure import Failure
from qualitygate.model.finding import Finding
from qualitygate.model.verdict import Condition

#: What running it does to the tree. ``read``: nothing; ``write``: it changes files, and that is meant.
Effects = Literal["read", "write", "unknown"]

#: How a finding is known to be new.
ComparedBy = Literal["run", "lines", "never"]


class ProjectFile(Struct, frozen=True, gc=False, array_like=True):
    """A file of the run."""

    path: str  #: POSIX, relative to the root
    kind: str


class Project(Struct, frozen=True, array_like=True):
    """What a project checker is given."""

    root: str  #: absolute: the tree that is checked, or a copy of the one that it is compared with
    files: tuple[ProjectFile, ...] = ()  #: of the run, sorted
    changed: tuple[str, ...] | None = None  #: those that differ from what they are compared with; None = not compared
    is_whole: bool = True  #: the run is over the whole project
    home: str = ""  #: absolute: the project root itself, where commands and environments are; "" = ``root``


class Dependencies(Struct, frozen=True):
    """What an answer depends on beside the checker's own code. All of it equal, the answer is given again."""

    texts: tuple[str, ...] = ()  #: a command, a version, the values of variables
    files: tuple[str, ...] = ()  #: absolute; their content or their absence
    configuration: tuple[str, ...] = ()  #: the same, which say how it looks: a base revision is judged by today's
    directories: tuple[str, ...] = ()  #: absolute; the names in them
    patterns: tuple[str, ...] = ()  #: of files in the root, as in a .gitignore, whether the run checks them or not
    variables: tuple[str, ...] = ()  #: names of environment variables


class ProjectFindings(Struct, array_like=True):
    """What came of it."""

    findings: Sequence[Finding] = ()  #: paths POSIX and relative to the root, or absolute for what lies elsewhere
    failures: Sequence[Failure] = ()  #: it did not do (all of) its work
    notes: Sequence[str] = ()  #: one line each, for the summary
    conditions: Sequence[Condition] = ()  #: of the gate, beside the findings
    looked_at: Sequence[str] = ()  #: paths of which nothing more will be found: a comment there may be unused


class SameAs(Struct, frozen=True, array_like=True):
    """What else finds the same as one code of a project checker."""

    code: str  #: of another checker: "F401"
    about: str = ""  #: regular expression; its groups are the names in the message. "": those in quotes or backticks


class ProjectChecker(Protocol):
    """Finds what only the whole shows, or what another program finds.

    It runs in a process of its own, beside the workers when it only reads, and may start processes and read files. Its
    findings join those of the checkers before anything is silenced, accepted or counted.
    """

    @property
    def name(self) -> str:
        """Unique among checkers: as ``gate.stages``, findings and failures have it."""

    @property
    def codes(self) -> tuple[str, ...]:
        """Prefixes of the codes it can emit; it is not run where none of them is selected."""

    @property
    def effects(self) -> Effects:
        """What it does to the tree; only what reads runs beside others, and under ``--safe``."""

    @property
    def compared(self) -> ComparedBy:
        """What is new under ``--new``: what asking about the base revision too does not give; what stands on changed
        lines; or all of it.
        """

    @property
    def is_from_repository(self) -> bool:
        """Does it run what the checked repository names, or believe its files? Not run under ``--untrusted``."""

    def depends_on(self, project: Project) -> Dependencies | None:
        """Say what the answer depends on; None: it is asked in every run. Cost: it may start a process."""

    def check(self, project: Project) -> ProjectFindings:
        """Look. An exception becomes a failure.

        A checker may have a method ``obstacle(project) -> str`` too, for ``qualitygate doctor``: what would keep it
        from running, such as a program that is missing; "" for nothing. It starts nothing. And it may have an attribute
        ``same_as: Mapping[str, SameAs]``, by its own codes: a finding that another checker has too is then one with it.
        With ``comments: Mapping[str, Mapping[str, str]]`` the comments of its tool silence that finding: by the word
        that they begin with ("pylint"), by the name that stands in them ("unused-import"), the checker's own code.
        """
