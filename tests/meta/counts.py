"""Counts what makes the tree hard to read: ``python -m tests.meta.counts [TREE]`` (default: this one).

    lines of run.py and job.py that speak of reuse    code only, by the words of ``REUSE``
    files on the walk from a path to a cobertura line  by :mod:`tests.meta.walk`
    package borders on that walk                       from caller to callee, each once
    imports inside functions without a reason          by :mod:`tests.meta.late_imports`
    modules without a test where their path says       by :mod:`tests.meta.mirror`

It counts any commit whose dependencies this interpreter has.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import tempfile
import tokenize
from collections.abc import Mapping
from pathlib import Path

from tests.meta.late_imports import late_imports
from tests.meta.mirror import modules, without_own_test
from tests.meta.walk import NAME

ROOT = Path(__file__).parents[2]
RUN = ("qualitygate/engine/run.py", "qualitygate/engine/job.py")
#: What is left of earlier runs has been called all of this. Judging before all is checked ("early") is none of it.
REUSE = re.compile(
    r"earlier|known|settled|recall|remember|memory|trace|unchanged|reus|replay|lesson|balance|block_match|cache|store",
    re.IGNORECASE,
)


def counts(root: Path) -> Mapping[str, int]:
    """Return every count by what it counts."""
    walk = _walk(root)
    return {
        "lines of run.py and job.py that speak of reuse": sum(map(reuse_lines, _texts(root))),
        "files on the walk from a path to a cobertura line": len(walk["files"]),
        "package borders on that walk": len(walk["borders"]),
        "imports inside functions without a reason": len(list(late_imports(root))),
        "modules": len(modules(root)),
        "modules without a test where their path says": len(without_own_test(root)),
    }


def reuse_lines(text: str) -> int:
    """Count the lines with a name that speaks of reuse; comments and docstrings do not count."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return len({token.start[0] for token in tokens if token.type == tokenize.NAME and REUSE.search(token.string)})


def _texts(root: Path) -> list[str]:
    return [(root / name).read_text(encoding="utf-8") for name in RUN]


def _walk(root: Path) -> Mapping[str, list[object]]:
    """Follow one name through a run of that tree's gate, in a process of its own."""
    with tempfile.TemporaryDirectory() as project:
        Path(project, ".git").mkdir()
        Path(project, NAME).write_text("import os\n", encoding="utf-8")
        command = [sys.executable, str(Path(__file__).with_name("walk.py")), str(root)]
        done = subprocess.run(command, cwd=project, check=True, capture_output=True, text=True)
    found: Mapping[str, list[object]] = json.loads(done.stdout)
    return found


def main() -> None:
    """Print a line for each count."""
    root = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT
    for name, count in counts(root).items():
        print(f"{count:5}  {name}")


if __name__ == "__main__":
    main()
