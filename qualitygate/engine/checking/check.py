"""One source to findings and failures: what a worker does for each file, and an editor for its buffer.

Its facts are pinned by tests/unit/engine/checking/test_check.py.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from functools import cache, partial

from msgspec import Struct

from qualitygate.api.checker import Checker, codes_allowed, dormant_codes
from qualitygate.engine.checking.checked import Checked
from qualitygate.engine.checking.scopes import Scopes
from qualitygate.engine.results import Share
from qualitygate.errors import QualityGateError
from qualitygate.hosting.contained import Contained
from qualitygate.hosting.rule_checker import RuleChecker
from qualitygate.hosting.time_limit import TimeLimit
from qualitygate.hosting.watch import Watch
from qualitygate.model.directive import Directive
from qualitygate.model.failure import Failure
from qualitygate.model.finding import Finding
from qualitygate.model.location import Location
from qualitygate.model.looked_for import LookedFor
from qualitygate.model.replacement import replace
from qualitygate.model.rule import CODE_PATTERN
from qualitygate.model.selection import Selection
from qualitygate.model.settings import Settings
from qualitygate.model.severity import Severity
from qualitygate.source.directives import find_directives
from qualitygate.source.source import NOTEBOOK, PYTHON_KINDS, Source


class NamedChecker(Struct, frozen=True):
    """A checker and how its plugin is named in failures: "'acme' (acme_qg, from acme-qg 2.1)"."""

    checker: Checker
    plugin: str
    watch: Watch | None = None  #: notes what it reads
    seconds: float = 0.0  #: of processor time that it may take for one file; 0 = it is trusted to come to an end


def check_source(
    source: Source, settings: Settings, checkers: Iterable[NamedChecker], *,
    without: tuple[str, ...] = (), absent: tuple[str, ...] = (),
) -> Checked:  # fmt: skip
    """Run every checker of the source's kind; a crash becomes a failure and the others go on.

    ``without`` are code prefixes that a plugin excludes for this file, ``absent`` those that are known not to occur.
    """
    check = partial(_check, settings=settings, checkers=checkers, without=without, absent=absent)
    if source.kind != NOTEBOOK:
        return check(source)
    from qualitygate.engine.checking.notebooks import check_notebook  # here: few projects have one

    return check_notebook(source, settings, check)


def _check(
    source: Source,
    settings: Settings,
    checkers: Iterable[NamedChecker],
    without: tuple[str, ...],
    absent: tuple[str, ...],
) -> Checked:
    result = Checked()
    choice = _Choice(settings.selection, without)
    is_again = settings.stage is not None and settings.stage.again  # an earlier stage has looked at the source itself
    # problems first: the tokens of code that is known to parse are read in half the time
    problems = _problems(source) if source.kind in PYTHON_KINDS and not is_again and "E999" not in absent else []
    directives = [] if is_again else find_directives(source, settings.noqa)
    found = list(choice.of([*problems, *_malformed(source, directives)]))
    result.shares.append(Share("", ("E9", "QG9"), len(found)))
    ran = []
    for named in checkers:
        checker = named.checker
        if source.kind not in checker.kinds or (checker.needs_tree and _lacks_tree(source, absent)):
            continue
        if _is_passed_over(checker, source, result):
            ran.append(checker)
            continue
        started, before = time.perf_counter(), len(found)
        try:
            with Contained(lambda said: f"plugin {named.plugin} crashed on this file: {said}"):
                with named.watch or nullcontext(), TimeLimit(named.seconds) if named.seconds else nullcontext():
                    found.extend(choice.of(_with_valid_codes(checker.check(source), codes_allowed(checker))))
            ran.append(checker)
        except QualityGateError as error:
            result.failures.append(_crash(named, source, error))
        result.seconds[checker.name] = result.seconds.get(checker.name, 0.0) + time.perf_counter() - started
        result.shares.append(Share(checker.name, codes_allowed(checker), len(found) - before))
    scopes = Scopes(source.tree if source.kind in PYTHON_KINDS and (found or directives) else None)
    result.findings = _locate(found, source, scopes)
    result.looked_for = LookedFor(dropped=choice.dropped)
    if directives:
        result.directives = _locate_directives(directives, source, scopes)
        result.looked_for = replace(_looked_for(source, ran, without, absent), dropped=choice.dropped)
    return result


def _is_passed_over(checker: Checker, source: Source, result: Checked) -> bool:
    """Does a look at the text tell that a rule finds nothing? That is code of our own, and needs no guard."""
    if not isinstance(checker, RuleChecker) or not checker.is_ruled_out(source):
        return False
    result.seconds.setdefault(checker.name, 0.0)
    result.shares.append(Share(checker.name, checker.codes, 0))
    return True


def _looked_for(
    source: Source, ran: Iterable[Checker], without: tuple[str, ...], absent: tuple[str, ...]
) -> LookedFor:
    is_known = "E999" in absent and "E902" in absent
    if source.kind in PYTHON_KINDS and not is_known and (source.tree is None or source.token_error is not None):
        return LookedFor()
    codes = list(absent)
    dormant: list[str] = []
    for checker in ran:
        codes += checker.codes
        dormant += dormant_codes(checker)
    return LookedFor(tuple(codes), without, tuple(dormant))


def _with_valid_codes(findings: Iterable[Finding], own: tuple[str, ...]) -> Iterator[Finding]:
    """Refuse a code that no selection could name and no consumer could read, and one of somebody else's.

    Raises:
        ValueError: at the first of them.
    """
    valid: set[str] = set()
    for finding in findings:
        if finding.code not in valid:
            if not CODE_PATTERN.fullmatch(finding.code):
                raise ValueError(f"expected a code of 1 to 8 capitals and 1 to 6 digits, got {finding.code!r}")
            if not finding.code.startswith(own):
                line, said = finding.location.line, ", ".join(own)
                raise ValueError(f"expected a code of its own ({said}), got {finding.code} at line {line}")
            valid.add(finding.code)
        yield finding


def _lacks_tree(source: Source, absent: tuple[str, ...]) -> bool:
    return source.kind in PYTHON_KINDS and "E999" not in absent and source.tree is None


class _Choice:
    """The findings of one file that count; each code is decided once."""

    def __init__(self, selection: Selection, without: tuple[str, ...]) -> None:
        self._selection = selection
        self._without = without or ("\0",)
        self._decisions: dict[str, bool] = {}

    @property
    def dropped(self) -> tuple[str, ...]:
        """The codes that occurred and are not selected."""
        return tuple(sorted(code for code, is_wanted in self._decisions.items() if not is_wanted))

    def of(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Yield those that are selected."""
        decisions = self._decisions
        for finding in findings:
            code = finding.code
            if code not in decisions:
                decisions[code] = self._selection.is_selected(code) and not code.startswith(self._without)
            if decisions[code]:
                yield finding


def _problems(source: Source) -> list[Finding]:
    """Report what keeps Python from reading the file: E999 where and as flake8 7.5 puts it, QG906."""
    problems = []
    if source.decode_problem:
        message = f"{source.decode_problem}; Python refuses this file, it is checked here as latin-1"
        problems.append(Finding("QG906", message, Location(source.path, 1, 1), Severity.ERROR, "source"))
    error = source.syntax_error
    if error is not None:
        row, column = _syntax_position(error)
        message = f"{type(error).__name__}: {error.args[0] if error.args else error}"
        where = Location(source.path, row, column)
        problems.append(Finding("E999", " ".join(message.split()), where, Severity.ERROR, "source"))
    return problems


def _syntax_position(error: SyntaxError) -> tuple[int, int]:
    """Return line and column. flake8 adds one to a column that is 1-based already; editors know it so, and so do we."""
    detail = error.args[1] if len(error.args) > 1 else None
    if not detail or len(detail) <= 2:
        return 1, 1
    row, column = detail[1:3]
    return max(int(row or 1), 1), max(int(column or 0), 0) + 1


def _malformed(source: Source, directives: Sequence[Directive]) -> list[Finding]:
    return [
        Finding(
            "QG902",
            directive.problem,
            Location(source.path, directive.line, max(directive.column, 1)),
            Severity.WARNING,
            "suppressions",
        )
        for directive in directives
        if directive.problem
    ]


def _locate(findings: list[Finding], source: Source, scopes: Scopes) -> list[Finding]:
    """Fill in context and scope, which make a finding recognisable when its line has moved."""
    context = cache(partial(_context, source))
    return [
        replace(
            finding,
            context=context(finding.location.line),
            scope=scopes.at(finding.location.line),
        )
        for finding in findings
    ]


def _locate_directives(directives: list[Directive], source: Source, scopes: Scopes) -> list[Directive]:
    """Do the same for the findings that will be made about directives, where the source is no longer at hand."""
    context = cache(partial(_context, source))
    return [
        replace(directive, context=context(directive.line), scope=scopes.at(directive.line))
        for directive in directives
    ]


def _context(source: Source, line: int) -> str:
    return " ".join(source.line(line)[:1000].split())[:200]


def _crash(named: NamedChecker, source: Source, error: QualityGateError) -> Failure:
    import traceback  # here: it loads the tokenizer and linecache

    details = "".join(traceback.format_exception(error.__cause__ or error))
    return Failure(named.checker.name, source.path, "crash", str(error), details)
