"""A project that is checked in shards, with a bit of everything that is decided only when all of them are in."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path

from qualitygate.engine.sharding.record import Record, read_record, to_text

from .conftest import Done
from .repositories import Work, old_work
from .tools import GREP, tool

#: A local plugin whose checker fails on one file.
CRASHING = """\
from qualitygate.api import hookimpl


class Checker:
    name, kinds, codes, needs_tree = "local", frozenset({"python"}), ("LOC",), False

    def check(self, source):
        if source.path.endswith("crash.py"):
            raise RuntimeError("as planned")
        return ()


@hookimpl
def qualitygate_checkers(settings):
    return [Checker()]
"""
CONFIG = """\
version = 1
plugins = ["local.py"]
select = ["E", "W", "F", "C90", "QG", "QG905", "LOC"]
ignore = ["E999", "W605"]
max-line-length = 60

[per-file-ignores]
"app/*" = ["E731"]
"""
#: A tool that is a program without a file: the base revision has none of ours.
WORDS = tool(command=[sys.executable, "-c", GREP.replace("utf-8", "latin-1"), "{paths}"])
FILES = {
    "local.py": CRASHING,
    "app/used.py": "import os  # noqa: F401\nimport re  # noqa: E501\n",
    "app/clean.py": "x = 1\n",
    "app/empty.py": "",
    "app/latin.py": "x = '\xe9'\n".encode("latin-1"),
    "app/broken.py": "def f(:\n",
    "app/crash.py": "import json\n",
    "app/wrong.py": "y = 'this is wrong'\n",
    "app/migrations/0001_initial.py": "from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n"
    "    operations = []\n",
}


class Sharded(Work):
    """A repository that can be checked at once, or in shards."""

    def shards(self, count: int, *arguments: str) -> list[str]:
        """Check each shard; return the names of the reports."""
        names = [f"build/shard-{number}.jsonl" for number in range(1, count + 1)]
        for number, name in enumerate(names, 1):
            done = self.run("--shard", f"{number}/{count}", "--output-file", name, *arguments)
            assert done.code in (0, 3), done.err
            assert f"qualitygate: shard {number}/{count}: " in done.err
        return names

    def record(self, name: str) -> Record:
        """Read a report of a shard."""
        return read_record((self.root / name).read_bytes(), name)

    def forge(self, name: str, record: Record) -> None:
        """Write a report as a shard would."""
        self.write({name: to_text(record)})

    def reports(self, folder: str, formats: Sequence[str], *arguments: str) -> tuple[Done, dict[str, bytes]]:
        """Run with a report in each format; return them without the times."""
        (self.root / folder).mkdir(exist_ok=True)
        into = [f"--format={name}={folder}/{name}" for name in formats]
        done = self.run(*arguments, *into, env={"SOURCE_DATE_EPOCH": "1700000000"})
        return done, {name: timeless((self.root / folder / name).read_bytes(), name) for name in formats}


def sharded(root: Path) -> Sharded:
    """Make the repository, with work on a branch that is not committed."""
    old_work(root)
    project = Sharded(root)
    project.write({**FILES, "qualitygate.toml": CONFIG + WORDS, ".gitignore": "build/\nsaid/\n"})
    (root / "build").mkdir()
    project.git("add", "-A")
    project.git("commit", "-qm", "work")
    return project


def timeless(data: bytes, name: str) -> bytes:
    """Return a report without how long it took, and by how many; the lines of one that streams sorted."""
    data = re.sub(rb' time="[0-9.]+"|^qualitygate_\w*seconds\S* .*$', b"", data, flags=re.M)
    data = re.sub(rb'"(?:seconds|workers)": [0-9.]+', b"", data)
    data = re.sub(rb'"seconds_by_checker": \{.*?\}', b"", data)
    return b"\n".join(sorted(data.split(b"\n"))) if name == "jsonl" else data
