"""``--add-noqa``: writes the comments that silence what is open, and checks each file before it is written."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct, field

from qualitygate.engine.checking.merge import merge
from qualitygate.engine.results import FileResult
from qualitygate.engine.silencing.comment_places import CommentPlaces, Place, existing_in, longer, places_in
from qualitygate.engine.silencing.suppress import suppress
from qualitygate.engine.silencing.suppressions import DirectiveContext, judge_directives
from qualitygate.engine.work import Task
from qualitygate.errors import UsageError
from qualitygate.model.directive import Directive
from qualitygate.model.finding import Finding
from qualitygate.model.fix import Edit
from qualitygate.model.judgement import Judgement, is_open
from qualitygate.model.location import Location
from qualitygate.model.replacement import replace
from qualitygate.source.directives import find_directives
from qualitygate.source.noqa import read_noqa
from qualitygate.source.notebook_source import python_of
from qualitygate.source.rewrite import RewriteError, rewrite
from qualitygate.source.source import Source

#: Codes that no comment silences: the file cannot be read, or the finding is about a comment.
_NEVER = ("E902", "E999", "QG9")
#: A longer line can be too long; the comment that makes it so says so too. More rounds bring nothing new.
_ROUNDS = 4

#: Code and line: what makes a finding the same before and after comments were added.
_Key = tuple[str, int]
#: Lines above which there are new ones, and how many.
_Inserted = Sequence[tuple[int, int]]
#: Checks the bytes of a file, into which lines were put, and judges what is found in it.
_Judge = Callable[[bytes, _Inserted], list[Judgement]]


class Annotated(Struct):
    """What became of one file."""

    path: str
    before: bytes
    after: bytes | None = None  #: None: nothing is to be written
    silenced: int = 0
    refused: list[tuple[Finding, str]] = field(default_factory=list)  #: with the reason


def require_reason(reason: str) -> str:
    """Return the reason in the form in which it is written.

    Raises:
        UsageError: it would not be read back as a reason.
    """
    reason = " ".join(reason.split())
    read = read_noqa(f" noqa: QG901  {reason}")
    if not reason or "#" in reason or read is None or read.codes != ("QG901",) or not read.reason:
        raise UsageError(
            f"--add-noqa: expected a reason, such as 'old code, to be cleaned up', got {reason!r}:"
            " it may not be empty, begin with a code or contain a '#'"
        )
    return reason


class NoqaWriter:
    """Adds comments to one file after the other."""

    def __init__(self, check: Callable[[Task], FileResult], judging: DirectiveContext, reason: str) -> None:
        """Remember how a file is checked: ``check`` is a worker's, and takes a task with data."""
        self._check = check
        self._judging = judging
        self._reason = reason

    def annotate(self, task: Task, data: bytes, wanted: Iterable[Finding]) -> Annotated:
        """Return the file with a comment for each of the ``wanted`` findings.

        What a worker does not find, a tool or another checker of the whole project has: it is still there.
        """
        result = Annotated(task.path, data)
        wanted = list(wanted)
        keys = {_key(finding) for finding in wanted}
        source = Source(task.path, data, task.kind)
        checked = self._checked(task, data)
        known = {_key(finding) for finding in checked.findings}
        wide = [finding for finding in wanted if _key(finding) not in known]
        before = self._judged(checked, wide)
        targets = [each.finding for each in before if is_open(each) and _key(each.finding) in keys]
        places = places_in(source)
        if places is None:
            why = "such a file has no comments; excuse it in per-file-ignores"
        elif (python := python_of(source)) is not None and (python.tree is None or python.token_error is not None):
            why, places = "the file does not parse", None
        if places is None:
            result.refused = [(finding, why) for finding in targets]
            return result
        attempt = _Attempt(source, places, self._settings_noqa(task.path), self._reason, before)
        attempt.add(
            targets,
            lambda changed, inserted: self._judged(
                self._checked(task, changed), [_moved(each, inserted) for each in wide]
            ),
        )
        result.refused = attempt.refused
        if attempt.after is not None:
            result.after, result.silenced = attempt.after.data, len(attempt.silenced)
        return result

    def _settings_noqa(self, path: str) -> str:
        return self._judging.settings_for(path).noqa

    def _checked(self, task: Task, data: bytes) -> FileResult:
        return self._check(Task(task.path, task.kind, task.settings, len(data), data))

    def _judged(self, checked: FileResult, wide: Sequence[Finding]) -> list[Judgement]:
        findings = merge([*checked.findings, *wide])
        directives = {checked.path: checked.directives}
        judged = judge_directives(directives, {}, findings, self._judging)
        return suppress([Judgement(finding) for finding in findings], judged.in_force)


class _Attempt:
    """Comments for one file: as many as do what was wanted, and nothing else."""

    def __init__(
        self, source: Source, places: CommentPlaces, noqa: str, reason: str, before: Sequence[Judgement]
    ) -> None:
        self._source = source
        self._reason = reason
        self._before = before
        self._places = places
        found = find_directives(source, "flake8" if noqa == "flake8" else "strict")
        self._existing = dict(existing_in(places, found))
        self.refused: list[tuple[Finding, str]] = []
        self.silenced: list[Finding] = []
        self.after: Source | None = None  #: with comments for what is silenced; None: there are none

    def add(self, targets: Sequence[Finding], judge: _Judge) -> None:
        """Silence as many of the targets as can be; one place that takes no comment keeps no other from its own."""
        possible = []
        for finding in targets:
            if finding.code.startswith(_NEVER) or not 1 <= finding.location.line <= len(self._source.lines):
                self.refused.append((finding, "no comment can silence it"))
            else:
                possible.append(finding)
        self._add_those(possible, judge)

    def _add_those(self, wanted: Sequence[Finding], judge: _Judge) -> None:
        """Try all at once, and where that fails one half of the places after the other."""
        trial = _Trial(self._source, self._places, self._existing, self._reason, [*self.silenced, *wanted])
        try:
            after = trial.run(self._before, judge)
        except RewriteError as error:
            places = sorted({self._places.of(finding.location.line) for finding in wanted})
            if len(places) == 1:
                self.refused += [(finding, str(error)) for finding in wanted]
                return
            middle = places[len(places) // 2][0]
            self._add_those([finding for finding in wanted if finding.location.line < middle], judge)
            self._add_those([finding for finding in wanted if finding.location.line >= middle], judge)
        else:
            self.refused += trial.refused
            self.silenced = trial.left
            self.after = after


class _Trial:
    """Comments for some findings, tried until what they do is what was wanted."""

    def __init__(
        self,
        source: Source,
        places: CommentPlaces,
        existing: Mapping[Place, Directive],
        reason: str,
        wanted: Sequence[Finding],
    ) -> None:
        self._source = source
        self._places = places
        self._existing = existing
        self._reason = reason
        self.refused: list[tuple[Finding, str]] = []
        self.left: list[Finding] = list(wanted)  #: what is to be silenced
        self._inserted: list[tuple[int, int]] = []  #: lines above which there are new ones, and how many
        self._added: dict[Place, set[str]] = {}  #: codes of what the comments themselves make too long

    def run(self, before: Sequence[Judgement], judge: _Judge) -> Source | None:
        """Return the file with comments that silence exactly what is :attr:`left`; None when nothing is.

        Raises:
            RewriteError: the file cannot take them.
        """
        for _ in range(_ROUNDS):
            if not self.left:
                return None
            edits = self._edits()
            after = rewrite(self._source, edits)
            self._inserted = [(edit.start_line, count) for edit in edits if (count := edit.replacement.count("\n"))]
            if _dump(after) != _dump(self._source):
                raise RewriteError("a comment would change the program")
            if not self._learn(before, judge(after.data, self._inserted)):
                return after
        raise RewriteError("comments would change other findings")

    def _learn(self, before: Sequence[Judgement], after: Sequence[Judgement]) -> bool:
        """Refuse what is not silenced, take in what the comments cause; say whether another try is needed."""
        silenced = {self._was(each.finding) for each in after if not is_open(each)}
        still_open = {self._was(each.finding) for each in after if is_open(each)}
        missed = [finding for finding in self.left if _key(finding) not in silenced or _key(finding) in still_open]
        for finding in missed:
            gone = _key(finding) not in still_open
            why = "a comment would change what it is about" if gone else "no comment reaches it"
            self.refused.append((finding, why))
        self.left = [finding for finding in self.left if finding not in missed]
        if missed:
            self._added = {}
            return True
        open_before = {_key(each.finding) for each in before if is_open(each)}
        for code, line in sorted(open_before - still_open - {_key(finding) for finding in self.left}):
            raise RewriteError(f"a comment would silence {code} on line {line} too")
        caused = still_open - {_key(each.finding) for each in before}
        for code, line in caused:
            ends = self._places.of(line)
            if ends not in self._codes() or code.startswith(_NEVER):
                raise RewriteError(f"a comment would cause {code} on line {line}")
            self._added.setdefault(ends, set()).add(code)
        return bool(caused)

    def _was(self, finding: Finding) -> _Key:
        """Return the key that a finding had before lines were added."""
        line = finding.location.line
        for at, count in self._inserted:
            if line < at + count:
                return finding.code, min(line, at)
            line -= count
        return finding.code, line

    def _codes(self) -> Mapping[Place, set[str]]:
        """Return the codes for each range of lines that one comment reaches."""
        codes: dict[Place, set[str]] = {}
        for finding in self.left:
            codes.setdefault(self._places.of(finding.location.line), set()).add(finding.code)
        for ends, added in self._added.items():
            codes.setdefault(ends, set()).update(added)
        return codes

    def _edits(self) -> list[Edit]:
        edits = []
        for ends, codes in sorted(self._codes().items()):
            existing = self._existing.get(ends)
            new = self._places.edit
            edits.append(longer(existing, codes) if existing else new(ends, codes, self._reason))
        return edits


def _moved(finding: Finding, inserted: _Inserted) -> Finding:
    where = finding.location
    more = sum(count for at, count in inserted if at <= where.line)
    return replace(finding, location=Location(where.path, where.line + more, where.column)) if more else finding


def _key(finding: Finding) -> _Key:
    return finding.code, finding.location.line


def _dump(source: Source) -> str:
    python = python_of(source)
    return ast.dump(python.tree) if python is not None and python.tree else ""
