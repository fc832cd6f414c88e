"""What of the gate a project has already, and the command that brings each of the rest."""

from __future__ import annotations

import os
from collections.abc import Iterator

from qualitygate.adopting.written_files import HOOK, SERVICES, names_us, place_of
from qualitygate.errors import RevisionError
from qualitygate.vcs.hooks import hooks_directory

#: The files of the runners of hooks, as pre-commit, lefthook and hk document them.
_RUNNERS = (HOOK[0], "lefthook.yml", "lefthook.yaml", ".lefthook.yml", "hk.pkl", ".config/hk.pkl")
_WORKFLOWS = ".github/workflows"
_CI = (*(name for name, _ in SERVICES.values()), "azure-pipelines.yml", "bitbucket-pipelines.yml")


def present_lines(root: str, baseline: str) -> Iterator[str]:
    """Yield a line for each part: what is there, or how it gets there. ``baseline`` is a path, "" for none."""
    accepted = os.path.basename(baseline) if os.path.lexists(baseline) else ""
    yield f"baseline: {accepted}" if accepted else "baseline: none; for one: qualitygate adopt --baseline"
    top = place_of(root).top
    hook = next((name for name in _hooks(top) if names_us(os.path.join(top, name))), "")
    yield f"hook: {hook}" if hook else "hook: none; for one: qualitygate adopt --hook, or qualitygate install-hook"
    service = next((name for name in _services(top) if names_us(os.path.join(top, name))), "")
    yield f"CI: {service}" if service else f"CI: none; for one: qualitygate adopt --ci {' or '.join(SERVICES)}"


def _hooks(root: str) -> Iterator[str]:
    yield from _RUNNERS
    try:
        yield os.path.relpath(os.path.join(hooks_directory(root, "adopt"), "pre-commit"), root)
    except RevisionError:
        return  # no repository, or hooks that are not of this one alone


def _services(root: str) -> Iterator[str]:
    yield from _CI
    try:
        names = sorted(os.listdir(os.path.join(root, _WORKFLOWS)))
    except OSError:
        return
    yield from (f"{_WORKFLOWS}/{name}" for name in names if name.endswith((".yml", ".yaml")))
