"""PEP 8: pycodestyle's checks with pycodestyle's texts, driven over tokens that all checkers share.

Its imports are pinned by tests/meta/test_import_weight.py.
"""

from __future__ import annotations

from collections.abc import Iterable

from qualitygate.api import Checker, DefaultCodes, OptionTable, Rule, Settings, hookimpl
from qualitygate_plugins.pep8.codes import CODES, rules


@hookimpl
def qualitygate_add_options(table: OptionTable) -> None:
    """Declare the options under the names that pycodestyle and flake8 users know."""
    longest, longest_text = "longest line, in characters (E501)", "longest comment or docstring line (W505); 0 = off"
    table.add("max-line-length", 79, longest, minimum=1, top_level=True, flag=True)
    table.add("max-doc-length", 0, longest_text, minimum=0, top_level=True, flag=True)
    table.add("indent-size", 4, "spaces per indentation level", minimum=1, top_level=True)
    table.add("hang-closing", False, "want closing brackets indented (E133)", top_level=True)


@hookimpl
def qualitygate_rules() -> Iterable[Rule]:
    """Document pycodestyle's codes."""
    return rules()


@hookimpl
def qualitygate_default_codes() -> DefaultCodes:
    """Select both families, without flake8's default ignore list (7.5, ``defaults.IGNORE``; pycodestyle's too)."""
    return DefaultCodes(("E", "W"), ("E121", "E123", "E126", "E226", "E24", "E704", "W503", "W504"))


@hookimpl
def qualitygate_kinds(settings: Settings) -> Iterable[str]:
    """Python, unless every E and W code is deselected."""
    return ("python", "stub") if settings.selection.may_select_any(("E", "W")) else ()


@hookimpl
def qualitygate_checkers(settings: Settings) -> Iterable[Checker]:
    """Create the one checker."""
    from qualitygate_plugins.pep8.checker import Pep8Checker  # here: not where all results are known

    wanted = frozenset(code for code in CODES if settings.selection.is_selected(code))
    return [Pep8Checker(settings, wanted)] if wanted else []
