"""Which project checkers may run: what the command line trusts, and no configuration can change."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from qualitygate.api.project import ProjectChecker
from qualitygate.engine.request import Request
from qualitygate.model.verdict import Condition

UNTRUSTED, SAFE, STAGED = "--untrusted", "--safe", "--staged looks at the index, and they at the disk"
STDIN = "standard input is not on the disk, which they look at"


class Trust(Struct, frozen=True):
    """What was said on the command line, or by the CI service."""

    untrusted: bool = False  #: nothing runs that the checked repository names
    safe: bool = False  #: nothing runs that may write
    staged: bool = False
    stdin: bool = False

    @classmethod
    def of(cls, request: Request) -> Trust:
        """Read it from a request."""
        return cls(request.untrusted, request.safe, request.staged, request.stdin is not None)

    def objection(self, checker: ProjectChecker) -> str:
        """Say why a project checker may not run; "" when it may."""
        if self.untrusted and checker.is_from_repository:
            return UNTRUSTED
        if self.safe and checker.effects != "read":
            return SAFE
        return STAGED if self.staged else STDIN if self.stdin else ""


def left_out_notes(left_out: Mapping[str, str]) -> list[str]:
    """Say what did not run, and why; ``left_out`` has reasons by names."""
    by_reason: dict[str, list[str]] = {}
    for name, reason in left_out.items():
        by_reason.setdefault(reason, []).append(name)
    return [f"not run ({reason}): {', '.join(sorted(names))}" for reason, names in sorted(by_reason.items())]


def left_out_conditions(left_out: Mapping[str, str]) -> list[Condition]:
    """Say it in the verdict too, which holds for less. It is no failure: whoever said so wanted it so."""
    left = sorted(name for name, reason in left_out.items() if reason not in (STAGED, STDIN))
    return [Condition("all that is trusted was run", True, f"left out: {', '.join(left)}")] if left else []
