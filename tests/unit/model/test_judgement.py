"""Which judgements count for the gate."""

from __future__ import annotations

import pytest

from qualitygate.model.finding import Finding
from qualitygate.model.judgement import Disposition, Judgement, is_open
from qualitygate.model.location import Location
from qualitygate.model.severity import Severity

FINDING = Finding("E501", "line too long", Location("a.py", 1), Severity.WARNING, "pep8")


@pytest.mark.parametrize("disposition", Disposition)
def test_only_what_nothing_silenced_knew_or_repaired_counts(disposition: Disposition) -> None:
    assert is_open(Judgement(FINDING, disposition)) == (disposition.value == "open")


def test_a_finding_counts_until_a_stage_says_otherwise() -> None:
    assert is_open(Judgement(FINDING))
