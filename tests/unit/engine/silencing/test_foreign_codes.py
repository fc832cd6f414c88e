"""Codes of other tools are told from misspelt ones of ours."""

from __future__ import annotations

import pytest

from qualitygate.engine.own_rules import OWN_RULES
from qualitygate.engine.silencing.foreign_codes import FAMILIES, is_foreign


@pytest.mark.parametrize("code", ["B008", "S101", "PLR0913", "W0611", "E800", "C408", "C812", "ANN", "DJ01"])
def test_families_of_other_tools_are_foreign(code: str) -> None:
    assert is_foreign(code)


@pytest.mark.parametrize("code", ["E501", "E51", "W6", "F401", "QG101", "QG999", "ZZ1", "", "501"])
def test_what_could_be_ours_or_is_nobodys_is_not(code: str) -> None:
    assert not is_foreign(code)


def test_no_family_of_ours_is_foreign() -> None:
    assert FAMILIES & {"E", "W", "F", "QG", *(rule.code[:2] for rule in OWN_RULES)} == set()
