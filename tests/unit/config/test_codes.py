"""Which plugin of flake8's brings a code that nothing here has."""

from __future__ import annotations

import pytest

from qualitygate.config.codes import brought_by, plugin_of


@pytest.mark.parametrize(
    ("code", "plugin"),
    [
        ("B950", "flake8-bugbear"),
        ("C401", "flake8-comprehensions"),
        ("C812", "flake8-commas"),
        ("SIM", "flake8-simplify"),
        ("XYZ1", ""),
        ("", ""),
    ],
)
def test_a_family_is_told_by_its_letters_and_where_two_share_them_by_the_first_digit(code: str, plugin: str) -> None:
    assert plugin_of(code) == plugin


def test_codes_of_one_plugin_are_listed_together_each_once() -> None:
    assert brought_by(
        ["B950", "DJ01", "B", "B950", "XYZ1"]
    ) == "B950 and B (flake8-bugbear), DJ01 (flake8-django), XYZ1"
