"""Whether a rule keeps what its examples say: bad is found, good is not, and the fix cures and does nothing twice."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from qualitygate.api.checker import Checker
from qualitygate.engine.checking.check import NamedChecker, check_source
from qualitygate.model.finding import Finding
from qualitygate.model.fix import Edit, apply_edits
from qualitygate.model.rule import Example, Rule
from qualitygate.model.selection import Selection
from qualitygate.model.settings import Settings
from qualitygate.source.source import PYTHON_KINDS, Source

_ROUNDS = 10  #: of fixes that touch; more than any example needs


def broken_examples(
    rule: Rule, checkers: Iterable[Checker], *, path: str = "example.py", kind: str = "python"
) -> list[str]:
    """Return what is wrong with a rule's examples, a paragraph each; [] when all is well or there are none.

    ``checkers`` are those that find its code, under the settings that the examples are for.
    """
    asked = _Asked(rule, tuple(checkers), path, kind)
    return [said for example in rule.examples for said in asked.about(example)]


class _Asked:
    """Finds one code in texts."""

    def __init__(self, rule: Rule, checkers: tuple[Checker, ...], path: str, kind: str) -> None:
        self._rule = rule
        self._path, self._kind = path, kind
        self._settings = Settings(Selection(select=(rule.code,)))
        self._checkers = [NamedChecker(checker, repr(checker.name)) for checker in checkers]

    def about(self, example: Example) -> Iterator[str]:
        """Yield what is wrong with one example."""
        findings, failures = self._found(example.bad)
        yield from failures
        if not findings and not failures:
            yield f"the bad example is not found:\n{_shown(example.bad)}"
        good, failures = self._found(example.good)
        yield from failures
        for finding in good[:1]:
            where = finding.location
            said = f"line {where.line}: {finding.message}"
            yield f"the good example is found, at {said}\n{_shown(example.good)}"
        yield from self._about_fix(example, findings)

    def _about_fix(self, example: Example, findings: list[Finding]) -> Iterator[str]:
        fixable = [finding for finding in findings if finding.fix]
        if self._rule.fix is None and fixable:
            yield f"a finding has a fix, and the rule says that it has none:\n{_shown(example.bad)}"
        if not fixable:
            return
        text = example.bad
        for _ in range(_ROUNDS):
            fixed = apply_edits(text, _apart(findings))
            if fixed == text:
                break
            text = fixed
            if not self._parses(text):
                yield f"the fixed example does not parse:\n{_shown(text)}"
                return
            findings, _failures = self._found(text)
        left = [finding for finding in findings if finding.fix]
        if left:
            yield f"the fix does not cure, it is found again at line {left[0].location.line} of:\n{_shown(text)}"

    def _parses(self, text: str) -> bool:
        return self._kind not in PYTHON_KINDS or self._source(text).tree is not None

    def _found(self, text: str) -> tuple[list[Finding], list[str]]:
        source = self._source(text)
        checked = check_source(source, self._settings, self._checkers)
        found = [finding for finding in checked.findings if finding.code == self._rule.code]
        if self._kind in PYTHON_KINDS and source.tree is None and not found:
            return [], [f"the example does not parse: {source.syntax_error}\n{_shown(text)}"]
        return found, [failure.message for failure in checked.failures]

    def _source(self, text: str) -> Source:
        return Source.from_text(text, path=self._path, kind=self._kind)


def _apart(findings: Iterable[Finding]) -> list[Edit]:
    """Return the edits of the first fixes that do not touch."""
    edits: list[Edit] = []
    done = (0, 0)
    for finding in sorted(findings, key=lambda finding: finding.sort_key):
        if finding.fix and (finding.fix.edits[0].start_line, finding.fix.edits[0].start_column) >= done:
            edits += finding.fix.edits
            last = finding.fix.edits[-1]
            done = last.end_line, last.end_column + 1
    return edits


def _shown(text: str) -> str:
    return textwrap.indent(text.rstrip("\n"), "    ")
