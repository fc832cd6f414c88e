"""What a directive silences, and what it is called."""

from __future__ import annotations

from qualitygate.model.directive import Directive

CODES = {"unused-import": "F401", "line-too-long": "E501"}


def test_a_name_silences_the_code_of_its_rule_and_no_longer_one() -> None:
    directive = Directive(1, 1, 1, 1, (), form="ignore", names=("unused-import", "unheard-of")).resolved(CODES)
    assert [directive.silences(1, code) for code in ("F401", "F4011", "E501")] == [True, False, False]


def test_a_name_that_is_not_looked_up_silences_nothing() -> None:
    assert not Directive(1, 1, 1, 1, (), names=("unused-import",)).silences(1, "F401")


def test_the_codes_of_other_tools_are_not_looked_up() -> None:
    directive = Directive(1, 1, 1, 1, (), form="pylint: disable", names=("unused-import",))
    assert directive.resolved(CODES) == directive


def test_a_directive_is_called_as_it_is_written() -> None:
    forms = ("noqa", "flake8: noqa", "off", "ignore-file", "type: ignore")
    titles = [Directive(1, 1, 1, 1, None, form=form).title for form in forms]
    assert titles == ["noqa", "flake8: noqa", "qualitygate: off", "qualitygate: ignore-file", "type: ignore"]
