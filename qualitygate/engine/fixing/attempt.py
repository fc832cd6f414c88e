"""Fixes tried on a text: what they make of it, or why they may not be made."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Sequence
from itertools import groupby

from msgspec import Struct, field

from qualitygate.engine.fixing.choice import edits_of, fix_of
from qualitygate.model.finding import Finding
from qualitygate.model.severity import Applicability
from qualitygate.source.rewrite import RewriteError, rewrite
from qualitygate.source.source import Source
from qualitygate.source.trees import is_same_tree

PYTHON_KINDS = frozenset({"python", "stub"})
#: How often fixes of one code are tried to find those that break the text; then the rest that breaks it is given up.
_TRIES = 100


class RejectedError(Exception):
    """Fixes that may not be made together. ``fault`` is True where a fixer is wrong, not the file."""

    def __init__(self, reason: str, *, fault: bool = True) -> None:
        super().__init__(reason)
        self.reason = reason  #: the end of a sentence that begins "it was not made: "
        self.fault = fault


def attempt(source: Source, findings: Sequence[Finding], free: frozenset[str]) -> Source:
    """Make all fixes and look at the result. ``free`` are the codes whose safe fixes may change the syntax tree.

    Raises:
        RejectedError: the result does not parse, a fix of style changed the tree, or the file cannot take the edits.
    """
    bound = [finding for finding in findings if _keeps_tree(source, finding, free)]
    result = source
    if bound:
        result = _rewrite(source, bound)
        if result.tree is None:
            raise RejectedError("the result does not parse")
        assert source.tree is not None
        if not is_same_tree(source.tree, result.tree):
            raise RejectedError("it changes the program, which a safe fix of style may not")
    if len(bound) < len(findings):
        result = _rewrite(source, findings)
        if source.kind in PYTHON_KINDS and not _compiles(result.tree) and _compiles(source.tree):
            raise RejectedError("the result does not parse" if result.tree is None else "the result does not compile")
        if source.kind in PYTHON_KINDS and _docstrings(result.tree) > _docstrings(source.tree):
            raise RejectedError("it would make a docstring of a string", fault=False)
    return result


def _docstrings(tree: ast.Module | None) -> int:
    """Count the strings that programs find as ``__doc__`` of a module, a class or a function."""
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    nodes = ast.walk(tree) if tree is not None else ()
    return sum(1 for node in nodes if isinstance(node, kinds) and ast.get_docstring(node, clean=False) is not None)


class Made(Struct):
    """What was made of a text. A fix that is neither made nor rejected does no harm alone and waits."""

    source: Source
    findings: list[Finding] = field(default_factory=list)
    rejected: list[tuple[Finding, RejectedError]] = field(default_factory=list)


def make_most(source: Source, findings: Sequence[Finding], free: frozenset[str]) -> Made:
    """Make as many of the fixes as the text takes; find those that break it code by code, and then by halving."""
    try:
        return Made(attempt(source, findings, free), list(findings))
    except RejectedError:
        search = _Search(Made(source), source, free)
    by_code = sorted(findings, key=lambda finding: (finding.code, fix_of(finding).edits))
    for _, group in groupby(by_code, key=lambda finding: finding.code):
        search.tries = 0
        search.add(list(group))
    return search.made


class _Search(Struct):
    made: Made
    base: Source
    free: frozenset[str]
    tries: int = 0

    def add(self, group: list[Finding]) -> None:
        """Make the fixes of the group too, or those of its parts."""
        self.tries += 1
        together = [*self.made.findings, *group]
        try:
            self.made.source = attempt(self.base, together, self.free)
            self.made.findings = together
        except RejectedError as error:
            if len(group) > 1 and self.tries < _TRIES:
                half = len(group) // 2
                self.add(group[:half])
                self.add(group[half:])
            elif not self._waits(group):
                self.made.rejected += ((finding, error) for finding in group)

    def _waits(self, group: list[Finding]) -> bool:
        """Do the fixes break the text only together with others?"""
        if not self.made.findings:
            return False
        try:
            attempt(self.base, group, self.free)
        except RejectedError:
            return False
        return True


def _keeps_tree(source: Source, finding: Finding, free: frozenset[str]) -> bool:
    """Is this a fix that may change no more than the look of a program?"""
    safe = fix_of(finding).applicability is Applicability.SAFE
    return source.kind in PYTHON_KINDS and safe and finding.code not in free


def _rewrite(source: Source, findings: Sequence[Finding]) -> Source:
    try:
        return rewrite(source, edits_of(findings))
    except RewriteError as error:
        raise RejectedError(str(error), fault=False) from error
    except ValueError as error:
        raise RejectedError(f"its edits do not fit the file ({error})") from error


def _compiles(tree: ast.Module | None) -> bool:
    """Would Python take it? What parses can still be refused: a ``return`` outside a function."""
    if tree is None:
        return False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(tree, "<fix>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError):
        return False
    return True
