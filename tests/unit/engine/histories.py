"""Small projects and the edits that people make to them, for tests of matching: lines with an identity of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

from hypothesis import strategies as st

from qualitygate.engine.matching.neighbours import Neighbours, neighbours
from qualitygate.model.fingerprint import Identity

#: Lines with a finding. Short ones turn up anywhere by chance, the long one does not.
BAD = ("except:", "import os", "x == None", "value = lambda element: element.something_else_entirely")


@dataclass(frozen=True)
class Line:
    """A line that is itself even when its text is not unique."""

    text: str
    number: int

    @property
    def is_bad(self) -> bool:
        """Is there a finding on it?"""
        return self.text in BAD


@dataclass(frozen=True)
class Block:
    """A function, or with no name the code outside of functions."""

    scope: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Found:
    """A finding of a project, as the baseline keeps it."""

    identity: Identity
    near: str
    line: Line


@dataclass
class Tree:
    """A project: files of blocks."""

    files: dict[str, tuple[Block, ...]] = field(default_factory=dict)

    def lines(self, path: str) -> list[Line]:
        """A file's lines in order."""
        return [line for block in self.files.get(path, ()) for line in block.lines]

    def findings(self) -> list[Found]:
        """Everything that is bad, file by file."""
        found = []
        for path in sorted(self.files):
            texts = [line.text for line in self.lines(path)]
            number = 0
            for block in self.files[path]:
                for line in block.lines:
                    number += 1
                    if line.is_bad:
                        identity = Identity("B1", path, block.scope, line.text)
                        found.append(Found(identity, neighbours(texts, number).mark, line))
        return found


class Head:
    """What matching asks, about a project of which every file was checked."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._near: list[Neighbours] = []
        for path in sorted(tree.files):
            lines = tree.lines(path)
            texts = [line.text for line in lines]
            self._near += (neighbours(texts, number) for number, line in enumerate(lines, 1) if line.is_bad)

    def near(self, index: int) -> Neighbours:
        """Return the lines around a finding."""
        return self._near[index]

    def has_lost(self, path: str) -> bool:
        """Every file was checked, or is gone."""
        return True

    def has_scope(self, path: str, scope: str) -> bool:
        """Is the function still in the file?"""
        return any(block.scope == scope for block in self._tree.files.get(path, ()))


_numbers = count()


def fresh(text: str = "") -> Line:
    """A line that was nowhere before; without a text its text is its own too."""
    number = next(_numbers)
    return Line(text or f"step_{number}(first, second)", number)


@st.composite
def lines(draw: st.DrawFn, least: int = 0) -> tuple[Line, ...]:
    """Bad lines between good ones whose texts stand nowhere else."""
    drawn = draw(st.lists(st.sampled_from(BAD), min_size=least, max_size=4))
    return tuple(line for text in drawn for line in (fresh(), fresh(text), fresh(), fresh(), fresh()))


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    """One to four files with up to three functions each."""
    tree = Tree()
    for path in draw(st.lists(st.sampled_from(["a.py", "b.py", "c/d.py", "e.py"]), min_size=1, unique=True)):
        scopes = draw(st.lists(st.sampled_from(["", "f", "g", "View.get"]), min_size=1, max_size=3, unique=True))
        tree.files[path] = tuple(Block(scope, draw(lines())) for scope in scopes)
    return tree


Edit = Callable[[Tree, st.DataObject], Tree]


def insert(tree: Tree, data: st.DataObject) -> Tree:
    """Add lines with findings somewhere: what the change causes."""
    path, index = _somewhere(tree, data)
    block = tree.files[path][index]
    at = data.draw(st.integers(0, len(block.lines)))
    return _with(tree, path, index, (*block.lines[:at], *data.draw(lines(least=1)), *block.lines[at:]))


def delete(tree: Tree, data: st.DataObject) -> Tree:
    """Take lines away."""
    path, index = _somewhere(tree, data)
    block = tree.files[path][index]
    first = data.draw(st.integers(0, len(block.lines)))
    last = data.draw(st.integers(first, len(block.lines)))
    return _with(tree, path, index, block.lines[:first] + block.lines[last:])


def rename(tree: Tree, data: st.DataObject) -> Tree:
    """Give a file another name."""
    path = data.draw(st.sampled_from(sorted(tree.files)))
    files = {(f"renamed/{next(_numbers)}.py" if each == path else each): blocks for each, blocks in tree.files.items()}
    return Tree(files)


def move(tree: Tree, data: st.DataObject) -> Tree:
    """Move a function into a file of its own."""
    path, index = _somewhere(tree, data)
    block = tree.files[path][index]
    target = f"split/{next(_numbers)}.py"
    files = dict(tree.files)
    files[path] = files[path][:index] + files[path][index + 1 :]
    files[target] = (*files.get(target, ()), block)
    return Tree({path: blocks for path, blocks in files.items() if blocks})


IN_PLACE: Sequence[Edit] = (insert, delete)
MOVES: Sequence[Edit] = (rename, move)


def edited(tree: Tree, data: st.DataObject, edits: Sequence[Edit]) -> Tree:
    """A project after up to four edits."""
    for edit in data.draw(st.lists(st.sampled_from(edits), min_size=1, max_size=4)):
        if any(tree.files.values()):
            tree = edit(tree, data)
    return tree


def _somewhere(tree: Tree, data: st.DataObject) -> tuple[str, int]:
    path = data.draw(st.sampled_from([path for path in sorted(tree.files) if tree.files[path]]))
    return path, data.draw(st.integers(0, len(tree.files[path]) - 1))


def _with(tree: Tree, path: str, index: int, changed: tuple[Line, ...]) -> Tree:
    blocks = list(tree.files[path])
    blocks[index] = replace(blocks[index], lines=changed)
    return Tree({**tree.files, path: tuple(blocks)})
