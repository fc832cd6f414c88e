"""What the checkers of a whole project found when something was saved last, where the text has it now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from qualitygate.lsp.documents import Document
from qualitygate.lsp.verdicts import is_saved
from qualitygate.model.judgement import Judgement
from qualitygate.model.location import Location
from qualitygate.model.replacement import replace

#: So many lines away a line is looked for that has moved.
_NEAR = 200
_LONGEST = 200  #: characters of a finding's context


class ProjectWide:
    """Findings by file, from one save to the next: tools are too slow to be asked at every key."""

    def __init__(self) -> None:
        self._found: Mapping[str, Sequence[Judgement]] = {}

    def take(self, found: Mapping[str, Sequence[Judgement]]) -> set[str]:
        """Take what a run found, by absolute path, and return the files of which something else is said now."""
        before, self._found = self._found, found
        return {path for path in {*before, *found} if before.get(path) != found.get(path)}

    def all_of(self, path: str) -> Sequence[Judgement]:
        """Return what is known of a file, as it was found."""
        return self._found.get(path, ())

    def of(self, path: str | None, document: Document) -> Iterator[Judgement]:
        """Yield what is known of a file, where its text has it; nothing of lines that have changed since.

        A fix is for the text that was saved, and is left out where this is another one.
        """
        found = self._found.get(path or "", ())
        has_fixes = any(each.finding.fix for each in found)
        is_same = has_fixes and path is not None and is_saved(path, document.text)
        for judgement in found:
            finding, where = judgement.finding, judgement.finding.location
            fix = finding.fix if is_same else None
            if not where.line:
                yield replace(judgement, finding=replace(finding, fix=fix))
            elif line := _line_now(where.line, finding.context, document):
                moved = replace(finding, location=_moved(where, line), related=(), fix=fix)
                yield replace(judgement, finding=moved)


def _line_now(line: int, context: str, document: Document) -> int:
    """Return the line, from 1, that is the old one, nearest to where it was; 0 when there is none."""
    for away in range(_NEAR):
        for index in (line - 1 + away, line - 1 - away):
            if 0 <= index < len(document.lines) and " ".join(document.line(index).split())[:_LONGEST] == context:
                return index + 1
    return 0


def _moved(where: Location, line: int) -> Location:
    end = where.end_line + line - where.line if where.end_line else 0
    return Location(where.path, line, where.column, end, where.end_column)
