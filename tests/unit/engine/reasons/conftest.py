"""A project with the installed plugins, in this process."""

from __future__ import annotations

from pathlib import Path

from qualitygate.config.load import CommandLine, load
from qualitygate.engine.given import Given
from qualitygate.engine.own_rules import OWN_DEFAULTS, OWN_RULES
from qualitygate.engine.request import Request
from qualitygate.hosting import ask
from qualitygate.hosting.catalogue import Catalogue
from qualitygate.hosting.discovery import find_plugins
from qualitygate.hosting.host import PluginHost


def given(root: Path, *paths: str) -> Given:
    """Return what a run over ``paths`` is given, from the root of the project."""
    raw = load(str(root), CommandLine(None, False, ()), list(paths))
    host = PluginHost(find_plugins(raw.plugins, raw.root, raw.found.inputs))
    tree = raw.resolve(ask.options(host), ask.Profiles(host), Catalogue(host, OWN_RULES).selection(OWN_DEFAULTS))
    request = Request(paths=paths, cwd=str(root), allow_empty=True, jobs=1, executor="serial", stops=False)
    return Given(request, host, tree)
