"""Layers over layers: the last wins key by key, and lists that extend add up."""

from __future__ import annotations

from typing import Any

from qualitygate.api import Option
from qualitygate.config.documents import PlainDocument, TomlDocument
from qualitygate.config.layers import Entry, Layer, Override, default_entries, merge
from qualitygate.config.patterns import PathMatcher
from qualitygate.model.settings import Pattern

LINES = TomlDocument("a.toml", 'select = ["E"]\nextend-select = ["F"]\n')
DEFAULTS = default_entries([Option("select", (), "codes"), Option("extend-select", (), "codes"), Option("max", 5, "n")])


def layer(name: str, overrides: tuple[Override, ...] = (), **values: Any) -> Layer:
    document = PlainDocument(name, {})
    entries = {key.replace("_", "-"): Entry(value, ((document, (key,)),)) for key, value in values.items()}
    return Layer(document, entries, overrides=overrides)


def test_a_default_has_no_place_and_a_list_of_patterns_stands_at_the_root() -> None:
    entries = default_entries([Option("exclude", (".git",), "paths"), Option("max", 5, "n")])
    assert entries == {"exclude": Entry((Pattern(".git"),)), "max": Entry(5)}
    assert entries["max"].source == "default"


def test_a_value_names_every_place_that_it_came_from() -> None:
    first, second = Entry(("E",), ((LINES, ("select",)),)), Entry(("F",), ((LINES, ("extend-select",)),))
    assert first.plus(second) == Entry(("E", "F"), (*first.origins, *second.origins))
    assert first.plus(second).source == "a.toml:1, a.toml:2"


def test_the_last_layer_wins_key_by_key() -> None:
    merged = merge(DEFAULTS, None, [layer("root", max=7, select=("E",)), layer("below", select=("W",))])
    assert {key: entry.value for key, entry in merged.items()} == {"select": ("W",), "extend-select": (), "max": 7}
    assert (merged["select"].source, merged["max"].source) == ("below", "root")


def test_the_nearest_files_additions_replace_those_above_and_add_to_the_profiles() -> None:
    profile = layer("profile", extend_select=("A",))
    merged = merge(DEFAULTS, profile, [layer("root", extend_select=("B",)), layer("below", extend_select=("C",))])
    assert merged["extend-select"].value == ("A", "C")


def test_only_an_override_that_applies_counts_and_a_nearer_file_wins_over_it() -> None:
    matcher = PathMatcher(("*.py",), "", dialect="qualitygate", root="/r")
    applying = Override(matcher, {"extend-select": Entry(("O",)), "max": Entry(9)})
    other = Override(matcher, {"max": Entry(99)})
    root = layer("root", (applying, other), extend_select=("B",), max=7)
    assert {key: entry.value for key, entry in merge(DEFAULTS, None, [root], [applying]).items()} == {
        "select": (),
        "extend-select": ("B", "O"),
        "max": 9,
    }
    assert merge(DEFAULTS, None, [root, layer("below", max=3)], [applying])["max"].value == 3
