"""The files with which a rule, a checker or a plugin begins: their names and their texts."""

from __future__ import annotations

import keyword
import posixpath
import re
import sys
from collections.abc import Iterable, Mapping
from importlib.resources import files
from string import Template

from msgspec import Struct

from qualitygate import DISTRIBUTION, api
from qualitygate.errors import UsageError
from qualitygate.model.rule import CODE_PATTERN

#: The rule that a new package has.
FIRST_RULE = "sleep-call"
_LETTERS = "TEAM"  #: of codes where the project has none of its own yet
_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_MOST_LETTERS = 8
_HOOK_IMPORT = "\nfrom qualitygate.api import hookimpl"


class Name(Struct, frozen=True):
    """A name in its three spellings: "sleep-call"."""

    text: str

    @property
    def module(self) -> str:
        """As a module is called: "sleep_call"."""
        return self.text.replace("-", "_")

    @property
    def class_name(self) -> str:
        """As a class is called: "SleepCall"."""
        return "".join(part.title() for part in self.text.split("-"))


def read_name(text: str) -> Name:
    """Read what the user calls it.

    Raises:
        UsageError: it is no name, or its module would take the place of another one.
    """
    if not _NAME.fullmatch(text):
        raise UsageError(f"new: expected a name of small letters, digits and dashes, as 'sleep-call', got {text!r}")
    name = Name(text)
    words = (name.module, name.class_name)  # "none" makes a class None, "source" one that hides the Source it imports
    taken = name.module in (*sys.stdlib_module_names, "qualitygate") or name.class_name in api.__all__
    taken = taken or any(map(keyword.iskeyword, words))
    if taken:
        raise UsageError(
            f"new: {text!r} is a word or a module of Python, or a class of ours; name the pattern, as 'sleep-call'"
        )
    return name


def free_code(codes: Iterable[str], own: Iterable[str], letters: str = "") -> str:
    """Return a code that nobody has: the project's letters, and the number behind its last one; or ``letters``."""
    own = sorted(own, key=lambda code: (len(code), code))
    letters = letters or (own[-1].rstrip("0123456789") if own else _LETTERS)
    taken = {int(code[len(letters) :]) for code in codes if re.fullmatch(rf"{letters}\d+", code)}
    return f"{letters}{max(taken, default=100) + 1}"


def read_code(text: str, codes: Iterable[str]) -> str:
    """Read a code that the user wants.

    Raises:
        UsageError: it is none, or somebody has it.
    """
    if not CODE_PATTERN.fullmatch(text):
        raise UsageError(f"--code: expected 1 to 8 capitals and 1 to 6 digits, as 'SHOP101', got {text!r}")
    if text in codes:
        raise UsageError(f"--code: there is a rule {text} already; see: qualitygate explain {text}")
    return text


def letters_of(plugin: Name) -> str:
    """Return the letters of a package's codes: ACME of "acme-rules"."""
    return re.sub("[^A-Z]", "", plugin.text.partition("-")[0].upper())[:_MOST_LETTERS]


def in_project(what: str, name: Name, code: str, folder: str) -> dict[str, str]:
    """Return the texts of a plugin of one file and of its test, by path."""
    values = _values(name, code, name.module)
    hook = _text("rule_hook", values).rstrip("\n")
    values |= {"HOOK": hook, "HOOK_IMPORT": _HOOK_IMPORT}
    return {
        posixpath.join(folder, f"{name.module}.py"): _text(what, values),
        posixpath.join(folder, f"test_{name.module}.py"): _text(f"{what}_test", values),
    }


def in_package(name: Name, code: str, package: str, folder: str, source: str) -> dict[str, str]:
    """Return the texts of a rule of a package and of its test, by path. ``source``: where the package's modules lie."""
    values = _values(name, code, f"{package}.{name.module}") | {"HOOK": "", "HOOK_IMPORT": ""}
    rule = _text("rule", values).replace("import CodeRule, Context", "import Context").rstrip("\n") + "\n"
    return {
        posixpath.join(source, f"{name.module}.py"): rule,
        posixpath.join(folder, "tests", f"test_{name.module}.py"): _text("rule_test", values),
    }


def of_package(plugin: Name, code: str, folder: str) -> dict[str, str]:
    """Return the texts of a package with one rule, by path."""
    rule, package = Name(FIRST_RULE), plugin.module
    values = _values(rule, code, f"{package}.{rule.module}")
    values |= {"NAME": plugin.text, "PACKAGE": package, "DISTRIBUTION": DISTRIBUTION}
    source = posixpath.join(folder, "src", package)
    return {
        posixpath.join(folder, "pyproject.toml"): _text("plugin_pyproject", values),
        posixpath.join(folder, "README.md"): _text("plugin_readme", values),
        posixpath.join(source, "__init__.py"): _text("plugin_init", values),
        **in_package(rule, code, package, folder, source),
    }


def _values(name: Name, code: str, module: str) -> dict[str, str]:
    return {"NAME": name.text, "CLASS": name.class_name, "CODE": code, "MODULE": module}


def _text(template: str, values: Mapping[str, str]) -> str:
    text = (files("qualitygate.cli") / "templates" / f"{template}.txt").read_text(encoding="utf-8")
    return Template(text).substitute(values)
