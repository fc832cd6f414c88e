"""Which codes there are, and what a misspelt one is said to mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualitygate.engine.own_rules import OWN_RULES
from qualitygate.hosting import ask
from qualitygate.hosting.catalogue import Catalogue
from qualitygate.hosting.discovery import find_plugins
from qualitygate.hosting.host import PluginHost
from qualitygate.hosting.known_codes import KnownCodes
from qualitygate.inputs import Inputs
from qualitygate.model.settings import PluginPolicy


@pytest.fixture(scope="module")
def codes() -> KnownCodes:
    refs = find_plugins(PluginPolicy(), str(Path(__file__).parent), Inputs())
    host = PluginHost(ref for ref in refs if ref.module.startswith("qualitygate_"))
    return KnownCodes(host, Catalogue(host, OWN_RULES), ask.options(host), is_complete=True)


@pytest.mark.parametrize(
    ("prefix", "is_one"), [("E", True), ("E50", True), ("E501", True), ("E5011", False), ("ZZ", False)]
)
def test_the_beginning_of_a_code_is_one_and_more_than_a_code_is_none(
    codes: KnownCodes, prefix: str, is_one: bool
) -> None:
    assert codes.has(prefix) is is_one


def test_the_nearest_codes_have_the_same_letters(codes: KnownCodes) -> None:
    assert codes.hint("E5011").startswith("; the nearest are E501")


def test_ruffs_word_for_everything_is_explained(codes: KnownCodes) -> None:
    assert "name families" in codes.hint("ALL")
