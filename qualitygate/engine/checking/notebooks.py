"""A notebook to findings: its module is checked, and what is found is put where the file has it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Literal

from qualitygate.engine.checking.checked import Checked
from qualitygate.engine.results import Share
from qualitygate.model.directive import Directive
from qualitygate.model.finding import Finding
from qualitygate.model.fix import Fix, apply_edits
from qualitygate.model.location import Location, Related
from qualitygate.model.replacement import replace
from qualitygate.model.settings import Settings
from qualitygate.model.severity import Severity
from qualitygate.source.directives import find_directives
from qualitygate.source.notebook_cells import NotebookError
from qualitygate.source.notebook_source import ModuleSource, notebook_of
from qualitygate.source.source import Source

_SYNTAX = "E999"  #: it may stand where a cell ends


def check_notebook(file: Source, settings: Settings, check: Callable[[Source], Checked]) -> Checked:
    """Check the module of a notebook; one that cannot be read is E902."""
    try:
        module = ModuleSource.of(file)
    except NotebookError as error:
        return _unreadable(file, settings, error)
    checked = check_module(module, check)
    _keep(checked, lambda finding: _in_file(finding, module))
    checked.directives = [each for each in (_directive(it, module, file) for it in checked.directives) if each]
    return checked


def is_of_another_language(file: Source) -> bool:
    """Is this a notebook that can be read, and its language not Python?"""
    try:
        return notebook_of(file).language != "python"
    except NotebookError:
        return False


def directives_of_notebook(file: Source, noqa: Literal["strict", "flake8", "off"]) -> list[Directive]:
    """Return the suppression comments of a notebook, where the file has them."""
    try:
        module = ModuleSource.of(file)
    except NotebookError:
        return []
    return [each for each in (_directive(it, module, file) for it in find_directives(module, noqa)) if each]


def check_module(module: ModuleSource, check: Callable[[Source], Checked]) -> Checked:
    """Check it in its own lines, without what is found in lines that are not the user's Python."""
    checked = check(module)
    _keep(checked, lambda finding: finding if _is_the_users(finding, module) else None)
    return checked


def _is_the_users(finding: Finding, module: ModuleSource) -> bool:
    return finding.code == _SYNTAX or module.is_code(finding.location.line)


def _unreadable(file: Source, settings: Settings, error: NotebookError) -> Checked:
    if not settings.selection.is_selected("E902"):
        return Checked()
    text = f"NotebookError: {error}: {file.path!r}"
    finding = Finding("E902", text, Location(file.path), Severity.ERROR, "files")
    return Checked([finding], shares=[Share("", ("E9", "QG9"), 1)])


def _keep(checked: Checked, changed: Callable[[Finding], Finding | None]) -> None:
    """Put other findings, or None, in the place of those that were found; the shares are told what is left."""
    findings: list[Finding] = []
    rest = iter(checked.findings)
    shares = []
    for share in checked.shares:
        before = len(findings)
        findings += _changed(islice(rest, share.count), changed)
        shares.append(replace(share, count=len(findings) - before))
    findings += _changed(rest, changed)
    checked.findings, checked.shares = findings, shares


def _changed(findings: Iterable[Finding], changed: Callable[[Finding], Finding | None]) -> Iterator[Finding]:
    for finding in findings:
        new = changed(finding)
        if new is not None:
            yield new


def _in_file(finding: Finding, module: ModuleSource) -> Finding | None:
    """Return a finding where the file has it, None where it is in no line of a cell."""
    notebook, where = module.notebook, finding.location
    line, column = where.line, where.column
    if finding.code == _SYNTAX and (nearest := notebook.nearest(line)) != line:
        line, column = nearest, 1
    row, place = notebook.place(line, column)
    if not row:
        return finding if finding.code == _SYNTAX else None
    end = notebook.place(where.end_line, where.end_column) if where.end_line else (0, 0)
    end = end if end >= (row, place) else (0, 0)
    said = f"{finding.message} ({notebook.place_name(line)})"
    fix = _fix(finding.fix, module) if finding.fix else None
    return replace(
        finding,
        message=said,
        location=Location(where.path, row, place, *end),
        fix=fix,
        related=_related(finding, module)
    )


def _related(finding: Finding, module: ModuleSource) -> tuple[Related, ...]:
    if not finding.related:
        return ()
    places = [(each, module.notebook.place(each.location.line, each.location.column)) for each in finding.related]
    return tuple([replace(each, location=Location(each.location.path, *at)) for each, at in places if at[0]])


def _fix(fix: Fix, module: ModuleSource) -> Fix | None:
    """Return a fix of the file; None where it would tear cells."""
    try:
        edits = module.notebook.edits(apply_edits(module.text, fix.edits))
    except (NotebookError, ValueError):
        return None
    return replace(fix, edits=edits) if edits else None


def _directive(directive: Directive, module: ModuleSource, file: Source) -> Directive | None:
    """Return a comment with the lines of the file that it reaches; no fix rewrites it there."""
    notebook = module.notebook
    count = len(module.lines)
    row, column = notebook.place(directive.line, directive.column)
    if row and directive.last < directive.first:  # of another tool, that itself passes it over
        return replace(directive, line=row, column=column, first=row, last=row - 1, text="", removal=())
    first = next((at for at in range(directive.first, min(directive.last, count) + 1) if notebook.is_code(at)), 0)
    last = notebook.nearest(directive.last)
    if not row or not first or last < first:
        return None
    final = len(file.lines) if directive.last >= count else notebook.place(last, 0)[0]
    return replace(
        directive, line=row, column=column, first=notebook.place(first, 0)[0], last=final, text="", removal=()
    )
