"""Plugins of another program, and what its adapter is given to make plugins of ours of them."""

from __future__ import annotations

from msgspec import Struct


class ForeignPlugin(Struct, frozen=True):
    """What one distribution offers to another program.

    An adapter is a module that stands in the entry-point group ``qualitygate.adapters`` under the name of a group of
    that program. Its function ``adapt`` is called with all distributions of that group, once per process and worker. It
    imports none of them, and returns by their names objects whose methods implement hooks; it may leave some out.
    """

    name: str  #: of the plugin that is made: "acme-tools" for the distribution Acme.Tools
    distribution: str  #: "Acme.Tools 2.1"
    entries: tuple[tuple[str, str], ...]  #: the names that it offers, and where their objects are: ("X", "acme:Check")
    is_local: bool = False  #: the project's own: ``distribution`` is what names it, ".flake8 [flake8:local-plugins]"
    paths: tuple[str, ...] = ()  #: absolute directories that it is imported from, after all others
