"""Follows the name of one file through a run, from the command line to a line of a ``cobertura`` report.

``counts.py`` starts it in a process of its own, ``python walk.py TREE``, in the directory of the file to check. It
prints, as JSON, the files of the tree that the name passes, and the borders between packages.
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterable
from types import FrameType

NAME = "shop.py"
COMMAND = ["check", "--isolated", "--no-cache", "--jobs=1", "--format=cobertura", NAME]
PACKAGES = ("qualitygate/", "plugins/", "rules/")
#: A finding in a judgement in a report in what a run gave has its path this far below.
DEPTH = 7


class Walk:
    """Notes every file of a tree with a function that is given the name, or gives it back, alone or in a value."""

    def __init__(self, tree: str) -> None:
        self._tree = os.path.join(os.path.realpath(tree), "")
        self.files: set[str] = set()
        self.borders: set[tuple[str, str]] = set()  #: caller's and callee's package

    def note(self, frame: FrameType, event: str, argument: object) -> None:
        """Take a call or a return; for :func:`sys.setprofile`."""
        file = self._file(frame)
        if not file or event not in ("call", "return"):
            return
        handed: Iterable[object] = frame.f_locals.values() if event == "call" else (argument,)
        if not any(is_mentioned(value) for value in handed):
            return
        self.files.add(file)
        caller = frame.f_back
        while caller is not None and not self._file(caller):  # past the standard library and pluggy
            caller = caller.f_back
        if caller is not None and _package(self._file(caller)) != _package(file):
            self.borders.add((_package(self._file(caller)), _package(file)))

    def _file(self, frame: FrameType) -> str:
        name = str(frame.f_globals.get("__file__"))  # the code's own may be relative: see compileall
        inside = name[len(self._tree) :] if name.startswith(self._tree) else ""
        return inside if inside.startswith(PACKAGES) else ""


def is_mentioned(value: object, depth: int = DEPTH) -> bool:
    """Is the name in a text, or in a value with fields, of this value?"""
    if isinstance(value, (str, bytes)):
        return (NAME if isinstance(value, str) else NAME.encode()) in value
    if not depth or value is None or isinstance(value, (int, type)):
        return False
    if isinstance(value, (tuple, list, set, frozenset)):
        return any(is_mentioned(each, depth - 1) for each in value)
    if isinstance(value, dict):
        return any(is_mentioned(each, depth - 1) for pair in value.items() for each in pair)
    fields = getattr(value, "__struct_fields__", None) or getattr(value, "__slots__", ())
    return any(is_mentioned(getattr(value, str(name), None), depth - 1) for name in fields)


def _package(file: str) -> str:
    """``engine`` of ``qualitygate/engine/gate/gate.py``; ``plugins`` are one, as the core sees them."""
    parts = file.split("/")
    return parts[1] if parts[0] == "qualitygate" else parts[0]


def main(tree: str) -> None:
    """Run the gate of ``tree`` over the file and print what its name passes."""
    walk = Walk(tree)
    for folder in ("rules", "plugins", ""):
        sys.path.insert(0, os.path.join(walk._tree, folder))
    from qualitygate.cli.main import main as gate  # here: of the tree that was named

    out, sys.stdout = sys.stdout, io.TextIOWrapper(io.BytesIO())
    sys.setprofile(walk.note)
    gate(COMMAND)
    sys.setprofile(None)
    sys.stdout = out
    print(json.dumps({"files": sorted(walk.files), "borders": sorted(walk.borders)}))


if __name__ == "__main__":
    main(sys.argv[1])
