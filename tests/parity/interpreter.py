"""Runs a command of this directory, or the benchmarks, under another Python or with other releases.

``--python`` is a version, ``newest``, or the path of an interpreter; versions are looked for on the ``PATH`` and where
pyenv has them. ``--with pycodestyle==2.12.*`` asks for another release of what we check with. An interpreter that has
this qualitygate is used as it is; for any other, and for other releases, an environment is made and thrown away.

Run as a program it prints the path of the interpreter that its argument means.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
#: Older ones are not supported.
_OLDEST = (3, 10)


def under_another_python(main: Callable[[Sequence[str]], int], *command: str) -> int:
    """Run ``main`` with the arguments of this process, here, or ``command`` with them where ``--python`` wants it."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--python", metavar="VERSION")
    parser.add_argument("--with", action="append", default=[], dest="releases", metavar="REQUIREMENT")
    options, rest = parser.parse_known_args()
    if options.python is None and not options.releases:
        return main(rest)
    python = find(options.python) if options.python else sys.executable
    if not options.releases and _is_ready(python):
        return subprocess.run([python, *command, *rest]).returncode
    with tempfile.TemporaryDirectory(prefix="environment-") as folder:
        python = environment(python, Path(folder), options.releases)
        return subprocess.run([python, *command, *rest]).returncode


def find(wanted: str) -> str:
    """Return the path of an interpreter.

    Raises:
        SystemExit: there is none.
    """
    if os.sep in wanted:
        return os.path.abspath(wanted)
    found = dict(_installed())
    if wanted == "newest" and found:
        return found[max(found)]
    numbers = tuple(map(int, wanted.split("."))) if re.fullmatch(r"\d+(\.\d+)*", wanted) else ()
    fitting = [version for version in found if numbers and version[: len(numbers)] == numbers]
    if not fitting:
        known = ", ".join(".".join(map(str, version)) for version in sorted(found))
        raise SystemExit(f"expected the path or the version of a Python, or newest; got {wanted}; here are {known}")
    return found[max(fitting)]


def _installed() -> Iterator[tuple[tuple[int, ...], str]]:
    """Yield version and path of every CPython at hand that is supported, and final."""
    folders = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
    folders += sorted(Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"), "versions").glob("*/bin"))
    say = "import platform, sys; print(platform.python_implementation(), *sys.version_info)"
    for folder in folders:
        for path in sorted(folder.glob("python3.[0-9]*")):
            if not re.fullmatch(r"python3\.\d+", path.name) or not os.access(path, os.X_OK):
                continue
            done = subprocess.run([path, "-c", say], capture_output=True, text=True)
            words = done.stdout.split()
            if len(words) == 6 and words[0] == "CPython" and words[4] == "final":
                version = tuple(map(int, words[1:4]))
                if version >= _OLDEST:
                    yield version, str(path)


def _is_ready(python: str) -> bool:
    say = "import flake8, qualitygate; print(qualitygate.__file__)"
    done = subprocess.run([python, "-c", say], capture_output=True, text=True, cwd=os.path.dirname(python))
    return done.stdout.strip() == str(ROOT / "qualitygate" / "__init__.py")


def environment(python: str, folder: Path, releases: Sequence[str]) -> str:
    """Make an environment with this qualitygate and the given releases; return its interpreter."""
    subprocess.run([python, "-m", "venv", folder], check=True)
    inside = str(folder / ("Scripts" if os.name == "nt" else "bin") / "python")
    install = [inside, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*install, "--editable", f"{ROOT}[test]", *releases], check=True)
    return inside


if __name__ == "__main__":
    print(find(sys.argv[1] if len(sys.argv) > 1 else "newest"))
