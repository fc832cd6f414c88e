"""A tool's own names become codes that every consumer reads."""

from __future__ import annotations

import re

from hypothesis import given, strategies

from qualitygate.api import Severity
from qualitygate_plugins.tools.codes import code_of, rules, severity_of, with_name

from .samples import tool


def test_a_name_has_the_number_that_the_table_gives_it() -> None:
    assert code_of(tool(codes={"arg-type": "105"}), "arg-type") == "TT105"


def test_a_name_that_is_a_code_keeps_its_shape() -> None:
    assert code_of(tool(), "W0611") == "TTW0611"
    assert code_of(tool(prefix="PERSONAL"), "ASYNC100") == "PERSONAL000", "it would have too many letters"


def test_a_regular_expression_numbers_a_family() -> None:
    assert code_of(tool(codes={r"/(?:models|fields)\.[EW](\d{3})/": r"2\1"}), "fields.E304") == "TT2304"


def test_any_other_name_has_the_general_code() -> None:
    assert code_of(tool(), "something-else") == code_of(tool(), "") == "TT000"


@given(strategies.text(max_size=20))
def test_every_name_has_a_code_that_consumers_read(name: str) -> None:
    assert re.fullmatch("[A-Z]{1,8}[0-9]{1,6}", code_of(tool(codes={r"/(.)\d/": r"\1"}), name))


def test_the_name_stands_behind_the_message_once() -> None:
    assert with_name("Bad\n thing", "arg-type") == "Bad thing [arg-type]"
    assert with_name("Bad thing  [arg-type]", "arg-type") == "Bad thing [arg-type]"
    assert with_name("", "") == "no message"


def test_the_rule_decides_about_severity_before_the_word_and_the_word_before_what_is_usual() -> None:
    declared = tool(severity="error", severities={"info": "note", "soft": "warning"})

    assert severity_of(declared, "soft", "info") is Severity.WARNING
    assert severity_of(declared, "hard", "INFO") is Severity.NOTE
    assert severity_of(declared, "hard", "fatal") is Severity.ERROR


def test_the_table_documents_its_codes() -> None:
    found = {rule.code: rule for rule in rules(tool(codes={"a-b": "1", "/x/": "2"}, url="https://x/{name}"))}

    assert found.keys() == {"TT000", "TT1"}
    assert (found["TT1"].name, found["TT1"].url) == ("a-b", "https://x/a-b")
