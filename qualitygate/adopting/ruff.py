"""What ruff's settings share with ours: codes, line lengths, and paths."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from qualitygate.adopting.reading import OldRun, Reading, pattern
from qualitygate.config.documents import TomlDocument, read_text
from qualitygate.errors import ConfigError
from qualitygate.inputs import Inputs

_FILES = (".ruff.toml", "ruff.toml", "pyproject.toml")  # in ruff's order
_TABLE = ("tool", "ruff")
#: ruff 0.17.6 (docs/configuration.md): what it looks for, how long a line may be, and what it leaves alone, unasked.
_SELECT = ("E4", "E7", "E9", "F")
_LENGTH = 88
_COMPLEXITY = 10
_EXCLUDE = (
    *(".bzr", ".direnv", ".eggs", ".git", ".git-rewrite", ".hg", ".ipynb_checkpoints", ".mypy_cache", ".nox"),
    *(".pants.d", ".pyenv", ".pytest_cache", ".pytype", ".ruff_cache", ".svn", ".tox", ".venv", ".vscode"),
    *("__pypackages__", "_build", "buck-out", "build", "dist", "node_modules", "site-packages", "venv"),
)
#: What it looks for of the codes that begin so (``ruff rule --all``, 0.17.6); the second list under ``preview`` only.
_STABLE = {
    "E": ("E101", "E4", "E501", "E70", "E71", "E72", "E73", "E74", "E9"),
    "W": ("W191", "W29", "W505", "W605"),
    "F":
        ("F4", "F50", "F52", "F541", "F6", "F701", "F702", "F704", "F706", "F707", "F722", "F81", "F82", "F84", "F901"),
}
_PREVIEW = ("E11", "E2", "E3", "E502", "W391")
#: Begin like one of these and are not ruff's.
_NOT = ("E704", "F824")
_FAMILIES = ("E", "W", "F", "C90")
_SHARED = r"[EWF]\d*|C90\d?"  # "EM101" and "FBT" are other families
#: Read here; whatever else a file has is passed over.
_READ = {"select", "extend-select", "ignore", "extend-ignore", "per-file-ignores", "extend-per-file-ignores"} | {
    *("line-length", "exclude", "extend-exclude", "mccabe", "pycodestyle", "preview", "extend", "lint", "external"),
    *("respect-gitignore", "force-exclude"),
}


def read_ruff(root: str, has: Callable[[str], bool], codes: Sequence[str], inputs: Inputs) -> Reading | None:
    """Return what ruff is told at the root; None when it is told nothing. ``codes`` are those that there are here.

    Raises:
        ConfigError: a file cannot be read or parsed.
    """
    chain = _chain(root, inputs)
    if not chain:
        return None
    said = _Said(chain)
    left: list[str] = []
    values: dict[str, Any] = {}
    preview = bool(said.get("preview"))
    selected = [*said.list("select", _SELECT), *said.list("extend-select")]
    ignored = [*said.list("ignore"), *said.list("extend-ignore")]
    values["select"] = _shared(selected, has, said.place("select"), "select", left)
    kept = _shared(ignored, has, said.place("ignore"), "ignore", left)
    values["ignore"] = sorted({*kept, *_unheard_of(values["select"], codes, preview)})
    values |= _numbers(said, values["select"])
    values |= _paths(said)
    if per_file := _per_file(said, has, left):
        values["per-file-ignores"] = per_file
    sources = {key: said.place(_KEYS.get(key, key)) for key in values}
    left += _passed_over(said)
    looks_for = tuple(code for code in codes if _finds(code, preview))
    return Reading("ruff", said.title, values, sources, tuple(left), OldRun("ruff", codes=looks_for))


#: Keys of ours that ruff calls otherwise.
_KEYS = {"max-line-length": "line-length", "max-complexity": "mccabe", "max-doc-length": "pycodestyle"}


class _Said:
    """ruff's keys, wherever they may stand: at the top or under ``lint``; the nearest file first."""

    def __init__(self, chain: Sequence[TomlDocument]) -> None:
        self.chain = chain
        self.title = f"{chain[0].name} {chain[0].section}".rstrip()

    def get(self, *path: str) -> Any:
        """Return a value; None when no file says it."""
        return next((value for _, _, value in self._found(path)), None)

    def list(self, key: str, default: Iterable[str] = ()) -> list[str]:
        """Return a list of texts."""
        found = self.get(key)
        return [str(each) for each in found] if isinstance(found, list) else list(default)

    def table(self, key: str) -> Mapping[str, Any]:
        """Return a table."""
        found = self.get(key)
        return found if isinstance(found, dict) else {}

    def place(self, *path: str) -> str:
        """Say where a key stands; the file, where it is not said."""
        return next((document.place(*where) for document, where, _ in self._found(path)), self.title)

    def _found(self, path: tuple[str, ...]) -> Iterable[tuple[TomlDocument, tuple[str, ...], Any]]:
        for document in self.chain:
            for where in (("lint", *path), path):
                value: Any = document.table
                for step in where:
                    value = value.get(step) if isinstance(value, dict) else None
                if value is not None:
                    yield document, where, value


def _chain(root: str, inputs: Inputs) -> list[TomlDocument]:
    """Return ruff's file and those that it extends."""
    for file in _FILES:
        if (document := _read(os.path.join(root, file), file, inputs)) is not None:
            chain = [document]
            while isinstance(above := chain[-1].table.get("extend"), str) and len(chain) < 10:
                directory = os.path.dirname(os.path.join(root, chain[-1].name))
                path = os.path.normpath(os.path.join(directory, above))
                further = _read(path, os.path.relpath(path, root).replace(os.sep, "/"), inputs)
                if further is None:
                    raise ConfigError(f"{chain[-1].place('extend')}: there is no {above} with settings of ruff")
                chain.append(further)
            return chain
    return []


def _read(path: str, name: str, inputs: Inputs) -> TomlDocument | None:
    text = read_text(path, name, inputs)
    if text is None:
        return None
    document = TomlDocument(name, text, _TABLE if os.path.basename(path) == "pyproject.toml" else ())
    return document if document.has_table else None


def _shared(codes: Iterable[str], has: Callable[[str], bool], place: str, key: str, left: list[str]) -> list[str]:
    """Return the codes that both have; "ALL" is all of those."""
    listed = list(dict.fromkeys(codes))
    if "ALL" in listed:
        left.append(f"{place}: {key} = ALL: only {', '.join(_FAMILIES)} are looked for here too")
        listed = [*_FAMILIES, *(code for code in listed if code != "ALL")]
    listed = ["C90" if code in ("C", "C9") else code for code in listed]
    shared = [code for code in listed if re.fullmatch(_SHARED, code) and has(code)]
    others = [code for code in listed if code not in shared]
    if others:
        left.append(
            f"{place}: not taken: {key} {', '.join(others)}: only ruff looks for these; keep running it for them"
        )
    return shared


def _finds(code: str, preview: bool) -> bool:
    prefixes = (*_STABLE.get(code[:1], ()), *(_PREVIEW if preview else ()), "C901")
    return code.startswith(prefixes) and code not in _NOT


def _unheard_of(selected: Sequence[str], codes: Iterable[str], preview: bool) -> set[str]:
    """Return what is selected here and ruff does not look for, as the shortest prefixes that say so."""
    chosen = [code for code in codes if code.startswith(tuple(selected))] if selected else []
    found = [code for code in chosen if _finds(code, preview)]
    shortest = set()
    for code in chosen:
        if code not in found:
            prefixes = (code[:length] for length in range(2, len(code) + 1))
            speaks_of = (*found, *selected)
            shortest.add(next(each for each in prefixes if each == code or not _any_begins(speaks_of, each)))
    return shortest


def _any_begins(codes: Iterable[str], prefix: str) -> bool:
    return any(code.startswith(prefix) for code in codes)


def _numbers(said: _Said, selected: Sequence[str]) -> dict[str, int]:
    length = said.get("pycodestyle", "max-line-length") or said.get("line-length") or _LENGTH
    numbers = {"max-line-length": length}
    if (doc := said.get("pycodestyle", "max-doc-length")) is not None:
        numbers["max-doc-length"] = doc
    if any("C901".startswith(code) for code in selected):
        numbers["max-complexity"] = said.get("mccabe", "max-complexity") or _COMPLEXITY
    return numbers


def _paths(said: _Said) -> dict[str, Any]:
    listed = said.list("exclude", _EXCLUDE) + said.list("extend-exclude")
    values: dict[str, Any] = {"exclude": list(dict.fromkeys(pattern(each) for each in listed))}
    if said.get("respect-gitignore") is False:
        values["respect-gitignore"] = False
    return values


def _per_file(said: _Said, has: Callable[[str], bool], left: list[str]) -> dict[str, list[str]]:
    result: dict[str, list[str]] = {}
    for key in ("per-file-ignores", "extend-per-file-ignores"):
        for name, codes in said.table(key).items():
            shared = _shared(map(str, codes), has, said.place(key), f"{key} {name}", left)
            if shared:
                result.setdefault(pattern(name), []).extend(shared)
    return result


def _passed_over(said: _Said) -> list[str]:
    for_ruff = [
        key
        for document in said.chain
        for key in (*document.table, *(document.table.get("lint") or {}))
        if key not in _READ
    ]
    return [f"{said.title}: passed over {', '.join(dict.fromkeys(for_ruff))}"] if for_ruff else []
