"""Which .gitignore files hold in a directory, and what they say together."""

from __future__ import annotations

import os
from collections.abc import Collection

from msgspec import Struct

from qualitygate.inputs import Inputs
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
    def above(cls, directory: str, inputs: Inputs) -> GitIgnore:
        """Return what the directories above an absolute path say; nothing outside a repository."""
        between: list[str] = []
        top = directory
        while not inputs.exists(os.path.join(top, ".git")):
            parent = os.path.dirname(top)
            if parent == top:
                return cls()
            between.append(top)
            top = parent
        ignore = cls()
        for each in reversed([*between[1:], top] if between else []):
            ignore = ignore.entering(each, (".git", ".gitignore") if each == top else (".gitignore",), inputs)
        return ignore

    def entering(self, directory: str, names: Collection[str], inputs: Inputs) -> GitIgnore:
        """Return what holds in ``directory``, given the names of its entries. A nested repository starts anew."""
        here = self
        base = os.path.join(directory, "")
        if ".git" in names:
            exclude = _read(info_exclude(os.path.join(directory, ".git"), inputs), inputs)
            here = GitIgnore(True, ((base, exclude),) if exclude else ())
        if here.in_repository and ".gitignore" in names:
            patterns = _read(os.path.join(directory, ".gitignore"), inputs)
            here = GitIgnore(True, ((base, patterns), *here.levels)) if patterns else here
        return here

    def ignores(self, absolute: str, *, is_directory: bool) -> bool:
        """Is this entry ignored itself? Not asked about what lies in an ignored directory."""
        for base, patterns in self.levels:
            decision = patterns.decide(absolute[len(base) :].replace(os.sep, "/"), is_directory=is_directory)
            if decision is not None:
                return decision
        return False


def _read(path: str, inputs: Inputs) -> GitPatterns | None:
    """Compile an ignore file; None when there is none or it cannot be read, so that more is checked, never less.

    Links are not followed, as git does not since 2.32; and nothing but a regular file is opened, which could block.
    """
    try:
        return GitPatterns.from_bytes(inputs.read(path, follow=False))
    except OSError:
        return None


def info_exclude(git: str, inputs: Inputs) -> str:
    """Return where ``info/exclude`` is. ``.git`` is a file in a worktree or submodule: gitrepository-layout(5)."""
    directory = git
    pointer = _first_line(git, inputs) if inputs.is_file(git) else ""
    if pointer.startswith("gitdir: "):
        directory = os.path.join(os.path.dirname(git), pointer.removeprefix("gitdir: "))
        common = _first_line(os.path.join(directory, "commondir"), inputs)
        directory = os.path.join(directory, common) if common else directory
    return os.path.join(directory, "info", "exclude")


def _first_line(path: str, inputs: Inputs) -> str:
    try:
        return os.fsdecode(inputs.read(path).partition(b"\n")[0]).rstrip("\r")
    except OSError:
        return ""
