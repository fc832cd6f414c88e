"""Which codes a rule may have."""

from __future__ import annotations

import pytest

from qualitygate.model.rule import Rule, is_in_family


@pytest.mark.parametrize("code", ["E501", "QG101", "A1", "ABCDEFGH123456"])
def test_a_code_that_every_consumer_reads_is_accepted(code: str) -> None:
    assert Rule(code, "name", "summary").code == code


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("", id="empty"),
        pytest.param("E", id="no digits"),
        pytest.param("501", id="no letters"),
        pytest.param("e501", id="small letters"),
        pytest.param("mypy:arg-type", id="another tool's name"),
        pytest.param("ABCDEFGHI1", id="nine letters"),
        pytest.param("E1234567", id="seven digits"),
        pytest.param("E501\n", id="a line break"),
    ],
)
def test_any_other_code_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="expected a code of 1 to 8 capitals and 1 to 6 digits"):
        Rule(code, "name", "summary")


@pytest.mark.parametrize(
    ("code", "prefix", "belongs"),
    [("D401", "D", True), ("D", "D", True), ("DTZ001", "D", False), ("T201", "T20", True), ("T2", "T20", False)],
    ids=["code", "itself", "other letters", "with digits", "shorter"],
)
def test_a_family_has_the_codes_with_its_letters(code: str, prefix: str, belongs: bool) -> None:
    assert is_in_family(code, prefix) is belongs
