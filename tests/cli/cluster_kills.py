"""Kills workers, then the scheduler, of a Dask cluster at random moments; then a file kills every worker that reads it.

Each time the report must be byte for byte what this machine's workers say, times aside, and nothing may be left.
``python -m tests.cli.cluster_kills --workers=50 --schedulers=10`` is the full run; ``--cluster`` has the scheduler and
two workers in processes of their own, where the default is the cluster that the gate starts itself.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tests.cli.clusters import POISON, Cluster, descendants, install_plugin, still_running, when_started

_SAMPLE = "import os\nimport re;\n\ndef f( x ):\n    return x==None  # noqa : E711\n"
#: Seconds after which a run counts as one that hangs.
_HANGS = 180.0
#: Seconds for what watches processes, Python's own resource tracker among it, to end after them.
_GRACE = 5.0
_BAD = ("HANGS", "LEFT", "WRONG")


class Runs:
    """Runs of one project; ``victims`` tells which processes of a run may be killed, by what they are."""

    def __init__(self, scratch: Path, files: int, cluster: bool) -> None:
        self.root = scratch / "project"
        self.env = {**os.environ, **install_plugin(scratch / "installed")}
        self.env["PYTHONPATH"] += os.pathsep + os.environ.get("PYTHONPATH", "")
        self._scratch, self._has_cluster, self._number = scratch, cluster, 0
        (self.root / "pkg").mkdir(parents=True)
        (self.root / "qualitygate.toml").write_text("version = 1\nroot = true\nextend-select = ['ACM']\n")
        for number in range(files):
            text = _SAMPLE.replace("f(", f"f{number}(") * (20 + number % 60)
            (self.root / "pkg" / f"m{number}.py").write_text(text)
        self.expected, self.usual = self.local()

    def local(self) -> tuple[str, float]:
        """Return what this machine's workers say, and the seconds that it took."""
        started = time.monotonic()
        code, report, err = self._finish(self._start("fork"))
        assert code in (1, 3), err
        return report, time.monotonic() - started

    def killed(self, what: str, moment: float) -> str:
        """Run, kill a worker or the scheduler at the moment (0 to 1 of a run), and say how it ended."""
        cluster = self._cluster() if self._has_cluster else None
        process = self._start("dask" if cluster is None else f"dask={cluster.address}")
        while process.poll() is None and not self._victim(what, process, cluster):
            time.sleep(0.01)
        time.sleep(moment * self.usual)
        victim = self._victim(what, process, cluster)
        if victim:
            os.kill(victim, signal.SIGKILL)
        ended = self._ended(process)
        if cluster is not None:
            ended = _over(cluster) or ended
        if not victim and not ended.startswith(_BAD):  # it was over by then
            return self.killed(what, moment * 0.7)
        return ended

    def plain(self) -> str:
        """Run without killing anybody."""
        cluster = self._cluster() if self._has_cluster else None
        ended = self._ended(self._start("dask" if cluster is None else f"dask={cluster.address}"))
        return ended if cluster is None else _over(cluster) or ended

    def _cluster(self) -> Cluster:
        self._number += 1
        return Cluster(self._scratch / f"cluster{self._number}", self.env).start()

    def _victim(self, what: str, process: subprocess.Popen[bytes], cluster: Cluster | None) -> int:
        if cluster is not None:
            if what == "scheduler":
                return cluster.scheduler.pid if cluster.scheduler else 0
            below = [each for worker in cluster.workers for each in descendants(worker.pid)]
            return _last(below)
        below = descendants(process.pid)  # who looks after them, the scheduler, the workers
        return (below[1] if len(below) > 1 else 0) if what == "scheduler" else _last(below[2:])

    def _start(self, executor: str) -> subprocess.Popen[bytes]:
        arguments = ["--no-cache", f"--executor={executor}", "--jobs=2", "--format=json"]
        return subprocess.Popen(
            [sys.executable, "-m", "qualitygate", *arguments],
            cwd=self.root, env=self.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def _ended(self, process: subprocess.Popen[bytes]) -> str:
        below = {each: when_started(each) for each in descendants(process.pid)}
        try:
            code, report, err = self._finish(process)
        except subprocess.TimeoutExpired:
            process.kill()
            return "HANGS"
        if left := still_running(below, _GRACE):
            return f"LEFT {left}"
        told = " and says so" if err else ""
        if report == self.expected:
            return f"the same bytes{told}"
        failures = json.loads(report).get("failures")
        if code == 3 and "no cluster can be used" in err:
            return "exit 3: no scheduler when it began"
        return f"named failures{told}" if code == 3 and failures else f"WRONG ({code}): {err[:500]}"

    def _finish(self, process: subprocess.Popen[bytes]) -> tuple[int, str, str]:
        out, err = process.communicate(timeout=_HANGS)
        report: dict[str, Any] = json.loads(out) if out else {}
        report.pop("stats", None)
        return process.returncode, json.dumps(report), err.decode()


def _over(cluster: Cluster) -> str:
    """End a cluster; say what of it is left then, "" for nothing."""
    own = [process.pid for process in (*cluster.workers, cluster.scheduler) if process is not None]
    known = {each: when_started(each) for first in own for each in (first, *descendants(first))}
    cluster.end()
    left = still_running(known, _GRACE)
    return f"LEFT of the cluster {left}" if left else ""


def _last(processes: Sequence[int]) -> int:
    return random.choice(processes) if processes else 0


def _tell(what: str, times: int, once: Callable[[], str]) -> bool:
    said = Counter(once() for _ in range(times))
    print(f"{what}, {times} times: " + "; ".join(f"{count} x {text}" for text, count in said.most_common()), flush=True)
    return not any(text.startswith(_BAD) for text in said)


def main(arguments: Sequence[str] | None = None) -> int:
    """Kill; exit 1 where a report was wrong, a run hung, or something was left."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=50)
    parser.add_argument("--schedulers", type=int, default=10)
    parser.add_argument("--files", type=int, default=200)
    parser.add_argument("--cluster", action="store_true")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="cluster-kills-") as name:
        runs = Runs(Path(name), options.files, options.cluster)
        good = _tell("nobody killed", 1, runs.plain)
        good &= _tell("a worker killed", options.workers, lambda: runs.killed("worker", random.random()))
        good &= _tell("the scheduler killed", options.schedulers, lambda: runs.killed("scheduler", random.random()))
        (runs.root / "pkg" / "bad.py").write_text(f"{POISON} = 1\n")
        runs.expected, runs.usual = runs.local()
        assert '"lost-worker"' in runs.expected and runs.expected.count('"lost-worker"') == 1
        good &= _tell("a file that kills every worker", 2, runs.plain)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
