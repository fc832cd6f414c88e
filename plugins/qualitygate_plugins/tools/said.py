"""What a tool says of one place, in its own words and numbers."""

from __future__ import annotations

from msgspec import Struct


class Said(Struct, frozen=True):
    """One finding of a tool. Numbers are the tool's own; -1 = it says none."""

    path: str
    message: str
    line: int = -1
    column: int = -1
    end_line: int = -1
    end_column: int = -1
    name: str = ""  #: of the rule, as the tool has it
    severity: str = ""  #: the tool's own word


class RubbishError(ValueError):
    """What a tool wrote is not what its parser reads; the message says what was expected, and what came."""
