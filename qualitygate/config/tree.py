"""The settings for every path of a project."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, cast

from qualitygate.config.command_line import NAME as COMMAND_LINE_NAME
from qualitygate.config.keys import CONDITIONS, CORE, FILE_KINDS, RUN_KEYS, STAGES
from qualitygate.config.layers import Entry, FileIgnore, Override, default_entries, merge
from qualitygate.config.reading import Frame
from qualitygate.config.stacks import Stack, Stacks
from qualitygate.model.limit import read_limit
from qualitygate.model.replacement import replace
from qualitygate.model.selection import Selection
from qualitygate.model.settings import (
    BaselinePolicy,
    CachePolicy,
    FileRules,
    GatePolicy,
    KindRule,
    OptionValue,
    Pattern,
    ReportPolicy,
    Settings,
)
from qualitygate.model.severity import Severity

if TYPE_CHECKING:
    from qualitygate.config.exclusions import Exclusion

_CORE_KEYS = frozenset(option.key for option in CORE)


def _named_like_keys(fields: Iterable[str]) -> dict[str, str]:
    """Return the core's key by the field that is named like it and has its value: a new key is written down twice."""
    return {name: key for name in fields if (key := name.replace("_", "-")) in _CORE_KEYS}


_KEY_OF = _named_like_keys(Settings.__struct_fields__)
_KEY_OF_REPORTS = _named_like_keys(ReportPolicy.__struct_fields__)


class SettingsTree:
    """Answers for paths and directories, POSIX and relative to the root.

    Files in directories below are read when first asked about, so every question may raise
    :class:`~qualitygate.errors.ConfigError`.
    """

    def __init__(
        self, stacks: Stacks, frame: Frame, defaults: Selection = Selection(), named: tuple[str, ...] = ()
    ) -> None:
        self.root = frame.root  #: absolute
        self.disabled = frame.disabled  #: plugins whose rules are not known in this run
        self.inputs = stacks.inputs  #: what was read so far, and through which everybody else reads
        self._stacks = stacks
        self._once = frame.keys.once
        self._plugin_keys = sorted(set(frame.keys.plugin_options).difference(self._once))
        self._optional = {key for key, option in frame.keys.plugin_options.items() if option.is_optional}
        self._defaults = default_entries(frame.keys)
        self._selection = defaults  #: without any list of the team's
        self.named = named  #: beginnings of codes that count because the configuration names who finds them
        self._plans: dict[str, _Plan] = {}
        self._plan_of: dict[Stack, _Plan] = {}
        self._interned: dict[Settings, Settings] = {}
        self._revived: dict[Settings, tuple[str, ...]] = {}
        run = merge(self._defaults, stacks.run.floor, stacks.run.layers)
        self.cache = CachePolicy(
            run["cache"].value is True, str(run["cache-dir"].value), str(run["cache-remote"].value)
        )
        self.gate = _gate_policy(run, frame.disabled)
        #: the plugins' options that are decided once per run
        self.run_options: tuple[tuple[str, OptionValue], ...] = tuple(
            (key, cast(OptionValue, run[key].value)) for key in self._once
        )
        plugins = frame.keys.plugin_options
        self._file_options = tuple(each for each in self.run_options if plugins[each[0]].is_for_files)
        looks: dict[str, Any] = {name: run[key].value for name, key in _KEY_OF_REPORTS.items()}
        self.reports = ReportPolicy(**looks)
        self.baseline = BaselinePolicy(str(run["baseline.file"].value), _strings(run, "baseline.never"))

    @property
    def sources(self) -> tuple[str, ...]:
        """What was read so far, for the report's header: ``pyproject.toml [tool.qualitygate]``, ``.pep8 [pep8]``."""
        return tuple(dict.fromkeys(self._stacks.sources))

    @property
    def notes(self) -> tuple[str, ...]:
        """What of it was passed over, one line each."""
        return tuple(dict.fromkeys(self._stacks.notes))

    def settings_for(self, path: str) -> Settings:
        """Return a file's settings; equal settings are the same object. A path outside the root has the root's."""
        plan = self._plan(path.rpartition("/")[0])
        matched = plan.matched(path)
        settings = plan.settings.get(matched)
        if settings is None:
            built = self._build(plan, matched)
            settings = plan.settings[matched] = self._interned.setdefault(built, built)
        return settings

    @property
    def run_settings(self) -> Settings:
        """The settings of the root, with what is decided once per run."""
        settings = self.settings_for("_")
        return replace(settings, options=tuple(sorted({*settings.options, *self.run_options})))

    def file_rules_for(self, directory: str) -> FileRules:
        """Return which files of a directory are looked at; "" is the root."""
        plan = self._plan(directory)
        if plan.file_rules is None:
            merged = self._merged(plan, ())
            patterns = cast("tuple[Pattern, ...]", (*_list(merged, "exclude"), *_list(merged, "extend-exclude")))
            respects = merged["respect-gitignore"].value is True
            kinds = cast("tuple[KindRule, ...]", merged[FILE_KINDS].value) if FILE_KINDS in merged else ()
            plan.file_rules = FileRules(patterns, respects, kinds)
        return plan.file_rules

    def origins(self, path: str) -> list[tuple[str, OptionValue, str]]:
        """Return every setting in force for a path: key, value, and its source such as "pyproject.toml:14"."""
        plan = self._plan(path.rpartition("/")[0])
        matched = plan.matched(path)
        merged = self._merged(plan, matched)
        run = merge(self._defaults, self._stacks.run.floor, self._stacks.run.layers)
        merged |= {key: run[key] for key in RUN_KEYS.union(self._once) & run.keys()}
        said = {key: entry for key, entry in merged.items() if key not in self._optional or entry.origins}
        rows = [(key, _shown(entry), entry.source) for key, entry in said.items()]
        for entry in plan.ignores(matched):
            document, steps = entry.origin
            rows.append((f"per-file-ignores.{entry.ignore.pattern.text}", entry.ignore.codes, document.place(*steps)))
        return rows

    def files(self) -> set[str]:
        """Return the names of the configuration files read so far, as findings about them have it."""
        return {layer.document.name for stack in self._plan_of for layer in stack.files}

    def read(self, files: Iterable[str]) -> None:
        """Read what a plan that was made before has read of :meth:`files`."""
        for file in files:
            self.settings_for(file)

    def exclusions(self) -> list[Exclusion]:
        """Return what the files read so far excuse: every entry of ignore, per-file-ignores and exclude."""
        from qualitygate.config.exclusions import exclusions  # here: only a run over the whole project asks

        return exclusions(self._plan_of, self.root, self.inputs)

    def revived_defaults(self, settings: Settings) -> tuple[str, ...]:
        """Return the entries of the default ignore list that ``ignore`` replaced and nobody speaks about.

        Not those that are ignored all the same, and not those that are selected by their own or a longer code.
        An empty ``ignore`` says that nothing is to be ignored, and revives nothing unawares.
        """
        if settings not in self._revived:
            self._revived[settings] = _revived(settings.selection)
        return self._revived[settings]

    def _plan(self, directory: str) -> _Plan:
        plan = self._plans.get(directory)
        if plan is None:
            stack = self._stacks.stack_for(directory)
            plan = self._plan_of.get(stack) or _Plan(stack)
            self._plans[directory] = self._plan_of[stack] = plan
        return plan

    def _merged(self, plan: _Plan, matched: tuple[int, ...]) -> dict[str, Entry]:
        return merge(self._defaults, plan.stack.floor, plan.stack.layers, plan.overrides(matched))

    def _named_beside(self, select: Entry) -> tuple[str, ...]:
        """Return the codes of what the configuration names; ``--select`` means what it says and nothing beside."""
        return () if _is_typed(select) else self.named

    def _build(self, plan: _Plan, matched: tuple[int, ...]) -> Settings:
        merged = self._merged(plan, matched)
        codes = tuple(code for entry in plan.ignores(matched) for code in entry.ignore.codes)
        selection = replace(
            self._selection,
            select=_said(merged["select"]),
            ignore=_said(merged["ignore"]),
            extend_select=(*_strings(merged, "extend-select"), *self._named_beside(merged["select"])),
            extend_ignore=(*_strings(merged, "extend-ignore"), *codes),
        )
        said = [key for key in self._plugin_keys if key not in self._optional or merged[key].origins]
        options = tuple((key, cast(OptionValue, merged[key].value)) for key in said)
        if self._file_options:
            options = tuple(sorted((*options, *self._file_options)))
        values: dict[str, Any] = {name: merged[key].value for name, key in _KEY_OF.items()}
        return Settings(selection, options=options, **values)


def _is_typed(entry: Entry) -> bool:
    """Does the command line say it?"""
    return any(not document.section and document.name == COMMAND_LINE_NAME for document, _ in entry.origins)


def _revived(selection: Selection) -> tuple[str, ...]:
    selected = (*(selection.select or ()), *selection.extend_select)
    return tuple(
        code
        for code in (selection.default_ignore if selection.ignore else ())
        if selection.is_selected(code) and not any(entry.startswith(code) for entry in selected)
    )


class _Plan:
    """The directories that share a stack: which of its overrides and per-file-ignores match a path."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self.settings: dict[tuple[int, ...], Settings] = {}
        self.file_rules: FileRules | None = None
        self._conditions: list[Override | FileIgnore] = [*stack.overrides(), *stack.per_file_ignores()]

    def matched(self, path: str) -> tuple[int, ...]:
        """Return the indices of the conditions that hold for ``path``.

        Of flake8's per-file-ignores only the longest pattern counts, and of equals the first (7.5,
        ``_style_guide_for``).
        """
        conditions = self._conditions
        matched = [index for index, condition in enumerate(conditions) if condition.matcher.matches(path)]
        flake8 = [index for index in matched if conditions[index].matcher.dialect == "flake8"]
        if len(flake8) > 1:
            longest = max(flake8, key=lambda index: conditions[index].matcher.reach)
            matched = [index for index in matched if index == longest or index not in flake8]
        return tuple(matched)

    def overrides(self, matched: Iterable[int]) -> list[Override]:
        """Return the overrides among the conditions."""
        return [found for index in matched if isinstance(found := self._conditions[index], Override)]

    def ignores(self, matched: Iterable[int]) -> list[FileIgnore]:
        """Return the per-file-ignores among the conditions."""
        return [found for index in matched if isinstance(found := self._conditions[index], FileIgnore)]


def _gate_policy(run: Mapping[str, Entry], disabled: tuple[str, ...]) -> GatePolicy:
    fail_on = run["gate.fail-on"].value
    stages = run.get(STAGES, Entry(()))
    listed = cast("tuple[tuple[str, ...], ...]", stages.value)
    return GatePolicy(
        None if fail_on == "never" else Severity.from_word(str(fail_on)),
        tuple(map(read_limit, _strings(run, CONDITIONS))),
        run[CONDITIONS].source,
        tuple(tuple(name for name in stage if name not in disabled) for stage in listed),
        stages.source,
        int(cast("int", run["gate.min-files"].value)),
        run["gate.min-files"].source,
        _strings(run, "gate.require"),
        run["gate.require"].source,
    )


def _said(entry: Entry) -> tuple[str, ...] | None:
    """Return a list, or None when it is only the default."""
    return cast("tuple[str, ...]", entry.value) if entry.origins else None


def _list(merged: Mapping[str, Entry], key: str) -> tuple[str | Pattern, ...]:
    return cast("tuple[str | Pattern, ...]", merged[key].value)


def _strings(merged: Mapping[str, Entry], key: str) -> tuple[str, ...]:
    return cast("tuple[str, ...]", _list(merged, key))


def _shown(entry: Entry) -> OptionValue:
    if isinstance(entry.value, tuple):
        return cast("OptionValue", tuple(_text(cast("str | Pattern | KindRule", part)) for part in entry.value))
    return entry.value


def _text(part: str | Pattern | KindRule) -> str:
    if isinstance(part, KindRule):
        return f"{part.pattern.text} = {part.kind}"
    return part.text if isinstance(part, Pattern) else part
