"""Where caches are kept, and whether that place may be trusted.

Its imports are pinned by tests/meta/test_import_weight.py.
"""

from __future__ import annotations

import os
import stat
import sys

from qualitygate.cache.secret import secret

#: What a cache in a work tree says to git.
_GITIGNORE = "# written by qualitygate\n*\n"
#: https://bford.info/cachedir/: backup programs leave such a directory out.
_TAG = "Signature: 8a477f597d28d172789f06886806bc55\n# A cache of qualitygate; it may be removed at any time.\n"


def user_directory() -> str:
    """Return this user's own: XDG_CACHE_HOME, ~/.cache, ~/Library/Caches or LOCALAPPDATA, as the platform has it.

    ``QUALITYGATE_CACHE_DIR`` stands above them all.
    """
    if chosen := os.environ.get("QUALITYGATE_CACHE_DIR", ""):
        return os.path.abspath(chosen)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or os.path.expanduser("~\\AppData\\Local")
        return os.path.join(base, "qualitygate", "cache")
    if sys.platform == "darwin":
        return os.path.expanduser("~/Library/Caches/qualitygate")
    base = os.environ.get("XDG_CACHE_HOME", "")
    return os.path.join(base if os.path.isabs(base) else os.path.expanduser("~/.cache"), "qualitygate")


def distrust(directory: str) -> str:
    """Say why a directory's content may not be used; "" when it may.

    What another user can write could hide findings: the directory, those above it, and what signs its files.
    """
    try:
        return _problem(directory) or _problem_above(os.path.realpath(directory)) or _problem_of_secret()
    except OSError as error:
        return error.strerror or "it cannot be read"


def _problem(directory: str) -> str:
    try:
        status = os.stat(directory)
    except FileNotFoundError:
        return ""
    if not stat.S_ISDIR(status.st_mode):
        return "it is not a directory"
    if sys.platform == "win32":
        return ""
    if status.st_uid != os.geteuid():
        return "it belongs to another user"
    return "others may write to it" if status.st_mode & 0o022 else ""


def _problem_above(directory: str) -> str:
    """Whoever can rename a directory above can put another one in its place, but where only owners can (sticky)."""
    while sys.platform != "win32" and directory != os.path.dirname(directory):
        directory = os.path.dirname(directory)
        try:
            status = os.stat(directory)
        except FileNotFoundError:
            continue
        by_others = status.st_mode & 0o002 or (status.st_mode & 0o020 and status.st_gid != status.st_uid)
        if by_others and not status.st_mode & stat.S_ISVTX:  # a group with the user's own number is nobody else's
            return f"others may write to {directory}"
    return ""


def _problem_of_secret() -> str:
    try:
        secret()
    except OSError as error:
        return error.strerror or "there is no secret to sign it with"
    return ""


def make(directory: str) -> None:
    """Create a cache directory, for this user only, that version control and backups leave alone.

    Raises:
        OSError: it cannot be created.
    """
    if os.path.isdir(directory):
        return
    os.makedirs(os.path.dirname(directory) or ".", exist_ok=True)
    try:
        os.mkdir(directory, 0o700)
    except FileExistsError:
        return  # another run was faster
    for name, text in ((".gitignore", _GITIGNORE), ("CACHEDIR.TAG", _TAG)):
        with open(os.path.join(directory, name), "w", encoding="utf-8") as file:
            file.write(text)
