"""What flake8, pycodestyle and pep8 are told: by their section of an old file, and by those who call them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from qualitygate.adopting.commands import Call, calls, command_files
from qualitygate.adopting.reading import OldRun, Reading, pattern
from qualitygate.adopting.yaml_files import Hook, trunk_says, hooks
from qualitygate.config.keys import CODE_LISTS, PATTERN_LISTS, PER_FILE_IGNORES, Keys
from qualitygate.config.local_plugins import as_written, entries_of_old
from qualitygate.config.old_files import OldSection, convert, read_old
from qualitygate.inputs import Inputs

PROGRAMS = ("flake8", "pycodestyle", "pep8")
#: Options of flake8 7.5 and pycodestyle 2.15 that take no value.
_SWITCHES = frozenset(
    {"count", "show-source", "no-show-source", "statistics", "exit-zero", "show-pep8", "benchmark", "bug-report"}
    | {"isolated", "doctests", "disable-noqa", "hang-closing", "diff", "repeat", "first", "verbose", "quiet", "tee"}
)
_SHORT = {"-v": "verbose", "-q": "quiet", "-r": "repeat", "-j": "jobs"}
#: Options that change how a run looks, which would keep us from reading what it prints.
_LOOKS = frozenset({"format", "output-file", "tee", "count", "show-source", "statistics", "quiet", "verbose", "color"})
_LOOKS_TOO = frozenset({"benchmark", "show-pep8", "exit-zero", "jobs"})

KnownCode = Callable[[str], bool]


class _Invocation(Struct, frozen=True):
    """One call, its options as the keys of an INI section."""

    program: str
    place: str
    items: Mapping[str, str] = field(default_factory=dict)
    paths: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()  #: words with variables of the shell or of the service
    is_forgiven: bool = False
    patterns: tuple[str, ...] = ()  #: paths that only this call leaves alone


def read_flake8(root: str, old: OldSection | None, keys: Keys, has: KnownCode, inputs: Inputs) -> Reading | None:
    """Return what is in force for flake8 and its kind below ``root``; None when nothing speaks of them.

    The options of the call whose failure counts most beat the file, as they do for flake8.

    Raises:
        ConfigError: a value is not what flake8 would accept for its key.
    """
    left: list[str] = []
    trunk = trunk_says(root, inputs)
    calls_ = [*_calls(root, inputs), *_of_hooks(hooks(root, inputs))]
    counting = [each for each in calls_ if not each.is_forgiven]
    left += [f"{each.place}: not taken: its exit code is not looked at" for each in calls_ if each.is_forgiven]
    first = counting[0] if counting else None
    is_in_force = old is not None
    old = old or _named(root, first, inputs) or _named_by_trunk(root, trunk.configuration, inputs)
    if old is None and first is None and "flake8" not in trunk.enabled:
        return None
    left += _others(first, counting[1:])
    values, sources = _values(old, first, keys, left, inputs)
    patterns = [*(first.patterns if first else ()), *trunk.ignored.get("flake8", ())]
    title = old.title if old else first.place if first else trunk.place
    # which flake8 does not read, so that it cannot be compared
    is_of_pep8 = old is not None and old.section != "flake8"
    program = "pycodestyle" if is_of_pep8 else first.program if first else "flake8"
    values = {key: _written(key, value, has, left) for key, value in values.items()}
    values = {key: value for key, value in values.items() if value != {}}
    if patterns:
        values["extend-exclude"] = [*values.get("extend-exclude", ()), *patterns]
        sources["extend-exclude"] = trunk.place if first is None or not first.patterns else first.place
    is_in_force = is_in_force and not patterns and not (first and first.items)
    run = _run(program, old, first, root)
    return Reading(program, title, values, sources, tuple(dict.fromkeys(left)), run, is_in_force)


def _calls(root: str, inputs: Inputs) -> Iterable[_Invocation]:
    for name, text in command_files(root, inputs):
        yield from (_invocation(call) for call in calls(name, text, PROGRAMS))


def _of_hooks(found: Iterable[Hook]) -> Iterable[_Invocation]:
    for hook in found:
        if hook.name in PROGRAMS:
            call = _invocation(Call((hook.name, *hook.arguments), hook.place))
            unclear = (*call.unclear, *hook.unclear)
            yield _Invocation(hook.name, call.place, call.items, (), unclear, call.is_forgiven, hook.patterns)


def _invocation(call: Call) -> _Invocation:
    program, *words = call.words
    items: dict[str, str] = {}
    paths: list[str] = []
    unclear: list[str] = []
    while words:
        word = words.pop(0)
        if "$" in word or "{" in word:
            unclear += [word] if word.startswith("-") else []
            continue
        name, equals, value = word.partition("=")
        name = _SHORT.get(name[:2], "") if name[:1] == "-" and name[:2] != "--" else name.removeprefix("--")
        if not word.startswith("-"):
            paths.append(word)
        elif name in _SWITCHES or not name:
            items[name] = "true"
        elif equals or (word[:2] != "--" and len(word) > 2):
            items[name] = value if equals else word[2:]
        elif words:
            items[name] = words.pop(0)
    items.pop("", None)
    is_forgiven = call.is_forgiven or items.pop("exit-zero", "") == "true"
    paths = [os.path.normpath(path).replace(os.sep, "/") for path in paths]
    paths = [] if "." in paths else paths
    return _Invocation(program, call.place, items, tuple(paths), tuple(unclear), is_forgiven)


def _others(first: _Invocation | None, others: Sequence[_Invocation]) -> Iterable[str]:
    for each in others:
        if first and (each.items, each.paths, each.patterns) != (first.items, first.paths, first.patterns):
            yield f"{each.place}: not taken: {each.program} is called otherwise there; {first.place} counts"


def _named(root: str, call: _Invocation | None, inputs: Inputs) -> OldSection | None:
    """Return the file that a call names with --config or --append-config."""
    name = call and (call.items.get("config") or call.items.get("append-config"))
    return read_old(os.path.join(root, name), name, inputs) if name else None


def _named_by_trunk(root: str, name: str, inputs: Inputs) -> OldSection | None:
    return read_old(os.path.join(root, name), name, inputs) if name else None


def _values(
    old: OldSection | None, call: _Invocation | None, keys: Keys, left: list[str], inputs: Inputs
) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the values by key, and where each came from."""
    values: dict[str, Any] = {"noqa": "flake8"}
    sources: dict[str, str] = {}
    if old is not None:
        document, notes = convert(old, keys)
        left += notes
        if own := [as_written(entry, os.path.dirname(old.path), inputs) for entry in entries_of_old(old)]:
            values = {"plugins": own, **values}
            sources["plugins"] = f"{old.name} [flake8:local-plugins]"
        values |= document.table
        sources |= {key: document.place(key) for key in document.table}
    if call is not None:
        unknown = "not taken: only the shell, the service or pre-commit knows what that is"
        left += [f"{call.place}: {word}: {unknown}" for word in call.unclear]
        items = {key: text for key, text in call.items.items() if key not in ("config", "append-config")}
        section = "flake8" if call.program == "flake8" else "pycodestyle"
        said, notes = convert(OldSection("", call.place, section, items, ""), keys)
        left += notes
        is_said = items.keys() | ({"noqa"} if "disable-noqa" in items else {section})
        table = {key: value for key, value in said.table.items() if key in is_said}
        values |= table
        sources |= {key: call.place for key in table}
    return values, sources


def _written(key: str, value: Any, has: KnownCode, left: list[str]) -> Any:
    """Put a value into the words of our own files; those would refuse codes that nothing here has."""
    if key == PER_FILE_IGNORES:
        together: dict[str, list[str]] = {}
        for name, codes in value:
            together.setdefault(pattern(name), []).extend(codes)
        known = {name: known_codes(codes, f"{key} {name}", has, left) for name, codes in together.items()}
        return {name: codes for name, codes in known.items() if codes}
    if key in CODE_LISTS:
        return known_codes(value, key, has, left)
    if key in PATTERN_LISTS:
        return [pattern(each) for each in value]
    return value


def known_codes(codes: Iterable[str], key: str, has: KnownCode, left: list[str]) -> list[str]:
    """Return the codes that something here has, and name the others."""
    listed = list(dict.fromkeys(codes))
    unheard = [code for code in listed if not has(code)]
    if unheard:
        left.append(f"not taken: {key} {', '.join(unheard)}: no rule that is installed has such a code")
    return [code for code in listed if code not in unheard]


def _run(program: str, old: OldSection | None, call: _Invocation | None, root: str) -> OldRun:
    items = call.items if call and (call.program == "flake8") == (program == "flake8") else {}
    words = [
        f"--{key}" if key in _SWITCHES else f"--{key}={text}"
        for key, text in items.items()
        if key not in _LOOKS | _LOOKS_TOO
    ]
    if old is not None and "config" not in items and not (program == "flake8" and _is_found(old)):
        words.append(f"--config={old.path}")
    codes = () if program == "flake8" else ("E", "W")
    paths = tuple(path for path in call.paths if os.path.exists(os.path.join(root, path))) if call else ()
    return OldRun(program, tuple(words), paths, bool(call and call.patterns), codes)


def _is_found(old: OldSection) -> bool:
    """Does flake8 find the section by itself (7.5, ``_find_config_file``)?"""
    return old.section == "flake8" and os.path.basename(old.path) in ("setup.cfg", "tox.ini", ".flake8")
