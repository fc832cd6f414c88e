"""Gate stages: some checkers run before others, and a stage that fails stops the later ones."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from msgspec import Struct

from qualitygate.engine.work import Plan
from qualitygate.errors import ConfigError, UsageError
from qualitygate.hosting import ask
from qualitygate.hosting.host import PluginHost
from qualitygate.model.replacement import replace
from qualitygate.model.nearest import did_you_mean
from qualitygate.model.settings import GatePolicy, StageCheckers
from qualitygate.model.verdict import Condition


class GateStage(Struct, frozen=True):
    """One stage. The order of names inside it means nothing, and nothing depends on it."""

    number: int  #: 1-based
    checkers: StageCheckers | None  #: None = all, where no stages are configured
    listed: tuple[str, ...] = ()  #: as configured, sorted

    @property
    def label(self) -> str:
        """As reports name it: "2 (spelling)"."""
        return _label(self.number, self.listed)

    def of(self, plan: Plan) -> Plan:
        """Return the plan with this stage's checkers only."""
        if self.checkers is None:
            return plan
        return replace(plan, settings=[replace(settings, stage=self.checkers) for settings in plan.settings])


def gate_stages(policy: GatePolicy, wanted: Sequence[str] = ()) -> list[GateStage]:
    """Return the stages to run, in order. Checkers that stand in none belong to the first.

    ``wanted`` are numbers of stages or names of checkers in them; () = all.

    Raises:
        UsageError: there is no such stage.
    """
    if not policy.stages:
        if wanted:
            raise UsageError(f"--stage {wanted[0]}: no stages are configured; set gate.stages first")
        return [GateStage(1, None)]
    later = sorted(name for stage in policy.stages[1:] for name in stage)
    chosen = {_index(policy, text) for text in wanted} or range(len(policy.stages))
    stages: list[GateStage] = []
    for index in sorted(chosen):
        listed = tuple(sorted(policy.stages[index]))
        if index and not listed:
            continue  # its checkers are switched off
        checkers = StageCheckers(listed) if index else StageCheckers(tuple(later), inverted=True)
        stages.append(GateStage(index + 1, replace(checkers, again=bool(stages)), listed))
    if not stages:
        raise UsageError(f"--stage {' '.join(wanted)}: every checker in it is switched off")
    return stages


def _index(policy: GatePolicy, text: str) -> int:
    for index, stage in enumerate(policy.stages):
        if text == str(index + 1) or text in stage:
            return index
    known = _labels(policy, range(len(policy.stages) + 1))
    hint = did_you_mean(text, (name for stage in policy.stages for name in stage))
    raise UsageError(f"--stage {text}: there is no such stage{hint}; there are {known}")


def _labels(policy: GatePolicy, numbers: Container[int]) -> str:
    stages = enumerate(policy.stages, 1)
    return "; ".join(_label(number, stage) for number, stage in stages if stage and number in numbers)


def _label(number: int, names: Iterable[str]) -> str:
    return f"{number} ({', '.join(sorted(names))})"


def require_checkers(policy: GatePolicy, host: PluginHost, plan: Plan, projects: Iterable[str] = ()) -> None:
    """Refuse a stage with a checker that does not exist: what it should check would never be checked.

    ``projects`` are the names of project checkers, and of the plugins that offer them.

    Raises:
        ConfigError: with the nearest name that there is.
    """
    known = {*ask.checking_plugins(host), *projects}
    unknown = {name for stage in policy.stages for name in stage} - known
    if not unknown:
        return
    for settings in plan.settings:
        known.update(offered.name for _, offered in ask.checkers(host, settings) if not isinstance(offered, Exception))
    for name in sorted(unknown - known):
        hint = did_you_mean(name, known) or f"; there are {', '.join(sorted(known))}"
        raise ConfigError(f"{policy.stages_source}: gate.stages: there is no checker {name!r}{hint}")


def stopped(stages: Sequence[GateStage], failed: GateStage) -> list[Condition]:
    """Say which stages did not run because ``failed`` did."""
    left = "; ".join(stage.label for stage in stages if stage.number > failed.number)
    return [Condition("every stage ran", False, f"stage {failed.label} failed; not run: {left}")] if left else []


def left_out(policy: GatePolicy, stages: Sequence[GateStage]) -> list[str]:
    """Say which stages were not asked for."""
    asked = {stage.number for stage in stages}
    left = _labels(policy, set(range(len(policy.stages) + 1)) - asked)
    return [f"stages that were not asked for: {left}"] if left else []
