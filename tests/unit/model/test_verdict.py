"""A verdict passes by its exit code, whatever its conditions say."""

from __future__ import annotations

import pytest

from qualitygate.model.verdict import Condition, ExitCode, Verdict

HELD = Condition("no open findings", passed=True, detail="0 open, 0 allowed")


@pytest.mark.parametrize("code", ExitCode)
def test_only_a_whole_run_that_met_its_conditions_passes(code: ExitCode) -> None:
    assert Verdict((HELD,), code).passed == (code == 0)


def test_the_codes_are_what_build_scripts_were_promised() -> None:
    assert {code.name: int(code) for code in ExitCode} == {
        "PASSED": 0,
        "FAILED": 1,
        "USAGE": 2,
        "INCOMPLETE": 3,
        "INTERRUPTED": 130,
    }
