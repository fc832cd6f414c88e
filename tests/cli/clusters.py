"""A scheduler of Dask's and its workers as processes, and an installed plugin whose checker kills who reads a file."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.certificates import Certificate

#: A text with this word kills its process.
POISON = "poison"
#: Names a file that is made as soon as a text with "slow" is read, for a second.
MARK = "ACME_MARK"
_PLUGIN = """\
import os
import signal
import time

from qualitygate.api import Finding, Location, Rule, Severity, hookimpl


class Checker:
    name, kinds, codes, needs_tree = "acme", frozenset({"python"}), ("ACM1",), False

    def check(self, source):
        if "poison" in source.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "slow" in source.text and "ACME_MARK" in os.environ:
            open(os.environ["ACME_MARK"], "w").close()
            time.sleep(1)
        yield Finding("ACM1", "acme", Location(source.path, 1, 1), Severity.WARNING, self.name)


@hookimpl
def qualitygate_rules():
    return [Rule("ACM1", "acme", "Acme")]


@hookimpl
def qualitygate_checkers(settings):
    return [Checker()]
"""


def install_plugin(directory: Path, *, version: str = "1.0") -> dict[str, str]:
    """Put the plugin where it counts as installed; return the environment that has it on the import path."""
    information = directory / f"acme-{version}.dist-info"
    information.mkdir(parents=True)
    (directory / "acme_plugin.py").write_text(_PLUGIN)
    (information / "METADATA").write_text(f"Metadata-Version: 2.1\nName: acme\nVersion: {version}\n")
    (information / "entry_points.txt").write_text("[qualitygate]\nacme = acme_plugin\n")
    (information / "RECORD").write_text(f"acme_plugin.py,sha256={version},1\n")
    return {"PYTHONPATH": str(directory), "PYTHONDONTWRITEBYTECODE": "1"}


@dataclass
class Cluster:
    """What runs; the directory is empty, and no checkout."""

    directory: Path
    env: Mapping[str, str] = field(default_factory=dict)
    certificate: Certificate | None = None  #: None: nothing is encrypted
    scheduler: subprocess.Popen[bytes] | None = None
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def file(self) -> Path:
        """Where the scheduler says its address."""
        return self.directory / "scheduler.json"

    @property
    def address(self) -> str:
        """Of the scheduler."""
        return str(json.loads(self.file.read_text())["address"])

    def start(self, workers: int = 2) -> Cluster:
        """Start the scheduler and some workers."""
        self.directory.mkdir(parents=True, exist_ok=True)
        protocol = ["--protocol=tls"] if self.certificate else []
        self.scheduler = self._run(
            "scheduler", "--port=0", "--no-show", "--dashboard-address=127.0.0.1:0", "--no-dashboard", *protocol
        )
        until(self.file.exists)
        for _ in range(workers):
            self.add_worker()
        self.ready(workers)
        return self

    def add_worker(self, env: Mapping[str, str] | None = None, *more: str) -> None:
        """Start a worker, with one who looks after it."""
        arguments = ["worker", "--nthreads=1", "--no-dashboard", "--local-directory", str(self.directory), *more]
        self.workers.append(self._run(*arguments, env=env))

    def ready(self, workers: int) -> None:
        """Wait for so many workers."""
        from distributed import Client
        from distributed.security import Security

        files = {f"tls_{'' if name == 'ca_file' else 'client_'}{name}": file for name, file in self._files().items()}
        security = Security(require_encryption=bool(files), **files)
        with Client(self.address, set_as_default=False, security=security) as client:
            client.wait_for_workers(workers, timeout=60)

    def _run(self, what: str, *arguments: str, env: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.dask_{what}", "--host=127.0.0.1"]
        for name, file in self._files().items():
            command += [f"--tls-{name.replace('_', '-')}", file]
        return subprocess.Popen(
            [*command, f"--scheduler-file={self.file}", *arguments],
            cwd=self.directory,
            env={**os.environ, **self.env, **(env or {})},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def _files(self) -> dict[str, str]:
        found = self.certificate
        return {"ca_file": found.certificate, "cert": found.certificate, "key": found.key} if found else {}

    def end(self) -> None:
        """Kill all of it."""
        for process in filter(None, (*self.workers, self.scheduler)):
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            process.wait()


def descendants(process: int) -> list[int]:
    """Return the processes that a process has started, and those that these have, in that order."""
    found: list[int] = []
    for task in _read(Path(f"/proc/{process}/task")):
        children = [int(child) for child in _text(task / "children").split()]
        found += [*children, *(each for child in children for each in descendants(child))]
    return found


def when_started(process: int) -> str:
    """Return what tells a process from a later one of its number; "" when it has ended, collected or not.

    What ends after its parent is collected by the machine's first process, here and there only after some seconds.
    """
    fields = _text(Path(f"/proc/{process}/stat")).rpartition(")")[2].split()
    return fields[19] if fields and fields[0] not in "ZX" else ""


def still_running(processes: Mapping[int, str], seconds: float) -> list[str]:
    """Return what has not ended so many seconds later, with its command line: processes, and when they were started."""
    deadline = time.monotonic() + seconds
    while left := [each for each, then in processes.items() if then and when_started(each) == then]:
        if time.monotonic() > deadline:
            break
        time.sleep(0.05)
    return [f"{each} ({_text(Path(f'/proc/{each}/cmdline')).replace(chr(0), ' ').strip()})" for each in left]


def _read(directory: Path) -> list[Path]:
    try:
        return list(directory.iterdir())
    except OSError:
        return []


def _text(path: Path) -> str:
    try:
        return path.read_text()
    except OSError:
        return ""


def until(is_so: Callable[[], bool], seconds: float = 60.0) -> None:
    """Wait until it is so."""
    deadline = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            raise TimeoutError("the cluster does not start")
        time.sleep(0.05)
