"""The baseline's file: one finding a line, sorted, with nothing in it that two branches would both change."""

from __future__ import annotations

import contextlib
import gc
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import Any, NamedTuple, NoReturn

from qualitygate.errors import BaselineError
from qualitygate.inputs import Inputs
from qualitygate.model.fingerprint import Identity

#: The first line, and the least in the order of lines: it stays first when the file is sorted.
HEADER = '{"baseline": 1}'
_MARKERS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
_KEYS = frozenset({"path", "code", "scope", "line", "number", "near", "reason"})
_DAMAGE = (ValueError, KeyError, TypeError, AttributeError, RecursionError)
_CONFLICT = (
    "a merge conflict; keep the lines of both sides, delete the markers, and run: qualitygate baseline prune"
    " (the merge driver does this by itself: docs/baseline.md)"
)


class Entry(NamedTuple):
    """One accepted finding."""

    identity: Identity
    number: int = 1  #: among equal ones, from 1
    near: str = ""  #: the lines around it, as ``Neighbours.mark``
    reason: str = ""

    @property
    def key(self) -> tuple[Identity, int]:
        """What no two entries share."""
        return self.identity, self.number


def read_baseline(path: str, name: str) -> list[Entry]:
    """Read a file; [] when there is none, or no name for one. ``name`` is what messages call it.

    Raises:
        BaselineError: it cannot be read, is damaged, or has a merge conflict.
    """
    data = read_data(path, name, Inputs())
    return parse(decode(data, name), name) if data else []


def read_data(path: str, name: str, inputs: Inputs) -> bytes:
    """Read the bytes of a file; b"" when there is none, or no name for one.

    Raises:
        BaselineError: it cannot be read, or is empty.
    """
    if not name:
        return b""
    try:
        data = inputs.read(path)
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise BaselineError(f"{name}: cannot be read: {error.strerror or error}") from None
    return data or _refuse([""], name)


def decode(data: bytes, name: str) -> str:
    """Decode all at once: a text file's decoder takes ten times as long.

    Raises:
        BaselineError: it is not UTF-8.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BaselineError(f"{name}: expected UTF-8, but byte {error.start} is not ({error.reason})") from None


def numbered_entries(path: str, name: str) -> Iterator[tuple[int, Entry]]:
    """Yield the entries of a file with their lines, 1-based; one that stands twice has the line of the first.

    Raises:
        BaselineError: as :func:`read_baseline`.
    """
    entries = read_baseline(path, name)
    if not entries:
        return
    with open(path, "rb") as file:
        lines = file.read().decode("utf-8").split("\n")
    places: dict[tuple[Identity, int], int] = {}
    for number, line in enumerate(lines[1:], 2):
        if line.strip():
            places.setdefault(_entries([json.loads(line)])[0].key, number)
    for entry in entries:
        yield places[entry.key], entry


def parse(text: str, name: str) -> list[Entry]:
    """Read the text of a file. The order of lines does not matter, and an entry that stands twice counts once.

    Raises:
        BaselineError: it is damaged, or has a merge conflict; the message has the line.
    """
    header, _, rest = text.partition("\n")
    if header.rstrip("\r") != HEADER:
        _refuse(text.split("\n"), name)
    lines = [line for line in rest.split("\n") if line and not line.isspace()]
    try:
        with _no_collection():
            rows = json.loads(f"[{','.join(lines)}]")  # one call for all lines takes a third of the time
            if len(rows) != len(lines):
                raise ValueError
            entries = _entries(rows)
            del rows
    except _DAMAGE:
        _refuse(text.split("\n"), name)
    if lines != sorted(lines) or any(one.key == two.key for one, two in pairwise(entries) if one[0] == two[0]):
        return list({entry.key: entry for entry in entries}.values())
    return entries  # equal entries would be neighbours, and hashing all of them takes longer than reading them


@contextlib.contextmanager
def _no_collection() -> Iterator[None]:
    """Keep the garbage collector from walking a hundred thousand new objects again and again: a third of the time.

    They live as long as the run, so that it need not look at them later either.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()


def render(entries: Iterable[Entry]) -> str:
    """Write the text of a file; its lines are in the order of ``LC_ALL=C sort``."""
    return "".join(f"{line}\n" for line in (HEADER, *sorted({_line(entry) for entry in entries})))


def write_baseline(path: str, entries: Iterable[Entry]) -> None:
    """Write a file whole or not at all.

    Raises:
        BaselineError: it cannot be written.
    """
    target = os.path.realpath(path)
    try:
        from tempfile import mkstemp  # here: it loads random

        descriptor, temporary = mkstemp(prefix=".baseline.", dir=os.path.dirname(target))
        try:
            with open(descriptor, "w", encoding="utf-8", newline="\n") as file:
                file.write(render(entries))
            os.chmod(temporary, os.stat(target).st_mode & 0o777 if os.path.exists(target) else 0o644)
            os.replace(temporary, target)
        except BaseException:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(temporary)
            raise
    except OSError as error:
        raise BaselineError(f"{path}: cannot be written: {error.strerror or error}") from None


def merge_entries(base: Iterable[Entry], ours: Iterable[Entry], theirs: Iterable[Entry]) -> list[Entry]:
    """Merge two descendants of ``base``: what either accepted is in, what either removed is out."""
    old, left, right = ({entry.key: entry for entry in side} for side in (base, ours, theirs))
    result = []
    for key in left.keys() | right.keys():
        if key in old and not (key in left and key in right):
            continue
        result.append(_merged(old.get(key), left.get(key), right.get(key)))
    return result


def _merged(old: Entry | None, left: Entry | None, right: Entry | None) -> Entry:
    """Take the side that changed what is said about an entry; where both did, both reasons."""
    if left is None or right is None or left == right:
        entry = left or right
        assert entry is not None
        return entry
    if left == old or right == old:
        return right if left == old else left
    reasons = sorted({left.reason, right.reason} - {""})
    return left._replace(reason="; ".join(reasons))


def _entries(rows: Sequence[Mapping[str, Any]]) -> list[Entry]:
    """Read all lines, column by column: one by one takes three times as long.

    Raises:
        ValueError: a value has a wrong type, or there is a key too many; one of :data:`_DAMAGE` otherwise.
    """
    codes, paths, lines = ([row[key] for row in rows] for key in ("code", "path", "line"))
    scopes, nears, reasons = ([row.get(key, "") for row in rows] for key in ("scope", "near", "reason"))
    numbers = [row.get("number", 1) for row in rows]
    if unknown := set(chain.from_iterable(rows)) - _KEYS:
        raise ValueError(f"unknown key {min(unknown)!r}")
    for column in (codes, paths, lines, scopes, nears, reasons):
        "".join(column)  # refuses what is no string, ten times as fast as asking each
    if not set(map(type, numbers)) <= {int} or min(numbers, default=1) < 1:
        raise ValueError("'number' is no whole number of at least 1")
    identities = map(Identity._make, zip(codes, paths, scopes, lines, strict=True))
    return list(map(Entry._make, zip(identities, numbers, nears, reasons, strict=True)))


def _line(entry: Entry) -> str:
    code, path, scope, line = entry.identity
    row: dict[str, Any] = {"path": path, "code": code}
    if scope:
        row["scope"] = scope
    row["line"] = line
    if entry.number > 1:
        row["number"] = entry.number
    row |= {key: text for key, text in (("near", entry.near), ("reason", entry.reason)) if text}
    text = json.dumps(row, ensure_ascii=False)
    return text if _is_utf8(text) else json.dumps(row)  # a path of bytes that are no text


def _is_utf8(text: str) -> bool:
    return not any("\ud800" <= character <= "\udfff" for character in text) if not text.isascii() else True


def _refuse(lines: list[str], name: str) -> NoReturn:
    """Find the line that is wrong, and say what is.

    Raises:
        BaselineError: always.
    """
    for number, line in enumerate(lines, 1):
        if line.startswith(_MARKERS):
            raise BaselineError(f"{name}:{number}: {_CONFLICT}")
    if lines[0].rstrip("\r") != HEADER:
        raise BaselineError(f"{name}:1: expected {HEADER}, got {lines[0][:60]!r}")
    for number, line in enumerate(lines[1:], 2):
        try:
            if line.strip():
                _entries([json.loads(line)])
        except KeyError as error:
            raise BaselineError(f"{name}:{number}: expected the key {error.args[0]!r}") from None
        except _DAMAGE as error:
            raise BaselineError(f"{name}:{number}: expected a finding as a JSON object: {error}") from None
    raise BaselineError(f"{name}: expected one JSON object a line")
