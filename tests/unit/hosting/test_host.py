"""What is loaded, and what is refused with the plugin's name, distribution and a cure."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualitygate.errors import PluginError
from qualitygate.hosting import ask
from qualitygate.hosting.discovery import PluginRef
from qualitygate.hosting.host import PluginHost

from .conftest import Site


def refuse(site: Site, code: str) -> str:
    """Return the message with which acme-qg 2.1 with this code is refused."""
    with pytest.raises(PluginError) as refused:
        site.host(code)
    return str(refused.value)


def test_a_loaded_plugin_knows_where_it_came_from(site: Site) -> None:
    host = site.host("")
    assert host.ref("acme") == PluginRef("acme", "acme_qg", distribution="acme-qg 2.1")
    assert ask.describe(host, "acme") == "'acme' (acme_qg, from acme-qg 2.1)"


def test_a_plugin_that_does_not_import_is_named_with_distribution_error_and_cure(site: Site) -> None:
    assert refuse(site, "import acme_core") == (
        "plugin 'acme' (acme_qg, from acme-qg 2.1) failed to import:"
        " ModuleNotFoundError: No module named 'acme_core'; run with --no-plugin acme, or reinstall acme-qg"
    )


def test_a_plugin_whose_module_is_gone_is_named_too(site: Site) -> None:
    ref = site.install("acme-qg", "")
    (site.directory / "acme_qg.py").unlink()
    with pytest.raises(PluginError, match="'acme' .acme_qg, from acme-qg 2.1. failed to import"):
        PluginHost([ref])


def test_a_misspelt_hook_is_refused_with_the_near_one(site: Site) -> None:
    assert refuse(site, "@hookimpl\ndef qualitygate_checker(settings): return []") == (
        "plugin 'acme' (acme_qg, from acme-qg 2.1): there is no hook qualitygate_checker;"
        " did you mean qualitygate_checkers?"
    )


def test_a_misspelt_hook_is_refused_though_it_is_not_marked(site: Site) -> None:
    assert "there is no hook qualitygate_rule; did you mean qualitygate_rules?" in refuse(
        site, "def qualitygate_rule(): return []"
    )


def test_a_hook_that_is_not_marked_is_refused_since_nobody_would_call_it(site: Site) -> None:
    assert refuse(site, "def qualitygate_rules(): return []") == (
        "plugin 'acme' (acme_qg, from acme-qg 2.1): qualitygate_rules is not marked; write @hookimpl above it"
    )


def test_a_hook_with_an_argument_that_nobody_passes_is_refused_with_the_argument(site: Site) -> None:
    message = refuse(site, "@hookimpl\ndef qualitygate_checkers(setings): return []")
    assert message.startswith("plugin 'acme' (acme_qg, from acme-qg 2.1) has a wrong hook: ")
    assert "setings" in message and "qualitygate_checkers" in message


def test_a_hook_may_leave_arguments_out(site: Site) -> None:
    host = site.host("@hookimpl\ndef qualitygate_rules(): return [Rule('ACME1', 'acme', 'An acme')]")
    assert [(plugin, rule.code) for plugin, rule in ask.rules(host)] == [("acme", "ACME1")]


def test_names_of_the_api_in_a_plugin_are_no_hooks(site: Site) -> None:
    assert site.host("import qualitygate\nqualitygate_version = '2.1'\n").refs[0].name == "acme"


def local(directory: Path, code: str) -> PluginHost:
    (directory / "team.py").write_text(code)
    return PluginHost([PluginRef("team", path=str(directory / "team.py"), distribution="tools/team.py")])


def test_a_local_plugin_is_loaded_from_its_file(tmp_path: Path) -> None:
    host = local(
        tmp_path,
        "from qualitygate.api import Rule, hookimpl\n"
        "@hookimpl\n"
        "def qualitygate_rules(): return [Rule('TEAM1', 'team', 'A team rule')]\n",
    )
    assert [(plugin, rule.code) for plugin, rule in ask.rules(host)] == [("team", "TEAM1")]


def test_a_local_plugin_hides_no_installed_module(tmp_path: Path) -> None:
    import json

    (tmp_path / "json.py").write_text("'''A plugin.'''\n")
    PluginHost([PluginRef("json", path=str(tmp_path / "json.py"), distribution="json.py")])
    import json as again

    assert again is json and again.loads("1") == 1


def test_a_local_plugin_that_does_not_import_is_named_with_its_path_and_cure(tmp_path: Path) -> None:
    with pytest.raises(PluginError) as refused:
        local(tmp_path, "1 / 0\n")
    assert str(refused.value) == (
        f"plugin 'team' ({tmp_path / 'team.py'}) failed to import: ZeroDivisionError: division by zero;"
        " mend it or take it out of 'plugins' (tools/team.py)"
    )


def test_a_local_plugin_that_does_not_parse_is_refused_as_well(tmp_path: Path) -> None:
    with pytest.raises(PluginError, match="failed to import: SyntaxError"):
        local(tmp_path, "def\n")


def test_an_adapter_makes_plugins_and_may_leave_some_out(site: Site) -> None:
    code = """
        from qualitygate.api import Family, hookimpl

        class Made:
            def __init__(self, foreign):
                self.foreign = foreign

            @hookimpl
            def qualitygate_families(self):
                return [Family(name, self.foreign.distribution) for name, _ in self.foreign.entries]

        def adapt(foreign):
            return {each.name: Made(each) for each in foreign if each.name != "left-out"}
    """
    site.install("acme-adapter", code)
    refs = [
        PluginRef(name, "theirs", distribution=f"{name} 1.0", adapter="acme_adapter", entries=(("X", "theirs:X"),))
        for name in ("left-out", "theirs")
    ]
    host = PluginHost(refs)

    assert [ref.name for ref in host.refs] == ["theirs"]
    assert [(name, family.prefix, family.summary) for name, family in ask.families(host)] == [
        ("theirs", "X", "theirs 1.0")
    ]


def test_what_an_adapter_raises_is_said_with_its_plugins(site: Site) -> None:
    site.install("acme-adapter", "def adapt(foreign): raise ValueError('no')")
    with pytest.raises(PluginError, match="acme_adapter failed to adapt theirs: ValueError: no"):
        PluginHost([PluginRef("theirs", "theirs", distribution="theirs 1.0", adapter="acme_adapter")])
