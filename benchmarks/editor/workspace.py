"""How long an editor waits for the diagnostics of all files."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.editor.client import Editor
from benchmarks.speed.results import table

#: Seconds that let what was written grow older than the clock of a file system can tell.
_SETTLE = 1.2
_CONFIGURATION = "version = 1\nroot = true\n"
#: Others that would hold.
_OLD = ("setup.cfg", "tox.ini", ".flake8", "pyproject.toml")
_FIRST, _LATER = "first of a session", "again, nothing changed"
_SAVED, _COLD = "again, a file was saved", "first of the first session; only `qualitygate` ran before"


def workspace(command: Sequence[str], corpus: Path, rounds: int) -> Iterator[str]:
    """Yield what is measured of a copy of a corpus."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "corpus"
        shutil.copytree(corpus, root)
        for name in _OLD:
            (root / name).unlink(missing_ok=True)
        (root / "qualitygate.toml").write_text(_CONFIGURATION)
        subprocess.run(["git", "init", "-q"], cwd=root, check=True)
        sessions = Sessions(command, root, Path(folder))
        sessions.fill()
        for _ in range(rounds):
            sessions.measure_first()
        for _ in range(rounds):
            sessions.measure()
    yield f"The diagnostics of all files of {corpus.name}: {sessions.files:,} with {sessions.count:,} diagnostics."
    yield ""
    rows = [
        [kind, *(f"{statistics.median(each):.2f} ({min(each):.2f} to {max(each):.2f})" for each in zip(*spent))]
        for kind, spent in sessions.spent.items()
    ]
    yield from table(["all files are asked about", "wall, s", "CPU, s"], rows)
    yield ""
    yield f"{rounds} sessions; load {os.getloadavg()[0]:.1f} at the end. Must: the first of a session under 0.5 s."


class Sessions:
    """Sessions in one folder, with caches that are filled."""

    def __init__(self, command: Sequence[str], root: Path, caches: Path) -> None:
        self.files = self.count = 0
        self.spent: dict[str, list[tuple[float, float]]] = {kind: [] for kind in (_FIRST, _LATER, _SAVED, _COLD)}
        self._command = command
        self._root = root
        self._caches = caches

    def fill(self) -> None:
        """Run the command line, and then an editor as well, beside what the command line left alone."""
        command = [sys.executable, "-m", "qualitygate", "-q", "--exit-zero"]
        for _ in range(2):
            environment = {**os.environ, **self._variables("filled")}
            subprocess.run(command, cwd=self._root, env=environment, stdout=subprocess.DEVNULL, check=True)
            time.sleep(_SETTLE)
        shutil.copytree(self._caches / "filled", self._caches / "used")
        for _ in range(2):
            self._session("used", [])
            time.sleep(_SETTLE)

    def measure_first(self) -> None:
        """Measure what the first editor ever waits for."""
        shutil.copytree(self._caches / "filled", self._caches / "new")
        self._session("new", [_COLD])
        shutil.rmtree(self._caches / "new")

    def measure(self) -> None:
        """Measure a session, in which a file is saved."""
        self._session("used", [_FIRST, _LATER, _SAVED])
        time.sleep(_SETTLE)

    def _session(self, cache: str, kinds: Sequence[str]) -> None:
        editor = Editor(self._command, self._root, self._variables(cache))
        for kind in kinds or [""]:
            if kind == _SAVED:
                file = min(self._root.rglob("*.py"))
                file.write_text(file.read_text("utf-8") + "import os\n", "utf-8")
                editor.tell("textDocument/didSave", {"textDocument": {"uri": file.as_uri()}})
            began, before = time.perf_counter(), editor.cpu()
            items = editor.ask("workspace/diagnostic", {"previousResultIds": []})["items"]
            if kind:
                self.spent[kind].append((time.perf_counter() - began, editor.cpu() - before))
        self.files, self.count = len(items), sum(len(each["items"]) for each in items)
        editor.end()

    def _variables(self, cache: str) -> dict[str, str]:
        return {"QUALITYGATE_CACHE_DIR": str(self._caches / cache)}
