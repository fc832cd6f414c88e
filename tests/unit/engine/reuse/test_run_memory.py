"""What a memory keeps of a plan comes back as it was."""

from __future__ import annotations

from msgspec.structs import fields

from qualitygate.engine.reuse.run_memory import RememberedPlan, remembered_plan
from qualitygate.engine.work import Plan, Task
from qualitygate.hosting.discovery import PluginRef
from qualitygate.model.report import Skip
from qualitygate.model.selection import Selection
from qualitygate.model.settings import Settings, StageCheckers
from qualitygate.model.wire import to_bytes

#: No field has its default.
SETTINGS = Settings(
    Selection(("E",), ("E501",), ("W6",), ("W605",), ("F",), ("F5",), frozenset({"QG905"})),
    noqa="flake8",
    max_file_size=5,
    options=(("flag", True), ("names", ("GitHub", "Postgr\u00e9SQL")), ("number", 79), ("text", "79")),
    external=("DJ",),
    tool_comments=("acme:",),
    stage=StageCheckers(("pep8",), inverted=True, again=True),
)


def test_the_sample_says_something_in_every_field() -> None:
    for value in (SETTINGS, SETTINGS.selection, SETTINGS.stage):
        assert value is not None
        assert [field.name for field in fields(value) if getattr(value, field.name) == field.default] == []


def test_the_settings_of_a_plan_come_back_with_every_field() -> None:
    plan = Plan([Task("a.py", "python", 0, 12)], [SETTINGS], [Skip("b.py", "excluded", "by hand")], walked=("a",))
    known = RememberedPlan(plan, "e", (PluginRef("acme", "acme_qg", "", "acme-qg 2.1"),), {"x = 1": {"x": 1}})

    assert remembered_plan(to_bytes(known)) == known
    assert hash(remembered_plan(to_bytes(known)).plan.settings[0]) == hash(SETTINGS)


def test_a_file_whose_name_is_not_in_utf_8_comes_back() -> None:
    known = RememberedPlan(Plan([Task("caf\udce9.py", "python", 0)]), "e", (), {})

    assert remembered_plan(to_bytes(known)) == known
