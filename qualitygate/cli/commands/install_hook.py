"""``qualitygate install-hook``: the gate as git's own pre-commit hook, without a runner of hooks."""

from __future__ import annotations

import argparse
import os
import shlex
import stat
import sys

from qualitygate.errors import QualityGateError, UsageError
from qualitygate.files.replace import create
from qualitygate.vcs.hooks import hooks_directory

#: By this line a hook is known as ours.
_MARK = '# Written by "qualitygate install-hook"; "qualitygate install-hook --uninstall" takes it away.'
_SCRIPT = """\
#!/bin/sh
{mark}
# It judges what is staged in the files of the commit: a finding that the last commit has not stops it.
# "git commit --no-verify" goes past it.
python={python}
if ! [ -x "$python" ]; then
    echo "qualitygate: the Python that this hook runs is gone: $python" >&2
    echo "qualitygate: run 'qualitygate install-hook' again, or commit with --no-verify" >&2
    exit 1
fi
if git rev-parse --verify --quiet HEAD >/dev/null; then
    set -- --new=HEAD "$@"
fi
exec "$python" -c '
import sys
sys.path[:] = [each for each in sys.path if each not in ("", ".")]  # where we stand is what is checked
import os, subprocess
asked = ["git", "diff", "--cached", "--name-only", "--no-ext-diff", "--diff-filter=ACMRT", "-z"]
done = subprocess.run(asked, stdout=subprocess.PIPE)
names = [os.fsdecode(each) for each in done.stdout.split(b"\\0") if each]
if done.returncode or not names:
    sys.exit(done.returncode)
sys.argv += ["--", *names]
try:
    from qualitygate.cli.main import console_script
except ImportError as error:
    sys.exit(f"qualitygate: {{sys.executable}} cannot run it any more: {{error}}; install it there")
console_script()
' check --staged --allow-empty{options} "$@"
"""


def command(arguments: argparse.Namespace) -> int:
    """Write the hook, or take it away.

    Raises:
        UsageError: there is a hook that is not ours, or something else in the place of the directory.
        RevisionError: there is no repository.
    """
    path = os.path.join(hooks_directory(os.getcwd(), "install-hook"), "pre-commit")
    found = _found(path)
    shown = _shown(path)
    if not arguments.uninstall and (barrier := _barrier(os.path.dirname(path))):
        where = _shown(os.path.dirname(path))
        raise UsageError(
            f"install-hook: {_shown(barrier)} is no directory, and git takes hooks from {where}; "
            "move it away, and run 'qualitygate install-hook' again"
        )
    if found is not None and _MARK not in found:
        cure = "" if arguments.uninstall else "; write 'qualitygate --staged --new=HEAD' into it, or move it away"
        raise UsageError(f"install-hook: {shown} is there and not ours, so it stays{cure}")
    try:
        if arguments.uninstall:
            print(f"{shown}: taken away" if _removed(path, found) else "there is no hook of ours here")
        else:
            _write(path, _script(fixes=arguments.fix), replaces=found is not None)
            print(f"{shown}: written; every git commit runs it now, and git commit --no-verify goes past it")
    except OSError as error:
        raise QualityGateError(f"install-hook: {shown}: {error.strerror or error}") from None
    return 0


def _shown(path: str) -> str:
    return os.path.relpath(path) if os.path.relpath(path)[:2] != ".." else path


def _barrier(directory: str) -> str:
    """Return what keeps a directory from being made, itself or one above it; "" where it is there or can be."""
    while not os.path.lexists(directory):
        directory = os.path.dirname(directory)
    return "" if os.path.isdir(directory) else directory


def _found(path: str) -> str | None:
    """Return the text of the hook that is there; "" for what is no file of its own or cannot be read: not ours."""
    if not os.path.lexists(path):
        return None
    if os.path.islink(path) or not os.path.isfile(path):
        return ""  # a FIFO would be waited for
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read(100_000)
    except OSError:
        return ""


def _removed(path: str, found: str | None) -> bool:
    if found is not None:
        os.unlink(path)
    return found is not None


def _write(path: str, text: str, *, replaces: bool) -> None:
    """Write the hook; an earlier one of ours stays in force until the new one is whole, or for good where it fails."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    new = f"{path}.qualitygate" if replaces else path  # git runs no hook of that name
    if replaces and os.path.lexists(new):
        os.unlink(new)  # of a run that was ended in between
    create(new, text.encode())
    os.chmod(new, os.stat(new).st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
    if replaces:
        os.replace(new, path)


def _script(*, fixes: bool) -> str:
    return _SCRIPT.format(mark=_MARK, python=shlex.quote(sys.executable), options=" --fix" if fixes else "")
