"""Refusals are told file by file and reason by reason."""

from __future__ import annotations

from qualitygate.model.repair import Refusal, Repair
from qualitygate.model.severity import Applicability

LINKED, ENCODED = "it has hard links", "its encoding cannot hold the fix"


def test_what_one_file_refuses_for_one_reason_is_told_together() -> None:
    refused = (
        Refusal("a.py", "E203", 2, LINKED),
        Refusal("a.py", "E501", 1, ENCODED),
        Refusal("a.py", "W291", 1, LINKED),
        Refusal("b.py", "E203", 1, LINKED),
    )

    assert Repair(Applicability.SAFE, refused=refused).refused_together() == [
        (refused[0], refused[2]),
        (refused[1],),
        (refused[3],),
    ]


def test_without_a_refusal_nothing_is_told() -> None:
    assert Repair(Applicability.UNSAFE, files=3).refused_together() == []
