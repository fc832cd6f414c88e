"""Runs one checker on one text, as the engine does."""

from __future__ import annotations

from qualitygate.api import Checker, Finding, Source
from qualitygate.engine.checking.merge import merge
from qualitygate.source.source import PYTHON_KINDS


def run_checker(checker: Checker, text: str, *, path: str = "example.py", kind: str = "python") -> list[Finding]:
    """Return what ``checker`` finds in ``text``: sorted, each once, neither selected nor suppressed.

    Beyond the findings it holds the checker to its own word.

    Raises:
        ValueError: the checker does not read this ``kind``, or it needs a tree and ``text`` does not parse.
        AssertionError: a finding's code starts with none of ``checker.codes`` (selecting that code alone would not
            run the checker), it names another checker, or it stands in another file.
    """
    if kind not in checker.kinds:
        raise ValueError(f"expected one of the kinds {sorted(checker.kinds)} that {checker.name!r} reads, got {kind!r}")
    source = Source.from_text(text, path=path, kind=kind)
    if checker.needs_tree and kind in PYTHON_KINDS and source.tree is None:
        raise ValueError(f"expected a text that parses, since {checker.name!r} needs the tree: {source.syntax_error}")
    findings = list(checker.check(source))
    for finding in findings:
        _require(finding.code.startswith(checker.codes), f"a code of {checker.codes}", finding)
        _require(finding.checker == checker.name, f"the checker's name {checker.name!r}", finding)
        _require(finding.location.path == path, f"the path {path!r}", finding)
    return merge(findings)


def _require(holds: bool, what: str, finding: Finding) -> None:
    if not holds:
        raise AssertionError(f"expected {what}, got {finding}")
