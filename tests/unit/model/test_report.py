"""How a report groups and counts what it holds."""

from __future__ import annotations

from qualitygate.model.finding import Finding
from qualitygate.model.judgement import Disposition, Judgement
from qualitygate.model.location import Location
from qualitygate.model.report import NoLines, Report, Skip
from qualitygate.model.severity import Severity


def _judge(path: str, code: str, disposition: Disposition = Disposition.OPEN) -> Judgement:
    return Judgement(Finding(code, "text", Location(path, 1, 1), Severity.WARNING, "fake"), disposition)


REPORT = Report(
    judgements=(
        _judge("a.py", "E501"),
        _judge("a.py", "W291", Disposition.SUPPRESSED),
        _judge("b.py", "E501"),
        _judge("b.py", "E225"),
        _judge("c.py", "E501", Disposition.KNOWN),
    ),
    skipped=(
        Skip("m/0001.py", "generated migration"),
        Skip("m/0002.py", "generated migration"),
        Skip("x/", "excluded"),
    ),
)


def test_only_open_findings_are_open() -> None:
    assert [judgement.finding.code for judgement in REPORT.open] == ["E501", "E501", "E225"]


def test_findings_of_every_disposition_are_grouped_by_path() -> None:
    assert [(path, len(group)) for path, group in REPORT.by_path()] == [("a.py", 2), ("b.py", 2), ("c.py", 1)]


def test_open_findings_are_grouped_by_path() -> None:
    assert [(path, len(group)) for path, group in REPORT.open_by_path()] == [("a.py", 1), ("b.py", 2)]


def test_open_codes_are_counted_most_frequent_first() -> None:
    assert list(REPORT.count_open_codes().items()) == [("E501", 2), ("E225", 1)]


def test_dispositions_that_occur_are_counted() -> None:
    assert REPORT.count_dispositions() == {Disposition.OPEN: 3, Disposition.SUPPRESSED: 1, Disposition.KNOWN: 1}


def test_skipped_files_are_counted_by_reason() -> None:
    assert REPORT.count_skipped() == {"generated migration": 2, "excluded": 1}


def test_a_report_whose_sources_are_not_at_hand_has_no_lines() -> None:
    assert NoLines().line("a.py", 1) is None
    assert NoLines().data("a.py") is None
