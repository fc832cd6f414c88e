"""What the run decided about a finding. Stages mark; they never drop."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from qualitygate.model.finding import Finding


class Disposition(Enum):
    """What became of a finding. Only open ones count for the gate."""

    OPEN = "open"
    SUPPRESSED = "suppressed"  # a comment in the source silences it
    BASELINED = "baselined"  # the committed baseline has it
    KNOWN = "known"  # the base revision has it too
    FIXED = "fixed"  # this run repaired it


class Judgement(Struct, frozen=True, gc=False, array_like=True):
    """A finding, its disposition, and why."""

    finding: Finding
    disposition: Disposition = Disposition.OPEN
    reason: str = ""  #: "noqa on line 12"; empty for open ones
    fingerprint: str = ""  #: identity that survives moved lines; filled by the engine


def is_open(judgement: Judgement) -> bool:
    """Does the finding count for the gate?"""
    return judgement.disposition is Disposition.OPEN
