"""What a fresh checkout costs whose results nginx or Redis has: CPU and wall beyond start-up, and requests.

Run ``python -m benchmarks.shared_cache DIRECTORY`` with nginx and redis-server installed; the directory is copied.
Start-up is the same command in a repository of one file, whose results the server has too. Both run in turn, each time
with an empty cache of its own; of the differences the smallest and the median are printed. Further options are the
gate's.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.contract.pack_programs import Nginx, Redis, running

KEY = {"QUALITYGATE_CACHE_KEY": "the key of a benchmark"}


def _commit(root: Path) -> None:
    shutil.rmtree(root / ".git", ignore_errors=True)
    who = ("-c", "user.name=n", "-c", "user.email=n@example.org")
    for command in (("init", "-q"), ("add", "-A"), (*who, "commit", "-qm", "one")):
        subprocess.run(["git", *command], cwd=root, check=True)


def _run(root: Path, url: str, scratch: Path, arguments: list[str]) -> tuple[float, float, str]:
    """Return CPU and wall seconds of a run on a fresh machine, and what it says of requests."""
    cache = scratch / "cache"
    shutil.rmtree(cache, ignore_errors=True)
    variables = {**os.environ, **KEY, "QUALITYGATE_CACHE_REMOTE": url, "QUALITYGATE_CACHE_DIR": str(cache)}
    program = [str(Path(sys.executable).with_name("qualitygate")), "--profile", *arguments]
    started = time.monotonic()
    streams = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}
    with subprocess.Popen(program, cwd=root, env=variables, **streams) as process:
        assert process.stderr
        said = process.stderr.read().decode()
        _, _, used = os.wait4(process.pid, 0)
        process.returncode = 0
    wall = time.monotonic() - started
    (requests,) = re.findall(r"shared cache: (.*)", said) or ["nothing"]
    return used.ru_utime + used.ru_stime, wall, requests


def main() -> None:
    """Measure, and print a row for each server."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--rounds", type=int, default=7)
    options, arguments = parser.parse_known_args()
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        project, little = scratch / "project", scratch / "little"
        shutil.copytree(options.directory, project, symlinks=True)
        little.mkdir()
        (little / "one.py").write_text("x = 1\n")
        for root in (project, little):
            _commit(root)
        for kind in (Nginx, Redis):
            place = scratch / kind.__name__
            place.mkdir()
            with running(kind, place) as server:
                for root in (project, little):
                    _run(root, server.url, scratch, arguments)
                pairs = [
                    [_run(root, server.url, scratch, arguments) for root in (project, little)]
                    for _ in range(options.rounds)
                ]
            for index, what in enumerate(("CPU", "wall")):
                beyond = sorted(whole[index] - start[index] for whole, start in pairs)
                start = statistics.median(pair[1][index] for pair in pairs)
                median = statistics.median(beyond)
                print(f"{kind.__name__}: {what} {beyond[0]:.2f} s, median {median:.2f}; start-up {start:.2f}")
            print(f"{kind.__name__}: {pairs[-1][0][2]}", flush=True)


if __name__ == "__main__":
    main()
