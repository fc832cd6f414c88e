"""The baseline's file as one block for each path: a block that balanced in an earlier run is not read again."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping, Sequence

from qualitygate.cache.block_matches import Balance, BlockMatches, of_fingerprints
from qualitygate.engine.baseline.baseline_file import HEADER, Entry, decode, parse, read_data
from qualitygate.errors import BaselineError
from qualitygate.inputs import Inputs


class Baseline:
    """The baseline of one run. Its entries are made as they are asked for; most runs need few of a large one."""

    def __init__(self, data: bytes, name: str, balances: BlockMatches | None) -> None:
        """Read the text of a file, but for the blocks that are known to balance. ``name`` is what messages call it.

        Raises:
            BaselineError: it is damaged, or has a merge conflict.
        """
        self._data = data
        self._name = name
        self._balances = balances
        self._blocks = _blocks(data) if balances is not None else {}
        found = {path: balances.find(block) for path, block in self._blocks.items()} if balances is not None else {}
        self.balanced: Mapping[str, Balance] = {path: each for path, each in found.items() if each is not None}
        entries = self._parse(self.balanced)
        if any(entry.identity.path in self.balanced for entry in entries):  # a line by hand, at another path's place
            self.balanced = {}
            entries = self._parse({})
        self._first: Sequence[Entry] = entries

    @classmethod
    def read(cls, path: str, name: str, inputs: Inputs, balances: BlockMatches | None = None) -> Baseline:
        """Read a file; an empty one when there is none, or no name for one.

        Raises:
            BaselineError: it cannot be read, is damaged, or has a merge conflict.
        """
        return cls(read_data(path, name, inputs), name, balances)

    def __bool__(self) -> bool:
        """Is there any entry?"""
        return bool(self._first or self.balanced)

    def entries(self, without: Collection[str] = ()) -> Sequence[Entry]:
        """Return the entries in the order of the file, but for those of some of the paths that balance."""
        if len(without) == len(self.balanced):
            return self._first
        return self._parse(without)

    @property
    def is_remembered(self) -> bool:
        """Is there a place for what this run finds out?"""
        return bool(self._blocks)

    def balances(self, path: str, fingerprints: Sequence[str]) -> bool:
        """Are these the findings that the entries of a path are known to stand for, each for one?"""
        known = self.balanced.get(path)
        return known is not None and known.findings == of_fingerprints(fingerprints)

    def note_balance(self, path: str, fingerprints: Sequence[str], reason: str) -> None:
        """Keep for later runs that the entries of a path stand for these findings, and for no others."""
        block = self._blocks.get(path)
        if block is not None and self._balances is not None and block.count(b"\n") == len(fingerprints):
            self._balances.put(block, fingerprints, reason)

    def _parse(self, without: Collection[str]) -> Sequence[Entry]:
        if not self._data:
            return []
        if without:
            blocks = [block for path, block in self._blocks.items() if path not in without]
            try:
                return parse(b"".join([HEADER.encode(), b"\n", *blocks]).decode(), self._name)
            except (BaselineError, UnicodeDecodeError):
                pass  # the message needs the line of the whole file
        return parse(decode(self._data, self._name), self._name)


def _blocks(data: bytes) -> dict[str, bytes]:
    """Cut a file into the lines of each path; {} when its lines do not look and stand as they are written."""
    header = f"{HEADER}\n".encode()
    if not data.startswith(header):
        return {}
    pattern = re.compile(rb'(\{"path": ("(?:[^"\\]|\\.)*"), ).*\n(?:\1.*\n)*')  # here: few runs have a baseline
    blocks: dict[str, bytes] = {}
    end = len(header)
    for found in pattern.finditer(data, end):
        try:
            path = json.loads(found[2])
        except ValueError:
            return {}
        if found.start() != end or path in blocks:
            return {}
        blocks[path] = found[0]
        end = found.end()
    return blocks if end == len(data) else {}
