"""What took a path out of the run: the entry of ``exclude``, or the line of an ignore file."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator, Sequence

from msgspec import Struct

from qualitygate.config.exclusions import EXCLUDES
from qualitygate.config.tree import SettingsTree
from qualitygate.files.gitignore import GitIgnore, info_exclude
from qualitygate.files.ignore import Excludes
from qualitygate.inputs import DirectoryEntry, Inputs
from qualitygate.model.replacement import replace
from qualitygate.model.settings import FileRules, Pattern
from qualitygate.patterns.git import GitPatterns


class Taker(Struct, frozen=True):
    """One entry that takes a path out of the run."""

    entry: str  #: as it is written: "migrations", "build/"
    source: str  #: where it stands: "pyproject.toml:14", ".gitignore:3", "default"
    key: str = ""  #: the key of the configuration that it belongs to; "" for an ignore file


def excluded_by(path: str, tree: SettingsTree, *, is_directory: bool = False) -> Taker | None:
    """Return the entry of ``exclude`` that covers a path or a directory above it; None when none does.

    Of several it is the one without which, and without those behind it, the path would be looked at.
    """
    patterns = list(dict.fromkeys(each for above in _above(path) for each in tree.file_rules_for(above).exclude))

    def is_covered(count: int) -> bool:
        allowed = set(patterns[:count])

        def rules_for(directory: str) -> FileRules:
            rules = tree.file_rules_for(directory)
            return replace(rules, exclude=tuple(each for each in rules.exclude if each in allowed))

        return Excludes(tree.root, rules_for).covers(path, is_directory=is_directory)

    count = len(patterns)
    if not is_covered(count):
        return None
    while is_covered(count - 1):
        count -= 1
    return _placed(patterns[count - 1], path, tree)


def ignored_by(path: str, tree: SettingsTree, *, is_directory: bool = False) -> Taker | None:
    """Return the line of a ``.gitignore`` or ``.git/info/exclude`` that ignores a path or a directory above it."""
    steps = [*_above(path)[1:], path]
    for step in steps:
        if not tree.file_rules_for(posixpath.dirname(step)).respect_gitignore:
            continue
        absolute = os.path.normpath(os.path.join(tree.root, step))
        parent = os.path.dirname(absolute)
        names = {entry.name for entry in _entries(parent, tree.inputs)}
        ignore = GitIgnore.above(parent, tree.inputs).entering(parent, names, tree.inputs)
        is_step_directory = is_directory or step != path
        if ignore.ignores(absolute, is_directory=is_step_directory):
            return _line_that_ignores(ignore, absolute, is_step_directory, tree)
    return None


def _above(path: str) -> list[str]:
    """Return the directories that a path lies in, the root first."""
    parts = path.split("/")
    return ["", *("/".join(parts[:end]) for end in range(1, len(parts)))]


def _placed(pattern: Pattern, path: str, tree: SettingsTree) -> Taker:
    for entry in tree.exclusions():
        if entry.key in EXCLUDES and (entry.pattern, entry.base) == (pattern.text, pattern.base):
            return Taker(pattern.text, f"{entry.path}:{entry.line}" if entry.line else entry.path, entry.key)
    for key, value, source in tree.origins(path):
        if key in EXCLUDES and isinstance(value, tuple) and pattern.text in value:
            return Taker(pattern.text, source, key)
    return Taker(pattern.text, "default", EXCLUDES[0])


def _line_that_ignores(ignore: GitIgnore, absolute: str, is_directory: bool, tree: SettingsTree) -> Taker | None:
    for base, patterns in ignore.levels:
        relative = absolute[len(base) :].replace(os.sep, "/")
        if patterns.decide(relative, is_directory=is_directory) is None:
            continue
        for file in (os.path.join(base, ".gitignore"), info_exclude(os.path.join(base, ".git"), tree.inputs)):
            for number, line in _last_lines_first(file, tree.inputs):
                if GitPatterns([line]).decide(relative, is_directory=is_directory):
                    shown = os.path.relpath(file, tree.root).replace(os.sep, "/")
                    return Taker(line.strip(), f"{shown}:{number}")
    return None


def _last_lines_first(file: str, inputs: Inputs) -> Iterator[tuple[int, str]]:
    try:
        text = inputs.read(file, follow=False).decode("utf-8", "surrogateescape")
    except OSError:
        return
    lines = text.removeprefix("\ufeff").split("\n")
    yield from reversed([(number, line.removesuffix("\r")) for number, line in enumerate(lines, start=1)])


def _entries(directory: str, inputs: Inputs) -> Sequence[DirectoryEntry]:
    try:
        return inputs.entries(directory)
    except OSError:
        return []
