"""Which part of a change caused a finding: the hunk to look at, which may be far from the finding."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qualitygate.model.finding import Finding
from qualitygate.vcs.hunks import Hunk

_QUOTED = re.compile(r"'([^']+)'")
_SHOWN = 60  # characters of a deleted line


def cause(finding: Finding, hunks: Sequence[Hunk]) -> str:
    """Say which hunk of its file caused a finding: the one it stands in, one that took away what its message names,
    or else the nearest.
    """
    where = finding.location
    for hunk in hunks:
        if hunk.added and hunk.new_start <= where.line < hunk.new_start + len(hunk.added):
            return f"added at {_lines(where.path, hunk.new_start, len(hunk.added))}"
    for name in _names(finding.message):
        for hunk in hunks:
            for offset, line in enumerate(hunk.removed):
                if name.search(line) and not any(name.search(added) for added in hunk.added):
                    return f"caused by the deletion at {where.path}:{hunk.old_start + offset}: {_shown(line)}"
    if not hunks:
        return "caused by the change of the file's place or settings"
    nearest = min(hunks, key=lambda hunk: abs(hunk.new_start - where.line))
    if nearest.added:
        return f"caused by the change at {_lines(where.path, nearest.new_start, len(nearest.added))}"
    return f"caused by the deletion at {where.path}:{nearest.old_start}: {_shown(nearest.removed[0])}"


def _names(message: str) -> list[re.Pattern[str]]:
    """Return what a message is about: "'a.b as c' imported but unused" is about ``c``, then ``b``, then ``a``."""
    words = [word for quoted in _QUOTED.findall(message) for word in reversed(re.findall(r"\w+", quoted))]
    return [re.compile(rf"\b{re.escape(word)}\b") for word in dict.fromkeys(words) if word not in ("as", "import")]


def _lines(path: str, start: int, count: int) -> str:
    return f"{path}:{start}" if count == 1 else f"{path}:{start}-{start + count - 1}"


def _shown(line: str) -> str:
    text = " ".join(line.split())
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
