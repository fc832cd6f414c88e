"""pyflakes: logical errors, under the F codes that flake8 gives them and with pyflakes' texts.

Its imports are pinned by tests/meta/test_import_weight.py.
"""

from __future__ import annotations

from collections.abc import Iterable

from qualitygate.api import Checker, DefaultCodes, OptionTable, Rule, Settings, hookimpl
from qualitygate_plugins.pyflakes.codes import CODES, rules


@hookimpl
def qualitygate_add_options(table: OptionTable) -> None:
    """Declare flake8's pyflakes options."""
    table.add("builtins", (), "names to take for built-ins beside Python's own", top_level=True)
    table.add("doctests", False, "check the doctests in docstrings too", top_level=True)


@hookimpl
def qualitygate_rules() -> Iterable[Rule]:
    """Document the F codes."""
    return rules()


@hookimpl
def qualitygate_default_codes() -> DefaultCodes:
    """Select the family."""
    return DefaultCodes(("F",))


@hookimpl
def qualitygate_kinds(settings: Settings) -> Iterable[str]:
    """Python, unless every F code is deselected."""
    return ("python", "stub") if settings.selection.may_select_any(("F",)) else ()


@hookimpl
def qualitygate_checkers(settings: Settings) -> Iterable[Checker]:
    """Create the one checker, unless there is no code left for it."""
    if not any(settings.selection.is_selected(code) for code in CODES.values()):
        return []
    from qualitygate_plugins.pyflakes.checker import PyflakesChecker  # here: not where all results are known

    return [PyflakesChecker(settings.strings("builtins"), settings.flag("doctests"), settings.tool_comments)]
