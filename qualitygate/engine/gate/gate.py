"""Conditions to verdict."""

from __future__ import annotations

from collections.abc import Sequence

from qualitygate.model.limit import Limit
from qualitygate.model.report import Report
from qualitygate.model.settings import GatePolicy
from qualitygate.model.severity import Severity
from qualitygate.model.verdict import Condition, ExitCode, Verdict


def judge(report: Report, policy: GatePolicy, added: Sequence[Condition] = ()) -> Verdict:
    """Judge a report by the team's policy and the conditions that plugins add. A failure is never a pass."""
    limits = (_limit_condition(report, limit) for limit in policy.limits)
    conditions = (_severity_condition(report, policy.fail_on), *limits, *added)
    if report.failures:
        code = ExitCode.INCOMPLETE
    elif all(condition.passed for condition in conditions):
        code = ExitCode.PASSED
    else:
        code = ExitCode.FAILED
    return Verdict(conditions, code)


def judge_diff(report: Report) -> Verdict:
    """Judge a run that only shows fixes: by whether there is one, not by what is found."""
    count = report.repair.files if report.repair else 0
    condition = Condition("no fix to make", count == 0, f"{count} {'file' if count == 1 else 'files'} would change")
    if report.failures:
        return Verdict((condition,), ExitCode.INCOMPLETE)
    return Verdict((condition,), ExitCode.FAILED if count else ExitCode.PASSED)


def stops(report: Report, policy: GatePolicy) -> bool:
    """Is the gate failed, whatever later stages find? What could not be checked does not stop the others."""
    if not _severity_condition(report, policy.fail_on).passed:
        return True
    if not policy.limits:
        return False
    from qualitygate.engine.gate.measures import measure  # it loads fractions, 4 ms

    return any(limit.is_lost(measure(report, limit)) for limit in policy.limits)


def _limit_condition(report: Report, limit: Limit) -> Condition:
    from qualitygate.engine.gate.measures import measure, shown  # here: as above

    measured = measure(report, limit)
    return Condition(limit.text, limit.holds(measured), f"measured {shown(measured, limit)}")


def _severity_condition(report: Report, fail_on: Severity | None) -> Condition:
    if fail_on is None:
        return Condition("findings are only reported", True, "fail-on = never")
    count = sum(judgement.finding.severity >= fail_on for judgement in report.open)
    name = f"no open findings of severity {fail_on.word} or worse" if fail_on < Severity.ERROR else "no open errors"
    return Condition(name, count == 0, f"{count} open, 0 allowed")
