"""What the configuration excuses: every entry of ignore, per-file-ignores and exclude, and where it stands."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from qualitygate.config.documents import read_text
from qualitygate.config.layers import FileIgnore, Layer, Origin
from qualitygate.config.patterns import PathMatcher
from qualitygate.config.stacks import Stack
from qualitygate.errors import ConfigError
from qualitygate.inputs import Inputs
from qualitygate.model.replacement import replace
from qualitygate.model.settings import Dialect, Pattern

#: The keys whose entries are codes that nobody hears of.
IGNORES = ("ignore", "extend-ignore")
PER_FILE = "per-file-ignores"
#: The keys whose entries are patterns of files that nobody looks at.
EXCLUDES = ("exclude", "extend-exclude")
_PLACE = re.compile(r"(?P<path>.+?)(?::(?P<line>\d+))?(?: \[.*\])?")
_NEXT_KEY = re.compile(r"\s*(?:\[[^\]\"']*\]|[\w.\"'*/-]+\s*[=:])")
_LONGEST = 400  # lines that a list may have before we give up looking for its entry


class Exclusion(Struct, frozen=True):
    """One code or one pattern in one list."""

    key: str  #: ignore, extend-ignore, per-file-ignores, exclude, extend-exclude
    codes: tuple[str, ...]  #: the code; () for a pattern of files
    pattern: str  #: the pattern; "" for a code that is ignored everywhere
    path: str  #: of the configuration file, relative to the root
    line: int  #: 0 when it is not known
    reason: str = ""  #: the comment behind it
    base: str = ""  #: the directory that it holds for
    dialect: Dialect = "qualitygate"
    matcher: PathMatcher | None = None  #: of the files that it is about; None = all


def exclusions(stacks: Iterable[Stack], root: str, inputs: Inputs) -> list[Exclusion]:
    """Return every entry that a file makes, in order; defaults, profiles and the command line make none."""
    found: dict[tuple[str, int, str, tuple[str, ...], str], Exclusion] = {}
    texts: dict[str, list[str]] = {}
    for layer in dict.fromkeys(layer for stack in stacks for layer in stack.files):
        for entry in _of_layer(layer):
            placed = _placed(entry, root, texts, inputs)
            found.setdefault((placed.path, placed.line, placed.key, placed.codes, placed.pattern), placed)
    return [found[key] for key in sorted(found)]


def _of_layer(layer: Layer) -> Iterator[Exclusion]:
    for entries, matcher in ((layer.entries, None), *((each.entries, each.matcher) for each in layer.overrides)):
        for key in (*IGNORES, *EXCLUDES):
            values = entries[key].value if key in entries else ()
            for value in values if isinstance(values, tuple) else ():
                if isinstance(value, (str, Pattern)):  # stages hold lists
                    yield _entry(layer, key, value, entries[key].origins[0], matcher)
    for ignore in layer.per_file_ignores or ():
        yield from _of_file_ignore(layer, ignore)


def _entry(
    layer: Layer, key: str, value: str | Pattern, origin: Origin, matcher: PathMatcher | None
) -> Exclusion:
    path, line = _split(origin)
    is_pattern = isinstance(value, Pattern)
    codes = () if is_pattern else (str(value),)
    pattern = value.text if isinstance(value, Pattern) else ""
    return Exclusion(key, codes, pattern, path, line, "", layer.base, layer.dialect, matcher)


def _of_file_ignore(layer: Layer, ignore: FileIgnore) -> Iterator[Exclusion]:
    path, line = _split(ignore.origin)
    for code in ignore.ignore.codes:
        yield Exclusion(
            PER_FILE,
            (code,),
            ignore.ignore.pattern.text,
            path,
            line,
            "",
            layer.base,
            layer.dialect,
            ignore.matcher,
        )


def _split(origin: Origin) -> tuple[str, int]:
    document, steps = origin
    match = _PLACE.fullmatch(document.place(*steps))
    assert match is not None
    return match["path"], int(match["line"] or 0)


def _placed(entry: Exclusion, root: str, texts: dict[str, list[str]], inputs: Inputs) -> Exclusion:
    """Find the line of the entry itself in a list of several lines, and the comment behind it."""
    if entry.path not in texts:
        texts[entry.path] = _lines(root, entry.path, inputs)
    lines = texts[entry.path]
    wanted = entry.codes[0] if entry.codes else entry.pattern
    exact = re.compile(rf"(?<![\w/*.-]){re.escape(wanted)}(?![\w/*.-])")
    for number in range(entry.line, min(entry.line + _LONGEST, len(lines)) + 1) if entry.line else ():
        text = lines[number - 1]
        has_pairs = entry.dialect == "flake8" and entry.key == PER_FILE  # "pattern: codes" in each line
        if number > entry.line and (not text[:1].isspace() if has_pairs else _NEXT_KEY.match(text)):
            break
        code, _, comment = text.partition("#")
        if exact.search(code) and (not has_pairs or entry.pattern in code):
            return replace(entry, line=number, reason=comment.strip())
    return entry


def _lines(root: str, path: str, inputs: Inputs) -> list[str]:
    try:
        return (read_text(os.path.join(root, path), path, inputs) or "").split("\n")
    except ConfigError:
        return []
