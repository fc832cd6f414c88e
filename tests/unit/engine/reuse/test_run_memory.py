"""What a memory keeps of a plan comes back as it was."""

from __future__ import annotations

from msgspec.structs import fields

from qualitygate.engine.reuse.run_memory import RememberedPlan, remembered_plan
from qualitygate.engine.work import Plan, Task
from qualitygate.hosting.discovery import PluginRef
from qualitygate.model.report import Skip
from qualitygate.model.wire import to_bytes
from tests.settings_samples import OTHER_SETTINGS


def test_the_sample_says_something_in_every_field() -> None:
    for value in (OTHER_SETTINGS, OTHER_SETTINGS.selection, OTHER_SETTINGS.stage):
        assert value is not None
        assert [field.name for field in fields(value) if getattr(value, field.name) == field.default] == []


def test_the_settings_of_a_plan_come_back_with_every_field() -> None:
    plan = Plan([Task("a.py", "python", 0, 12)], [OTHER_SETTINGS], [Skip("b.py", "excluded", "by hand")], notes=("a",))
    known = RememberedPlan(plan, "e", (PluginRef("acme", "acme_qg", "", "acme-qg 2.1"),), {"x = 1": {"x": 1}})

    assert remembered_plan(to_bytes(known)) == known
    assert hash(remembered_plan(to_bytes(known)).plan.settings[0]) == hash(OTHER_SETTINGS)


def test_a_file_whose_name_is_not_in_utf_8_comes_back() -> None:
    known = RememberedPlan(Plan([Task("caf\udce9.py", "python", 0)]), "e", (), {})

    assert remembered_plan(to_bytes(known)) == known
