"""Which stages run, in which order, with which checkers."""

from __future__ import annotations

import pytest

from qualitygate.engine.planning.stages import gate_stages, left_out, stopped
from qualitygate.engine.work import Plan
from qualitygate.errors import UsageError
from qualitygate.model.settings import GatePolicy, Settings, StageCheckers

THREE = GatePolicy(stages=(("pep8",), ("spelling", "pyflakes"), ("complexity",)))


def test_without_stages_one_has_every_checker() -> None:
    (stage,) = gate_stages(GatePolicy())
    plan = Plan(settings=[Settings()])
    assert (stage.number, stage.checkers, stage.of(plan)) == (1, None, plan)


def test_the_first_stage_has_whatever_no_later_one_names() -> None:
    first, second, third = gate_stages(THREE)
    assert first.checkers == StageCheckers(("complexity", "pyflakes", "spelling"), inverted=True)
    assert second.checkers == StageCheckers(("pyflakes", "spelling"), again=True)
    assert third.checkers == StageCheckers(("complexity",), again=True)
    assert [stage.label for stage in (first, second, third)] == ["1 (pep8)", "2 (pyflakes, spelling)", "3 (complexity)"]


def test_a_stages_plan_has_its_checkers_in_all_settings() -> None:
    _, second, _ = gate_stages(THREE)
    plan = second.of(Plan(settings=[Settings(), Settings(noqa="flake8")]))
    assert [settings.stage for settings in plan.settings] == [second.checkers] * 2
    assert [settings.noqa for settings in plan.settings] == ["strict", "flake8"]


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [(["2"], [2]), (["spelling"], [2]), (["3", "pep8"], [1, 3]), (["pyflakes", "2"], [2])],
    ids=["number", "checker", "in the order of the stages", "each once"],
)
def test_a_stage_is_asked_for_by_number_or_by_a_checker_in_it(wanted: list[str], numbers: list[int]) -> None:
    stages = gate_stages(THREE, wanted)
    assert [stage.number for stage in stages] == numbers
    assert stages[0].checkers is not None and not stages[0].checkers.again  # nothing has looked before


@pytest.mark.parametrize(
    ("policy", "wanted", "message"),
    [
        (GatePolicy(), "1", "--stage 1: no stages are configured; set gate.stages first"),
        (
            THREE,
            "4",
            "--stage 4: there is no such stage; there are 1 (pep8); 2 (pyflakes, spelling); 3 (complexity)",
        ),
        (GatePolicy(stages=(("pep8",), ())), "2", "--stage 2: every checker in it is switched off"),
    ],
    ids=["no stages", "unknown", "switched off"],
)
def test_a_stage_that_cannot_run_is_refused(policy: GatePolicy, wanted: str, message: str) -> None:
    with pytest.raises(UsageError) as raised:
        gate_stages(policy, [wanted])
    assert str(raised.value) == message


def test_a_stage_whose_checkers_are_all_switched_off_is_passed_over() -> None:
    stages = gate_stages(GatePolicy(stages=(("pep8",), (), ("spelling",))))
    assert [stage.number for stage in stages] == [1, 3]


def test_what_a_failing_stage_stopped_is_a_broken_condition_that_names_it() -> None:
    first, second, third = stages = gate_stages(THREE)
    (condition,) = stopped(stages, first)
    assert not condition.passed
    assert condition.detail == "stage 1 (pep8) failed; not run: 2 (pyflakes, spelling); 3 (complexity)"
    assert stopped(stages, third) == []


def test_what_was_not_asked_for_is_said() -> None:
    said = "stages that were not asked for: 1 (pep8); 3 (complexity)"
    assert left_out(THREE, gate_stages(THREE, ["2"])) == [said]
    assert left_out(THREE, gate_stages(THREE)) == []
