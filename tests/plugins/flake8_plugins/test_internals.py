"""What flake8 does not promise, held to what it does: with the oldest and the newest version that is supported."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from qualitygate.api import ForeignPlugin, Source
from qualitygate_plugins.flake8_plugins.internals import Distribution, Group, results
from qualitygate_plugins.flake8_plugins.options import Said
from qualitygate_plugins.flake8_plugins.trees import tree_for

from .distributions import LOGICAL, PHYSICAL, SAMPLE, TREE, flake8, install


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Install a distribution and load it in this process."""
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    (tmp_path / "site").mkdir()

    def loaded(name: str, code: str, entries: dict[str, str]) -> tuple[Group, Distribution]:
        install(tmp_path / "site", name, code, entries)
        module = name.replace("-", "_")
        sys.modules.pop(module, None)
        listed = tuple((key, f"{module}:{value}") for key, value in entries.items())
        group = Group([ForeignPlugin(name, f"{name} 1.0", listed)])
        return group, group.distribution(name)

    return loaded


@pytest.mark.parametrize(
    ("name", "code", "entries"),
    [
        ("acme-tree", TREE, {"ATR": "Checker"}),
        ("acme-logical", LOGICAL, {"ALO": "check"}),
        ("acme-physical", PHYSICAL, {"APH": "check"}),
    ],
    ids=["tree", "logical", "physical"],
)
def test_a_check_of_each_kind_finds_what_it_finds_under_flake8(
    load, tmp_path: Path, name: str, code: str, entries: dict[str, str]  # type: ignore[no-untyped-def]
) -> None:
    group, loaded = load(name, code, entries)
    source = Source.from_text(SAMPLE, path="a.py")
    (tmp_path / "a.py").write_text(SAMPLE)
    expected = flake8(tmp_path, tmp_path / "site", "--isolated", f"--select={next(iter(entries))}", "a.py")

    options = group.tell(loaded, Said(), str(tmp_path))
    found = results(source, tree_for(source), loaded.active(()), options)

    rows = sorted(f"a.py:{line}:{max(column, 0) + 1}: {said} {text}" for said, line, column, text in found)
    assert expected and rows == expected


def test_options_are_told_again_only_when_they_are_others(load, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    code = """
        class Checker:
            told = []

            def __init__(self, tree):
                pass

            @staticmethod
            def add_options(manager):
                manager.add_option("--acme-limit", type=int, default=3, parse_from_config=True)

            @classmethod
            def parse_options(cls, manager, options, arguments):
                cls.told.append(options.acme_limit)
    """
    group, loaded = load("acme-told", code, {"TOL": "Checker"})
    one, other = Said(), Said(own=(("acme-limit", "7"), ("of-another-plugin", "x")))

    for said in (one, one, other, other, one):
        group.tell(loaded, said, str(tmp_path))

    assert loaded.checks[0].plugin.obj.told == [3, 7, 3]


@pytest.mark.parametrize(
    ("code", "entries", "said"),
    [
        ("check = 1", {"ABC": "check"}, "expected a function or a class"),
        ("def check(lines): pass", {"ABC": "check"}, "expected one of tree, logical_line and physical_line"),
        ("def check(tree): pass", {"ABCD1": "check"}, "up to three capitals and three digits"),
    ],
    ids=["object", "kind", "name"],
)
def test_what_flake8_would_refuse_is_refused(  # type: ignore[no-untyped-def]
    load, code: str, entries: dict[str, str], said: str
) -> None:
    with pytest.raises((TypeError, ValueError), match=said):
        load("acme-wrong", code, entries)
