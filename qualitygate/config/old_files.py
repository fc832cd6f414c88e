"""The configuration of flake8, pycodestyle and pep8, read as it is from the files they read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from qualitygate.api.options import Option
from qualitygate.config.documents import OldDocument, read_text
from qualitygate.config.flake8_text import split_files_to_codes, split_list, without_comments
from qualitygate.config.keys import CODE_LISTS, PATTERN_LISTS, PER_FILE_IGNORES, Keys
from qualitygate.config.locate import relative
from qualitygate.config.values import wrong_value
from qualitygate.errors import ConfigError
from qualitygate.inputs import Inputs

if TYPE_CHECKING:
    from configparser import RawConfigParser

#: In each directory, in this order. First flake8's files in flake8's own order (7.5, ``_find_config_file``), then
#: those of pycodestyle and pep8; ``.pep8`` and ``.flake8`` may hold any of the sections.
OLD_FILES = _FLAKE8_FILES = ("setup.cfg", "tox.ini", ".flake8", ".pep8")
_PYCODESTYLE_FILES = ("setup.cfg", "tox.ini", ".pep8", ".flake8")
_LOCAL_PLUGINS = "flake8:local-plugins"
_FLAKE8_SECTIONS = ("flake8", _LOCAL_PLUGINS)
_PYCODESTYLE_SECTIONS = ("pycodestyle", "pep8")
#: Sections that settings are read from.
OLD_SECTIONS = ("flake8", *_PYCODESTYLE_SECTIONS)

#: Options of flake8 7.5 and pycodestyle 2.15 that change how a run looks, not what it finds.
_PASSED_OVER = frozenset(
    {"format", "count", "show-source", "no-show-source", "show-pep8", "statistics", "jobs", "quiet", "verbose", "tee"}
    | {"output-file", "color", "benchmark", "bug-report", "exit-zero", "require-plugins"}
    | {"testsuite", "repeat", "first", "diff", "import-order-style", "application-import-names"}
)
#: What ``getboolean`` of the standard library reads.
_TRUTH = {word: True for word in ("1", "yes", "true", "on")} | {word: False for word in ("0", "no", "false", "off")}


class OldSection(Struct, frozen=True):
    """A section as text; its values get their types once the plugins' options are known."""

    path: str  #: absolute
    name: str  #: the file as messages call it
    section: str
    items: Mapping[str, str]
    text: str  #: of the whole file

    @property
    def title(self) -> str:
        """As the header of a report names it: ".pep8 [pep8]"."""
        return f"{self.name} [{self.section}]"


def find_old(directories: Iterable[str], root: str | None, inputs: Inputs) -> OldSection | None:
    """Return the first old section, searching the nearest directory first; it counts alone.

    Messages name the file relative to ``root``; without one, its own directory becomes the root.

    Raises:
        ConfigError: a file that names such a section cannot be parsed.
    """
    for directory in directories:
        for files, sections in ((_FLAKE8_FILES, _FLAKE8_SECTIONS), (_PYCODESTYLE_FILES, _PYCODESTYLE_SECTIONS)):
            for file in files:
                path = os.path.join(directory, file)
                if found := read_old(path, relative(path, root or directory), inputs, sections):
                    return found
    return None


def read_old(
    path: str, name: str, inputs: Inputs, sections: tuple[str, ...] = (*_FLAKE8_SECTIONS, *_PYCODESTYLE_SECTIONS)
) -> OldSection | None:
    """Return the first of ``sections`` that the file has; None without file or section.

    Raises:
        ConfigError: the file names one of them but cannot be parsed.
    """
    text = read_text(path, name, inputs)
    if text is None or not any(f"[{section}]" in text for section in sections):
        return None  # also spares the parser the many setup.cfg that have nothing for us
    parser = _parse(text, name)
    for section in sections:
        if parser.has_section(section):
            items = {} if section == _LOCAL_PLUGINS else dict(parser.items(section))
            return OldSection(path, name, section, items, text)
    return None


def local_plugins(old: OldSection) -> tuple[str, Mapping[str, str]]:
    """Return the name of the section in which flake8's users name plugins of their own tree, and what is in it.

    Raises:
        ConfigError: the file cannot be parsed.
    """
    if f"[{_LOCAL_PLUGINS}]" not in old.text:
        return _LOCAL_PLUGINS, {}
    parser = _parse(old.text, old.name)
    items = parser.items(_LOCAL_PLUGINS) if parser.has_section(_LOCAL_PLUGINS) else ()
    return _LOCAL_PLUGINS, {key: value for key, value in items if key not in parser.defaults()}


def convert(old: OldSection, keys: Keys) -> tuple[OldDocument, tuple[str, ...]]:
    """Give the values the types that qualitygate's keys of the same names have, and say what was passed over.

    Raises:
        ConfigError: a value is not what flake8 would accept for its key.
    """
    lines = _lines(old)
    table: dict[str, Any] = {"noqa": "flake8"}
    shared: dict[str, Any] = {}  # of the table that plugins have in common under the section's name
    unknown: list[str] = []
    for written, text in old.items.items():
        key = written.replace("_", "-")
        option = _option(key, keys, old.section)
        if option or key == PER_FILE_IGNORES:
            try:
                value = _value(option, text)
            except ValueError as error:
                where = f"{old.name}:{lines.get(key, '')}".rstrip(":")
                raise ConfigError(f"{where}: {_message(key, error)}") from None
            if value != [] or old.section == "flake8" or key not in CODE_LISTS:  # to pycodestyle empty is not said
                (table if option is None or "." not in option.key else shared)[key] = value
        elif key == "disable-noqa":
            table["noqa"] = "off" if _truth(key, text, f"{old.name}:{lines.get(key, '')}".rstrip(":")) else "flake8"
        elif _is_unheard(key, text):
            unknown.append(written)
    table |= {old.section: shared} if shared else {}
    return OldDocument(old.name, f"[{old.section}]", table, lines), tuple(_notes(old, unknown))


def _notes(old: OldSection, unknown: Sequence[str]) -> Iterator[str]:
    """Say what of the section, and of that of its local plugins, has no effect here."""
    if unknown:
        yield f"{old.title}: passed over {', '.join(unknown)}"
    for key in ("require-plugins", "require_plugins"):
        missing = [name for name in split_list(without_comments(old.items.get(key, ""))) if not _is_installed(name)]
        if missing:
            which = f"{old.title}: require-plugins: not installed: {', '.join(missing)}"
            cure = f"python -m pip install {' '.join(map(repr, missing))}"
            yield f"{which}; what they find is not looked for; run: {cure}"
    section, own = local_plugins(old)
    if unheard := [key for key in own if key not in ("extension", "report", "paths")]:
        yield f"{old.name} [{section}]: passed over {', '.join(unheard)}; plugins stand under extension"
    if own.get("report"):
        yield f"{old.name} [{section}]: passed over report; the gate has formats of its own"


def _option(key: str, keys: Keys, section: str) -> Option | None:
    """Return the option that an old file may set.

    The core's lists, and what plugins declare at top level or in a table that is called like the file's section.
    """
    if key in CODE_LISTS or key in PATTERN_LISTS:
        return keys.option(key)
    known = keys.plugin_options.get(key) if "." not in key else None
    return known or keys.plugin_options.get(f"{section}.{key}")


def _value(option: Option | None, text: str) -> Any:
    """Read one value.

    Raises:
        ValueError: it has not the option's type.
    """
    bare = without_comments(text).strip()
    if option is None:
        return tuple(split_files_to_codes(bare))
    if isinstance(option.default, tuple):
        return split_list(bare)
    if isinstance(option.default, str):
        return text.strip()
    if isinstance(option.default, bool) and bare.lower() in _TRUTH:
        return _TRUTH[bare.lower()]
    if isinstance(option.default, bool) or not re.fullmatch(r"[+-]?\d+", bare, re.ASCII):
        raise ValueError(str(wrong_value(option.key, option.type_name, text)))
    return int(bare)


def _truth(key: str, text: str, where: str) -> bool:
    said = without_comments(text).strip().lower()
    if said not in _TRUTH:
        raise ConfigError(f"{where}: {wrong_value(key, 'true or false', text)}")
    return _TRUTH[said]


def _is_installed(name: str) -> bool:
    """Is there such a distribution? flake8 7.5 refuses to run without those that ``require-plugins`` names."""
    from importlib.metadata import PackageNotFoundError, version  # here: 20 ms

    try:
        return bool(version(name))
    except (PackageNotFoundError, ValueError):
        return False


def _message(key: str, error: ValueError) -> str:
    return str(error) if str(error).startswith(f"{key}: ") else f"{key}: {error}"


def _is_unheard(key: str, text: str) -> bool:
    """Does passing over this key deserve a word?"""
    if key == "filename":
        return not {"*.py", "*.pyi"}.issuperset(split_list(text))
    return key not in _PASSED_OVER


def _parse(text: str, name: str) -> RawConfigParser:
    from configparser import Error, RawConfigParser  # 4 ms, needed only for an old file

    parser = RawConfigParser()
    try:
        parser.read_string(text, name)
    except Error as error:
        raise ConfigError(" ".join(str(error).split())) from None
    return parser


def _lines(old: OldSection) -> dict[str, int]:
    """Map the section's keys, spelled with "-", to their 1-based lines."""
    lines: dict[str, int] = {}
    section = ""
    for number, line in enumerate(old.text.split("\n"), 1):
        if header := re.match(r"\[(?P<name>.+)\]", line):
            section = header["name"]
        elif section == old.section and (key := re.match(r"([^\s=:#;][^=:]*?)\s*[=:]", line)):
            lines.setdefault(key[1].lower().replace("_", "-"), number)
    return lines
