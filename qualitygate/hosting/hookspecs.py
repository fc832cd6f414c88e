"""Every hook a plugin can implement: the contract. Arguments a plugin does not need may be left out.

Each one says: when it is called, how often, what it may cost, and what its return value means.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from importlib.abc import Traversable

    from pluggy import HookRelay

    from qualitygate.api import (
        Checker,
        Condition,
        DefaultCodes,
        Family,
        FileExclusion,
        Forerunner,
        Format,
        OfferedExecutor,
        OptionTable,
        OptionValue,
        PackServer,
        ProjectChecker,
        Report,
        Rule,
        SameAs,
        Settings,
        Source,
        Verdict,
    )
    from qualitygate.api.rules import CodeRule

hookspec = pluggy.HookspecMarker("qualitygate")


@hookspec
def qualitygate_add_options(table: OptionTable) -> None:
    """Declare this plugin's options.

    When: first hook of all, once per process and worker. Cost: import nothing heavy.
    Example: ``table.add("names", (), "product names, as they must appear")`` declares ``[tool.qualitygate.<plugin>]
    names``.
    """


@hookspec
def qualitygate_rules(options: Mapping[str, OptionValue]) -> Iterable[Rule]:  # type: ignore[empty-body]
    """Say which codes this plugin's checkers can emit. ``options`` are those that are decided once per run.

    When: before all other configuration is read, once per run (not in workers). Cost: plain data, no imports.
    Two plugins that claim one code are an error that names both.
    """


@hookspec
def qualitygate_code_rules(options: Mapping[str, OptionValue]) -> Iterable[CodeRule]:  # type: ignore[empty-body]
    """Offer rules, each a small class with its documentation, examples and fix: docs/rules/README.md.

    When: before configuration is read, and once per distinct settings in the process that checks. ``options`` are those
    that are decided once per run, where they are known by now. Cost: a module of a rule may import nothing heavy. Each
    rule is a checker of its own, named like it; nothing else has to be said about it.
    """


@hookspec
def qualitygate_families(options: Mapping[str, OptionValue]) -> Iterable[Family]:  # type: ignore[empty-body]
    """Say how the codes begin that this plugin's checkers can emit, where nobody can list them all.

    When: before configuration is read, once per run (not in workers). Cost: plain data, no imports.
    A code of a family is known, may be selected and suppressed, and its suppressions are judged, with no rule for it.
    Two plugins that claim one family are an error that names both.
    """


@hookspec
def qualitygate_default_codes(options: Mapping[str, OptionValue]) -> DefaultCodes:  # type: ignore[empty-body]
    """Say which families of this plugin's codes count, and which do not, while a team has said nothing.

    When: before configuration is read, once per run (not in workers). Cost: plain data, no imports. Without it every
    rule of the plugin counts that is on by default.
    """


@hookspec
def qualitygate_same_as() -> Mapping[str, SameAs]:  # type: ignore[empty-body]
    """Say which codes of others, of checkers and tools, find the same as which code of this plugin.

    When: once per run. Cost: plain data, no imports. Findings of both on one line then become one, where the code of
    this plugin is selected or a tool runs. An entry may lead to another plugin's entry.
    """


@hookspec
def qualitygate_profiles() -> Mapping[str, Traversable]:  # type: ignore[empty-body]
    """Offer named settings that a configuration may start from with ``profile = "name"``.

    When: while configuration is read, once per run. Return: name → a TOML file with the keys of
    ``[tool.qualitygate]``, as :func:`importlib.resources.files` gives it.
    """


@hookspec
def qualitygate_name_lists() -> Mapping[str, Traversable]:  # type: ignore[empty-body]
    """Offer lists of product names for ``[tool.qualitygate.spelling] names-from``.

    When: once per distinct settings that ask for a list. Return: name → a text file, one product name a line, ``#``
    starts a comment.
    """


@hookspec
def qualitygate_checkers(  # type: ignore[empty-body]
    settings: Settings, hooks: HookRelay, root: str
) -> Iterable[Checker]:
    """Create this plugin's checkers. ``hooks`` lets a plugin ask the others, as spelling does for name lists.

    ``root`` is the absolute path of the project, which the paths of sources are relative to; "" where there is none.

    When: once per distinct settings, in the process that checks. Import the checking library here, not at the
    top of the module: a run that checks nothing never calls this. Return [] when the settings switch it off.
    """


@hookspec
def qualitygate_project_checkers(settings: Settings) -> Iterable[ProjectChecker]:  # type: ignore[empty-body]
    """Create this plugin's project checkers: asked once for many files, beside the checkers that are asked per file.

    When: once per run and in each process that runs one. Cost: import nothing heavy; that belongs into ``check``.
    ``settings`` are the root's, with the options that are decided once per run. docs/plugins/project-checkers.md.
    """


@hookspec
def qualitygate_forerunners(settings: Settings) -> Iterable[Forerunner]:  # type: ignore[empty-body]
    """Offer to look at many files at once, ahead of the checkers, and to say which codes do not occur in which.

    When: once per distinct settings in each process, where files are checked that no earlier run knows. Return [] where
    the settings do not ask for it. Cost: no imports.
    """


@hookspec
def qualitygate_kinds(settings: Settings) -> Iterable[str]:  # type: ignore[empty-body]
    """Say which kinds of files this plugin's checkers would read under these settings.

    When: while files are looked for, once per directory with settings of its own. Cost: no imports.
    Kinds: docs/configuration.md. A file that no plugin reads is not found.
    """


@hookspec
def qualitygate_exclude_file(source: Source, settings: Settings) -> FileExclusion | None:
    """Leave a file alone, or one family of codes in it; None when the plugin has nothing against it.

    When: once per content and options, before any checker; may not depend on ``settings.selection``.
    Cost: decide by ``source.path`` first; under 50 µs for a file that is none of the plugin's business.
    """


@hookspec
def qualitygate_formats() -> Mapping[str, Format]:  # type: ignore[empty-body]
    """Offer output formats by name, for ``--format NAME[=FILE]``.

    When: once per run, to know the names; ``create`` only of the formats asked for. Import a heavy library there.
    Two plugins that claim one name are an error that names both.
    """


@hookspec
def qualitygate_pack_servers() -> Mapping[str, Callable[[str, str], PackServer]]:  # type: ignore[empty-body]
    """Offer servers that machines share results by, each by the scheme of its URLs.

    When: once per run, where a server and a key are given. Return: scheme → a function that makes a server of a URL and
    of credentials, "" where there are none; only the one of the URL's scheme is called. It connects to nothing yet. It
    raises ConfigError for a wrong URL, and PackServerError where a library is missing: the run goes on without.
    Two plugins that claim one scheme are an error that names both.
    """


@hookspec
def qualitygate_executors() -> Mapping[str, OfferedExecutor]:  # type: ignore[empty-body]
    """Offer executors by name, for ``--executor NAME[=ADDRESS]``: workers elsewhere. docs/plugins/executors.md.

    When: once per run that names an executor which is not the core's; ``create`` only of that one, where there is
    something to check. Cost: import nothing heavy. Two plugins that claim one name are an error that names both.
    """


@hookspec
def qualitygate_gate_conditions(report: Report) -> Iterable[Condition]:  # type: ignore[empty-body]
    """Add conditions to the gate; all must hold.

    When: once, after every file was checked and judged. Return [] for none. May not change the report.
    A plugin with this hook keeps whole answers from being remembered: docs/cache.md.
    """


@hookspec
def qualitygate_run_finished(report: Report, verdict: Verdict) -> None:
    """Observe the end of a run, for metrics and the like. May change nothing; an exception becomes a warning.

    A plugin with this hook keeps whole answers from being remembered, so that it sees every run.
    """
