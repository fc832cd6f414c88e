"""The rule book: who documents which code."""

from __future__ import annotations

import pytest

from qualitygate.errors import PluginConflictError
from qualitygate.hosting.catalogue import Catalogue
from qualitygate.hosting.host import PluginHost
from qualitygate.model.rule import Rule

from .conftest import Site

OWN = (Rule("E999", "syntax-error", "A file does not parse"),)
RULES = """
@hookimpl
def qualitygate_rules():
    return [Rule("ACME2", "acme-two", "Two", on_by_default=False), Rule("ACME1", "acme-one", "One")]
"""


def test_rules_of_plugins_and_of_the_gate_are_looked_up_by_code(site: Site) -> None:
    book = Catalogue(site.host(RULES), OWN)
    assert book.codes() == ["ACME1", "ACME2", "E999"]
    assert [book.rule(code).name for code in book.codes()] == ["acme-one", "acme-two", "syntax-error"]
    assert [book.owner(code) for code in book.codes()] == ["acme", "acme", ""]


def test_rules_that_want_to_be_selected_in_full_are_known(site: Site) -> None:
    assert Catalogue(site.host(RULES), OWN).selection().off_by_default == {"ACME2"}


def test_a_code_that_nobody_documents_has_a_rule_that_says_so(site: Site) -> None:
    book = Catalogue(site.host(""), OWN)
    assert book.rule("X100").summary == "A plugin emits this code without documenting it"
    assert book.owner("X100") == ""


def test_a_code_that_two_plugins_claim_is_refused_with_both_distributions(site: Site) -> None:
    code = f"from qualitygate.api import *\n{RULES}"
    host = PluginHost(
        [site.install("acme-qg", code), site.install("other-qg", code, version="0.3", plugin="other")]
    )
    with pytest.raises(PluginConflictError) as refused:
        Catalogue(host, OWN)
    assert str(refused.value) == (
        "the code ACME2 is claimed by 'acme' (acme_qg, from acme-qg 2.1) and by 'other' (other_qg, from other-qg 0.3);"
        " run with --no-plugin other, or ask its authors for codes of their own"
    )


def test_a_code_of_the_gate_itself_may_not_be_claimed(site: Site) -> None:
    host = site.host("@hookimpl\ndef qualitygate_rules(): return [Rule('E999', 'mine', 'Mine')]")
    with pytest.raises(PluginConflictError, match="E999 is claimed by qualitygate itself and by 'acme'"):
        Catalogue(host, OWN)


def test_a_code_that_one_plugin_lists_twice_is_refused(site: Site) -> None:
    host = site.host("@hookimpl\ndef qualitygate_rules(): return [Rule('A1', 'a', 'A'), Rule('A1', 'b', 'B')]")
    with pytest.raises(PluginConflictError, match="A1 is claimed by 'acme'"):
        Catalogue(host, OWN)


FAMILIES = """
@hookimpl
def qualitygate_families(): return [Family("AC", "A check of acme"), Family("AC2", "Another", "https://acme.test")]
"""


def test_a_code_of_a_family_is_known_by_the_longest_prefix_and_no_others(site: Site) -> None:
    book = Catalogue(site.host(FAMILIES), OWN)
    assert book.families() == ["AC", "AC2"]
    assert (book.rule("AC1").name, book.rule("AC1").summary, book.owner("AC1")) == ("acme", "A check of acme", "acme")
    assert (book.rule("AC201").summary, book.rule("AC201").url) == ("Another", "https://acme.test")
    assert book.rule("ACX1").summary == "A plugin emits this code without documenting it"
    assert book.codes() == ["E999"]


def test_a_family_that_two_plugins_claim_is_refused_with_both_distributions(site: Site) -> None:
    code = f"from qualitygate.api import *\n{FAMILIES}"
    host = PluginHost(
        [site.install("acme-qg", code), site.install("other-qg", code, version="0.3", plugin="other")]
    )
    with pytest.raises(PluginConflictError) as refused:
        Catalogue(host, OWN)
    assert "the codes AC… are claimed by 'acme' (acme_qg, from acme-qg 2.1) and by 'other'" in str(refused.value)
