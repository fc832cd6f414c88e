"""The programs that are measured: where they are, what they can do, and their command lines."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterable
from dataclasses import dataclass, replace
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from benchmarks.speed.measure import Command

ROOT = Path(__file__).parents[2]
#: The codes that the cold comparison leaves out: what a Django team's old list has.
IGNORED = ("E501", "W191", "W293", "E302", "E12", "E261", "F403")
#: Ruff 0.17 has no code that starts with E12, and refuses a prefix it does not know.
UNKNOWN_TO_RUFF = frozenset({"E12", "E203", "E302", "E261", "W503", "W504"})
#: What makes qualitygate judge every file, as the other two do.
ALL_FILES = ("--set=migrations.mode=check", "--set=respect-gitignore=false", "--set=noqa=flake8")
#: What makes flake8 look for stubs too, as the other two do.
_STUBS_TOO = "--filename=*.py,*.pyi"

#: Plugins of flake8's by their modules: eight that many teams have. ``--with`` installs them.
PLUGINS = {
    **{"bugbear": "flake8-bugbear", "flake8_comprehensions": "flake8-comprehensions", "flake8_django": "flake8-django"},
    **{"flake8_docstrings": "flake8-docstrings", "flake8_import_order": "flake8-import-order"},
    **{"flake8_print": "flake8-print", "flake8_return": "flake8-return", "flake8_simplify": "flake8-simplify"},
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What a project has configured, for whichever program reads it."""

    ignore: tuple[str, ...]
    line_length: int


#: About a dozen findings in Django 5.2, for qualitygate as for ruff.
FEW = Settings(("E203", "W503"), 88)
#: Thousands of findings in any project that never had a limit of 79.
MANY = Settings(("E203", "W503", "W504"), 79)


@dataclass(frozen=True, slots=True)
class Programs:
    """Where the programs are; None for one that is left out."""

    flake8: str | None
    ruff: str | None
    features: frozenset[str]  #: of qualitygate: "no-cache", "cache-dir", "shapes", and whether it has the plugins

    def qualitygate(self, directory: Path, *arguments: str) -> Command:
        """Return a command line of ours."""
        return Command((_script("qualitygate"), "check", "--format=flake8", *arguments), directory)

    def without_cache(self) -> list[str]:
        """Return the arguments that forbid qualitygate to remember anything."""
        return ["--no-cache"] if "no-cache" in self.features else []

    def cold(self, directory: Path, paths: Iterable[str], jobs: int | None) -> dict[str, Command]:
        """Return the command lines of a run from nothing, with the same selection; ``jobs`` None = their defaults."""
        ignored, paths = ",".join(IGNORED), tuple(paths)
        workers = [] if jobs is None else [f"--jobs={jobs}"]
        selection = ["--isolated", "--select=E,W,F", f"--ignore={ignored}"]
        commands = {
            "qualitygate": self.qualitygate(directory, *selection, *ALL_FILES, *workers, *self.without_cache(), *paths)
        }
        if self.flake8:
            commands["flake8"] = Command((self.flake8, *selection, _STUBS_TOO, *workers, *paths), directory)
        if self.ruff:
            threads = {} if jobs is None else {"RAYON_NUM_THREADS": str(jobs)}
            known = ",".join(code for code in IGNORED if code not in UNKNOWN_TO_RUFF)
            start = (self.ruff, "check", "--isolated", "--no-cache", "--select=E,W,F", f"--ignore={known}")
            command = Command((*start, "--output-format=concise", *paths), directory)
            commands["ruff"] = replace(command, environment=threads)
        return commands

    def with_plugins(self, directory: Path, jobs: int) -> dict[str, Command]:
        """Return the command lines of a run from nothing with all that installed plugins find."""
        arguments = ["--isolated", f"--ignore={','.join(IGNORED)}", f"--jobs={jobs}"]
        ours = (*arguments, "--extend-ignore=QG", *ALL_FILES, *self.without_cache())  # flake8 has no such codes
        commands = {"qualitygate": self.qualitygate(directory, *ours, ".")}
        if self.flake8:
            commands["flake8"] = Command((self.flake8, *arguments, _STUBS_TOO, "."), directory)
        return commands

    def warm(self, directory: Path, caches: Path) -> dict[str, Command]:
        """Return the command lines of a run that may remember, configured by files in the directory."""
        commands = {"qualitygate": self.qualitygate(directory, f"--cache-dir={caches / 'qualitygate'}", ".")}
        if self.ruff:
            cache = f"--cache-dir={caches / 'ruff'}"
            commands["ruff"] = Command((self.ruff, "check", cache, "--output-format=concise", "."), directory)
        return commands


def remembering(command: Command, cache: Path) -> Command:
    """Return a command of ours as it is when nothing forbids it to remember."""
    arguments = [argument for argument in command.arguments if argument != "--no-cache"]
    environment = {**command.environment, "QUALITYGATE_CACHE_DIR": str(cache)}  # what answers without a run is there
    return replace(command, arguments=(*arguments, f"--cache-dir={cache}"), environment=environment)


def configure(directory: Path, settings: Settings) -> None:
    """Write qualitygate's and ruff's configuration files."""
    names = ", ".join(f'"{code}"' for code in settings.ignore)
    (directory / "qualitygate.toml").write_text(
        f'version = 1\nroot = true\nselect = ["E", "W", "F"]\nignore = [{names}]\n'
        f'max-line-length = {settings.line_length}\nnoqa = "flake8"\nrespect-gitignore = false\n'
        '[migrations]\nmode = "check"\n'
    )
    names = ", ".join(f'"{code}"' for code in settings.ignore if code not in UNKNOWN_TO_RUFF)
    (directory / "ruff.toml").write_text(
        f"line-length = {settings.line_length}\nrespect-gitignore = false\n"
        f'[lint]\nselect = ["E", "W", "F"]\nignore = [{names}]\n'
    )


def find_programs(scratch: Path, left_out: Iterable[str]) -> Programs:
    """Find what is there; install ruff into an environment of its own when it is not."""
    left_out = set(left_out)
    return Programs(
        flake8=None if "flake8" in left_out else _script("flake8"),
        ruff=None if "ruff" in left_out else _find_ruff(scratch),
        features=_features(),
    )


def compile_all() -> None:
    """Compile this project, flake8 and what they import, so that no run is timed that compiles."""
    folders = [sysconfig.get_path("purelib"), *(str(ROOT / name) for name in ("qualitygate", "plugins"))]
    subprocess.run([sys.executable, "-m", "compileall", "-q", *folders], stdout=subprocess.DEVNULL)


def versions(programs: Programs) -> list[str]:
    """Return names and versions of what is measured."""
    found = [f"qualitygate {version('qualitygate-lint')}{_revision()}", f"pycodestyle {version('pycodestyle')}"]
    found.append(f"pyflakes {version('pyflakes')}")
    if programs.flake8:
        found.append(f"flake8 {version('flake8')}")
    if "eight plugins of flake8's" in programs.features:
        found += [f"{name} {version(name)}" for name in PLUGINS.values()]
    if programs.ruff:
        found.append(_output(programs.ruff, "--version"))
    return found


def _script(name: str) -> str:
    """Return the command of this environment, which is what people run."""
    path = shutil.which(name, path=str(Path(sys.executable).parent))
    if path is None:
        raise SystemExit(f"expected {name} beside {sys.executable}: python -m pip install -e .")
    return path


def _find_ruff(scratch: Path) -> str:
    beside = shutil.which("ruff", path=str(Path(sys.executable).parent))
    if found := shutil.which("ruff") or beside:
        return found
    print("ruff is not there; installing it into an environment of its own", flush=True)
    home = scratch / "ruff-environment"
    venv.create(home, with_pip=True)
    folder = home / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run([folder / "python", "-m", "pip", "install", "--quiet", "ruff"], check=True)
    return str(folder / "ruff")


def _features() -> frozenset[str]:
    """Return which of the options that scenarios need this qualitygate has."""
    text = _output(_script("qualitygate"), "--help")
    found = {name for name in ("no-cache", "cache-dir") if f"--{name}" in text}
    for package in ("qualitygate", "qualitygate_plugins"):
        spec = find_spec(package)
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            if any("QUALITYGATE_SHAPES" in path.read_text("utf-8") for path in Path(folder).rglob("*.py")):
                found.add("shapes")
    if all(find_spec(module) for module in PLUGINS):
        found.add("eight plugins of flake8's")
    if find_spec("distributed"):
        found.add("dask")
    return frozenset(found)


def _revision() -> str:
    try:
        commit = _output("git", "-C", str(Path(__file__).parent), "describe", "--always", "--dirty", "--exclude=*")
    except (OSError, subprocess.CalledProcessError):
        return ""
    return f" ({commit})"


def _output(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
