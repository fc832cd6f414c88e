"""What plugins answer: sorted by plugin, with the plugin's name on every error."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO

import pytest

from qualitygate.api import ReportOptions
from qualitygate.errors import ConfigError, PluginConflictError, PluginError
from qualitygate.hosting import ask
from qualitygate.hosting.catalogue import Catalogue
from qualitygate.hosting.host import PluginHost
from qualitygate.model.report import Report
from qualitygate.model.selection import Selection
from qualitygate.model.settings import Settings
from qualitygate.model.verdict import ExitCode, Verdict
from qualitygate.source.source import Source

from .conftest import Site

ACME, OTHER = "'acme' (acme_qg, from acme-qg 2.1)", "'other' (other_qg, from other-qg 0.3)"
CHECKER = """
class Checker:
    name, kinds, codes, needs_tree = "acme", frozenset({"python"}), ("ACME",), False
    def check(self, source): return []
"""
SELECTED = Settings(Selection(select=("ACME",)))
SOURCE = Source.from_text("x = 1\n")
VERDICT = Verdict((), ExitCode.PASSED)


def both(site: Site, code: str) -> PluginHost:
    """A host with two plugins that do the same."""
    code = f"from qualitygate.api import *\n{code}"
    return PluginHost(
        [site.install("other-qg", code, version="0.3", plugin="other"), site.install("acme-qg", code)]
    )


def test_answers_are_sorted_by_plugin_whatever_the_order_of_loading(site: Site) -> None:
    host = both(site, "@hookimpl\ndef qualitygate_rules(): return [Rule('X1', 'x', 'X')]")
    assert [plugin for plugin, _ in ask.rules(host)] == ["acme", "other"]


def test_options_are_named_after_their_plugin_or_stand_at_top_level(site: Site) -> None:
    host = site.host(
        """
        @hookimpl
        def qualitygate_add_options(table):
            table.add("names", (), "names")
            table.add("max-acme", 3, "the most", top_level=True)
        """
    )
    assert [(option.key, option.default) for option in ask.options(host)] == [("acme.names", ()), ("max-acme", 3)]


@pytest.mark.parametrize(
    ("code", "question", "what"),
    [
        pytest.param(
            "def qualitygate_add_options(table): table.add('max-acme', 1, 'most', top_level=True)",
            ask.options,
            "the option 'max-acme'",
            id="option",
        ),
        pytest.param(
            "def qualitygate_formats(): return {'acme-xml': Format(print)}",
            ask.formats,
            "the format 'acme-xml'",
            id="format",
        ),
        pytest.param(
            "def qualitygate_profiles():\n"
            "    from pathlib import Path\n"
            "    return {'acme-team': Path(__file__)}",
            lambda host: list(ask.Profiles(host)),
            "the profile 'acme-team'",
            id="profile",
        ),
    ],
)
def test_what_two_plugins_claim_is_refused_with_both_distributions(
    code: str, question: Callable[[PluginHost], object], what: str, site: Site
) -> None:
    with pytest.raises(PluginConflictError) as refused:
        question(both(site, f"@hookimpl\n{code}"))
    assert str(refused.value) == (
        f"two plugins claim {what}: {ACME} and {OTHER}; run with --no-plugin for one of them"
    )


def test_an_option_declared_twice_by_one_plugin_is_refused(site: Site) -> None:
    host = site.host("@hookimpl\ndef qualitygate_add_options(table):\n    for _ in 'ab': table.add('n', 1, 'n')")
    with pytest.raises(PluginError, match="plugin 'acme' declares the option 'acme.n' twice"):
        ask.options(host)


def test_kinds_are_those_of_all_plugins(site: Site) -> None:
    host = site.host("@hookimpl\ndef qualitygate_kinds(settings): return ('python', 'text')")
    assert ask.kinds(host, SELECTED) == {"python", "text", "notebook"}


def test_a_checker_is_offered_with_its_plugin(site: Site) -> None:
    host = site.host(f"{CHECKER}\n@hookimpl\ndef qualitygate_checkers(settings, hooks): return [Checker()]")
    ((plugin, checker),) = ask.checkers(host, SELECTED)
    assert plugin == "acme"
    assert not isinstance(checker, PluginError) and checker.name == "acme"


def test_a_checker_none_of_whose_codes_is_selected_is_left_out(site: Site) -> None:
    host = site.host(f"{CHECKER}\n@hookimpl\ndef qualitygate_checkers(settings): return [Checker()]")
    assert list(ask.checkers(host, Settings(Selection(select=("E",))))) == []


@pytest.mark.parametrize(
    ("code", "said"),
    [
        pytest.param(
            "raise ImportError('no acme')", "failed in qualitygate_checkers: ImportError: no acme", id="raises"
        ),
        pytest.param(
            "yield Checker(); raise ImportError('no acme')",
            "failed in qualitygate_checkers: ImportError: no acme",
            id="raises after the first",
        ),
        pytest.param("return Checker()", "failed in qualitygate_checkers: TypeError: ", id="gives no list"),
        pytest.param(
            "return ['acme']",
            "offers str as a checker, which lacks: name, kinds, codes, needs_tree, check",
            id="gives text",
        ),
    ],
)
def test_a_plugin_that_cannot_make_its_checkers_gives_its_error_and_the_others_check(
    code: str, said: str, site: Site
) -> None:
    broken = site.install(
        "acme-qg", f"from qualitygate.api import *\n{CHECKER}\n@hookimpl\ndef qualitygate_checkers():\n    {code}\n"
    )
    sound = site.install(
        "other-qg",
        f"from qualitygate.api import *\n{CHECKER}\n@hookimpl\ndef qualitygate_checkers(): return [Checker()]\n",
        plugin="other",
    )
    (first, error), (second, checker) = list(ask.checkers(PluginHost([broken, sound]), SELECTED))
    assert (first, second) == ("acme", "other")
    assert isinstance(error, PluginError) and f"plugin {ACME} {said}" in str(error)
    assert not isinstance(checker, PluginError)


def test_an_exclusion_is_given_when_there_is_one(site: Site) -> None:
    host = site.host(
        """
        @hookimpl
        def qualitygate_exclude_file(source):
            return FileExclusion("generated") if source.path == "example.py" else None
        """
    )
    assert [each.reason for each in ask.exclusion(host, SOURCE, SELECTED)] == ["generated"]
    assert list(ask.exclusion(host, Source("other.py", b""), SELECTED)) == []


def test_an_exclusion_of_another_type_is_the_plugins_error(site: Site) -> None:
    host = site.host("@hookimpl\ndef qualitygate_exclude_file(source): return 'generated'")
    with pytest.raises(PluginError, match="expected FileExclusion from qualitygate_exclude_file, got 'generated'"):
        list(ask.exclusion(host, SOURCE, SELECTED))


def test_reporters_are_offered_by_name(site: Site) -> None:
    host = site.host(
        """
        class Writer:
            def write(self, report, verdict, rules, out): out.write("done")

        @hookimpl
        def qualitygate_formats(): return {"acme": Format(lambda options: Writer())}
        """
    )
    out = StringIO()
    ask.formats(host)["acme"].create(ReportOptions()).write(Report(), VERDICT, Catalogue(host, ()), out)
    assert out.getvalue() == "done"


def test_conditions_are_added_to_the_gate(site: Site) -> None:
    host = site.host("@hookimpl\ndef qualitygate_gate_conditions(report): return [Condition('acme', False, 'no')]")
    assert [condition.name for condition in ask.gate_conditions(host, Report())] == ["acme"]


def test_a_plugin_that_raises_when_the_run_is_over_is_a_warning(site: Site) -> None:
    host = site.host("@hookimpl\ndef qualitygate_run_finished(report, verdict): raise OSError('disk full')")
    assert ask.run_finished(host, Report(), VERDICT) == [
        f"plugin {ACME} failed in qualitygate_run_finished: OSError: disk full"
    ]


@pytest.mark.parametrize(
    "hook",
    ["return 1", "return Rule('X1', 'x', 'X')", "yield Rule('X1', 'x', 'X'); 1 / 0", "1 / 0"],
    ids=["a number", "one rule", "a generator that raises", "an exception"],
)
def test_an_answer_that_is_no_list_is_the_plugins_error(hook: str, site: Site) -> None:
    host = site.host(f"@hookimpl\ndef qualitygate_rules():\n    {hook}")
    with pytest.raises(PluginError, match=r"plugin 'acme' \(acme_qg, from acme-qg 2.1\) failed in qualitygate_rules"):
        ask.rules(host)


def test_a_mapping_that_is_none_is_the_plugins_error(site: Site) -> None:
    host = site.host("@hookimpl\ndef qualitygate_formats(): return ['acme']")
    with pytest.raises(PluginError, match="plugin 'acme' .* failed in qualitygate_formats"):
        ask.formats(host)


def test_a_plugins_own_word_on_the_users_mistake_is_passed_on(site: Site) -> None:
    host = site.host(
        """
        @hookimpl
        def qualitygate_checkers(settings): raise ConfigError("acme.level: expected 1 to 3")
        """
    )
    with pytest.raises(ConfigError, match="acme.level: expected 1 to 3"):
        list(ask.checkers(host, SELECTED))


@pytest.mark.parametrize("hook", ["qualitygate_rules", "qualitygate_profiles", "qualitygate_formats"])
def test_a_hook_that_gives_nothing_is_no_error(hook: str, site: Site) -> None:
    host = site.host(f"@hookimpl\ndef {hook}(): pass")
    assert (ask.rules(host), dict(ask.Profiles(host)), ask.formats(host)) == ([], {}, {})
