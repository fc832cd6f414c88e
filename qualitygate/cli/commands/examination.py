"""What ``qualitygate doctor`` looks at: each part of the gate, whether it is well, and the cure where it is not."""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from msgspec import Struct

from qualitygate import DISTRIBUTION, __version__
from qualitygate.api.pack_servers import PackServerError
from qualitygate.cache import place
from qualitygate.cli.cache_session import results_directory
from qualitygate.cli.setup import Setup, set_up
from qualitygate.cli.trust import SERVER
from qualitygate.engine.planning.plan import make_plan
from qualitygate.engine.reasons.canaries import ASLEEP, CAUGHT, HIDDEN, canaries
from qualitygate.engine.reasons.taken import excluded_by
from qualitygate.engine.request import Request
from qualitygate.errors import QualityGateError, RevisionError
from qualitygate.hosting import ask, ask_project
from qualitygate.model.settings import Settings
from qualitygate.vcs.git import Repository

State = Literal["well", "note", "ill"]
#: Seconds for the server of a shared cache, ten times what a run gives it; and the bytes that nothing can have.
_PATIENCE, _LITTLE = 2.0, 1 << 16
#: Whose versions decide what is found.
_LIBRARIES = ("pycodestyle", "pyflakes", "flake8", "mccabe", "libcst", "msgspec", "pluggy", "rich")


class Sign(Struct, frozen=True):
    """One thing that was looked at."""

    #: "versions", "installation", "configuration", "files", "plugins", "checkers", "tools", "trust", "cache", "git"
    part: str
    state: State
    said: str
    cure: str = ""


def examine(arguments: argparse.Namespace) -> Iterator[Sign]:
    """Yield the signs, from what is installed to what it finds; what stops the rest is the last one."""
    yield from _versions()
    yield from _installation()
    try:
        setup = set_up(arguments)
    except QualityGateError as error:
        yield Sign("configuration", "ill", str(error), "mend it first: nothing else can be looked at")
        return
    for part, look in _PARTS.items():
        try:
            yield from look(setup)
        except QualityGateError as error:
            yield Sign(part, "ill", str(error))


def _versions() -> Iterator[Sign]:
    from importlib.metadata import PackageNotFoundError, version  # here: 20 ms

    yield Sign("versions", "well", f"{DISTRIBUTION} {__version__}, Python {platform.python_version()}, {sys.platform}")
    found = []
    for name in _LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            cure = f"python -m pip install --force-reinstall {DISTRIBUTION}"
            yield Sign("versions", "ill", f"{name} is not installed, and is needed", cure)
    yield Sign("versions", "well", ", ".join(found))


def _installation() -> Iterator[Sign]:
    from importlib.metadata import PackageNotFoundError, version  # here: 20 ms

    try:
        other = version("qualitygate")
    except PackageNotFoundError:
        other = ""
    if other:
        said = f"the distribution 'qualitygate' {other} is installed, which is somebody else's and may answer instead"
        cure = f"python -m pip uninstall qualitygate, then install {DISTRIBUTION} again"
        yield Sign("installation", "ill", said, cure)
    command = shutil.which("qualitygate")
    ours = os.path.realpath(os.path.join(os.path.dirname(sys.executable), "qualitygate"))
    if command is None:
        yield Sign("installation", "note", "there is no 'qualitygate' on the path; python -m qualitygate works")
    elif os.path.dirname(os.path.realpath(command)) != os.path.dirname(ours):
        said = f"'qualitygate' on the path is {command}, which belongs to another environment than {sys.executable}"
        yield Sign("installation", "note", said, "activate one of the two")
    else:
        yield Sign("installation", "well", f"{command} is this one")


def _configuration(setup: Setup) -> Iterator[Sign]:
    tree = setup.tree
    sources = ", ".join(tree.sources)
    if sources:
        yield Sign("configuration", "well", f"root {tree.root}, read: {sources}")
    else:
        cure = "write [tool.qualitygate] into pyproject.toml, or stand in the project"
        yield Sign("configuration", "note", f"root {tree.root}: no configuration file, the defaults hold", cure)
    for note in tree.notes:
        yield Sign("configuration", "note", note)


def _files(setup: Setup) -> Iterator[Sign]:
    tree = setup.tree
    request = Request(cwd=tree.root, allow_empty=True)
    plan = make_plan(request, setup.host, tree)
    kinds = Counter(task.kind for task in plan.tasks)
    counted = ", ".join(f"{count:,} {kind}" for kind, count in kinds.most_common())
    if plan.tasks:
        yield Sign("files", "well", f"{len(plan.tasks):,} would be checked: {counted}")
    else:
        swallowed = excluded_by("canary.py", tree) or excluded_by("app/canary.py", tree)
        by = f": {swallowed.key} {swallowed.entry!r} takes every file [{swallowed.source}]" if swallowed else ""
        yield Sign("files", "ill", f"nothing would be checked{by}", "see: qualitygate --show-files -v --allow-empty")
    if tree.gate.min_files > len(plan.tasks):
        said = f"gate.min-files = {tree.gate.min_files}, and there are {len(plan.tasks):,}"
        yield Sign("files", "ill", said, "see what is left out: qualitygate --show-files -v --allow-empty")
    if reasons := Counter(skip.reason for skip in plan.skipped):
        left = ", ".join(f"{reason} {count:,}" for reason, count in reasons.most_common())
        yield Sign("files", "well", f"left alone: {left}")
    for problem in plan.problems:
        yield Sign("files", "ill", f"{problem.location.path}: {problem.message}")


def _plugins(setup: Setup) -> Iterator[Sign]:
    for ref in setup.host.refs:
        yield Sign("plugins", "well", f"{ref.name}: {ref.distribution or ref.path} ({ref.module or ref.path})")
    for name in setup.trust.left_out:
        yield Sign("plugins", "note", f"{name}: not loaded, the repository is not trusted")


def _canaries(setup: Setup) -> Iterator[Sign]:
    names: set[str] = set()
    for plugin, offered in ask.checkers(setup.host, setup.tree.settings_for("canary.py")):
        if isinstance(offered, Exception):
            yield Sign("checkers", "ill", str(offered))
        else:
            names |= {plugin, offered.name}
    for canary in canaries(setup.host, setup.catalogue, setup.tree):
        family = f"{canary.plugin} {canary.code}" + (f" and {canary.count - 1} like it" if canary.count > 1 else "")
        if canary.state == CAUGHT:
            yield Sign("checkers", "well", f"{family}: a known-bad sample is caught")
        elif canary.state in (HIDDEN, ASLEEP):
            yield Sign("checkers", "note", f"{family}: {canary.state}, {canary.said}")
        else:
            yield Sign("checkers", "ill", f"{family}: {canary.said}")
    settings = setup.tree.run_settings
    yield from _forerunners(setup, settings)
    projects = {name for plugin, each in ask.project_checkers(setup.host, settings) for name in (plugin, _name(each))}
    for name in setup.tree.gate.required:
        if name not in names | projects:
            said = f"gate.require: {name!r} is not at work [{setup.tree.gate.required_source}]"
            yield Sign("checkers", "ill", said, "is it installed and configured? see: qualitygate plugins")


def _forerunners(setup: Setup, settings: Settings) -> Iterator[Sign]:
    """Let them look at no file: what keeps them from looking they say all the same."""
    for plugin, offered in ask.forerunners(setup.host, settings):
        if isinstance(offered, Exception):
            yield Sign("checkers", "ill", str(offered))
            continue
        failures = ask.look_ahead(setup.host, plugin, offered, ()).failures
        for failure in failures:
            yield Sign("checkers", "ill", f"{offered.name}: {failure.message}")
        if not failures:
            yield Sign("checkers", "well", f"{offered.name} {offered.version()}: looks at files before the checkers")


def _name(offered: object) -> str:
    return str(getattr(offered, "name", ""))


def _tools(setup: Setup) -> Iterator[Sign]:
    for plugin, offered in ask.project_checkers(setup.host, setup.tree.run_settings):
        if isinstance(offered, Exception):
            yield Sign("tools", "ill", str(offered))
            continue
        obstacle = ask_project.obstacle(setup.host, plugin, offered, setup.tree.root)
        yield Sign("tools", "ill" if obstacle else "well", obstacle or f"{offered.name}: ready")


def _cache(setup: Setup) -> Iterator[Sign]:
    if not setup.tree.cache.enabled:
        yield Sign("cache", "note", "switched off: cache = false")
        return
    directory = results_directory(None, setup)
    problem = place.distrust(directory)
    yield Sign("cache", "note" if problem else "well", f"{directory}" + (f" is not used: {problem}" if problem else ""))
    yield from _remote(setup)


def _remote(setup: Setup) -> Iterator[Sign]:
    """Ask the server that machines share results by for something that nobody has put there."""
    url = setup.tree.inputs.environment.get(SERVER, "") or setup.tree.cache.remote
    if not url:
        return
    from qualitygate.cli.shared_results import shared_results  # here: few teams have one

    try:
        shared = shared_results(setup, "")
        if shared is None:
            yield Sign("cache", "note", f"cache-remote {url} is not used: no key is given", "see: docs/cache.md")
            return
        shared.server.get("0" * 64, time.monotonic() + _PATIENCE, _LITTLE)
    except PackServerError as error:
        yield Sign("cache", "note", f"cache-remote {url} is not used: {error}", "runs go on without it")
    else:
        yield Sign("cache", "well", f"cache-remote {url} answers")


def _trust(setup: Setup) -> Iterator[Sign]:
    """Say what may run of the repository's own."""
    trust = setup.trust
    if trust.untrusted:
        said = "not trusted, by --untrusted or because the change comes from a fork: no code of the repository runs"
        yield Sign("trust", "note", f"{said}{_listed(trust.left_out)}", "where it may: --no-untrusted")
        return
    local = tuple(ref.distribution or ref.path for ref in setup.host.refs if ref.path)
    offered = ask.project_checkers(setup.host, setup.tree.run_settings)
    tools = tuple(each.name for _, each in offered if not isinstance(each, Exception) and each.is_from_repository)
    named = (*local, *tools)
    said = "trusted, and its configuration names" if named else "trusted, and names no code of its own to run"
    yield Sign("trust", "well", f"{said}{_listed(named)}")


def _listed(names: tuple[str, ...]) -> str:
    return f": {', '.join(names)}" if names else ""


def _git(setup: Setup) -> Iterator[Sign]:
    try:
        Repository(setup.tree.root, option="doctor")
    except RevisionError as error:
        yield Sign("git", "note", f"--new and --staged will not work: {error}")
    else:
        yield Sign("git", "well", "the project lies in a repository that git reads")


_PARTS: Mapping[str, Callable[[Setup], Iterator[Sign]]] = {
    "configuration": _configuration,
    "files": _files,
    "plugins": _plugins,
    "checkers": _canaries,
    "tools": _tools,
    "trust": _trust,
    "cache": _cache,
    "git": _git,
}
