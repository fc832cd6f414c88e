"""What repairs may not do to files: stop them from compiling, or change the program they are."""

from __future__ import annotations

import ast
import os
import warnings
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Snapshot:
    """The bytes of every Python file of a directory, by path."""

    data: dict[str, bytes]

    def broken(self, after: Snapshot) -> list[str]:
        """Return the files that compile here and not there."""
        differing = self.differing(after)
        return [path for path in differing if _compiles(self.data[path]) and not _compiles(after.data[path])]

    def changed(self, after: Snapshot) -> list[str]:
        """Return the files that are another program there."""
        return [path for path in self.differing(after) if not _is_same_program(self.data[path], after.data[path])]

    def differing(self, other: Snapshot) -> list[str]:
        """Return the files whose bytes differ."""
        return [path for path, data in self.data.items() if other.data[path] != data]


def snapshot(directory: Path) -> Snapshot:
    """Read every Python file below ``directory``, links left out."""
    paths = sorted(path for path in directory.rglob("*.py") if path.is_file() and not os.path.islink(path))
    return Snapshot({path.relative_to(directory).as_posix(): path.read_bytes() for path in paths})


def _compiles(data: bytes) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(data, "<file>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError):
        return False
    return True


def _is_same_program(before: bytes, after: bytes) -> bool:
    old, new = _tree(before), _tree(after)
    return old is None or old == new


def _tree(data: bytes) -> str | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.dump(_Normal().visit(ast.parse(data)))
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError):
        return None


_OPPOSITES: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.In: ast.NotIn, ast.Is: ast.IsNot, ast.NotIn: ast.In, ast.IsNot: ast.Is
}


class _Normal(ast.NodeTransformer):
    """Makes one form of what the fixes of E401, E713 and E714 write in another."""

    def visit_Import(self, node: ast.Import) -> list[ast.Import]:
        """Split ``import a, b``."""
        return [ast.Import([alias]) for alias in node.names]

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        """Write ``not a in b`` as ``a not in b``, and ``not a is not b`` as ``a is b``."""
        self.generic_visit(node)
        compared = node.operand
        if isinstance(node.op, ast.Not) and isinstance(compared, ast.Compare) and len(compared.ops) == 1:
            opposite = _OPPOSITES.get(type(compared.ops[0]))
            if opposite is not None:
                return ast.Compare(compared.left, [opposite()], compared.comparators)
        return node
