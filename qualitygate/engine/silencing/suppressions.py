"""Suppression comments, judged once all findings are known: which are in force, and what is to be said about them.

Everything that depends on the rule book, the selection or the date is decided here and not in the workers, so that
what they send can be stored.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from msgspec import Struct, field

from qualitygate.config.tree import SettingsTree
from qualitygate.engine.own_rules import OWN_RULES
from qualitygate.engine.silencing.coverage_of_rules import CoverageOfRules
from qualitygate.engine.silencing.foreign_codes import is_foreign
from qualitygate.engine.silencing.foreign_comments import NOTHING_FOREIGN, ForeignNames, obeyed
from qualitygate.engine.silencing.unused import find_unused
from qualitygate.hosting.catalogue import Catalogue
from qualitygate.hosting.host import PluginHost
from qualitygate.model.directive import Directive
from qualitygate.model.finding import Finding
from qualitygate.model.fix import Fix
from qualitygate.model.location import Location, Related
from qualitygate.model.looked_for import LookedFor
from qualitygate.model.rule import RuleBook
from qualitygate.model.settings import Settings
from qualitygate.model.severity import Severity

_DAY = 24 * 60 * 60  # seconds
#: So many lines from a comment a finding may be that it was meant for: a formatter, or an edit, moved one of both.
_NEAR = 5
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class Suppressions(Struct):
    """What became of the directives."""

    in_force: dict[str, list[Directive]] = field(default_factory=dict)  #: by path
    findings: list[Finding] = field(default_factory=list)  #: selected, about the directives themselves


class DirectiveContext(Struct, frozen=True):
    """What the judgement depends on beside the directives."""

    rules: RuleBook
    settings_for: Callable[[str], Settings]
    today: str  #: as in "2026-12-31"
    failed: frozenset[str] = frozenset()  #: paths on which a checker failed; "" = the run as a whole
    knows_all_rules: bool = True  #: no plugin is disabled
    families: tuple[str, ...] = ()  #: prefixes of codes that are known without a rule each
    named: tuple[str, ...] = ()  #: beginnings of codes whose finder the configuration names: all may occur
    foreign: ForeignNames = field(default_factory=dict)  #: what other tools' comments silence

    @classmethod
    def of_run(
        cls,
        today: str,
        host: PluginHost,
        tree: SettingsTree,
        foreign: ForeignNames = NOTHING_FOREIGN,
    ) -> DirectiveContext:
        """Put it together for a run, in which nothing has failed."""
        rules = Catalogue(host, OWN_RULES)
        families = tuple(rules.families())
        knows_all = not tree.disabled
        return cls(
            rules, tree.settings_for, today, frozenset(), knows_all, families, tree.named, foreign
        )


def judge_directives(
    directives: Mapping[str, Sequence[Directive]],
    looked_for: Mapping[str, LookedFor],
    findings: Iterable[Finding],
    judging: DirectiveContext,
) -> Suppressions:
    """Judge every file's directives against its findings, which come sorted by path."""
    result = Suppressions()
    found = {
        path: list(group)
        for path, group in groupby(findings, key=lambda finding: finding.location.path)
        if path in directives
    }
    rules = _Rules(judging)
    for path, listed in directives.items():
        file = _File(path, found.get(path, []), looked_for.get(path, LookedFor()), judging, rules)
        for directive in obeyed(listed, judging.foreign):
            file.judge(directive)
        result.in_force[path] = file.in_force
        result.findings += file.selected()
    return result


def is_expired(directive: Directive, today: str) -> bool:
    """Has its day passed? The day itself is still good; a date that cannot be read has passed."""
    return bool(directive.until) and (not _is_date(directive.until) or directive.until < today)


def expiry(directive: Directive, today: str) -> int:
    """Return when it ceases to be in force, in seconds since 1970; 0 = never, or it has ceased already."""
    from datetime import date  # 2 ms, needed only where something expires

    if not directive.until or is_expired(directive, today):
        return 0
    return (date.fromisoformat(directive.until).toordinal() - date(1970, 1, 1).toordinal() + 1) * _DAY


def _is_date(text: str) -> bool:
    from datetime import date  # 2 ms, needed only where something expires

    try:
        return bool(_DATE.fullmatch(text)) and date.fromisoformat(text) is not None
    except ValueError:
        return False


class _Rules:
    """The rule book, read once."""

    def __init__(self, judging: DirectiveContext) -> None:
        self.codes = list(judging.rules.codes())
        self.names = {judging.rules.rule(code).name: code for code in self.codes}
        self._knows_all = judging.knows_all_rules

    def problem(self, directive: Directive, external: tuple[str, ...]) -> str:
        """Say which code or name of the gate's own directive no rule has; "" when all are known."""
        if directive.form in ("noqa", "flake8: noqa") or not self._knows_all:
            return ""  # a noqa may name any tool's codes
        for name in directive.names:
            if name not in self.names:
                return f"there is no rule named {name!r}{_suggestion(name, self.names)}"
        for code in directive.codes or ():
            if not any(known.startswith(code) for known in self.codes) and not code.startswith((*external, "\0")):
                if not is_foreign(code):
                    return f"no rule has the code {code!r}{_suggestion(code, self.codes)}"
        return ""


class _File:
    """Judges the directives of one file."""

    def __init__(
        self, path: str, findings: Sequence[Finding], looked_for: LookedFor, judging: DirectiveContext, rules: _Rules
    ) -> None:
        self._path = path
        self._lines: dict[str, list[int]] = {}  #: of the findings, by code, sorted
        for finding in findings:
            for code in finding.codes:
                self._lines.setdefault(code, []).append(finding.location.line)
        self._excluded = looked_for.excluded
        self._today = judging.today
        self._rules = rules
        self._named = judging.named
        self._settings = judging.settings_for(path)
        is_complete = judging.knows_all_rules and not {path, ""} & judging.failed
        self._ran = CoverageOfRules(rules.codes, self._settings, looked_for, judging.families, is_complete)
        self._said: list[Finding] = []
        self.in_force: list[Directive] = []

    def selected(self) -> Iterator[Finding]:
        """Yield what was said, as far as it is selected for this file."""
        for finding in self._said:
            if self._settings.selection.is_selected(finding.code) and not finding.code.startswith(
                (*self._excluded, "\0")
            ):
                yield finding

    def judge(self, directive: Directive) -> None:
        """Look its names up, and say what is wrong with it. Another tool's comment is for that tool to judge."""
        if directive.is_foreign:
            self.in_force.append(directive)
            return
        if is_expired(directive, self._today):
            self._say("QG904", directive, _expired(directive))
            return
        resolved = directive.resolved(self._rules.names)
        self.in_force.append(resolved)
        hits = self._hits(resolved)
        if directive.codes is None:
            silenced = f"; here it silences {', '.join(sorted(hits))}" if hits else ""
            self._say("QG903", directive, f"{directive.title} names no codes and silences every one{silenced}")
        if problem := self._rules.problem(directive, (*self._settings.external, *self._named)):
            self._say("QG902", directive, problem)
        elif directive.column and not directive.problem:  # what is malformed was meant for something
            unused = find_unused(directive, self._rules.names, hits, self._ran)
            if unused:
                self._say("QG901", directive, unused.message, unused.fix, tuple(self._meant(directive, unused.codes)))

    def _meant(self, directive: Directive, codes: Sequence[str]) -> Iterator[Related]:
        """Yield where near by a code occurs that does not where its comment is: one of both has moved."""
        for code in codes if directive.first else ():
            near = [
                (away, found, line)
                for found, lines in self._lines.items()
                if found.startswith(code)
                for line in lines
                if (away := max(directive.first - line, line - directive.last)) <= _NEAR
            ]
            if near:
                _, found, line = min(near)
                yield Related(Location(self._path, line), f"{found} occurs here")

    def _hits(self, directive: Directive) -> set[str]:
        """Return the codes of the findings that it silences, whether or not another one does too."""
        return {
            code
            for code, lines in self._lines.items()
            if directive.is_about(code)
            and bisect_left(lines, directive.first) < bisect_right(lines, directive.last)
        }

    def _say(
        self,
        code: str,
        directive: Directive,
        message: str,
        fix: Fix | None = None,
        related: tuple[Related, ...] = (),
    ) -> None:
        column = max(directive.column, 1)
        end = (directive.line, column + len(directive.text)) if directive.text else (0, 0)
        where = Location(self._path, directive.line, column, *end)
        self._said.append(
            Finding(
                code,
                message,
                where,
                Severity.WARNING,
                "suppressions",
                directive.context,
                directive.scope,
                fix,
                related=related,
            )
        )


def _expired(directive: Directive) -> str:
    if _is_date(directive.until):
        return f"{directive.title}: its time was up on {directive.until}, it silences nothing any more"
    shown = directive.until if directive.until != "?" else ""
    return f"{directive.title}: 'until={shown}' is no date such as 2026-12-31, so it silences nothing"


def _suggestion(wrong: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches  # 3 ms, needed only for a mistake

    near = get_close_matches(wrong, sorted(known), n=1)
    return f"; did you mean {near[0]!r}?" if near else "; see: qualitygate rules"
