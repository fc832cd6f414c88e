"""Which suppression comments are in force, and what is said about each: QG901 to QG904."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualitygate.engine.silencing.suppressions import (
    DirectiveContext,
    Suppressions,
    expiry,
    is_expired,
    judge_directives,
)
from qualitygate.model.looked_for import LookedFor
from qualitygate.model.directive import Directive
from qualitygate.model.finding import Finding
from qualitygate.model.fix import apply_edits
from qualitygate.model.replacement import replace
from qualitygate.model.rule import Rule
from qualitygate.model.selection import Selection
from qualitygate.model.settings import Settings
from qualitygate.source.directives import find_directives
from qualitygate.source.source import Source
from tests.unit.engine.fakes import finding
from tests.default_codes import DEFAULTS, IGNORE, SELECT

RULES = {
    "E501": "line-too-long",
    "E502": "backslash",
    "W503": "break-before",
    "F401": "unused-import",
    "C901": "complex",
    "QG201": "name",
    "QG901": "unused-suppression",
    "QG903": "blanket",
}
RAN = LookedFor(("E", "W", "F"))
STRICT = Settings(Selection(default_select=SELECT, default_ignore=IGNORE, off_by_default=frozenset({"QG903"})))


class Book:
    """A rule book with :data:`RULES`."""

    def rule(self, code: str) -> Rule:
        """Return a rule with its name."""
        return Rule(code, RULES[code], "text")

    def codes(self) -> list[str]:
        """Return every code."""
        return list(RULES)


def judge(
    text: str,
    *findings: Finding,
    ran: LookedFor = RAN,
    settings: Settings = STRICT,
    failed: frozenset[str] = frozenset(),
    knows_all_rules: bool = True,
) -> Suppressions:
    """Judge the comments of a text in which there are these findings."""
    directives = {"example.py": find_directives(Source.from_text(text), settings.noqa)}
    judging = DirectiveContext(Book(), lambda path: settings, "2026-06-15", failed, knows_all_rules)
    return judge_directives(directives, {"example.py": ran}, findings, judging)


def said(text: str, *findings: Finding, ran: LookedFor = RAN, settings: Settings = STRICT) -> list[tuple[str, str]]:
    """Return code and message of what is said."""
    return [(each.code, each.message) for each in judge(text, *findings, ran=ran, settings=settings).findings]


def fixed(text: str, *findings: Finding) -> str:
    """Return the text with every fix made."""
    edits = [edit for each in judge(text, *findings).findings if each.fix for edit in each.fix.edits]
    return apply_edits(text, edits)


def test_a_code_that_does_not_occur_is_unused_and_the_others_stay() -> None:
    text = "import os  # noqa: F401, E501 needed\n"
    assert said(text, finding("F401")) == [("QG901", "noqa: E501 does not occur here")]
    assert fixed(text, finding("F401")) == "import os  # noqa: F401 needed\n"


def test_an_unused_comment_leads_to_where_its_code_occurs_near_by() -> None:
    text = "x = [  # noqa: E5, F401\n" + "    1,\n" * 9 + "]\n"
    found = [finding("E501", line) for line in (4, 3, 9)] + [finding("F401", 11)]

    (said,) = judge(text, *found).findings

    assert [(each.location.line, each.message) for each in said.related] == [(3, "E501 occurs here")]


def test_a_comment_of_which_nothing_is_left_goes_with_its_blanks() -> None:
    assert fixed("x = 1  # noqa: F401, E501 needed\ny = 2\n") == "x = 1\ny = 2\n"


def test_a_comment_that_another_tool_reads_too_keeps_what_is_for_that_tool() -> None:
    assert fixed("import os  # noqa: E501 isort:skip\n") == "import os  # isort:skip\n"
    assert fixed("x = 1  # noqa: E501  # type: int\n") == "x = 1  # type: int\n"


def test_an_unused_block_goes_with_its_end() -> None:
    text = "# qualitygate: off[E501]\nx = 1\n# qualitygate: on[E501]\ny = 1\n"
    assert fixed(text) == "x = 1\ny = 1\n"


def test_a_block_that_is_half_used_has_no_fix() -> None:
    text = "# qualitygate: off[E501,F401]\nx = 1\n# qualitygate: on[E501,F401]\ny = 1\n"
    (found,) = judge(text, finding("E501", 2)).findings
    assert (found.message, found.fix) == ("qualitygate: off: F401 does not occur here", None)


def test_a_name_is_judged_like_its_code() -> None:
    text = "import os  # qualitygate: ignore[unused-import, line-too-long]\n"
    judged = judge(text, finding("F401"))
    assert [each.message for each in judged.findings] == ["qualitygate: ignore: line-too-long does not occur here"]
    assert [each.named for each in judged.in_force["example.py"]] == [("F401", "E501")]
    assert judged.in_force["example.py"][0].silences(1, "F401")


@pytest.mark.parametrize(
    ("code", "ran", "selection"),
    [
        pytest.param("E501", RAN, Selection(select=("F", "QG")), id="a rule that is not selected"),
        pytest.param("E501", RAN, Selection(extend_ignore=("E501",)), id="a rule that is ignored"),
        pytest.param("E501", LookedFor(("F",)), DEFAULTS, id="a rule whose checker did not run"),
        pytest.param("E501", LookedFor(), Selection(), id="a file that does not parse"),
        pytest.param("E501", LookedFor(("E",), excluded=("E",)), Selection(), id="a rule that a plugin excludes"),
        pytest.param("E501", LookedFor(("E",), dormant=("E501",)), Selection(), id="a rule that is switched off"),
        pytest.param("C901", RAN, DEFAULTS, id="a rule whose limit is not set"),
        pytest.param("W503", RAN, DEFAULTS, id="a rule that is ignored by default"),
        pytest.param("B008", RAN, DEFAULTS, id="a code of another tool"),
        pytest.param("E999999", RAN, DEFAULTS, id="a code that no rule has"),
        pytest.param("QG902", RAN, DEFAULTS, id="a code about suppressions"),
        pytest.param("E5", RAN, Selection(extend_ignore=("E502",)), id="a family of which a part did not run"),
    ],
)
def test_what_was_not_looked_for_is_never_called_unused(code: str, ran: LookedFor, selection: Selection) -> None:
    assert said(f"x = 1  # noqa: {code}\n", ran=ran, settings=Settings(selection)) == []


def test_a_family_is_unused_when_all_its_usual_rules_ran() -> None:
    assert said("x = 1  # noqa: E5, W5\n") == [("QG901", "noqa: E5 does not occur here")]


def test_a_code_that_another_tool_answers_for_is_left_alone() -> None:
    assert said("x = 1  # noqa: E501\n", settings=replace(STRICT, external=("E5",))) == []


def test_a_blanket_is_unused_only_when_every_usual_rule_ran() -> None:
    blanket = "x = 1  # noqa\n"
    assert said(blanket) == [("QG901", "noqa: nothing occurs here that it could silence")]
    assert said(blanket, settings=replace(STRICT, selection=STRICT.selection.ignoring(("E502",)))) == []
    assert said(blanket, ran=LookedFor(("E", "W", "F"), excluded=("E5",))) == []
    assert said(blanket, settings=replace(STRICT, external=("DJ",))) == []
    assert said(blanket, finding("E501")) == []


def test_a_blanket_is_not_judged_where_something_failed_or_a_plugin_is_disabled() -> None:
    blanket = "x = 1  # noqa\n"
    assert judge(blanket, failed=frozenset({"example.py"})).findings == []
    assert judge(blanket, failed=frozenset({""})).findings == []
    assert judge(blanket, knows_all_rules=False).findings == []


def test_under_flake8s_dialect_codes_are_judged_and_blankets_not() -> None:
    flake8 = replace(STRICT, noqa="flake8")
    assert said("x = 1  # noqa: E501\n", settings=flake8) == [("QG901", "noqa: E501 does not occur here")]
    assert said("x = 1  # noqa\n", settings=flake8) == []
    assert said("x = '# noqa: E501'\n", settings=flake8) == []


def test_two_comments_that_silence_the_same_are_both_used() -> None:
    assert said("# flake8: noqa: E501\nx = 1  # noqa: E501\n", finding("E501", 2)) == []


def test_a_comment_may_excuse_itself_from_being_called_unused() -> None:
    judged = judge("x = 1  # noqa: E501, QG901\n")
    assert [each.code for each in judged.findings] == ["QG901"]
    assert judged.in_force["example.py"][0].silences(1, "QG901")


def test_what_is_malformed_is_not_called_unused_as_well() -> None:
    assert said("x = 1  # noqa : E501\n# qualitygate: ignore[E501]\n") == []


def test_a_blanket_is_said_to_be_one_when_that_is_selected_in_full() -> None:
    settings = Settings(Selection(extend_select=("QG903",), off_by_default=frozenset({"QG903"})))
    assert said("import os  # noqa\n", finding("F401"), settings=settings) == [
        ("QG903", "noqa names no codes and silences every one; here it silences F401")
    ]
    assert said("import os  # noqa\n", finding("F401")) == []


@pytest.mark.parametrize(
    ("until", "passed"),
    [("2026-06-14", True), ("2026-06-15", False), ("2026-06-16", False), ("soon", True), ("2026-02-30", True)]
    + [("26-07-01", True), ("2026-7-1", True), ("", False), ("?", True)],
)
def test_a_day_has_passed_when_it_is_over_or_cannot_be_read(until: str, passed: bool) -> None:
    assert is_expired(Directive(1, 1, 1, 1, ("E501",), until=until), "2026-06-15") is passed


@pytest.mark.parametrize(
    ("until", "moment"),
    [("2026-06-15", "2026-06-16"), ("2027-01-01", "2027-01-02"), ("2026-06-14", ""), ("soon", ""), ("", "")],
    ids=["today", "later", "over", "unreadable", "for ever"],
)
def test_a_directive_ceases_to_be_in_force_when_its_day_is_over(until: str, moment: str) -> None:
    found = expiry(Directive(1, 1, 1, 1, ("E501",), until=until), "2026-06-15")
    assert found == (datetime.fromisoformat(f"{moment}T00:00:00+00:00").timestamp() if moment else 0)


def test_what_has_expired_is_no_longer_in_force_and_not_called_unused() -> None:
    judged = judge("import os  # qualitygate: ignore[F401] x until=2026-06-14\n", finding("F401"))
    assert judged.in_force == {"example.py": []}
    assert [(each.code, each.message) for each in judged.findings] == [
        ("QG904", "qualitygate: ignore: its time was up on 2026-06-14, it silences nothing any more")
    ]
    assert said("import os  # qualitygate: ignore[F401] until=soon\n") == [
        ("QG904", "qualitygate: ignore: 'until=soon' is no date such as 2026-12-31, so it silences nothing")
    ]


@pytest.mark.parametrize(
    ("comment", "complaint"),
    [
        ("ignore[unused-imports]", "there is no rule named 'unused-imports'; did you mean 'unused-import'?"),
        ("ignore[F402]", "no rule has the code 'F402'; did you mean 'F401'?"),
    ],
    ids=["a name", "a code"],
)
def test_a_rule_that_does_not_exist_is_reported_with_the_nearest(comment: str, complaint: str) -> None:
    ((code, message),) = said(f"x = 1  # qualitygate: {comment}\n")
    assert code == "QG902"
    assert message.startswith(complaint)


@pytest.mark.parametrize("code", ["DJ01", "B", "W0611", "E800", "PLR2004", "XYZ1"])
def test_a_code_of_another_tool_is_no_mistake(code: str) -> None:
    assert said(f"x = 1  # qualitygate: ignore[{code}]\n", settings=replace(STRICT, external=("XYZ",))) == []


def test_where_a_plugin_is_disabled_its_rules_are_not_missed() -> None:
    assert judge("x = 1  # qualitygate: ignore[ZZ1]\n", knows_all_rules=False).findings == []


def test_what_is_said_stands_where_the_comment_stands_and_knows_its_line() -> None:
    directive = replace(find_directives(Source.from_text("x = 1  # noqa: E501\n"), "strict")[0], context="c", scope="s")
    judging = DirectiveContext(Book(), lambda path: STRICT, "2026-06-15")
    (found,) = judge_directives({"a.py": [directive]}, {"a.py": RAN}, [], judging).findings
    where = found.location
    assert (where.path, where.line, where.column, where.end_line, where.end_column) == ("a.py", 1, 8, 1, 20)
    assert (found.context, found.scope) == ("c", "s")


_codes = st.lists(st.sampled_from(["E501", "E502", "F401", "W503", "C901", "B008"]), min_size=1, unique=True)


@given(_codes, st.sets(st.sampled_from(["E501", "E502", "F401"])), st.sampled_from([("E",), ("F",), ("E", "F", "W")]))
@settings(max_examples=150, deadline=None)
def test_a_fix_takes_away_what_ran_and_did_not_occur_and_nothing_else(
    codes: list[str], occurring: set[str], ran: tuple[str, ...]
) -> None:
    text = f"x = 1  # noqa: {', '.join(codes)} why\n"
    judged = judge(text, *(finding(code) for code in sorted(occurring)), ran=LookedFor(ran))
    edits = [edit for each in judged.findings if each.fix for edit in each.fix.edits]
    left = [each.codes for each in find_directives(Source.from_text(apply_edits(text, edits)), "strict")]
    looked_for = {code for code in ("E501", "E502", "F401") if code.startswith(ran)}
    kept = tuple(code for code in codes if code in occurring or code not in looked_for)
    assert left == ([kept] if kept else [])
