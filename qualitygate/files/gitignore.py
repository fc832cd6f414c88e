"""Which .gitignore files hold in a directory, and what they say together."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator

from msgspec import Struct

from qualitygate.patterns.git import GitPatterns


class GitIgnore(Struct, frozen=True):
    """The ignore files in force in one directory of a walk, the deepest first: its decision goes before the others.

    Read are the ``.gitignore`` files and ``.git/info/exclude``, not ``core.excludesFile``: that is one person's, and
    the verdict is everybody's. The index is not read either: a file that is tracked although it is ignored counts as
    ignored, as in ruff and ripgrep.
    """

    in_repository: bool = False
    levels: tuple[tuple[str, GitPatterns], ...] = ()  #: absolute directory that ends in a separator, and its patterns

    @classmethod
    def above(cls, directory: str) -> GitIgnore:
        """Return what the directories above an absolute path say; nothing outside a repository."""
        between: list[str] = []
        top = directory
        while not os.path.lexists(os.path.join(top, ".git")):
            parent = os.path.dirname(top)
            if parent == top:
                return cls()
            between.append(top)
            top = parent
        ignore = cls()
        for each in reversed([*between[1:], top] if between else []):
            ignore = ignore.entering(each, (".git", ".gitignore") if each == top else (".gitignore",))
        return ignore

    def entering(self, directory: str, names: Collection[str]) -> GitIgnore:
        """Return what holds in ``directory``, given the names of its entries. A nested repository starts anew."""
        here = self
        base = os.path.join(directory, "")
        if ".git" in names:
            exclude = _read(_info_exclude(os.path.join(directory, ".git")))
            here = GitIgnore(True, ((base, exclude),) if exclude else ())
        if here.in_repository and ".gitignore" in names:
            patterns = _read(os.path.join(directory, ".gitignore"))
            here = GitIgnore(True, ((base, patterns), *here.levels)) if patterns else here
        return here

    def ignores(self, absolute: str, *, is_directory: bool) -> bool:
        """Is this entry ignored itself? Not asked about what lies in an ignored directory."""
        for base, patterns in self.levels:
            decision = patterns.decide(absolute[len(base) :].replace(os.sep, "/"), is_directory=is_directory)
            if decision is not None:
                return decision
        return False


def lookups(directory: str, names: Collection[str]) -> Iterator[str]:
    """Yield the files that :meth:`GitIgnore.entering` looks for, with the same arguments."""
    if ".git" in names:
        git = os.path.join(directory, ".git")
        yield _info_exclude(git)
        if os.path.isfile(git):
            yield git
            yield os.path.join(directory, _first_line(git).removeprefix("gitdir: "), "commondir")
    if ".gitignore" in names:
        yield os.path.join(directory, ".gitignore")


def lookups_above(directory: str) -> Iterator[str]:
    """Yield the files that :meth:`GitIgnore.above` looks for."""
    while not os.path.lexists(os.path.join(directory, ".git")) and directory != os.path.dirname(directory):
        directory = os.path.dirname(directory)
        yield os.path.join(directory, ".git")
        yield from lookups(directory, (".git", ".gitignore"))


def _read(path: str) -> GitPatterns | None:
    """Compile an ignore file; None when there is none or it cannot be read, so that more is checked, never less.

    Links are not followed, as git does not since 2.32; and nothing but a regular file is opened, which could block.
    """
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            return None
        with open(path, "rb") as file:
            return GitPatterns.from_bytes(file.read())
    except OSError:
        return None


def _info_exclude(git: str) -> str:
    """Return where ``info/exclude`` is. ``.git`` is a file in a worktree or submodule: gitrepository-layout(5)."""
    directory = git
    pointer = _first_line(git) if os.path.isfile(git) else ""
    if pointer.startswith("gitdir: "):
        directory = os.path.join(os.path.dirname(git), pointer.removeprefix("gitdir: "))
        common = _first_line(os.path.join(directory, "commondir"))
        directory = os.path.join(directory, common) if common else directory
    return os.path.join(directory, "info", "exclude")


def _first_line(path: str) -> str:
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            return file.readline().rstrip("\r\n")
    except OSError:
        return ""
