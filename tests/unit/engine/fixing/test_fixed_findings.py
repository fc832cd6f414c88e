"""Which findings count as fixed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from qualitygate.engine.fixing.fixed_findings import mark_fixed
from qualitygate.model.fix import Edit
from qualitygate.model.judgement import Disposition, Judgement
from qualitygate.model.replacement import replace
from tests.unit.engine.fixing.samples import fixable

FIXED, SUPPRESSED = Disposition.FIXED, Disposition.SUPPRESSED


def judged(code: str, line: int, mark: str, disposition: Disposition = Disposition.OPEN) -> Judgement:
    return Judgement(fixable(Edit(line, 1, line, 2, "x"), code=code), disposition, fingerprint=mark)


def places(judgements: list[Judgement]) -> list[tuple[str, int, str]]:
    return [(each.finding.code, each.finding.location.line, each.disposition.value) for each in judgements]


def test_a_finding_that_is_gone_is_fixed() -> None:
    one, two = judged("A1", 1, "a"), judged("B1", 2, "b")
    assert places(mark_fixed([one, two], [two], {"a.py"})) == [("A1", 1, "fixed"), ("B1", 2, "open")]


def test_a_finding_whose_line_changed_is_not_fixed() -> None:
    before, after = judged("A1", 1, "a"), judged("A1", 1, "new line, new mark")
    assert mark_fixed([before], [after], {"a.py"}) == [after]


def test_of_equal_codes_the_one_that_is_not_found_any_more_is_fixed() -> None:
    first, second = judged("A1", 1, "a"), judged("A1", 5, "b")
    assert places(mark_fixed([first, second], [first], {"a.py"})) == [("A1", 1, "open"), ("A1", 5, "fixed")]


def test_one_without_a_fix_of_its_own_is_the_last_to_count() -> None:
    fixless = judged("A1", 1, "a")
    fixless = replace(fixless, finding=replace(fixless.finding, fix=None))
    after = judged("A1", 1, "c")
    marked = mark_fixed([fixless, judged("A1", 5, "b")], [after], {"a.py"})
    assert places(marked) == [("A1", 1, "open"), ("A1", 5, "fixed")]


def test_a_finding_that_was_not_open_is_not_fixed() -> None:
    assert mark_fixed([judged("A1", 1, "a", SUPPRESSED)], [], {"a.py"}) == []


def test_other_files_are_not_looked_at() -> None:
    assert mark_fixed([judged("A1", 1, "a")], [], {"b.py"}) == []


_FINDINGS = st.lists(st.builds(judged, st.sampled_from(["A1", "B1"]), st.integers(1, 9), st.sampled_from("abcdef")))


@given(_FINDINGS, _FINDINGS)
def test_no_more_is_claimed_fixed_than_is_gone(before: list[Judgement], after: list[Judgement]) -> None:
    marked = mark_fixed(before, after, {"a.py"})
    for code in ("A1", "B1"):
        found, left, fixed = (
            sum(each.finding.code == code and (each.disposition is FIXED) == is_fixed for each in judgements)
            for judgements, is_fixed in ((before, False), (after, False), (marked, True))
        )
        assert fixed == max(found - left, 0)
