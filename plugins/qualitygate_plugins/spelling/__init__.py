"""Spelling of product names: ``Github``, ``Git Hub`` and ``Githbu`` where people read ``GitHub``.

Its imports are pinned by tests/meta/test_import_weight.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from qualitygate.api import Applicability, Example, FileExclusion, OptionTable, Rule, hookimpl

if TYPE_CHECKING:
    from pluggy import HookRelay

    from qualitygate.api import Checker, Settings, Source

#: Every kind of file that people read; each has its reader in ``readers``.
KINDS = (
    *("python", "stub", "template", "markdown", "rst", "po", "text"),
    *("javascript", "typescript", "json", "yaml", "xml", "mail"),
)
#: Kinds of which much is written by tools.
_SCRIPTS = ("javascript", "typescript")
_DATA = (*_SCRIPTS, "json", "yaml", "xml")
#: Nobody writes so much by hand, and nobody such lines: a bundle, a drawing, a dump.
_MOST_WRITTEN, _LONGEST_LINE = 1_000_000, 5_000  # characters

_OPTIONS = ("spelling.names", "spelling.names-from", "spelling.allow")
#: What has to be set for the examples.
_NAMES = (("spelling.names", ("GitHub",)),)
_RULES = (
    Rule(
        code="QG201",
        name="product-name-case",
        summary="A product name has the right letters in the wrong case: 'Github' for 'GitHub'",
        why="A name is a promise to whoever owns it, and a text that writes it in three ways looks unread. Names are "
        "what the configuration lists under 'spelling.names' and 'spelling.names-from'. A line wholly in capitals, "
        "an identifier, a path, an address, a code span and a quoted lower-case word are left alone.",
        category="wording",
        options=_OPTIONS,
        example_options=_NAMES,
        listed_in="spelling.names",
        fix=Applicability.SAFE,
        examples=(
            Example(bad="# Sign in with Github.\n", good="# Sign in with GitHub.\n"),
            Example(bad='label = "Github"\n', good='label = "GitHub"\nurl = "https://github.com/django"\n'),
        ),
    ),
    Rule(
        code="QG202",
        name="product-name-variant",
        summary="A product name has spaces or hyphens moved: 'Git Hub' or 'git-hub' for 'GitHub'",
        why="A search for the name does not find it, and a line can break inside it. Only the places where the name "
        "itself has a space, a hyphen or a capital inside are tried, so that no ordinary words are joined. In a "
        "translation catalogue this code also says that a name of the msgid is missing in the msgstr.",
        category="wording",
        options=_OPTIONS,
        example_options=_NAMES,
        listed_in="spelling.names",
        fix=Applicability.SAFE,
        examples=(
            Example(bad="# Sign in with Git Hub.\n", good="# Sign in with GitHub.\n"),
            Example(bad="# The git-hub account.\n", good="# The GitHub account, or pip install my-git-hub.\n"),
        ),
    ),
    Rule(
        code="QG203",
        name="product-name-typo",
        summary="A word is one edit away from a product name of six letters or more: 'Githbu' for 'GitHub'",
        why="A misspelt name is what a customer sees first. A word that is meant as it stands belongs into "
        "'spelling.allow' or among the names; plurals, inflections and version numbers are no typos. A wrong first "
        "letter counts from eight letters on, or in a word with a capital inside: 'Locker' is not 'Docker'.",
        category="wording",
        options=_OPTIONS,
        example_options=_NAMES,
        listed_in="spelling.names",
        fix=Applicability.SAFE,
        examples=(
            Example(bad="# Sign in with Githbu.\n", good="# Sign in with GitHub.\n"),
            Example(bad="# All GitHhub accounts.\n", good="# All GitHubs, and GitHub's accounts.\n"),
        ),
    ),
)


@hookimpl
def qualitygate_add_options(table: OptionTable) -> None:
    """Declare ``spelling.names``, ``spelling.names-from`` and ``spelling.allow``."""
    table.add("names", (), "product names, as they must appear")
    table.add("names-from", (), 'ready lists of product names: "technology"')
    table.add("allow", (), "words that are right as they are, though they resemble a product name")


@hookimpl
def qualitygate_rules() -> Iterable[Rule]:
    """Document the QG2xx codes."""
    return _RULES


@hookimpl
def qualitygate_kinds(settings: Settings) -> Iterable[str]:
    """Name every kind of file that people read, or none while no name is configured."""
    return KINDS if settings.strings("spelling.names") or settings.strings("spelling.names-from") else ()


@hookimpl
def qualitygate_exclude_file(source: Source, settings: Settings) -> FileExclusion | None:
    """Leave alone what a tool has written, and scripts while the parser for them is not installed."""
    if source.kind not in _DATA or not list(qualitygate_kinds(settings)):
        return None
    if source.kind in _SCRIPTS and not _has_parser():
        return FileExclusion("needs the extra 'javascript' of qualitygate")
    if len(source.text) > _MOST_WRITTEN or (source.kind in _SCRIPTS and _has_long_line(source.text)):
        return FileExclusion("generated or minified")
    return None


def _has_parser() -> bool:
    from importlib.util import find_spec  # here: asked only where there are scripts

    return all(find_spec(name) for name in ("tree_sitter", "tree_sitter_javascript", "tree_sitter_typescript"))


def _has_long_line(text: str) -> bool:
    return len(text) > _LONGEST_LINE and any(len(line) > _LONGEST_LINE for line in text.split("\n"))


@hookimpl
def qualitygate_checkers(settings: Settings, hooks: HookRelay) -> Iterable[Checker]:
    """Create the one checker, or none while no name is configured."""
    names = settings.strings("spelling.names")
    lists = settings.strings("spelling.names-from")
    if not names and not lists:
        return []
    from qualitygate_plugins.spelling.checker import SpellingChecker  # here: most projects name nothing
    from qualitygate_plugins.spelling.lists import names_of_lists

    if lists:
        names += names_of_lists(lists, hooks.qualitygate_name_lists())
    return [SpellingChecker(names, settings.strings("spelling.allow"))] if names else []
