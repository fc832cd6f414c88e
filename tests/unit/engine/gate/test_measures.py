"""What a report measures."""

from __future__ import annotations

from fractions import Fraction

import pytest

from qualitygate.engine.gate.measures import measure, shown
from qualitygate.model.judgement import Disposition, Judgement
from qualitygate.model.limit import read_limit
from qualitygate.model.replacement import replace
from qualitygate.model.report import CheckedFile, Report, Skip
from qualitygate.model.severity import Severity
from qualitygate.testing.reporters import sample_report
from qualitygate_plugins.reporters.clean_lines import checked_lines, clean_rate
from tests.unit.engine.fakes import finding

REPORT = Report(
    judgements=(
        Judgement(finding("E501", 1)),
        Judgement(finding("E711", 2)),
        Judgement(replace(finding("F821", 2), severity=Severity.ERROR)),
        Judgement(finding("E501", 3), Disposition.BASELINED),
        Judgement(finding("F401", 4), Disposition.KNOWN),
        Judgement(finding("F401", 5), Disposition.SUPPRESSED),
        Judgement(finding("W291", 6), Disposition.FIXED),
    ),
    files=(CheckedFile("example.py", "python", 6), CheckedFile("other.py", "python", 10)),
    skipped=(Skip("old.py", "excluded"),),
    suppressions_by_tool={"noqa": 4, "pylint": 184, "qualitygate": 3},
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("findings == 0", 3),
        ("errors == 0", 1),
        ("warnings == 0", 2),
        ("notes == 0", 0),
        ("new == 0", 3),
        ("E501 == 0", 1),
        ("E == 0", 2),
        ("all E501 == 0", 2),
        ("all == 0", 6),
        ("baselined == 0", 1),
        ("known F401 == 0", 1),
        ("suppressed F == 0", 1),
        ("suppressions == 0", 7),
        ("suppressions.noqa == 0", 4),
        ("suppressions.pylint == 0", 184),
        ("suppressions.type == 0", 0),
        ("suppressions.all == 0", 191),
        ("files == 0", 2),
        ("lines == 0", 16),
        ("skipped == 0", 1),
        ("clean-lines == 0", Fraction(100 * 14, 16)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_measured(text: str, value: Fraction) -> None:
    assert measure(REPORT, read_limit(text)) == value


def test_no_lines_are_all_clean() -> None:
    assert measure(Report(), read_limit("clean-lines == 100")) == 100


def test_clean_lines_are_those_of_the_cobertura_format() -> None:
    report = sample_report().report
    clean, lines, _ = clean_rate(checked_lines(report))
    assert measure(report, read_limit("clean-lines >= 0")) == Fraction(100 * clean, lines)


def test_a_percentage_never_looks_better_than_it_is() -> None:
    assert shown(Fraction(99999, 1000), read_limit("clean-lines >= 100")) == "99.99 %"
    assert shown(Fraction(1234), read_limit("E501 == 0")) == "1,234"
