"""Which distributions of flake8's group become plugins, and what they say without being imported."""

from __future__ import annotations

import sys

import pytest

from qualitygate.api import ForeignPlugin, Settings
from qualitygate_plugins.flake8_plugins import adapt
from qualitygate_plugins.flake8_plugins.plugin import plugins

ACME = ForeignPlugin("acme-tools", "Acme.Tools 2.1", (("AC1", "acme_is_not_there:A"), ("AC2", "acme_is_not_there:B")))


@pytest.mark.parametrize("name", ["flake8", "mccabe"])
def test_what_the_gate_has_itself_is_left_out(name: str) -> None:
    assert adapt([ForeignPlugin(name, f"{name} 1.0", (("F", "x:Y"),))]) == {}


def test_its_families_are_the_names_of_its_entry_points() -> None:
    plugin = adapt([ACME])["acme-tools"]

    assert [family.prefix for family in plugin.qualitygate_families()] == ["AC1", "AC2"]
    assert "acme_is_not_there" not in sys.modules


def test_one_that_cannot_be_imported_declares_nothing_and_raises_where_its_checker_is_wanted() -> None:
    plugin = plugins([ACME])["acme-tools"]

    assert plugin.qualitygate_default_codes().select == ("AC1", "AC2")
    with pytest.raises(ImportError, match="No module named 'acme_is_not_there'; run with --no-plugin acme-tools"):
        plugin.qualitygate_checkers(Settings(), "")
