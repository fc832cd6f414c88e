"""What is found in the module of a notebook is put where the file has it, and what has no place there is left out."""

from __future__ import annotations

from collections.abc import Iterable

from qualitygate.api import Edit, Finding, Fix, Location, Related, Severity, Source
from qualitygate.engine.checking.check import NamedChecker, check_source
from qualitygate.engine.checking.checked import Checked
from qualitygate.engine.checking.notebooks import directives_of_notebook, is_of_another_language
from qualitygate.model.fix import apply_edits
from qualitygate.model.selection import Selection
from qualitygate.model.settings import Settings
from qualitygate.model.severity import Applicability
from tests.notebooks import notebook


class _Liner:
    """Says something of every line, with a fix that deletes it."""

    name = "liner"
    kinds = frozenset({"python"})
    codes = ("ACM",)
    needs_tree = False

    def check(self, source: Source) -> Iterable[Finding]:
        for line in range(1, len(source.lines) + 1):
            fix = Fix("Delete", (Edit(line, 1, line + 1, 1, ""),), Applicability.SAFE)
            where = Location(source.path, line, 1, line, len(source.line(line)) + 1)
            yield Finding("ACM1", "a line", where, Severity.WARNING, self.name, fix=fix)


def _file(*cells: str) -> Source:
    return Source.from_text(notebook(*cells), path="a.ipynb", kind="notebook")


def _checked(file: Source, *selected: str) -> Checked:
    settings = Settings(Selection(select=selected or ("ACM", "E9", "QG9")))
    return check_source(file, settings, [NamedChecker(_Liner(), "'liner'")])


def test_only_lines_of_cells_are_found_and_counted() -> None:
    checked = _checked(_file("!ls\na = 1", "b"))
    where = [(each.location.line, each.location.column, each.location.end_column) for each in checked.findings]
    assert where == [(11, 6, 11), (21, 6, 7)]
    assert [(share.checker, share.count) for share in checked.shares] == [("", 0), ("liner", 2)]


def test_a_finding_keeps_the_line_of_the_cell_as_its_context() -> None:
    assert [each.context for each in _checked(_file('a = "é"')).findings] == ['a = "é"']


class _Doubler:
    """Says of the last line that the first is the same, and of the first that a line outside of all cells is."""

    name = "doubler"
    kinds = frozenset({"python"})
    codes = ("ACM",)
    needs_tree = False

    def check(self, source: Source) -> Iterable[Finding]:
        def found(line: int, other: int) -> Finding:
            related = (Related(Location(source.path, other, 1), "the same"),)
            where = Location(source.path, line, 1)
            return Finding("ACM1", "twice", where, Severity.WARNING, self.name, related=related)

        lines = [line for line in range(1, len(source.lines) + 1) if source.line(line) == "a = 1"]
        empty = next(line for line in range(1, len(source.lines) + 1) if not source.line(line).strip())
        yield from (found(lines[-1], lines[0]), found(lines[0], empty))


def test_another_place_is_where_the_file_has_it_or_nowhere() -> None:
    settings = Settings(Selection(select=("ACM",)))
    checked = check_source(_file("a = 1", "a = 1"), settings, [NamedChecker(_Doubler(), "'doubler'")])
    places = {each.location.line: [place.location for place in each.related] for each in checked.findings}
    first, second = sorted(places)
    assert places == {first: [], second: [Location("a.ipynb", first, 6)]}


def test_a_fix_is_one_of_the_file() -> None:
    file = _file("a = 1\nb = 2")
    fix = _checked(file).findings[1].fix
    assert fix is not None
    assert apply_edits(file.text, fix.edits) == notebook("a = 1")


def test_a_fix_that_tears_cells_is_none() -> None:
    class Tearing(_Liner):
        def check(self, source: Source) -> Iterable[Finding]:
            fix = Fix("Delete", (Edit(1, 1, len(source.lines), 1, ""),), Applicability.SAFE)
            yield Finding("ACM1", "all", Location(source.path, 4, 1), Severity.WARNING, self.name, fix=fix)

    settings = Settings(Selection(select=("ACM",)))
    (finding,) = check_source(_file("a", "b", "c"), settings, [NamedChecker(Tearing(), "'tearing'")]).findings
    assert finding.fix is None


def test_a_comment_reaches_the_lines_of_the_file() -> None:
    file = _file("a = 1  # noqa: E501 old", "# qualitygate: off[E501] old\nb\n# qualitygate: on\nc")
    reached = [(each.line, each.first, each.last, each.text) for each in directives_of_notebook(file, "strict")]
    assert reached[0] == (10, 10, 10, "")
    assert reached[1][:3] == (20, 20, 22)


def test_a_notebook_that_cannot_be_read_is_found_where_that_is_wanted() -> None:
    broken = Source.from_text("{", path="a.ipynb", kind="notebook")
    assert [each.code for each in _checked(broken).findings] == ["E902"]
    assert _checked(broken, "ACM").findings == []
    assert directives_of_notebook(broken, "strict") == []
    assert not is_of_another_language(broken)


def test_a_syntax_error_behind_a_cell_is_put_at_its_end() -> None:
    findings = [each for each in _checked(_file("if a:", "b")).findings if each.code == "E999"]
    assert [each.message.rpartition(" (")[2] for each in findings] in (["cell 1, line 1)"], ["cell 2, line 1)"])
