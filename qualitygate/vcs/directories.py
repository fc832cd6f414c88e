"""Directories of git's own, in which there is nothing to check: told by what lies in them, without asking git."""

from __future__ import annotations

import os


def without_files(start: str) -> str:
    """Say why a directory has no files to check, and what to do: it is, or is in, a directory of git's; "" if not."""
    directory = os.path.realpath(start)
    while not _is_of_git(directory):
        if os.path.lexists(os.path.join(directory, ".git")):
            return ""  # a working tree, which may lie in the bare repository that it belongs to
        above = os.path.dirname(directory)
        if above == directory:
            return ""
        directory = above
    if os.path.basename(directory) == ".git":
        return f"{directory} is git's own directory; run it where the files are: cd {os.path.dirname(directory)}"
    return (
        f"{directory} is a bare repository, in which there are no files; run it in a clone (git clone {directory})"
        " or a worktree of it (git worktree add DIRECTORY)"
    )


def _is_of_git(directory: str) -> bool:
    """As git itself tells a repository (gitrepository-layout(5)): a head, objects and references."""
    has_head = os.path.isfile(os.path.join(directory, "HEAD"))
    return has_head and all(os.path.isdir(os.path.join(directory, name)) for name in ("objects", "refs"))
