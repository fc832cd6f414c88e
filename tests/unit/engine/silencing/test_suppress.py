"""Which findings a comment silences, and that none of them is dropped."""

from __future__ import annotations

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
