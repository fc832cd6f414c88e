"""The settings in force for one file. Built by ``config``, read by everyone else."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from qualitygate.model.limit import Limit
from qualitygate.model.selection import Selection
from qualitygate.model.severity import Severity

#: The value of a plugin option; lists are tuples so that settings stay hashable.
OptionValue = bool | int | str | tuple[str, ...]

#: How suppressions, patterns and per-file-ignores of old configuration files are understood.
Dialect = Literal["qualitygate", "flake8"]


class Pattern(Struct, frozen=True):
    """A path pattern and the directory it is relative to."""

    text: str
    base: str = ""  #: POSIX, relative to the project root; "" is the root itself
    dialect: Dialect = "qualitygate"  #: how it is read


class PerFileIgnore(Struct, frozen=True):
    """Codes ignored for the files that a pattern matches."""

    pattern: Pattern
    codes: tuple[str, ...]


class StageCheckers(Struct, frozen=True):
    """The checkers of one gate stage."""

    names: tuple[str, ...]  #: of checkers or of the plugins that offer them, sorted
    inverted: bool = False  #: True: all checkers but these
    again: bool = False  #: an earlier stage of the run has looked at the files: what the engine itself finds is known

    def has(self, *names: str) -> bool:
        """Does a checker that goes by these names belong to the stage?"""
        return any(name in self.names for name in names) is not self.inverted


class Settings(Struct, frozen=True):
    """Frozen, hashable and picklable: equal settings share their checkers.

    What a checker may depend on is here and nowhere else, so that results can be cached.
    """

    selection: Selection = Selection()
    noqa: Literal["strict", "flake8", "off"] = "strict"
    max_file_size: int = 10_000_000  #: bytes; a larger file is E902
    options: tuple[tuple[str, OptionValue], ...] = ()  #: plugin options by key, sorted
    external: tuple[str, ...] = ()  #: code prefixes that other tools answer for
    tool_comments: tuple[str, ...] = ()  #: beginnings of comments that tools read which the gate does not know
    stage: StageCheckers | None = None  #: the checkers that run; None = all

    def option(self, key: str) -> OptionValue:
        """Return a declared plugin option by its full key: ``max-line-length``, ``spelling.names``.

        Raises:
            KeyError: no plugin declared ``key``.
        """
        for name, value in self.options:
            if name == key:
                return value
        raise KeyError(key)

    def said(self, key: str) -> OptionValue | None:
        """Return an optional option of a plugin; None where nobody sets it."""
        return next((value for name, value in self.options if name == key), None)

    def number(self, key: str) -> int:
        """Return a declared option that is a number."""
        value = self.option(key)
        assert isinstance(value, int), key
        return value

    def flag(self, key: str) -> bool:
        """Return a declared option that is true or false."""
        return self.option(key) is True

    def text(self, key: str) -> str:
        """Return a declared option that is one string."""
        value = self.option(key)
        assert isinstance(value, str), key
        return value

    def strings(self, key: str) -> tuple[str, ...]:
        """Return a declared option that is a list of strings."""
        value = self.option(key)
        assert isinstance(value, tuple), key
        return value


#: What a file can be.
KINDS = (
    *("python", "stub", "notebook", "template", "markdown", "rst", "po", "text"),
    *("javascript", "typescript", "json", "yaml", "xml", "mail"),
)
NO_KIND = "none"  #: of a file that nobody reads


class KindRule(Struct, frozen=True):
    """One entry of ``kinds``: what the files are that a pattern matches."""

    pattern: Pattern
    kind: str  #: of :data:`KINDS`, or :data:`NO_KIND`


class FileRules(Struct, frozen=True):
    """Which files of a directory are looked at. One per directory, never sent to a worker."""

    exclude: tuple[Pattern, ...] = ()
    respect_gitignore: bool = True
    kinds: tuple[KindRule, ...] = ()  #: the last one that matches counts


class GatePolicy(Struct, frozen=True):
    """When the gate fails. One per run, from the root configuration."""

    fail_on: Severity | None = Severity.WARNING  #: the least severity that fails it; None = never
    limits: tuple[Limit, ...] = ()  #: what must hold beside
    limits_source: str = ""  #: where they are configured: "pyproject.toml:14"
    stages: tuple[tuple[str, ...], ...] = ()  #: names of checkers; a failing stage stops the later ones
    stages_source: str = ""  #: where they are configured: "pyproject.toml:14"
    min_files: int = 0  #: fewer in a run over the whole project make it incomplete
    min_files_source: str = ""
    required: tuple[str, ...] = ()  #: names of checkers that must have looked at something in such a run
    required_source: str = ""


class BaselinePolicy(Struct, frozen=True):
    """Where accepted old findings stand. One per run, from the root configuration."""

    file: str = ""  #: relative to the root; "" = there is none
    never: tuple[str, ...] = ()  #: prefixes of codes that it cannot accept


class CachePolicy(Struct, frozen=True):
    """Whether results are kept, and where. One per run, from the root configuration."""

    enabled: bool = True
    directory: str = ""  #: as written, relative to the root; "" = the user's cache directory
    remote: str = ""  #: the URL of the server that machines share results by; "" = they do not


class ReportPolicy(Struct, frozen=True):
    """How reports look, from the root configuration, one per run: its fields are named like their keys."""

    show_source: str = "auto"  #: lines of code under findings: "auto" = on a terminal, "always", "never"


class LocalEntry(Struct, frozen=True):
    """A plugin of another program's that lies in the project's own tree."""

    group: str  #: of that program's plugins: "flake8.extension"
    name: str  #: that it offers: "ABC"
    value: str  #: where its object is: "tools.checks:Check"
    paths: tuple[str, ...]  #: absolute directories that it is imported from, after all others
    source: str  #: what names it: ".flake8 [flake8:local-plugins]"

    def __str__(self) -> str:
        return f"{self.name} = {self.value}"


class PluginPolicy(Struct, frozen=True):
    """Which plugins a run loads. One per run, from the root configuration and the command line.

    ``local`` and ``entries`` are the two places that run code of the project.
    """

    local: tuple[str, ...] = ()  #: files of the project's own, relative to the root
    entries: tuple[LocalEntry, ...] = ()  #: plugins of other programs that are the project's own
    disabled: tuple[str, ...] = ()
    required: tuple[str, ...] = ()  #: distributions as in a requirements file: "acme>=2"; absent = exit 2
    left_out: tuple[str, ...] = ()  #: local ones that are not trusted to run
