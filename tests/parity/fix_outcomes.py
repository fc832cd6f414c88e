"""What a program did to a corpus, and the directory that keeps it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bounded import LIMIT


@dataclass
class Result:
    """What one program did to one corpus."""

    corpus: str
    fixer: str
    is_ours: bool
    files: int
    found: Counter[str]
    left: Counter[str]
    versions: dict[str, str] = field(default_factory=dict)
    why: dict[str, Counter[str]] = field(default_factory=dict)  #: by code: what is left by reason
    broken: list[str] = field(default_factory=list)  #: files that do not compile any more
    changed: list[str] | None = None  #: files whose tree a repair of style changed; None = not tried
    more: list[str] = field(default_factory=list)  #: files and codes that are found more often than before
    silenced: list[str] = field(default_factory=list)  #: files and codes of which comments silence more or less
    claimed: list[str] | None = None  #: said to be fixed, and still found
    again: list[str] | None = None  #: files that a second run changed
    failures: list[str] | None = None
    given_up: list[str] = field(default_factory=list)  #: files in which the program did not end in time

    @property
    def damage(self) -> dict[str, list[str] | None]:
        """Everything that may not be, by what it is; None = it was not looked at."""
        return {
            "does not compile any more": self.broken,
            "another syntax tree after fixes of style": self.changed,
            "found more often than before": self.more,
            "silenced more or less often than before": self.silenced,
            "claimed fixed, still found": self.claimed,
            "changed by a second run": self.again,
            "failures": self.failures,
            f"gave up after {LIMIT} s": self.given_up,
        }

    def keep(self, directory: Path) -> None:
        """Write it to a file of its own."""
        directory.mkdir(parents=True, exist_ok=True)
        name = re.sub(r"[^\w-]", "-", f"{self.corpus} {self.fixer}")  # stdlib:-test is another one than stdlib:test
        (directory / f"{name}.json").write_text(json.dumps(vars(self), indent=1), encoding="utf-8")


def kept(directory: Path, corpora: Sequence[str], fixers: Sequence[str]) -> list[Result]:
    """Read what is kept, in the order of the corpora and programs."""
    results = [_read(json.loads(path.read_bytes())) for path in directory.glob("*.json")]
    chosen = [result for result in results if result.corpus in corpora and result.fixer in fixers]
    return sorted(chosen, key=lambda result: (corpora.index(result.corpus), fixers.index(result.fixer)))


def _read(data: Mapping[str, Any]) -> Result:
    result = Result(**data)
    result.found, result.left = Counter(result.found), Counter(result.left)
    result.why = {code: Counter(reasons) for code, reasons in result.why.items()}
    return result
