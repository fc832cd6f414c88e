"""What pylint's settings share with ours: the messages that have a code here, the line length, and paths."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from qualitygate.adopting.reading import OldRun, Reading
from qualitygate.config.documents import TomlDocument, read_text
from qualitygate.config.flake8_text import split_list
from qualitygate.errors import ConfigError
from qualitygate.inputs import Inputs

#: In pylint's order (4.1, ``config/find_default_config_files.py``).
_FILES = ("pylintrc", ".pylintrc", "pylintrc.toml", ".pylintrc.toml", "pyproject.toml", "setup.cfg", "tox.ini")
_LENGTH = 100
#: Messages of pylint 4.1 by id and name, and what is the same here (its documentation, and measured side by side).
MESSAGES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("C0301", "line-too-long", ("E501",)),
    ("C0303", "trailing-whitespace", ("W291", "W293")),
    ("C0304", "missing-final-newline", ("W292",)),
    ("C0305", "trailing-newlines", ("W391",)),
    ("C0410", "multiple-imports", ("E401",)),
    ("C0413", "wrong-import-position", ("E402",)),
    ("C3001", "unnecessary-lambda-assignment", ("E731",)),
    ("E0102", "function-redefined", ("F811",)),
    ("E0104", "return-outside-function", ("F706",)),
    ("E0602", "undefined-variable", ("F821",)),
    ("E0603", "undefined-all-variable", ("F822",)),
    ("W0109", "duplicate-key", ("F601",)),
    ("W0199", "assert-on-tuple", ("F631",)),
    ("W0301", "unnecessary-semicolon", ("E703",)),
    ("W0401", "wildcard-import", ("F403",)),
    ("W0404", "reimported", ("F811",)),
    ("W0611", "unused-import", ("F401",)),
    ("W0612", "unused-variable", ("F841",)),
    ("W0702", "bare-except", ("E722",)),
    ("W1309", "f-string-without-interpolation", ("F541",)),
    ("W1401", "anomalous-backslash-in-string", ("W605",)),
    ("R1260", "too-complex", ("C901",)),
)
#: Only where their extension is loaded.
_EXTENSIONS = {"too-complex": "mccabe"}
_CATEGORIES = {"convention": "C", "refactor": "R", "warning": "W", "error": "E"}
_READ = {"disable", "enable", "max-line-length", "ignore", "ignore-patterns", "ignore-paths", "load-plugins"} | {
    "max-complexity"
}


def read_pylint(root: str, inputs: Inputs) -> Reading | None:
    """Return what pylint is told at the root; None when it is told nothing.

    Raises:
        ConfigError: a file cannot be read or parsed.
    """
    for file in _FILES:
        name = os.path.join(root, file)
        said = _of_toml(name, file, inputs) if file.endswith(".toml") else _of_ini(name, file, inputs)
        if said is not None:
            return _reading(*said)
    return None


def _reading(title: str, said: Mapping[str, str], places: Mapping[str, str]) -> Reading:
    left: list[str] = []
    enabled = _enabled(said, left, places)
    codes = sorted({code for _, name, same in MESSAGES if name in enabled for code in same})
    values: dict[str, Any] = {
        "select": codes, "ignore": [], "max-line-length": _number(said, "max-line-length", _LENGTH)
    }
    if "C901" in codes:
        values["max-complexity"] = _number(said, "max-complexity", 10)
    if excluded := [*split_list(said.get("ignore", "CVS")), *_patterns(said, places, left)]:
        values["extend-exclude"] = excluded
    others = [key for key in said if key not in _READ]
    left += [f"{title}: passed over {', '.join(others)}"] if others else []
    sources = {"select": places.get("enable") or places.get("disable") or title, "ignore": title}
    sources["extend-exclude"] = places.get("ignore") or places.get("ignore-patterns") or title
    sources |= {key: places.get(key, title) for key in ("max-line-length", "max-complexity")}
    only = ",".join(identifier for identifier, name, _ in MESSAGES if name in enabled)
    run = OldRun("pylint", ("--disable=all", f"--enable={only}"), codes=tuple(codes))
    return Reading("pylint", title, values, sources, tuple(left), run)


def _enabled(said: Mapping[str, str], left: list[str], places: Mapping[str, str]) -> set[str]:
    """Return the names of messages that are looked for and have a code here: enable counts behind disable."""
    disable, enable = (split_list(said.get(key, "")) for key in ("disable", "enable"))
    loaded = said.get("load-plugins", "")
    enabled = {name for _, name, same in MESSAGES if same and _EXTENSIONS.get(name, "") in loaded}
    unshared: dict[str, list[str]] = {"disable": [], "enable": []}
    for key, listed in (("disable", disable), ("enable", enable)):
        for each in listed:
            meant = _meant(each)
            enabled = enabled - meant if key == "disable" else enabled | meant
            unshared[key] += [] if meant or each == "all" else [each]
    for key, names in unshared.items():
        if names:
            what = (
                "nothing here looks for these" if key == "disable" else "only pylint looks for these; keep running it"
            )
            left.append(f"{places.get(key, '')}: not taken: {key} {', '.join(names)}: {what}")
    return enabled


def _meant(word: str) -> set[str]:
    """Return the names of shared messages that an entry means: a name, an id, a category, or all."""
    letter = _CATEGORIES.get(word.lower(), word if len(word) == 1 else "")
    return {
        name
        for identifier, name, same in MESSAGES
        if same and (word in (identifier, name, "all") or (letter and identifier.startswith(letter.upper())))
    }


def _number(said: Mapping[str, str], key: str, default: int) -> int:
    text = said.get(key, "").strip()
    return int(text) if text.isdigit() else default


def _patterns(said: Mapping[str, str], places: Mapping[str, str], left: list[str]) -> Iterable[str]:
    """Yield patterns for pylint's regular expressions, where they are no more than that."""
    for key in ("ignore-patterns", "ignore-paths"):
        for expression in split_list(said.get(key, "")):
            text = expression.removeprefix("^").removesuffix("$")
            plain = text.removesuffix(".*").removesuffix("/").replace(r"\.", ".")
            if expression in (r"^\.#", r"^\\.#"):
                continue  # pylint's own default: lock files of Emacs, which nobody checks
            if re.search(r"[\\()\[\]*+?|{}^$]", plain) or not plain:
                left.append(f"{places.get(key, '')}: not taken: {key} {expression}: it says more than a pattern can")
            else:
                open_end = "" if expression.endswith("$") or key == "ignore-paths" else "*"
                yield ("/" if key == "ignore-paths" else "") + plain + open_end


def _of_toml(path: str, file: str, inputs: Inputs) -> tuple[str, dict[str, str], dict[str, str]] | None:
    text = read_text(path, file, inputs)
    if text is None or "pylint" not in text and file == "pyproject.toml":
        return None
    document = TomlDocument(file, text, ("tool", "pylint"))
    if not document.has_table:
        return None
    said: dict[str, str] = {}
    places: dict[str, str] = {}
    for section, table in document.table.items():
        for key, value in table.items() if isinstance(table, dict) else ():
            words = value if isinstance(value, list) else [value]
            said[key.replace("_", "-")] = ",".join(map(str, words))
            places[key.replace("_", "-")] = document.place(section, key)
    return f"{file} [tool.pylint]", said, places


def _of_ini(path: str, file: str, inputs: Inputs) -> tuple[str, dict[str, str], dict[str, str]] | None:
    from configparser import Error, RawConfigParser  # here: 4 ms, for an old file

    text = read_text(path, file, inputs)
    if text is None:
        return None
    is_shared = file in ("setup.cfg", "tox.ini")
    if is_shared and "[pylint" not in text:
        return None
    parser = RawConfigParser(strict=False)
    try:
        parser.read_string(text, file)
    except Error as error:
        raise ConfigError(" ".join(str(error).split())) from None
    sections = [each for each in parser.sections() if not is_shared or each.startswith("pylint")]
    said = {key.replace("_", "-"): value for each in sections for key, value in parser.items(each)}
    return (file, said, _places(file, text, said)) if sections else None


def _places(file: str, text: str, said: Mapping[str, str]) -> dict[str, str]:
    lines: Sequence[str] = text.split("\n")
    places: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        key = re.match(r"([\w-]+)\s*[=:]", line)
        if key and key[1].replace("_", "-") in said:
            places.setdefault(key[1].replace("_", "-"), f"{file}:{number}")
    return places
