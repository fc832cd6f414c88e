"""The environment that a tool gets: what it needs, nothing that changes what it writes, no secrets unasked."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Mapping

#: What programs need to find themselves, their user and their temporary files; certificates and proxies for none of it.
_USUAL = (
    *("PATH", "HOME", "USER", "LOGNAME", "TMPDIR", "TEMP", "TMP", "VIRTUAL_ENV", "CONDA_PREFIX", "XDG_CONFIG_HOME"),
    *("XDG_CACHE_HOME", "XDG_DATA_HOME", "SYSTEMROOT", "SYSTEMDRIVE", "COMSPEC", "PATHEXT", "WINDIR", "USERPROFILE"),
    *("APPDATA", "LOCALAPPDATA", "PROGRAMFILES", "PROGRAMDATA", "NUMBER_OF_PROCESSORS", "PYTHONPATH"),
)
#: What would colour, cut or translate the output; what git says of its own repository in a hook.
_TAKEN_AWAY = (
    *("FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "PY_COLORS", "MYPY_FORCE_COLOR", "PYTEST_ADDOPTS", "COLORTERM"),
    *("PAGER", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LINES", "GITHUB_ACTIONS", "TEAMCITY_VERSION", "TF_BUILD"),
    *("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GIT_PREFIX"),
)
_SET = {
    "NO_COLOR": "1",
    "TERM": "dumb",
    "COLUMNS": "200",
    "LANG": "C.UTF-8",
    "PYTHONUTF8": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
}
_ALL = "*"


def tool_environment(variables: Iterable[str], outer: Mapping[str, str], home: str) -> dict[str, str]:
    """Return the environment for a tool that needs ``variables`` too; ``home`` is the project root."""
    wanted = {*_USUAL, *variables}
    kept = {name: value for name, value in outer.items() if _ALL in wanted or name in wanted}
    kept = {name: value for name, value in kept.items() if name not in _TAKEN_AWAY}
    return {**kept, **_SET, "PATH": os.pathsep.join(search_path(home, outer.get("PATH", os.defpath)))}


def names(variables: Iterable[str]) -> tuple[str, ...] | None:
    """Return the variables that may decide about a tool's answer; None when all of them may."""
    wanted = (*_USUAL, *variables)
    return None if _ALL in wanted else wanted


def search_path(home: str, path: str) -> list[str]:
    """Return where programs are looked for: the project's own environment, PATH, and the one that we run in.

    Relative entries are left out: they would be the checked tree.
    """
    bin_ = "Scripts" if os.name == "nt" else "bin"
    own = [os.path.join(home, name, bin_) for name in (".venv", "venv")]
    listed = [entry for entry in path.split(os.pathsep) if os.path.isabs(entry)]
    return [entry for entry in dict.fromkeys((*own, *listed, _our_own(bin_))) if os.path.isdir(entry)]


def find_program(name: str, home: str, outer: Mapping[str, str]) -> str | None:
    """Return the absolute path of a program; a name with a slash is relative to the project root."""
    if os.path.dirname(name):
        path = os.path.normpath(os.path.join(home, name))
        return path if os.path.isfile(path) and os.access(path, os.X_OK) else None
    return shutil.which(name, path=os.pathsep.join(search_path(home, outer.get("PATH", os.defpath))))


def _our_own(bin_: str) -> str:
    return os.path.join(sys.prefix, bin_)
