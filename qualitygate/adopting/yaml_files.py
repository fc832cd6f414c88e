"""``.pre-commit-config.yaml`` and ``.trunk/trunk.yaml``: which linters they run, with which options, and on what."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from qualitygate.config.documents import read_text
from qualitygate.errors import ConfigError
from qualitygate.inputs import Inputs

_HOOKS = ".pre-commit-config.yaml"
_TRUNK = ".trunk/trunk.yaml"
_TRUNK_CONFIGURATIONS = ".trunk/configs"


class Hook(Struct, frozen=True):
    """One hook of pre-commit."""

    name: str  #: its id
    place: str
    arguments: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()  #: what it leaves alone, as patterns of ours
    unclear: tuple[str, ...] = ()  #: regular expressions that are no patterns


class Trunk(Struct, frozen=True):
    """What trunk is told."""

    place: str = _TRUNK
    enabled: tuple[str, ...] = ()
    configuration: str = ""  #: the file of flake8's that it uses; "" = flake8 looks for one itself
    ignored: Mapping[str, Sequence[str]] = field(default_factory=dict)  #: patterns by linter


def hooks(root: str, inputs: Inputs) -> Iterator[Hook]:
    """Yield the hooks of pre-commit, in their order.

    Raises:
        ConfigError: the file is no YAML.
    """
    text = read_text(os.path.join(root, _HOOKS), _HOOKS, inputs)
    data = _loaded(text, _HOOKS) if text else {}
    everywhere = _regular(data, "exclude")
    for repository in _list(data, "repos"):
        for hook in _list(repository, "hooks"):
            name = str(_get(hook, "id"))
            words = _list(hook, "args")
            left, unclear = _patterns(filter(None, (everywhere, _regular(hook, "exclude"))))
            files = _regular(hook, "files")
            unclear += [f"files: {files}"] if files else []
            place = f"{_HOOKS}:{_line(text or '', name)}"
            yield Hook(name, place, tuple(map(str, words)), tuple(left), tuple(unclear))


def trunk_says(root: str, inputs: Inputs) -> Trunk:
    """Return what trunk is told about linters.

    Raises:
        ConfigError: the file is no YAML.
    """
    text = read_text(os.path.join(root, _TRUNK), _TRUNK, inputs)
    lint = _get(_loaded(text, _TRUNK), "lint") if text else None
    if not isinstance(lint, dict):
        return Trunk()
    enabled = tuple(str(each).partition("@")[0] for each in _list(lint, "enabled"))
    ignored: dict[str, list[str]] = {}
    for entry in _list(lint, "ignore"):
        for linter in map(str, _list(entry, "linters")):
            for name in enabled if linter == "ALL" else (linter,):
                ignored.setdefault(name, []).extend(map(str, _list(entry, "paths")))
    name = f"{_TRUNK_CONFIGURATIONS}/.flake8"
    there = "flake8" in enabled and inputs.is_file(os.path.join(root, name))
    return Trunk(f"{_TRUNK}:{_line(text or '', 'flake8')}", enabled, name if there else "", ignored)


def _loaded(text: str, name: str) -> Any:
    from yaml import YAMLError, safe_load  # here: 20 ms that only adopting needs

    try:
        return safe_load(text)
    except YAMLError as error:
        raise ConfigError(f"{name}: {' '.join(str(error).split())}") from None


def _get(table: Any, key: str) -> Any:
    return table.get(key) if isinstance(table, dict) else None


def _list(table: Any, key: str) -> list[Any]:
    found = _get(table, key)
    return found if isinstance(found, list) else []


def _regular(table: Any, key: str) -> str:
    found = _get(table, key)
    return found if isinstance(found, str) else ""


def _line(text: str, word: str) -> int:
    """Return the first line that says the word as an id, or at all; YAML's parser for values tells no lines."""
    lines = text.split("\n")
    of_id = (number for number, line in enumerate(lines, 1) if re.search(rf"\bid:\s*['\"]?{re.escape(word)}\b", line))
    return next(of_id, next((number for number, line in enumerate(lines, 1) if word in line), 1))


def _patterns(expressions: Iterator[str]) -> tuple[list[str], list[str]]:
    """Turn regular expressions into patterns; those that say more than a pattern can are returned as they are."""
    patterns: list[str] = []
    unclear: list[str] = []
    for expression in expressions:
        parts = _alternatives(expression)
        turned = [_pattern(part) for part in parts]
        if all(turned):
            patterns += [each for each in turned if each]
        else:
            unclear.append(f"exclude: {' '.join(expression.split())}")
    return patterns, unclear


def _alternatives(expression: str) -> list[str]:
    """Split ``(?x)^(a|b)$`` and ``^a/|^b/`` at their bars."""
    text = expression.strip()
    if text.startswith("(?x)"):
        text = re.sub(r"\s+#.*|\s+", "", text.removeprefix("(?x)"))
    start, end = ("^" if text.startswith("^(") else ""), ("$" if text.endswith(")$") else "")
    inner = text.removeprefix(start).removesuffix(end)
    if inner.startswith("(") and inner.endswith(")") and inner.count("(") == 1:
        return [
            f"{start}{part.removeprefix('^')}{end}"
            for part in inner.removeprefix("(")[:-1].removeprefix("?:").split("|")
        ]
    return text.split("|") if "(" not in text else [text]


def _pattern(part: str) -> str:
    """Return a pattern with the meaning of a regular expression that is searched for in a path; "" when none has.

    A dot is a dot: nobody who leaves "setup.py" alone means "setup-py".
    """
    open_end = re.sub(r"\.\*\$?$", "", part)
    text = open_end.removeprefix("^.*").removeprefix(".*")
    is_anchored = text.startswith("^")
    is_closed = text.endswith("$")
    text = re.sub(r"\\([^A-Za-z0-9])", r"\1", text.removeprefix("^").removesuffix("$"))
    if not text.strip("/") or re.search(r"[\\()\[\]*+?|{}^$]", text):
        return ""
    is_whole = text.startswith("/")  # the name begins where the expression does
    body = text.lstrip("/") + ("" if is_closed or text.endswith("/") else "*")
    if is_anchored:
        return f"/{body}"
    star = "" if is_whole else "*"
    return f"**/{star}{body}" if "/" in body.rstrip("/") else f"{star}{body}"
