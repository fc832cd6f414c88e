"""A rule as a checker: it is held to its word, and what goes wrong in it names it, the file and the line."""

from __future__ import annotations

from collections.abc import Mapping

from qualitygate.api.candidates import Candidates
from qualitygate.api.rules import CodeRule, Context, Problem
from qualitygate.errors import PluginError
from qualitygate.hosting.contained import Contained
from qualitygate.hosting.time_limit import TimeLimit
from qualitygate.model.finding import Finding
from qualitygate.model.fix import Edit
from qualitygate.model.settings import OptionValue
from qualitygate.source.names import is_some_written
from qualitygate.source.source import Source

#: Of processor time, for one rule in one file. The slowest of ours takes a hundredth of a second for the largest.
SECONDS = 10.0


class RuleChecker:
    """Runs one rule. A checker of its own, so that a failure costs its code only."""

    def __init__(self, rule: CodeRule, options: Mapping[str, OptionValue], seconds: float = SECONDS) -> None:
        self.name = rule.name
        self.kinds = frozenset(rule.kinds)
        self.codes = (rule.code,)
        self.needs_tree = rule.needs_tree
        self._rule = rule
        self._options = options
        self._seconds = seconds
        self._words = _words(rule)

    def is_ruled_out(self, source: Source) -> bool:
        """Does a look at the text tell that the rule finds nothing? Most files have nothing that a rule is about."""
        for words in self._words:
            if not is_some_written(words, source.text):
                return True
        return False

    def check(self, source: Source) -> list[Finding]:
        """Return what the rule finds.

        Raises:
            PluginError: it failed, took too long, or yielded what is no problem of this file.
        """
        rule, context = self._rule, Context(source, self._options)

        def message(said: str) -> str:
            line = f":{context.line}" if context.line else ""
            return f"rule {rule.code} {rule.name} failed at {source.path}{line}: {said}"

        found = []
        with Contained(message), TimeLimit(self._seconds):
            for problem in rule.problems(context):
                found.append(self._finding(problem, source))
        return found

    def _finding(self, problem: object, source: Source) -> Finding:
        if not isinstance(problem, Problem):
            raise TypeError(f"expected a Problem, got {type(problem).__name__}; write: yield context.problem(…)")
        where = problem.location
        if where.path != source.path:
            raise ValueError(f"expected a place in {source.path!r}, got one in {where.path!r}")
        if where.line > len(source.lines) + 1:
            raise ValueError(f"expected a line of the file, which has {len(source.lines)}, got {where.line}")
        if problem.fix is not None:
            if self._rule.fix is None or problem.fix.applicability > self._rule.fix:
                said = self._rule.fix.word if self._rule.fix is not None else "None"
                raise ValueError(f"a fix is {problem.fix.applicability.word}, and the rule says fix = {said}")
            for edit in problem.fix.edits:
                _require_inside(edit, source)
        message = " ".join(problem.message.split())
        return Finding(self._rule.code, message, where, self._rule.severity, self.name, fix=problem.fix)


def _words(rule: CodeRule) -> list[tuple[str, ...]]:
    """Return sets of words, of each of which one is written in every file in which the rule finds something."""
    candidates, words = getattr(rule, "candidates", None), getattr(rule, "words", ())
    sets = candidates.words() if isinstance(candidates, Candidates) else [words] if words else []
    are_words = all(isinstance(each, tuple) and all(isinstance(word, str) for word in each) for each in sets)
    return sets if are_words else []  # else the rule fails where failures are told


def _require_inside(edit: Edit, source: Source) -> None:
    for line, column in ((edit.start_line, edit.start_column), (edit.end_line, edit.end_column)):
        if not (line <= len(source.lines) + 1 and column <= len(source.line(line)) + 1):
            raise ValueError(f"expected an edit inside the file, got one at line {line}, column {column}")


def rule_options(plugin: str, rule: CodeRule, options: Mapping[str, OptionValue]) -> dict[str, OptionValue]:
    """Return a rule's options by the keys that it gave them, as they are in force.

    Raises:
        PluginError: one was never declared.
    """
    result: dict[str, OptionValue] = {}
    for option in rule.options:
        key = option_key(plugin, rule, option.key)
        if key not in options:
            raise PluginError(f"rule {rule.code} {rule.name}: nobody declared its option {key!r}")
        result[option.key] = options[key]
    return result


def option_key(plugin: str, rule: CodeRule, key: str) -> str:
    """Return how a rule's option is written in the configuration: "acme.print-call-allow"."""
    return f"{plugin}.{rule.name}-{key}"
