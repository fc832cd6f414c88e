"""Every judgement is handed on once, file by file."""

from __future__ import annotations

from qualitygate.engine.reports.announce import Announcer
from qualitygate.engine.reports.lines import SourceLines
from qualitygate.model.judgement import Judgement
from qualitygate.model.report import Report
from tests.unit.engine.fakes import finding


def test_a_file_is_told_once_with_all_its_judgements() -> None:
    told: list[Report] = []
    announcer = Announcer(told.append, "/root", SourceLines("/root", {}))
    one, two, other = (
        Judgement(finding("E501", line=line, path=path)) for path, line in (("a.py", 1), ("a.py", 2), ("b.py", 1))
    )

    announcer.tell([one, two])
    announcer.tell([one, two, other])
    announcer.tell([])

    assert [report.judgements for report in told] == [(one, two), (other,)]
    assert {report.root for report in told} == {"/root"}
