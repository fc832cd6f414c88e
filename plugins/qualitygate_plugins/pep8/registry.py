"""Which functions pycodestyle has registered, and what each is given.

Loading pycodestyle is a twentieth of a run over one changed file, most of it for pycodestyle's own command line. What
earlier runs have learned tells which functions there are, and so they are loaded when the first one is called.

Its facts are pinned by tests/plugins/pep8/test_registry.py.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from qualitygate.api import Lessons
from qualitygate_plugins.pep8.codes import CODES_OF_CHECK
from qualitygate_plugins.pep8.mended import mended

#: How lessons call it, and no shape begins so.
KEY = "\t\tregistry"
_KINDS = ("physical_line", "logical_line")


class Check:
    """One of pycodestyle's functions, and the names of the values it is given."""

    def __init__(self, name: str, arguments: tuple[str, ...], function: Callable[..., Any] | None = None) -> None:
        self.name = name
        self.arguments = arguments
        self._function = None if function is None else mended(name, function)

    def __call__(self, state: Mapping[str, Any]) -> Any:
        """Call the function with the values of ``state`` that it asks for."""
        return self.function(*[state[name] for name in self.arguments])

    @property
    def function(self) -> Callable[..., Any]:
        """The function itself."""
        if self._function is None:
            import pycodestyle  # here: with lessons it is seldom asked

            self._function = mended(self.name, getattr(pycodestyle, self.name))
        return self._function


class Registry:
    """pycodestyle's version, and its checks by kind: "physical_line" and "logical_line"."""

    def __init__(self, version: str, checks: Mapping[str, Sequence[Check]]) -> None:
        self.version = version
        self._checks = checks

    @classmethod
    def of(cls, lessons: Lessons) -> Registry:
        """Take what earlier runs have learned; ask pycodestyle where there is nothing, or where it is loaded anyway."""
        text = lessons.get(KEY) if "pycodestyle" not in sys.modules else None
        return cls._loaded() if text is None else cls._read(text)

    @classmethod
    def _loaded(cls) -> Registry:
        import pycodestyle  # here: with lessons it is seldom asked

        registered: Mapping[str, Mapping[Any, tuple[Any, list[str]]]] = pycodestyle._checks
        checks = {
            kind: [Check(function.__name__, tuple(said[1]), function) for function, said in registered[kind].items()]
            for kind in _KINDS
        }
        return cls(pycodestyle.__version__, checks)

    @classmethod
    def _read(cls, text: str) -> Registry:
        version, *lines = text.split("\n")
        checks: dict[str, list[Check]] = {kind: [] for kind in _KINDS}
        for line in lines:
            kind, name, *arguments = line.split(" ")
            checks[kind].append(Check(name, tuple(arguments)))
        return cls(version, checks)

    @property
    def text(self) -> str:
        """What tells a later run all of this."""
        lines = [
            " ".join((kind, check.name, *check.arguments)) for kind, found in self._checks.items() for check in found
        ]
        return "\n".join((self.version, *lines))

    def checks(self, kind: str, wanted: frozenset[str]) -> list[Check]:
        """Return the checks of a kind that can yield a wanted code, sorted by name as flake8 calls them."""
        return [
            check
            for check in sorted(self._checks[kind], key=lambda check: check.name)
            # unknown: of a newer pycodestyle, always called
            if check.name not in CODES_OF_CHECK or not wanted.isdisjoint(CODES_OF_CHECK[check.name])
        ]
