"""Whether a rule keeps what its examples say: bad is found, good is not, and the fix cures and does nothing twice."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator

from qualitygate.api.checker import Checker
from qualitygate.engine.checking.check import NamedChecker, check_source
from qualitygate.engine.checking.checked import Checked
from qualitygate.engine.checking.drawing import draw
from qualitygate.files.kinds import kind_of
from qualitygate.model.finding import Finding
from qualitygate.model.fix import Edit, apply_edits
from qualitygate.model.rule import Example, Rule
from qualitygate.model.selection import LETTERS, Selection
from qualitygate.model.settings import Settings
from qualitygate.source.source import PYTHON_KINDS, Source

_ROUNDS = 10  #: of fixes that touch; more than any example needs


#: Says what is wrong with the comments of a source that silence something, from what was found in it.
AboutComments = Callable[[Source, Checked], Iterable[Finding]]


def broken_examples(
    rule: Rule,
    checkers: Iterable[Checker],
    *,
    path: str = "example.py",
    kind: str = "python",
    about_comments: AboutComments | None = None,
) -> list[str]:
    """Return what is wrong with a rule's examples, a paragraph each; [] when all is well or there are none.

    ``checkers`` are those that find its code, under the settings that the examples are for. ``path`` and ``kind`` are
    for examples that do not say where they stand.
    """
    named = [NamedChecker(checker, repr(checker.name)) for checker in checkers]
    said: list[str] = []
    for example in rule.examples:
        its_kind = (kind_of(example.path, b"") or kind) if example.path else kind
        said += _Asked(rule, named, example.path or path, its_kind, about_comments).about(example)
    return said


class _Asked:
    """Finds one code in texts."""

    def __init__(
        self, rule: Rule, checkers: list[NamedChecker], path: str, kind: str, about_comments: AboutComments | None
    ) -> None:
        self._rule = rule
        self._path, self._kind = path, kind
        others = LETTERS if about_comments is not None else ()  # a comment may silence anything
        self._settings = Settings(Selection(select=(rule.code, *others), ignore=()))
        self._checkers = checkers
        self._about_comments = about_comments

    def about(self, example: Example) -> Iterator[str]:
        """Yield what is wrong with one example."""
        findings, failures = self._found(example.bad)
        yield from failures
        if not findings and not failures:
            expected = f"expected {self._rule.code} in it, and nothing came"
            yield f"the bad example is not found: {expected}:\n{_shown(example.bad)}"
        good, failures = self._found(example.good)
        yield from failures
        if good:
            drawn = draw(example.good, good)
            yield f"the good example is found: expected nothing, and this came:\n{_shown(drawn)}"
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
            expected = "expected nothing in the fixed example, and this came"
            yield f"the fix does not cure: {expected}:\n{_shown(draw(text, left))}"

    def _parses(self, text: str) -> bool:
        return self._kind not in PYTHON_KINDS or self._source(text).tree is not None

    def _found(self, text: str) -> tuple[list[Finding], list[str]]:
        source = self._source(text)
        checked = check_source(source, self._settings, self._checkers)
        said = self._about_comments(source, checked) if self._about_comments is not None else ()
        found = [finding for finding in (*checked.findings, *said) if finding.code == self._rule.code]
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
