"""From parsed arguments to a host, a rule book and settings: what every command starts with."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from qualitygate.api.options import Option
from qualitygate.cli.trust import is_untrusted
from qualitygate.cli.workers import away
from qualitygate.config.load import CommandLine, common_directory, load
from qualitygate.config.locate import repository_root
from qualitygate.config.tree import SettingsTree
from qualitygate.engine.earlier_runs import EarlierRuns, NoEarlierRuns
from qualitygate.engine.given import Given
from qualitygate.engine.own_rules import OWN_DEFAULTS, OWN_RULES
from qualitygate.engine.request import Progress, Request, no_progress
from qualitygate.errors import PluginConflictError, UsageError
from qualitygate.hosting import ask
from qualitygate.hosting.catalogue import Catalogue
from qualitygate.hosting.discovery import PluginRef, find_plugins
from qualitygate.hosting.host import PluginHost
from qualitygate.hosting.known_codes import KnownCodes
from qualitygate.inputs import Inputs
from qualitygate.model.replacement import replace

if TYPE_CHECKING:
    import argparse  # not needed where the command line was parsed before


class Trust(Struct, frozen=True):
    """What may run of the checked repository."""

    untrusted: bool = False
    safe: bool = False  #: nothing that may write
    left_out: tuple[str, ...] = ()  #: local plugins that are not loaded, as configured


class Setup(Struct, frozen=True):
    """Loaded plugins, their rules, and the settings of every path."""

    host: PluginHost
    catalogue: Catalogue
    codes: KnownCodes
    tree: SettingsTree
    is_cached: bool  #: may take what earlier runs left, and leave something
    trust: Trust

    def given(
        self, request: Request, earlier: EarlierRuns | None = None, progress: Progress = no_progress
    ) -> Given:
        """Put together what a run is given, and say in it what may run: no command asks for a run in another way."""
        trust = self.trust
        trusting = replace(
            request, untrusted=trust.untrusted, safe=request.safe or trust.safe, left_out=trust.left_out
        )
        workers = away(request.elsewhere, request.jobs, self.host)
        return Given(trusting, self.host, self.tree, earlier or NoEarlierRuns(), progress, workers)


def set_up(
    arguments: argparse.Namespace,
    plugins: tuple[PluginRef, ...] | None = None,
    parsed: Mapping[str, dict[str, Any]] = MappingProxyType({}),
    *,
    cwd: str = "",
) -> Setup:
    """Read the configuration, load the plugins, and validate one against the other. Known ``plugins`` are not searched,
    and texts of configuration that were ``parsed`` before are not parsed again. ``cwd`` is where the command line was
    written, "" = where we stand.

    Raises:
        ConfigError: a configuration file or ``--set`` is wrong.
        PluginError: a plugin is broken.
        PluginNotFoundError: a plugin that was asked for is not there.
    """
    named, here = _named(arguments), cwd or os.getcwd()
    raw = load(here, _command_line(arguments), named, parsed, _inputs(arguments, here, named))
    untrusted = is_untrusted(arguments.untrusted, raw.found.inputs.disk)
    if untrusted:
        raw = raw.without_local_plugins()
    host = PluginHost(find_plugins(raw.plugins, raw.root, raw.found.inputs) if plugins is None else plugins, raw.root)
    options = ask.options(host)
    host.run_options = tuple(raw.run_options(options).items())
    try:
        catalogue = Catalogue(host, OWN_RULES)
    except PluginConflictError as error:
        place = raw.place_of_code(options, error.code) if error.code else ""
        raise PluginConflictError(f"{place}: {error}") if place else error
    codes = KnownCodes(host, catalogue, options, is_complete=not raw.unknown_plugins)
    tree = raw.resolve(options, ask.Profiles(host), catalogue.selection(OWN_DEFAULTS), codes, catalogue.named)
    is_cached = tree.cache.enabled and not getattr(arguments, "no_cache", False)
    trust = Trust(untrusted, getattr(arguments, "safe", False), raw.plugins.left_out)
    return Setup(host, catalogue, codes, tree, is_cached, trust)


def flag_options(arguments: argparse.Namespace, *, cwd: str = "") -> list[Option]:
    """Return the options of plugins that the command line has flags for.

    Raises:
        ConfigError: what a configuration file says about plugins is wrong.
        PluginError: a plugin is broken.
    """
    here = cwd or os.getcwd()
    raw = load(here, _command_line(arguments), _named(arguments), inputs=_inputs(arguments, here))
    if is_untrusted(arguments.untrusted, raw.found.inputs.disk):
        raw = raw.without_local_plugins()
    host = PluginHost(find_plugins(raw.plugins, raw.root, raw.found.inputs), raw.root)
    return [option for option in ask.options(host) if option.has_flag]


def _named(arguments: argparse.Namespace) -> list[str]:
    """Return the paths that a command line names, whatever the command: theirs are the settings."""
    if "" in getattr(arguments, "paths", ()):  # what "$unset" gives; the directory we stand in would be a surprise
        raise UsageError("a path is empty; write '.' for the directory that you stand in")
    paths = getattr(arguments, "paths", None) or [getattr(arguments, "path", "")]
    if "-" in paths and not hasattr(arguments, "stdin_display_name"):
        raise UsageError("'-' is standard input, which this command does not read; name files or directories, or './-'")
    names = [arguments.stdin_display_name if path == "-" else path for path in paths]
    return [name for name in names if name and (name != "stdin" or "-" not in paths)]


def _inputs(arguments: argparse.Namespace, here: str, named: Iterable[str] = ()) -> Inputs:
    """Return what the configuration is read through: the disk, or what is staged.

    Raises:
        RevisionError: what is staged was asked for, and there is no repository.
    """
    if not getattr(arguments, "staged", False):
        return Inputs()
    from qualitygate.vcs.staged_inputs import StagedInputs  # here: most runs need no git

    start = common_directory(os.path.abspath(here), named, Inputs())
    return StagedInputs(start, repository_root(start, Inputs()) or "")


def _command_line(arguments: argparse.Namespace) -> CommandLine:
    assignments = []
    for text in arguments.set:
        key, found, value = text.partition("=")
        if not found or not key.strip():
            raise UsageError(f"--set: expected KEY=VALUE, got {text!r}")
        assignments.append((key.strip(), value.strip()))
    assignments += (("disable-plugins", name) for name in arguments.no_plugin)
    if arguments.config is not None and arguments.isolated:
        raise UsageError("--isolated reads no configuration file, and --config names one; leave one of them out")
    return CommandLine(arguments.config, arguments.isolated, tuple(assignments))
