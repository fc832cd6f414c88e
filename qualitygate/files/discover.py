"""From what was asked for on the command line to the files to check."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Sequence

from msgspec import Struct

from qualitygate.files.ignore import Excludes
from qualitygate.files.kinds import HEAD_SIZE, kind_of, needs_head
from qualitygate.files.problems import not_a_file, unreadable
from qualitygate.files.walk import Catch, Walk
from qualitygate.inputs import Inputs
from qualitygate.model.finding import Finding
from qualitygate.model.replacement import replace
from qualitygate.model.report import Skip
from qualitygate.model.settings import FileRules


class FoundFile(Struct, frozen=True, order=True):
    """A regular file, or a link to one, that somebody checks."""

    path: str  #: POSIX, relative to the project root; "../x.py" outside it; surrogates where it is not UTF-8
    kind: str


class Discovery(Struct, frozen=True):
    """All that the arguments led to."""

    files: tuple[FoundFile, ...]  #: sorted by path, each once
    skipped: tuple[Skip, ...]  #: a directory that was not entered is one entry
    problems: tuple[Finding, ...]  #: E902
    named: bool  #: every argument was a file, none a directory: finding nothing to check in them may be as it should


def discover(
    arguments: Sequence[str],
    *,
    cwd: str,
    root: str,
    rules_for: Callable[[str], FileRules],
    kinds_for: Callable[[str], frozenset[str]],
    inputs: Inputs,
    apply_excludes: bool = True,
) -> Discovery:
    """Find the files that the arguments name or contain; no arguments mean the project root.

    ``cwd`` and ``root`` are absolute. Both callables take a directory relative to ``root``, "" for the root itself, and
    may be asked about directories outside it ("../other"). ``kinds_for`` says which kinds anybody checks there.
    ``apply_excludes=False`` drops the exclude patterns, not .gitignore: that has a setting of its own.
    """
    rules = rules_for if apply_excludes else lambda directory: replace(rules_for(directory), exclude=())
    search = _Search(cwd, root, Excludes(root, rules), kinds_for, inputs)
    kinds_of_arguments = [search.add(argument) for argument in arguments or (os.path.relpath(root, cwd),)]
    return search.result(named=bool(arguments) and "directory" not in kinds_of_arguments)


def path_from_root(argument: str, *, cwd: str, root: str) -> str:
    """Turn a path as typed into one relative to the project root: POSIX, "" for the root, "../x" outside it.

    Links are kept as they were typed, unless only following them leads into the root (``/tmp`` on macOS is a link).
    On Windows a path on another drive stays absolute.
    """
    absolute = os.path.normpath(os.path.join(cwd, argument))
    path = _relative(absolute, root)
    if path.startswith(".."):
        real_parent = os.path.realpath(os.path.dirname(absolute))
        real = _relative(os.path.join(real_parent, os.path.basename(absolute)), os.path.realpath(root))
        path = path if real.startswith("..") else real
    return "" if path == "." else path


def _relative(absolute: str, root: str) -> str:
    try:
        return os.path.relpath(absolute, root).replace(os.sep, "/")
    except ValueError:  # another drive on Windows
        return absolute.replace(os.sep, "/")


class _Search:
    """Takes one argument after the other."""

    def __init__(
        self, cwd: str, root: str, excludes: Excludes, kinds_for: Callable[[str], frozenset[str]], inputs: Inputs
    ) -> None:
        self._cwd = cwd
        self._root = root
        self._excludes = excludes
        self._kinds_for = kinds_for
        self._catch = Catch()
        self._inputs = inputs
        self._walk = Walk(excludes, kinds_for, self._catch, inputs)

    def add(self, argument: str) -> str:
        """Follow one argument; return "directory", "file" or "missing"."""
        absolute = os.path.normpath(os.path.join(self._cwd, argument))
        path = path_from_root(argument, cwd=self._cwd, root=self._root)
        kind = self._follow(argument, absolute, path)
        if path in self._catch.kinds and not needs_head(os.path.basename(path)):
            self._inputs.leave_to_checking(absolute)
        return kind

    def _follow(self, argument: str, absolute: str, path: str) -> str:
        try:
            mode = self._inputs.mode(absolute)
        except OSError as error:
            if not self._skip_excluded(path, is_directory=False):
                self._catch.problems.add(unreadable(path, error, shown=argument))
            return "missing"
        if stat.S_ISDIR(mode):
            if not self._skip_excluded(path, is_directory=True):
                self._walk.start(path, absolute, as_typed=argument)
            return "directory"
        if not self._skip_excluded(path, is_directory=False):
            self._add_file(path, absolute, argument, mode)
        return "file"

    def _skip_excluded(self, path: str, *, is_directory: bool) -> bool:
        if not self._excludes.covers(path, is_directory=is_directory):
            return False
        shown = (path or ".") + "/" if is_directory else path
        self._catch.skipped.add(Skip(shown, "excluded"))
        return True

    def _add_file(self, path: str, absolute: str, argument: str, mode: int) -> None:
        if not stat.S_ISREG(mode):
            self._catch.problems.add(not_a_file(path, mode))
            return
        directory, _, name = path.rpartition("/")
        try:
            head = self._inputs.head(absolute, HEAD_SIZE) if needs_head(name) else b""
            kind = kind_of(path, head, self._excludes.at(directory).rules.kinds)
        except OSError as error:
            self._catch.problems.add(unreadable(path, error, shown=argument))
            return
        if kind is None or kind not in self._kinds_for(directory):
            self._catch.skipped.add(Skip(path, "no checker reads it"))
        else:
            self._catch.kinds[path] = kind

    def result(self, *, named: bool) -> Discovery:
        """Put together what was found. What one argument passed over and another one took is not skipped."""
        catch = self._catch
        taken = catch.kinds.keys() | catch.walked
        skipped = [skip for skip in catch.skipped if skip.path.removesuffix("/") not in taken]
        return Discovery(
            files=tuple(FoundFile(path, kind) for path, kind in sorted(catch.kinds.items())),
            skipped=tuple(sorted(skipped)),
            problems=tuple(sorted(catch.problems, key=lambda finding: finding.sort_key)),
            named=named,
        )
