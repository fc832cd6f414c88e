"""What passes, what fails, and what is neither."""

from __future__ import annotations

import pytest

from qualitygate.engine.gate.gate import judge, judge_diff
from qualitygate.model.failure import Failure
from qualitygate.model.judgement import Disposition, Judgement
from qualitygate.model.repair import Repair
from qualitygate.model.replacement import replace
from qualitygate.model.report import Report
from qualitygate.model.settings import GatePolicy
from qualitygate.model.severity import Applicability, Severity
from qualitygate.model.verdict import Condition, ExitCode
from tests.unit.engine.fakes import finding

CRASH = Failure("pep8", "a.py", "crash", "it crashed")


def report(*severities: Severity, failures: tuple[Failure, ...] = ()) -> Report:
    return Report(tuple(Judgement(replace(finding(), severity=severity)) for severity in severities), failures)


@pytest.mark.parametrize(
    ("severity", "fail_on", "code"),
    [
        pytest.param(Severity.NOTE, Severity.NOTE, ExitCode.FAILED, id="a note against note"),
        pytest.param(Severity.NOTE, Severity.WARNING, ExitCode.PASSED, id="a note against warning"),
        pytest.param(Severity.WARNING, Severity.WARNING, ExitCode.FAILED, id="a warning against warning"),
        pytest.param(Severity.WARNING, Severity.ERROR, ExitCode.PASSED, id="a warning against error"),
        pytest.param(Severity.ERROR, Severity.ERROR, ExitCode.FAILED, id="an error against error"),
        pytest.param(Severity.ERROR, None, ExitCode.PASSED, id="an error against never"),
    ],
)
def test_an_open_finding_is_judged_by_its_severity(
    severity: Severity, fail_on: Severity | None, code: ExitCode
) -> None:
    verdict = judge(report(severity), GatePolicy(fail_on))
    assert verdict.exit_code is code
    assert verdict.passed is (code is ExitCode.PASSED)


@pytest.mark.parametrize("disposition", [each for each in Disposition if each is not Disposition.OPEN])
def test_a_finding_that_is_not_open_does_not_count(disposition: Disposition) -> None:
    settled = Judgement(replace(finding(), severity=Severity.ERROR), disposition)
    assert judge(Report((settled,)), GatePolicy()).exit_code is ExitCode.PASSED


@pytest.mark.parametrize("fail_on", [Severity.NOTE, Severity.ERROR, None], ids=["note", "error", "never"])
def test_a_failure_is_incomplete_whatever_the_policy(fail_on: Severity | None) -> None:
    for severities in ((), (Severity.ERROR,)):
        verdict = judge(report(*severities, failures=(CRASH,)), GatePolicy(fail_on))
        assert verdict.exit_code is ExitCode.INCOMPLETE
        assert not verdict.passed


@pytest.mark.parametrize(
    ("fail_on", "condition"),
    [
        pytest.param(
            Severity.WARNING,
            Condition("no open findings of severity warning or worse", False, "2 open, 0 allowed"),
            id="warning",
        ),
        pytest.param(Severity.ERROR, Condition("no open errors", False, "1 open, 0 allowed"), id="error"),
        pytest.param(None, Condition("findings are only reported", True, "fail-on = never"), id="never"),
    ],
)
def test_the_condition_says_what_is_wanted_and_what_is_there(fail_on: Severity | None, condition: Condition) -> None:
    verdict = judge(report(Severity.NOTE, Severity.WARNING, Severity.ERROR), GatePolicy(fail_on))
    assert verdict.conditions == (condition,)


def test_a_condition_of_a_plugin_must_hold_too() -> None:
    added = Condition("coverage is not lower", False, "81 %, 85 % wanted")
    verdict = judge(Report(), GatePolicy(), [added])
    assert verdict.exit_code is ExitCode.FAILED
    assert verdict.conditions[-1] == added


def test_exit_codes_are_those_that_build_scripts_rely_on() -> None:
    assert {code.name: code.value for code in ExitCode} == {
        "PASSED": 0, "FAILED": 1, "USAGE": 2, "INCOMPLETE": 3, "INTERRUPTED": 130,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("files", "failures", "code"),
    [
        pytest.param(0, (), ExitCode.PASSED, id="nothing to change"),
        pytest.param(2, (), ExitCode.FAILED, id="something to change"),
        pytest.param(2, (CRASH,), ExitCode.INCOMPLETE, id="a failure"),
    ],
)
def test_a_diff_is_judged_by_what_would_change(files: int, failures: tuple[Failure, ...], code: ExitCode) -> None:
    found = replace(report(Severity.ERROR, failures=failures), repair=Repair(Applicability.SAFE, files))
    verdict = judge_diff(found)
    assert verdict.exit_code is code
    assert verdict.conditions == (Condition("no fix to make", files == 0, f"{files} files would change"),)
