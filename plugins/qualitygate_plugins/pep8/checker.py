"""pycodestyle as one checker. Its check functions are taken from ``_checks``, the registry that its own ``StyleGuide``
reads (2.12 to 2.15).

Its facts are pinned by tests/plugins/pep8/test_checker.py.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from qualitygate.api import Finding, Lessons, Location, Settings, Severity, Source
from qualitygate.api.lexing import FORMATTED
from qualitygate_plugins.pep8.shapes.memory import ShapeMemory
from qualitygate_plugins.pep8.codes import CODES_OF_CHECK
from qualitygate_plugins.pep8.narrow import NarrowRun, is_narrow
from qualitygate_plugins.pep8.registry import KEY, Check, Registry
from qualitygate_plugins.pep8.run import Result, Run
from qualitygate_plugins.pep8.shapes.segments import Plan, SegmentRun
from qualitygate_plugins.pep8.shapes.shapes import IrregularError, shape_rows

if TYPE_CHECKING:
    from qualitygate_plugins.pep8.fixes.options import FixOptions  # here: clean code needs none

#: Versions whose functions were read for what they depend on; with any other, every line is checked in full.
_KNOWN_VERSIONS = ("2.12.", "2.13.", "2.14.", "2.15.")


class PycodestyleError(Exception):
    """Some functions of pycodestyle raised; what the others found is reported."""


class Pep8Checker:
    """Asks pycodestyle once for lines that look the same to it; checks that can yield no wanted code are not called."""

    name = "pep8"
    kinds = frozenset({"python", "stub"})
    codes = ("E", "W")
    needs_tree = True

    def __init__(self, settings: Settings, wanted: frozenset[str]) -> None:
        self._fixed: dict[str, Any] = {
            "max_line_length": settings.number("max-line-length"),
            "max_doc_length": settings.number("max-doc-length") or None,
            "indent_size": settings.number("indent-size"),
            "hang_closing": settings.flag("hang-closing"),
            "noqa": False,  # suppression is the engine's
            "verbose": 0,
        }
        self._wanted = wanted
        self._tool_comments = settings.tool_comments
        if not self._fixed["max_doc_length"]:
            wanted -= {"W505"}  # its check would find nothing
        #: what these settings leave undone
        self.dormant = (
            "E123" if settings.flag("hang-closing") else "E133",
            *(() if settings.number("max-doc-length") else ("W505",)),
        )
        self._sought = wanted
        #: it looks only where the codes may be, and has nothing to learn
        self.is_narrow = bool(wanted) and is_narrow(wanted)
        self._lessons: Lessons | None = None
        self._memory = ShapeMemory()

    @cached_property
    def _calls(self) -> _Calls:
        """What pycodestyle has for the wanted codes, found out when the first source is checked."""
        lessons: Lessons = {} if self._lessons is None else self._lessons
        registry = Registry.of(lessons)
        physical, logical = (registry.checks(kind, self._sought) for kind in ("physical_line", "logical_line"))
        by_shapes = registry.version.startswith(_KNOWN_VERSIONS) and os.environ.get("QUALITYGATE_SHAPES") != "off"
        plan = Plan.of(self._sought, physical, logical) if by_shapes else None
        self._memory.take(self._lessons, logical)
        if plan is not None and lessons.get(KEY) is None:
            self._memory.learn_text(KEY, registry.text)
        return _Calls(physical, logical, plan)

    def check(self, source: Source) -> Iterable[Finding]:
        """Yield pycodestyle's findings; E902 when the tokenizer gives up although the file parses.

        Raises:
            PycodestyleError: some of its functions raised; behind the findings of all others.
        """
        run, results = self._results(source)
        if results and source.cells:
            from qualitygate_plugins.pep8.cells import without_custom  # here: few projects have notebooks

            results = without_custom(source, results)
        if results:
            yield from self._findings(source, results)
        if run.failures:
            raise PycodestyleError("; ".join(_failure(*item) for item in sorted(run.failures.items())))

    def _findings(self, source: Source, results: list[Result]) -> Iterator[Finding]:
        # 20 modules, which clean code does not need
        from qualitygate_plugins.pep8.fixes.fixer import FIXABLE, Fixer
        from qualitygate_plugins.pep8.formatted import FormattedString, formatted_strings, is_kept_out

        fixer: Fixer | None = None  # made at the first finding that may have a fix, for it reads the file's tokens
        strings: list[FormattedString] = []
        # sorted: what a fixer answers depends on what it was asked before, and the two ways have different orders
        for line, column, text in sorted(results):
            code, _, message = text.partition(" ")
            severity = Severity.ERROR if code.startswith("E9") else Severity.WARNING
            location = Location(source.path, line, max(column, 0) + 1)
            fix = None
            if code in self._wanted and code in FIXABLE:
                if fixer is None:
                    fixer = Fixer(source, self._fix_options())
                    strings = formatted_strings(source.tokens) if FORMATTED.search(source.text) else []
                fix = fixer.fix(code, line, location.column, message)
                if fix is not None and strings and is_kept_out(strings, code, fix):
                    fix = None
            yield Finding(code, message, location, severity, self.name, fix=fix)

    def _fix_options(self) -> FixOptions:
        from qualitygate_plugins.pep8.fixes.options import FixOptions  # here: clean code needs none

        fixed = self._fixed
        return FixOptions(
            fixed["max_line_length"], fixed["indent_size"], fixed["hang_closing"], self._wanted, self._tool_comments
        )

    @property
    def subject(self) -> str:
        """What lessons hold for: everything that pycodestyle is told."""
        return f"{self.name} {sorted(self._fixed.items())} {sorted(self._wanted)}"

    def recall(self, lessons: Lessons) -> None:
        """Begin with the shapes that runs before have learned about."""
        self._lessons = lessons

    def learned(self) -> Mapping[str, str]:
        """Return the shapes that are new."""
        return self._memory.lessons()

    def _results(self, source: Source) -> tuple[Run, list[Result]]:
        plan = self._calls.plan
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Python 3.12 and later warn about "\\{" in an f-string
            if plan is not None:
                try:
                    if self.is_narrow:
                        run = self._run(source)
                        return run, list(NarrowRun(run, source, self._calls.logical, self._sought).results())
                    rows = shape_rows(source.text, source.spans_read)
                    run = self._run(source)
                    return run, list(SegmentRun(run, rows, plan, self._memory).results())
                except IrregularError:
                    pass
            run = self._run(source)
            return run, list(run.results(source))

    def _run(self, source: Source) -> Run:
        return Run(source.lines, self._fixed, physical=self._calls.physical, logical=self._calls.logical)


def _failure(name: str, raised: tuple[Exception, int]) -> str:
    error, line = raised
    codes = ", ".join(CODES_OF_CHECK.get(name, ()))
    what = " ".join(f"{type(error).__name__}: {error}".split())
    return f"pycodestyle's {name} ({codes}) raised {what} on line {line}"


class _Calls:
    """The functions that one checker may call."""

    def __init__(self, physical: Sequence[Check], logical: Sequence[Check], plan: Plan | None) -> None:
        self.physical = physical
        self.logical = logical
        self.plan = plan  #: None: every line is checked in full
