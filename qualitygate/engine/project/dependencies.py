"""What a project checker's answer depends on, as one digest; all that is looked at is noted."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence

from qualitygate.api.project import Dependencies
from qualitygate.cache.digests import of_bytes, of_input, of_listing
from qualitygate.config.keys import DEFAULT_EXCLUDE
from qualitygate.inputs import Inputs
from qualitygate.patterns.git import GitPatterns, from_here

#: Directories that tools leave behind, and environments, which are somebody else's code.
_PASSED_OVER = frozenset(DEFAULT_EXCLUDE) | {".hg", "venv", "env"}


def digest(
    depends: Dependencies, root: str, inputs: Inputs, checked: Collection[str] = (), *, is_noted: bool = True
) -> str:
    """Return the digest of all of it, by content: the same in another place.

    ``checked`` are absolute paths that a memory of the run watches anyway, as files that it checks. What lies in a
    copy of another revision is not noted.
    """
    if not is_noted:
        inputs = Inputs(inputs.environment)
    parts = [*depends.texts, "", *(f"{name}={inputs.environment.get(name)}" for name in depends.variables), ""]
    for path in (*depends.files, *depends.configuration, *_matching(depends.patterns, root, inputs)):
        if path not in checked:
            inputs.note(path)
        parts += [os.path.relpath(path, root), of_input(path).hex()]
    for path in depends.directories:
        if inputs.is_directory(path):
            inputs.listings.add(path)
        parts += [path, of_listing(path).hex()]
    return of_bytes("\0".join(parts).encode("utf-8", "surrogateescape")).hex()


def _matching(patterns: Sequence[str], root: str, inputs: Inputs) -> Iterator[str]:
    """Yield the files in the root that some pattern matches, sorted directory by directory."""
    if not patterns:
        return
    compiled = GitPatterns(map(from_here, patterns))
    pending = [""]
    while pending:
        directory = pending.pop()
        absolute = os.path.join(root, directory) if directory else root
        try:
            entries = sorted(inputs.entries(absolute), key=lambda entry: entry.name)
        except OSError:
            continue
        if directory and any(entry.name == "pyvenv.cfg" for entry in entries):
            continue
        for entry in entries:
            path = f"{directory}/{entry.name}" if directory else entry.name
            if entry.is_dir(follow_symlinks=False):
                if entry.name not in _PASSED_OVER:
                    pending.append(path)
            elif compiled.covers(path):
                yield os.path.join(root, path)
