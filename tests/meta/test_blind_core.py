"""The core names no code, option or format of a plugin: not by import (test_layers), and not by string."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from qualitygate.engine.own_rules import OWN_RULES
from qualitygate.hosting import ask
from qualitygate.hosting.discovery import find_plugins
from qualitygate.hosting.host import PluginHost
from qualitygate.inputs import Inputs
from qualitygate.model.settings import PluginPolicy

ROOT = Path(__file__).parents[2]
#: Words that the core uses in a meaning of its own, and which happen to be some plugin's too.
OTHER_MEANINGS = {
    "flake8": "the dialect of noqa and of path patterns, and a section of old files",
    "tool": "the first word of [tool.qualitygate]",
    "pep8": "a section of old files",
    "template": "a kind of file, and an option of reports",
    "markdown": "a kind of file",
    "json": "the form of the ledger",
    "lsp": "a command of ours",
    "rule": "what the command new begins",
    "pylint": "a tool whose comments the ledger counts",
}
#: Files that exist to speak about other tools.
ABOUT_OTHER_TOOLS = {
    *("source/foreign_directives.py", "testing/reporters.py", "cli/subcommands.py"),
    *(f"adopting/{name}.py" for name in ("comparison", "flake8", "gather", "old_tools", "pylint", "ruff", "spelling")),
    *("adopting/written_files.py", "adopting/yaml_files.py", "adopting/commands.py"),
}


def _strings(path: Path) -> Iterator[tuple[int, str]]:
    """Yield every string that is a value: docstrings are read by people only."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    spoken = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in spoken:
            yield node.lineno, node.value


def _of_plugins() -> set[str]:
    host = PluginHost(find_plugins(PluginPolicy(), str(ROOT), Inputs()))
    own = {rule.code for rule in OWN_RULES}
    codes = {rule.code for _, rule in ask.rules(host)} - own
    families = {code for _, said in ask.default_codes(host) for code in (*said.select, *said.ignore) if len(code) > 1}
    keys = {option.key for option in ask.options(host)}
    formats = {name for name, offered in ask.formats(host).items() for name in (name, *offered.aliases)}
    return codes | families | keys | {key.replace("-", "_") for key in keys} | formats - {"default"}


def test_no_string_of_the_core_is_a_code_an_option_or_a_format_of_a_plugin() -> None:
    named = _of_plugins() - OTHER_MEANINGS.keys()
    core = [path for path in (ROOT / "qualitygate").rglob("*.py")]
    found = [
        f"{path.relative_to(ROOT).as_posix()}:{line}: {text!r}"
        for path in core
        if path.relative_to(ROOT / "qualitygate").as_posix() not in ABOUT_OTHER_TOOLS
        for line, text in _strings(path)
        if text in named
    ]

    assert found == []


def test_every_word_with_another_meaning_is_still_one_of_a_plugin_and_of_the_core() -> None:
    used = {text for path in (ROOT / "qualitygate").rglob("*.py") for _, text in _strings(path)}

    assert sorted(OTHER_MEANINGS.keys() - (_of_plugins() & used)) == []
