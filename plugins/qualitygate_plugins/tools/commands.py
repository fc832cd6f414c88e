"""What is put into a tool's command for ``{paths}`` and the others, and into how many commands long lists are cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qualitygate.api import Project
from qualitygate_plugins.tools.declaration import Tool

#: Characters of paths in one command. Linux takes 128 KiB in one argument and 2 MiB in all, Windows 32,767 characters.
_LONGEST = 30_000


def commands(tool: Tool, project: Project, output: str) -> Iterator[tuple[list[str], tuple[str, ...]]]:
    """Yield each command, and the files that it is about. ``output`` is the file that it may write.

    None where all that it would be given is nothing.
    """
    files = [file.path for file in project.files if file.kind in tool.kinds]
    changed = files if project.changed is None else [path for path in project.changed if path in set(files)]
    for some in _shares(tool, files, changed):
        paths = tool.paths if tool.pass_ == "project" else some
        command: list[str] = []
        for part in tool.command:
            if part == "{paths}":
                command += paths
            elif part == "{changed}":
                command += changed
            else:
                command.append(part.replace("{root}", project.root).replace("{output}", output))
        yield command, tuple(some)


def _shares(tool: Tool, files: Sequence[str], changed: Sequence[str]) -> Iterator[Sequence[str]]:
    if tool.pass_ == "project":
        if changed or "{changed}" not in tool.command:
            yield files
    elif tool.pass_ == "each":
        yield from ([_safe(path)] for path in files)
    else:
        yield from _batches([_safe(path) for path in files])


def _safe(path: str) -> str:
    """Write a path so that no program takes it for an option."""
    return f"./{path}" if path.startswith("-") else path


def _batches(paths: Sequence[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for path in paths:
        if batch and size + len(path) + 1 > _LONGEST:
            yield batch
            batch, size = [], 0
        batch.append(path)
        size += len(path) + 1
    if batch:
        yield batch
