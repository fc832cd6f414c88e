"""Where git looks for the hooks of a repository."""

from __future__ import annotations

import os

from qualitygate.errors import RevisionError
from qualitygate.vcs.command import Git
from qualitygate.vcs.directories import without_files

_KEY = "core.hooksPath"


def hooks_directory(start: str, asker: str) -> str:
    """Return the directory that git takes this repository's hooks from; it may not be there yet.

    All worktrees of a repository share it, unless ``core.hooksPath`` says otherwise: that is relative to where a hook
    runs, the top of the worktree (git-config(1)).

    Raises:
        RevisionError: there is no repository with a working tree, or hooks come from outside of it.
    """
    git = Git(start, asker=asker)
    done = git.ask("rev-parse", "--show-toplevel", "--git-common-dir")
    top, _, common = os.fsdecode(done.stdout).rstrip("\n").partition("\n")
    if done.returncode or not top:
        why = without_files(start) or f"{start} is in no git repository with a working tree; run: git init"
        raise RevisionError(f"{asker}: {why}")
    common = os.path.join(start, common)
    said = _configured(git)
    directory = os.path.join(top, said) if said else os.path.join(common, "hooks")
    if not any(_is_below(directory, above) for above in (top, common)):
        raise RevisionError(
            f"{asker}: git takes hooks from {directory} ({_KEY}), which is not of this repository alone; call "
            "'qualitygate --staged --new=HEAD' in the hook there, or give this repository its own: "
            f"git config --local {_KEY} {os.path.join(common, 'hooks')}"
        )
    return directory


def _configured(git: Git) -> str:
    """Return what the last configuration file says; what we say ourselves, to run no hook, stands behind it."""
    answer = git.ask("config", "--show-scope", "-z", "--type=path", "--get-all", _KEY).stdout
    fields = iter(os.fsdecode(answer).split("\0")[:-1])
    return next((value for scope, value in reversed(list(zip(fields, fields))) if scope != "command"), "")


def _is_below(path: str, directory: str) -> bool:
    path, directory = os.path.realpath(path), os.path.realpath(directory)
    return path == directory or path.startswith(os.path.join(directory, ""))
