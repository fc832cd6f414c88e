"""What a run that repairs did, beside the findings that are gone."""

from __future__ import annotations

from msgspec import Struct

from qualitygate.model.severity import Applicability


class Refusal(Struct, frozen=True, order=True, gc=False):
    """Fixes of one code that were asked for and not made in one file. Their findings stay open."""

    path: str
    code: str
    count: int
    reason: str  #: one line


class RepairedFile(Struct, frozen=True):
    """The bytes of one file before and after, where the run does not write them itself."""

    path: str
    before: bytes
    after: bytes


class Repair(Struct, frozen=True):
    """What was asked for and what was refused; what was made are the findings whose disposition is FIXED."""

    level: Applicability  #: SAFE: only safe fixes were asked for; UNSAFE: both
    files: int = 0  #: how many were changed, or would be
    refused: tuple[Refusal, ...] = ()

    def refused_together(self) -> list[tuple[Refusal, ...]]:
        """Return the refusals, those of one file for one reason together."""
        together: dict[tuple[str, str], list[Refusal]] = {}
        for refusal in self.refused:
            together.setdefault((refusal.path, refusal.reason), []).append(refusal)
        return [tuple(group) for group in together.values()]
