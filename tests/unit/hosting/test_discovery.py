"""Which plugins are found, and which wishes about them cannot be met."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualitygate.errors import PluginConflictError, PluginNotFoundError
from qualitygate.hosting.discovery import PluginRef, find_plugins
from qualitygate.inputs import Inputs
from qualitygate.model.settings import LocalEntry, PluginPolicy

from .conftest import Site


def find(tmp_path: Path, **policy: tuple[str, ...]) -> dict[str, PluginRef]:
    """Return what is found in a project at ``tmp_path``, by plugin name."""
    return {ref.name: ref for ref in find_plugins(PluginPolicy(**policy), str(tmp_path), Inputs())}


def test_an_installed_plugin_is_found_with_its_distribution_and_not_imported(site: Site, tmp_path: Path) -> None:
    site.install("acme-qg", "raise SystemExit('imported')")
    assert find(tmp_path)["acme"] == PluginRef("acme", "acme_qg", distribution="acme-qg 2.1")
    assert find(tmp_path)["acme"].origin == "acme_qg, from acme-qg 2.1"


def test_built_in_plugins_are_found_as_all_others_are(tmp_path: Path) -> None:
    assert {"complexity", "pep8", "pyflakes", "spelling", "migrations"} <= find(tmp_path).keys()


def test_plugins_are_sorted_by_name(site: Site, tmp_path: Path) -> None:
    site.install("acme-qg", "")
    names = [ref.name for ref in find_plugins(PluginPolicy(), str(tmp_path), Inputs())]
    assert names == sorted(names)


def test_two_distributions_with_one_plugin_name_are_refused_with_both(site: Site, tmp_path: Path) -> None:
    site.install("acme-qg", "")
    site.install("other-qg", "", version="0.3")
    with pytest.raises(PluginConflictError) as refused:
        find(tmp_path)
    assert "two plugins are called 'acme'" in str(refused.value)
    assert "acme_qg, from acme-qg 2.1" in str(refused.value)
    assert "other_qg, from other-qg 0.3" in str(refused.value)


def test_a_plugin_that_is_on_the_path_twice_is_one_plugin(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.install("acme-qg", "")
    again = Site(tmp_path / "again")
    again.directory.mkdir()
    again.install("acme-qg", "")
    monkeypatch.syspath_prepend(str(again.directory))
    assert find(tmp_path)["acme"].module == "acme_qg"


def test_a_local_plugin_is_found_by_its_path(tmp_path: Path) -> None:
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools" / "team_rules.py").touch()
    ref = find(tmp_path, local=("./tools/team_rules.py",))["team_rules"]
    assert ref == PluginRef(
        "team_rules", path=str(tmp_path / "tools" / "team_rules.py"), distribution="./tools/team_rules.py"
    )
    assert ref.origin == str(tmp_path / "tools" / "team_rules.py")


def test_a_local_plugin_that_is_not_there_is_named_with_the_root(tmp_path: Path) -> None:
    with pytest.raises(PluginNotFoundError) as refused:
        find(tmp_path, local=("tools/gone.py",))
    assert str(refused.value) == f"plugins: there is no file 'tools/gone.py' in {tmp_path}"


def test_a_local_plugin_may_not_take_the_place_of_an_installed_one(tmp_path: Path) -> None:
    (tmp_path / "pep8.py").touch()
    with pytest.raises(PluginConflictError) as refused:
        find(tmp_path, local=("pep8.py",))
    assert "two plugins are called 'pep8'" in str(refused.value)
    assert str(tmp_path / "pep8.py") in str(refused.value)


def test_two_local_plugins_of_one_name_are_refused(tmp_path: Path) -> None:
    for directory in ("a", "b"):
        (tmp_path / directory).mkdir()
        (tmp_path / directory / "team.py").touch()
    with pytest.raises(PluginConflictError, match="two plugins are called 'team'"):
        find(tmp_path, local=("a/team.py", "b/team.py"))


def test_a_disabled_plugin_is_not_found(site: Site, tmp_path: Path) -> None:
    site.install("acme-qg", "")
    found = find(tmp_path, disabled=("acme", "pep8"))
    assert "acme" not in found and "pep8" not in found and "pyflakes" in found


def test_disabling_what_is_not_there_is_refused_with_what_is(tmp_path: Path) -> None:
    with pytest.raises(PluginNotFoundError) as refused:
        find(tmp_path, disabled=("pepp8",))
    assert "there is no plugin 'pepp8' to switch off" in str(refused.value)
    assert "pep8, pyflakes" in str(refused.value)


@pytest.mark.parametrize(
    "requirement", ["acme-qg", "acme-qg>=2", "acme-qg >= 2.1", "acme-qg>=2.1.0", "acme-qg==2.1", "acme-qg==2.1.0"]
)
def test_a_required_distribution_in_a_version_that_fits_is_accepted(
    requirement: str, site: Site, tmp_path: Path
) -> None:
    site.install("acme-qg", "")
    assert "acme" in find(tmp_path, required=(requirement,))


@pytest.mark.parametrize("requirement", ["acme-qg>=2.2", "acme-qg>=10", "acme-qg==2", "acme-qg==2.1.1"])
def test_a_required_distribution_in_another_version_is_refused_with_the_cure(
    requirement: str, site: Site, tmp_path: Path
) -> None:
    site.install("acme-qg", "")
    with pytest.raises(PluginNotFoundError) as refused:
        find(tmp_path, required=(requirement,))
    assert str(refused.value) == (
        f"require-plugins: expected {requirement}, found acme-qg 2.1; run: python -m pip install '{requirement}'"
    )


def test_versions_are_compared_as_numbers(site: Site, tmp_path: Path) -> None:
    site.install("acme-qg", "", version="2.10")
    assert "acme" in find(tmp_path, required=("acme-qg>=2.9",))


def test_a_required_distribution_that_is_not_installed_is_refused_with_the_cure(tmp_path: Path) -> None:
    with pytest.raises(PluginNotFoundError) as refused:
        find(tmp_path, required=("acme-qg>=2",))
    assert str(refused.value) == (
        "require-plugins: 'acme-qg' is not installed; run: python -m pip install 'acme-qg>=2'"
    )


def test_plugins_of_another_program_are_found_by_its_group_one_for_each_distribution(
    site: Site, tmp_path: Path
) -> None:
    site.install("acme-adapter", "")
    (site.directory / "acme_adapter-2.1.dist-info" / "entry_points.txt").write_text(
        "[qualitygate.adapters]\nother.checks = acme_adapter\n"
    )
    site.install("Their.Tools", "")
    (site.directory / "Their.Tools-2.1.dist-info" / "entry_points.txt").write_text(
        "[other.checks]\nY = theirs.why:Why\nX = theirs.ex\n[console_scripts]\nz = z:z\n"
    )
    ref = find(tmp_path)["their-tools"]
    assert ref == PluginRef(
        "their-tools",
        "theirs.ex",
        distribution="Their.Tools 2.1",
        adapter="acme_adapter",
        entries=(("X", "theirs.ex"), ("Y", "theirs.why:Why")),
    )
    assert ref.modules == ("theirs.ex", "theirs.why", "acme_adapter")
    assert "their-tools" not in find(tmp_path, disabled=("their-tools",))


@pytest.mark.parametrize(
    ("ref", "is_ours"),
    [
        (PluginRef("pep8", "qualitygate_plugins.pep8", distribution="qualitygate-lint 1.0"), True),
        (PluginRef("acme", "acme_qg", distribution="qualitygate-lint-acme 1.0"), False),
        (PluginRef("x", "flake8_x", distribution="qualitygate-lint 1.0", adapter="a"), False),
        (PluginRef("rules", path="/p/qualitygate-lint rules.py", distribution="qualitygate-lint rules.py"), False),
    ],
    ids=["ours", "a similar name", "of another program", "a file that is called so"],
)
def test_what_comes_with_the_core_is_known_by_its_distribution(ref: PluginRef, is_ours: bool) -> None:
    assert ref.is_ours is is_ours


def test_the_projects_own_plugins_of_another_program_are_found_one_for_each_name(site: Site, tmp_path: Path) -> None:
    site.install("acme-adapter", "")
    (site.directory / "acme_adapter-2.1.dist-info" / "entry_points.txt").write_text(
        "[qualitygate.adapters]\nother.checks = acme_adapter\n"
    )
    paths = (str(tmp_path / "tools"),)
    named = [("ABC", "checks:One"), ("ABC", "checks:Two"), ("ABC", "checks:One"), ("DEF", "more:Three")]
    entries = tuple(LocalEntry("other.checks", *each, paths, "their.ini") for each in named)

    found = find(tmp_path, entries=(*entries, LocalEntry("another.group", "GHI", "x:Y", paths, "their.ini")))

    assert {name: ref for name, ref in found.items() if ref.is_local} == {
        "local-abc": PluginRef(
            *("local-abc", "checks", "", "their.ini", "acme_adapter"),
            (("ABC", "checks:One"), ("ABC", "checks:Two")),
            True,
            paths,
        ),
        "local-def": PluginRef(
            "local-def", "more", "", "their.ini", "acme_adapter", (("DEF", "more:Three"),), True, paths
        ),
    }
    assert found["local-abc"].modules == ("acme_adapter",)
    assert found["local-abc"].is_of_project
