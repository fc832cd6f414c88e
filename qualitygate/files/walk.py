"""Walk a directory: what is in it that somebody checks, what is passed over, what cannot be read."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct, field

from qualitygate.files.gitignore import GitIgnore
from qualitygate.files.ignore import Excludes, Exclusions
from qualitygate.files.kinds import HEAD_SIZE, kind_of, kinds_by_suffix, needs_head, suffix_of
from qualitygate.files.problems import unreadable
from qualitygate.inputs import DirectoryEntry, Inputs
from qualitygate.model.finding import Finding
from qualitygate.model.report import Skip

#: Never anybody's source, so they are not even counted.
_PASSED_OVER = frozenset({".git", ".hg", ".svn", ".bzr", "CVS", "__pycache__", ".qualitygate_cache"})
#: What makes a directory a virtual environment: PEP 405. The standard library's own package ``venv`` has none.
_VENV_MARK = "pyvenv.cfg"
#: Emacs marks a file that is being edited with a dangling link of this prefix: GNU Emacs manual, "Interlocking".
_LOCK_PREFIX = ".#"


#: What a file without a suffix can be: a program or a README.
_KINDS_WITHOUT_SUFFIX = frozenset({"python", "text"})


class Catch(Struct):
    """What was found so far. Paths are POSIX and relative to the project root."""

    kinds: dict[str, str] = field(default_factory=dict)  #: of each file found, by its path
    skipped: set[Skip] = field(default_factory=set)
    problems: set[Finding] = field(default_factory=set)
    walked: set[str] = field(default_factory=set)  #: directories, so that none is walked twice


class _Place(Struct, frozen=True):
    """A directory whose entries are looked at, and what holds for them."""

    prefix: str  #: of the paths of its entries: "" or ends in "/"
    ignore: GitIgnore
    exclusions: Exclusions
    wanted: frozenset[str]
    by_suffix: Mapping[str, str]


class Walk:
    """Walks from one directory after the other into one :class:`Catch`.

    Links to directories are not followed, as in ``os.walk`` and so in flake8; links to files are. Nothing is opened
    but files without a suffix, for their first line. A file that vanishes meanwhile was never there.
    """

    def __init__(
        self, excludes: Excludes, kinds_for: Callable[[str], frozenset[str]], catch: Catch, inputs: Inputs
    ) -> None:
        self._excludes = excludes
        self._kinds_for = kinds_for
        self._catch = catch
        self._inputs = inputs
        self._start, self._start_as_typed = "", ""

    def start(self, path: str, absolute: str, *, as_typed: str) -> None:
        """Walk a directory that was asked for: virtual environment or not, what lies in it is looked at.

        ``as_typed`` is how the user named it; messages name what lies in it in the same way, without "./".
        """
        self._start, self._start_as_typed = path, os.path.normpath(as_typed)
        pending = [(path, absolute, GitIgnore.above(absolute, self._inputs))]
        is_start = True
        while pending:
            directory, where, ignore = pending.pop()
            if directory not in self._catch.walked:
                pending += self._look_into(directory, where, ignore, is_start)
            is_start = False

    def _look_into(
        self, path: str, absolute: str, above: GitIgnore, is_start: bool
    ) -> list[tuple[str, str, GitIgnore]]:
        """Sort the entries of one directory; return those to look into next."""
        entries = self._list(path, absolute, is_start)
        names = {entry.name for entry in entries}
        if _VENV_MARK in names and not is_start:
            self._inputs.exists(os.path.join(absolute, _VENV_MARK))
            return []
        self._catch.walked.add(path)
        ignore = above.entering(absolute, names, self._inputs)
        place = _Place(
            path + "/" if path else "", ignore, self._excludes.at(path), self._kinds_for(path), kinds_by_suffix(path)
        )
        below = []
        for entry in entries:
            try:
                if entry.is_dir(follow_symlinks=False):
                    if self._is_entered(entry, place):
                        below.append((place.prefix + entry.name, entry.path, ignore))
                else:
                    self._take_file(entry, place)
            except OSError as error:
                self._entry_failed(entry, place, error)
        return below

    def _list(self, path: str, absolute: str, is_start: bool) -> Sequence[DirectoryEntry]:
        try:
            return self._inputs.entries(absolute)
        except OSError as error:
            if is_start or not isinstance(error, (FileNotFoundError, NotADirectoryError)):
                self._catch.problems.add(unreadable(path, error, shown=self._as_typed(path)))
            return []

    def _as_typed(self, path: str) -> str:
        inner = path[len(self._start) :].lstrip("/")
        return os.path.normpath(os.path.join(self._start_as_typed, inner))

    def _is_entered(self, entry: DirectoryEntry, place: _Place) -> bool:
        if entry.name in _PASSED_OVER:
            return False
        reason = _reason_to_skip(entry, place, is_directory=True)
        if reason:
            mark = os.path.join(entry.path, _VENV_MARK)
            if not self._inputs.exists(mark):
                self._catch.skipped.add(Skip(place.prefix + entry.name + "/", reason))
        return not reason

    def _take_file(self, entry: DirectoryEntry, place: _Place) -> None:
        if entry.is_symlink() or needs_head(entry.name):
            self._inputs.note_type(entry.path)
        path = place.prefix + entry.name
        kind = self._wanted_kind(path, entry, place)
        if kind is None or entry.name.startswith(_LOCK_PREFIX):
            return
        reason = _reason_to_skip(entry, place, is_directory=False)
        if not reason and not entry.is_file(follow_symlinks=False):
            mode = entry.stat().st_mode
            if stat.S_ISDIR(mode):
                return
            reason = "" if stat.S_ISREG(mode) else "not a regular file"
        if reason:
            self._catch.skipped.add(Skip(path, reason))
        else:
            self._catch.kinds[path] = kind

    def _wanted_kind(self, path: str, entry: DirectoryEntry, place: _Place) -> str | None:
        """Return the kind of a file that somebody checks, else None. What has no suffix must be a file to be read."""
        rules = place.exclusions.rules.kinds
        if not rules and not needs_head(entry.name) and place.by_suffix.get(suffix_of(entry.name)) not in place.wanted:
            return None  # most files of most trees
        head = b""
        if needs_head(entry.name):
            if place.wanted.isdisjoint(_KINDS_WITHOUT_SUFFIX) or not entry.is_file():
                return None
            head = self._inputs.head(entry.path, HEAD_SIZE)
        kind = kind_of(path, head, rules)
        return kind if kind in place.wanted else None

    def _entry_failed(self, entry: DirectoryEntry, place: _Place, error: OSError) -> None:
        has_vanished = isinstance(error, FileNotFoundError) and not entry.is_symlink()
        if not has_vanished and place.by_suffix.get(suffix_of(entry.name)) in place.wanted:
            path = place.prefix + entry.name
            self._catch.problems.add(unreadable(path, error, shown=self._as_typed(path)))


def _reason_to_skip(entry: DirectoryEntry, place: _Place, *, is_directory: bool) -> str:
    if place.exclusions.match(place.prefix + entry.name, is_directory=is_directory):
        return "excluded"
    if place.exclusions.rules.respect_gitignore and place.ignore.ignores(entry.path, is_directory=is_directory):
        return "ignored by git"
    return ""
