"""The gate's answer: named conditions, and the exit code that follows from them."""

from __future__ import annotations

from enum import IntEnum

from msgspec import Struct


class ExitCode(IntEnum):
    """Never 1 for our own faults: a build script must be able to tell "bad code" from "broken gate"."""

    PASSED = 0
    FAILED = 1
    USAGE = 2  # wrong command line or configuration, nothing to check
    INCOMPLETE = 3  # a checker, plugin, tool or report failed
    INTERRUPTED = 130


class Condition(Struct, frozen=True):
    """One test of the gate."""

    name: str  #: "no open warnings or errors"
    passed: bool
    detail: str  #: the measured value against the limit: "3 open, 0 allowed"


class Verdict(Struct, frozen=True):
    """All conditions together. ``exit_code`` is INCOMPLETE when anything failed to run, whatever the conditions say."""

    conditions: tuple[Condition, ...]
    exit_code: ExitCode

    @property
    def passed(self) -> bool:
        """Did everything run, and did every condition hold?"""
        return self.exit_code is ExitCode.PASSED
