"""What is wrong with the tables of rules, beyond the types of their keys."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from qualitygate.api import TableProblem
from qualitygate.api.paths import why_never
from qualitygate_plugins.declarative.declaration import CODE
from qualitygate_plugins.declarative.fields import CONTEXTS, KINDS, SUBJECTS
from qualitygate_plugins.declarative.naming import NAME
from qualitygate_plugins.declarative.pattern.reading import ONE, Pattern, PatternError, read_pattern
from qualitygate_plugins.declarative.pattern.replacing import read_replacement
from qualitygate_plugins.declarative.text import KINDS_OF_CONTEXT

_Table = Mapping[str, Any]
_Said = Iterator[tuple[str, str]]  #: key and message
_IN_MESSAGE = re.compile(r"\$([A-Z_][A-Z0-9_]*)")
_TITLE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_MODULE = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")
#: Keys that say something about one subject only.
_BELONGS = {
    "allow-type-checking": ("forbid-import", "layers"),
    "contexts": ("forbid-text",),
    "kinds": ("forbid-text", "require-header"),
    "replace": ("pattern",),
    "fix": ("pattern", "require-header"),
}


def problems(tables: Sequence[_Table]) -> Iterator[TableProblem]:
    """Yield everything that is wrong, table by table."""
    for index, table in enumerate(tables):
        for check in (_identity, _subject, _names, _text, _code, _emptiness, _examples):
            for key, message in check(table):
                yield TableProblem(index, key, message)
        for key in ("code", "name"):
            if (value := _known(table, key)) and value in [_known(other, key) for other in tables[:index]]:
                yield TableProblem(index, key, f"expected a {key} of its own, got {value!r} a second time")


def _known(table: _Table, key: str) -> str:
    code = str(table.get("code", ""))
    return code if key == "code" else str(table.get("name") or code.lower())


def _identity(table: _Table) -> _Said:
    code = table.get("code", "")
    if not CODE.fullmatch(code):
        yield "code", f"expected 1 to 8 capitals and 1 to 6 digits, as in SHOP1; got {code!r}"
    name = table.get("name", "")
    if name and not _TITLE.fullmatch(name):
        yield "name", f"expected small letters and hyphens, as in sleep-call; got {name!r}"
    if not table.get("message", "").strip():
        yield "message", "expected one line that says what is there, and what to write instead"
    for path in table.get("paths", ()):
        if why := why_never(path):
            yield "paths", f"{path!r} matches nothing: {why}"


def _subject(table: _Table) -> _Said:
    given = [key for key in SUBJECTS if key in table]
    if len(given) != 1:
        came = " and ".join(given) or "none of them"
        yield (given[1] if given else "code"), f"expected one of {', '.join(SUBJECTS)}; got {came}"
    for key in given:
        if not table[key] or (isinstance(table[key], str) and not table[key].strip()):
            yield key, "expected something to look for, got nothing"
    for key, subjects in _BELONGS.items():
        if key in table and given and not set(given) & set(subjects):
            yield key, f"belongs to {' and '.join(subjects)}, and this rule has {given[0]}"


def _names(table: _Table) -> _Said:
    for key in ("forbid-call", "forbid-name"):
        for name in table.get(key, ()):
            if not NAME.fullmatch(name) or (key == "forbid-name" and name.startswith(".")):
                yield key, f"expected names such as time.sleep, got {name!r}"
    for key in ("forbid-import", "layers"):
        for name in table.get(key, ()):
            if not _MODULE.fullmatch(name):
                yield key, f"expected modules such as shop.web, got {name!r}"
    layers = table.get("layers", ())
    if len(layers) == 1 or len(set(layers)) < len(layers):
        yield "layers", f"expected two or more, each once, got {', '.join(layers)}"


def _text(table: _Table) -> _Said:
    if expression := table.get("forbid-text"):
        try:
            if re.compile(expression, re.MULTILINE).match("") is not None:
                yield "forbid-text", f"{expression!r} matches where nothing is; expected at least one character"
        except (re.error, OverflowError, RecursionError) as error:
            yield "forbid-text", f"{expression!r} is no regular expression: {error}"
    contexts, kinds = table.get("contexts", ()), table.get("kinds", ())
    for key, values, known in (("contexts", contexts, CONTEXTS), ("kinds", kinds, KINDS)):
        for value in values:
            if value not in known:
                yield key, f"expected some of {', '.join(known)}; got {value!r}"
    for context in contexts:
        if kinds and context in CONTEXTS and not set(kinds) & set(KINDS_OF_CONTEXT[context]):
            yield "contexts", f"{context!r} stands in no file of the kinds {', '.join(kinds)}"


def _code(table: _Table) -> _Said:
    if not table.get("pattern", "").strip():
        return
    try:
        pattern = read_pattern(table["pattern"])
    except PatternError as error:
        yield "pattern", str(error)
        return
    if why := pattern.matches_everything:
        yield "pattern", why
    if "replace" in table:
        try:
            read_replacement(pattern, table["replace"])
        except PatternError as error:
            yield "replace", str(error)
    yield from _message(table, pattern)


def _message(table: _Table, pattern: Pattern) -> _Said:
    for name in dict.fromkeys(_IN_MESSAGE.findall(table.get("message", ""))):
        if name not in pattern.names:
            known = ", ".join(f"${each}" for each in sorted(pattern.names)) or "none"
            yield "message", f"the pattern has no ${name}; it has {known}"
        elif not re.search(rf"{ONE}{name}\b", pattern.code):
            yield "message", f"${name} is any number of pieces; a message can show one, as $X"


def _emptiness(table: _Table) -> _Said:
    """Keys that say nothing: whoever wrote them meant something."""
    for key in ("paths", "contexts", "kinds", "bad", "good"):
        if key in table and not table[key]:
            yield key, "expected at least one, got an empty list; leave the key out"
    if "fix" in table and "pattern" in table and "replace" not in table:
        yield "fix", "it says how far 'replace' may be trusted, and there is none"
    if "fix" in table and "..." in table.get("require-header", ""):
        yield "fix", "a header with '...' is not inserted: nobody knows what stands there"
    if "example-path" in table and not (table.get("bad") or table.get("good")):
        yield "example-path", "it says where the examples stand, and there are none"


def _examples(table: _Table) -> _Said:
    bad, good = len(table.get("bad", ())), len(table.get("good", ()))
    if bad != good:
        key = "good" if "good" in table else "bad"
        yield key, f"expected as many good as bad examples, got {bad} bad, {good} good"
