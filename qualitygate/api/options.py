"""Typed options that a plugin declares, and that configuration files and ``--set`` may then give."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from qualitygate.errors import PluginError
from qualitygate.model.settings import OptionValue


class TableProblem(Struct, frozen=True):
    """What is wrong in one of several tables; the configuration puts file and line before it."""

    index: int  #: of the table
    key: str  #: in the table; one that is not there stands for the table
    message: str  #: what was expected, and what came


#: Says what is wrong with tables whose keys all have the right type.
TableCheck = Callable[[Sequence[Mapping[str, Any]]], Iterable[TableProblem]]


class Option(Struct, frozen=True):
    """One option. Its type is that of ``default``: bool, int, str or a tuple of strings.

    One with ``fields`` is an array of tables; its value is a tuple with each table's given keys as one JSON text.
    """

    key: str  #: as written in the configuration: "max-line-length", "spelling.names"
    default: OptionValue
    help: str  #: one line
    choices: tuple[str, ...] = ()  #: the words allowed; () = any
    minimum: int | None = None  #: for numbers, the least value allowed
    has_flag: bool = False  #: the command line has ``--KEY VALUE`` too, short for ``--set KEY=VALUE``
    is_optional: bool = False  #: settings have it only where somebody sets it; ``default`` says no more than the type
    is_once: bool = False  #: decided once per run, by the root's configuration alone
    is_for_files: bool = False  #: of such: checkers of files get it too, in the settings of every file
    fields: tuple[Option, ...] = ()  #: the keys of each table, where the value is an array of tables
    is_map: bool = False  #: of a field: its value is a table of strings
    check: TableCheck | None = None  #: of tables: what their types do not tell

    @property
    def type_name(self) -> str:
        """What to write, for error messages: "a whole number"."""
        if self.fields:
            return f"tables written as [[{self.key}]]"
        if self.is_map:
            return "a table of strings"
        if self.choices:
            return "one of " + ", ".join(self.choices)
        if isinstance(self.default, bool):
            return "true or false"
        if isinstance(self.default, int):
            return "a whole number" + (f" of at least {self.minimum}" if self.minimum is not None else "")
        return "a string" if isinstance(self.default, str) else "a list of strings"

    def accepts(self, value: OptionValue) -> bool:
        """Has ``value`` this option's type, and is it one of its choices?"""
        if type(value) is not type(self.default):
            return False
        if self.minimum is not None and isinstance(value, int) and value < self.minimum:
            return False
        return not self.choices or value in self.choices


class DefaultCodes(Struct, frozen=True):
    """What of a plugin's codes counts while a team says nothing: prefixes, of which the longest that fits decides."""

    select: tuple[str, ...] = ()  #: of families; a documented code that none covers is selected by itself
    ignore: tuple[str, ...] = ()  #: which a team's own ``ignore`` replaces
    named: tuple[str, ...] = ()  #: of what the team's configuration names: they count whatever its ``select`` says


class OptionTable:
    """Collects one plugin's options; keys are ``<plugin>.<name>``, or bare for names that flake8 users know.

    Where several plugins have a table in common, whoever adapts them names it: then keys are ``<table>.<name>``. A
    section of an old file with the table's name sets them too.
    """

    def __init__(self, plugin: str) -> None:
        self._plugin = plugin
        self._options: dict[str, Option] = {}

    def add(
        self,
        name: str,
        default: OptionValue,
        help: str,  # noqa: A002 the field's name everywhere else too
        *,
        choices: tuple[str, ...] = (),
        minimum: int | None = None,
        top_level: bool = False,
        flag: bool = False,
        table: str = "",
        optional: bool = False,
    ) -> None:
        """Declare an option under ``[tool.qualitygate.<plugin>]``, or at top level beside the core's own keys.

        With ``flag`` a top-level option can be given on the command line as ``--name VALUE``. An ``optional`` one that
        nobody sets is not among the settings' options at all; of ``default`` only the type counts.

        Raises:
            PluginError: the plugin declares the name twice, or a flag for an option of its own table.
        """
        if flag and not top_level:
            raise PluginError(f"plugin {self._plugin!r}: the option {name!r} has a flag and is not at top level")
        key = name if top_level else f"{table or self._plugin}.{name}"
        if key in self._options:
            raise PluginError(f"plugin {self._plugin!r} declares the option {key!r} twice")
        self._options[key] = Option(key, default, help, choices, minimum, flag, optional)

    def add_tables(
        self,
        name: str,
        fields: tuple[Option, ...],
        help: str,  # noqa: A002 as in add
        check: TableCheck | None = None,
        *,
        for_files: bool = False,
    ) -> None:
        """Declare ``[[tool.qualitygate.NAME]]``: tables that are decided once per run, by the root's configuration.

        The option's value is a tuple of JSON texts, one for each table, with the keys that were given. ``check`` says
        what is wrong with them beyond their types; it may import what it needs. With ``for_files`` they are in the
        settings of every file too, for checkers that are asked per file.
        """
        self._options[name] = Option(name, (), help, is_once=True, is_for_files=for_files, fields=fields, check=check)

    def __iter__(self) -> Iterator[Option]:
        return iter(self._options.values())
