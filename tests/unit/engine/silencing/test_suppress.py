"""Which findings a comment silences, and that none of them is dropped."""

from __future__ import annotations

from hypothesis import given, strategies as st

from qualitygate.engine.silencing.suppress import suppress
from qualitygate.model.directive import Directive
from qualitygate.model.judgement import Disposition, Judgement

from tests.unit.engine.fakes import finding

BLANKET = Directive(line=3, column=8, first=1, last=3, codes=None)


def judge(*codes: str, directive: Directive, line: int = 2) -> list[tuple[str, str]]:
    """Return (disposition, reason) of a finding of each code on ``line`` of a file with this directive."""
    judgements = suppress([Judgement(finding(code, line)) for code in codes], {"example.py": [directive]})
    return [(judgement.disposition.value, judgement.reason) for judgement in judgements]


def test_a_blanket_marks_every_finding_it_reaches_and_says_where_it_stands() -> None:
    assert judge("E501", "F401", directive=BLANKET) == [("suppressed", "noqa on line 3")] * 2


def test_a_finding_on_another_line_stays_open() -> None:
    assert judge("E501", directive=BLANKET, line=4) == [("open", "")]


def test_codes_silence_their_families_only() -> None:
    directive = Directive(line=2, column=8, first=2, last=2, codes=("E5", "W291"))
    assert judge("E501", "W291", "W293", directive=directive) == [
        ("suppressed", "noqa on line 2"),
        ("suppressed", "noqa on line 2"),
        ("open", ""),
    ]


def test_a_finding_about_suppressions_is_not_silenced_by_a_blanket() -> None:
    assert judge("QG902", "QG901", "QG906", directive=BLANKET) == [("open", "")] * 3


def test_a_finding_about_suppressions_is_not_silenced_by_a_family() -> None:
    family = Directive(line=2, column=8, first=2, last=2, codes=("QG", "QG9"))
    assert judge("QG902", "QG101", directive=family) == [("open", ""), ("suppressed", "noqa on line 2")]


def test_a_finding_about_suppressions_is_silenced_by_its_own_code() -> None:
    own = Directive(line=2, column=8, first=2, last=2, codes=("QG902",))
    assert judge("QG902", directive=own) == [("suppressed", "noqa on line 2")]


def test_what_is_judged_already_keeps_its_judgement() -> None:
    baselined = Judgement(finding(), Disposition.BASELINED, "baseline")
    assert suppress([baselined], {"example.py": [BLANKET]}) == [baselined]


def test_a_directive_of_another_file_does_nothing() -> None:
    judgement = Judgement(finding())
    assert suppress([judgement], {"other.py": [BLANKET]}) == [judgement]


def test_no_judgement_is_dropped_and_the_fingerprint_stays() -> None:
    judgements = [Judgement(finding("E501", line), fingerprint=str(line)) for line in range(1, 6)]
    marked = suppress(judgements, {"example.py": [BLANKET]})
    assert [(judgement.fingerprint, judgement.disposition.value) for judgement in marked] == [
        ("1", "suppressed"),
        ("2", "suppressed"),
        ("3", "suppressed"),
        ("4", "open"),
        ("5", "open"),
    ]


def test_the_reason_of_the_comment_is_kept() -> None:
    directive = Directive(line=2, column=8, first=2, last=2, codes=("E501",), form="off", reason="an address")
    assert judge("E501", directive=directive) == [("suppressed", "qualitygate: off on line 2: an address")]


def test_a_finding_about_suppressions_is_silenced_by_the_name_of_its_rule() -> None:
    directive = Directive(line=2, column=8, first=2, last=2, codes=(), form="ignore", named=("QG902",))
    assert judge("QG902", directive=directive) == [("suppressed", "qualitygate: ignore on line 2")]


_CODES = st.sampled_from(["E501", "E502", "F401", "QG901", "QG906"])
_DIRECTIVES = st.builds(
    lambda line, first, length, codes, named: Directive(line, 1, first, first + length, codes, named=named),
    st.integers(1, 9),
    st.integers(0, 9),
    st.sampled_from([0, 1, 3, 200]),
    st.none() | st.lists(st.sampled_from(["E5", "E501", "F", "QG9", "QG901"]), max_size=2).map(tuple),
    st.lists(_CODES, max_size=1).map(tuple),
)


@given(st.lists(_DIRECTIVES, max_size=8), st.lists(st.tuples(st.integers(1, 9), _CODES), max_size=12))
def test_e10_the_sweep_through_a_file_finds_what_a_search_through_all_directives_finds(
    directives: list[Directive], places: list[tuple[int, str]]
) -> None:
    judgements = [Judgement(finding(code, line)) for line, code in sorted(places)]
    nearest_first = sorted(directives, key=lambda directive: directive.last - directive.first > 100)

    def expected(line: int, code: str) -> str:
        for directive in nearest_first:
            in_full = code in (*(directive.codes or ()), *directive.named)
            if directive.silences(line, code) and (in_full or not code.startswith("QG9")):
                return f"noqa on line {directive.line}"
        return ""

    assert [judgement.reason for judgement in suppress(judgements, {"example.py": directives})] == [
        expected(judgement.finding.location.line, judgement.finding.code) for judgement in judgements
    ]


def test_e10_a_hundred_thousand_directives_on_the_line_of_as_many_findings() -> None:
    """Each finding compared with each directive would take hours."""
    directives = [Directive(1, 1, 1, 1, ("E5",))] * 100_000
    judgements = suppress([Judgement(finding("F401", 1))] * 100_000, {"example.py": directives})
    assert all(judgement.disposition is Disposition.OPEN for judgement in judgements)
