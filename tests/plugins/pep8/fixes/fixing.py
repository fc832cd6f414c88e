"""Applies pycodestyle's fixes until nothing changes, as ``--fix`` does, and compares what was with what is."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterable
from dataclasses import dataclass

from qualitygate.api import Applicability, Edit, Finding, Fix, OptionValue, Settings, Source
from qualitygate.engine.checking.merge import merge
from qualitygate.model.fix import apply_edits
from qualitygate_plugins.pep8.checker import Pep8Checker
from qualitygate_plugins.pep8.codes import CODES

from tests.plugins.declared import options_of

ROUNDS = 10
#: W503 and W504 contradict each other, and W505 is off without an option.
EVERYTHING = frozenset(CODES)


@dataclass(frozen=True)
class Fixed:
    """A text after all rounds."""

    text: str
    rounds: int  #: in which something changed
    before: list[Finding]
    after: list[Finding]


def pep8_checker(wanted: Iterable[str] = EVERYTHING, **options: OptionValue) -> Pep8Checker:
    """The checker with pycodestyle's defaults; ``max_line_length=100`` changes one."""
    values = {name.replace("_", "-"): value for name, value in options.items()}
    known = values.pop("tool-comments", ())
    assert isinstance(known, tuple)
    return Pep8Checker(Settings(options=options_of("pep8", values), tool_comments=known), frozenset(wanted))


def source_of(text: str) -> Source:
    """A source with exactly this text: a coding cookie in it says nothing about how a test wrote it."""
    source = Source.from_text(text)
    source.text = text
    return source


def fix_text(text: str, checker: Pep8Checker, *, codes: Iterable[str] = (), unsafe: bool = False) -> Fixed:
    """Apply the fixes of ``codes`` (all when empty), those that do not touch each other in one round."""
    before = found = merge(checker.check(source_of(text)))
    level = Applicability.UNSAFE if unsafe else Applicability.SAFE
    chosen = frozenset(codes)
    for number in range(ROUNDS + 1):
        fixes = [
            finding.fix
            for finding in found
            if finding.fix is not None
            and finding.fix.applicability >= level
            and (not chosen or finding.code in chosen)
        ]
        if not fixes or number == ROUNDS:
            return Fixed(text, number, before, found)
        text = apply_edits(text, _compatible(fixes))
        source = source_of(text)
        if source.tree is None:
            return Fixed(text, number + 1, before, [])
        found = merge(checker.check(source))
    raise AssertionError("unreachable")


def _compatible(fixes: Iterable[Fix]) -> list[Edit]:
    """Take every fix none of whose edits touches one that was taken before."""
    taken: list[Edit] = []
    by_row: dict[int, list[Edit]] = {}
    for fix in fixes:
        if any(
            _touch(edit, other)
            for edit in fix.edits
            for row in range(edit.start_line, edit.end_line + 1)
            for other in by_row.get(row, ())
        ):
            continue
        for edit in fix.edits:
            taken.append(edit)
            for row in range(edit.start_line, edit.end_line + 1):
                by_row.setdefault(row, []).append(edit)
    return taken


def _touch(one: Edit, two: Edit) -> bool:
    return (one.start_line, one.start_column) <= (two.end_line, two.end_column) and (
        two.start_line, two.start_column
    ) <= (one.end_line, one.end_column)  # fmt: skip


def tree_of(text: str) -> str:
    """The syntax tree as text; ``import a, b`` counts as two imports, ``not a in b`` as ``a not in b``."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = ast.parse(text)
    return ast.dump(_SameMeaning().visit(tree))


class _SameMeaning(ast.NodeTransformer):
    """Gives the forms between which E401, E713 and E714 choose one tree."""

    def visit_Import(self, node: ast.Import) -> list[ast.stmt]:
        return [ast.Import([name]) for name in node.names]

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        self.generic_visit(node)
        operand = node.operand
        if isinstance(node.op, ast.Not) and isinstance(operand, ast.Compare) and len(operand.ops) == 1:
            opposite = {ast.In: ast.NotIn, ast.Is: ast.IsNot, ast.IsNot: ast.Is}.get(type(operand.ops[0]))
            if opposite is not None:
                return ast.Compare(operand.left, [opposite()], operand.comparators)
        return node


def repair(text: str, *codes: str, unsafe: bool = False, **options: OptionValue) -> str:
    """Fix what is found of ``codes``, and only that; nothing else is wanted. A safe fix may not change the program."""
    fixed = fix_text(text, pep8_checker(codes, **options), unsafe=unsafe)
    assert unsafe or tree_of(fixed.text) == tree_of(text)
    return fixed.text
