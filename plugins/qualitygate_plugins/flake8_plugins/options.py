"""What is configured, as flake8's plugins are to hear of it."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from qualitygate.api import OptionValue, Settings

_TABLE = "flake8."


class Declared(Struct, frozen=True):
    """An option that a plugin reads from files."""

    name: str  #: as in a file: "docstring-convention"
    type: OptionValue  #: a value of its type
    help: str  #: one line
    choices: tuple[str, ...] = ()


class Said(Struct, frozen=True):
    """All that a plugin can read of the configuration; equal ones are told once."""

    own: tuple[tuple[str, str], ...] = ()  #: options of plugins by name, as a file of flake8's has them
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    extend_ignore: tuple[str, ...] = ()
    max_line_length: int = 79
    max_doc_length: int | None = None
    indent_size: int = 4
    hang_closing: bool = False
    max_complexity: int = -1
    builtins: tuple[str, ...] = ()
    doctests: bool = False

    @classmethod
    def of(cls, settings: Settings) -> Said:
        """Take from settings what flake8 has options for."""
        options = dict(settings.options)
        own = ((key.removeprefix(_TABLE), as_text(value)) for key, value in options.items() if key.startswith(_TABLE))
        selection = settings.selection
        plain: dict[str, Any] = {
            name: options[key] for name in _PLAIN if (key := name.replace("_", "-")) in options
        }
        return cls(
            tuple(own), selection.select, selection.ignore, selection.extend_select, selection.extend_ignore, **plain
        )


#: Options of flake8's own that plugins of ours declare at top level.
_PLAIN = ("max_line_length", "max_doc_length", "indent_size", "hang_closing", "max_complexity", "builtins", "doctests")


def as_text(value: OptionValue) -> str:
    """Write a value as a file of flake8's has it: a list with commas."""
    if isinstance(value, tuple):
        return ",".join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)
