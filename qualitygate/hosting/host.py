"""The host holds the loaded plugins: loads each by reference, validates its hooks, knows where it came from."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Iterable, Sequence
from functools import partial
from types import ModuleType

import pluggy

from qualitygate.api.foreign import ForeignPlugin
from qualitygate.errors import PluginError
from qualitygate.hosting import hookspecs
from qualitygate.hosting.contained import Contained
from qualitygate.hosting.discovery import PluginRef
from qualitygate.hosting.watch import Watch
from qualitygate.model.nearest import nearest
from qualitygate.model.settings import OptionValue

_PREFIX = "qualitygate_"
#: Options by key, sorted.
RunOptions = tuple[tuple[str, OptionValue], ...]


class _Manager(pluggy.PluginManager):
    """Looks for hooks only where a name says so, as pytest's does: pluggy takes 0.01 ms for every name of a module."""

    def parse_hookimpl_opts(self, plugin: object, name: str) -> pluggy.HookimplOpts | None:
        return super().parse_hookimpl_opts(plugin, name) if name.startswith(_PREFIX) else None


class PluginHost:
    """The loaded plugins, in order of their names."""

    def __init__(self, refs: Iterable[PluginRef], root: str = "", run_options: RunOptions = ()) -> None:
        """Load and validate every plugin. ``root`` is the absolute path of the project, "" where there is none.

        ``run_options`` are those that are decided once per run, where they are known by now.

        Raises:
            PluginError: one does not import, or has a hook that nobody calls or with arguments that nobody passes.
        """
        self.root = root
        self.run_options = run_options  #: which rules there are may depend on them
        self.manager = _Manager("qualitygate")
        self.manager.add_hookspecs(hookspecs)
        found = tuple(refs)
        self.watch = Watch(is_on=any(map(_may_read, found)))
        self.outer_watch = Watch(is_on=any(ref.adapter for ref in found))  #: another program's know no rule of ours
        with self.watch:
            adapted = _adapted(found)
            self.refs = tuple(ref for ref in found if not ref.adapter or ref.name in adapted)  #: that are loaded
            for ref in self.refs:
                self._register(ref, adapted.get(ref.name))
        self._by_name = {ref.name: ref for ref in self.refs}

    def watch_of(self, plugin: str) -> Watch | None:
        """Return what notes what this plugin's checkers read; None where they may read nothing, or all is noted."""
        return self.outer_watch if self._by_name[plugin].adapter else None

    def ref(self, plugin: str) -> PluginRef:
        """Return where the plugin of this name came from."""
        return self._by_name[plugin]

    def _register(self, ref: PluginRef, adapted: object | None) -> None:
        plugin = adapted
        if plugin is None:
            plugin = _import(ref)
            self._refuse_misspelt(plugin, ref)
        with Contained(lambda said: f"plugin {ref.name!r} ({ref.origin}) has a wrong hook: {said}"):
            self.manager.register(plugin, ref.name)
            self.manager.check_pending()

    def _refuse_misspelt(self, module: ModuleType, ref: PluginRef) -> None:
        """Refuse a function that is named like a hook and is none, or is not marked: it would never be called."""
        known = [name for name in vars(hookspecs) if name.startswith(_PREFIX)]
        for name, value in vars(module).items():
            if not name.startswith(_PREFIX) or not callable(value):
                continue
            if name not in known:
                near = nearest(name, known)
                hint = f"; did you mean {near[0]}?" if near else ""
                raise PluginError(f"plugin {ref.name!r} ({ref.origin}): there is no hook {name}{hint}")
            if not hasattr(value, "qualitygate_impl"):  # what pluggy's marker sets
                raise PluginError(f"plugin {ref.name!r} ({ref.origin}): {name} is not marked; write @hookimpl above it")


def _adapted(refs: Sequence[PluginRef]) -> dict[str, object]:
    """Return the plugins that adapters make of other programs' plugins, by name, without those that they leave out."""
    made: dict[str, object] = {}
    for adapter in dict.fromkeys(ref.adapter for ref in refs if ref.adapter):
        foreign = [_foreign(ref) for ref in refs if ref.adapter == adapter]
        what = f"{adapter} failed to adapt {', '.join(each.name for each in foreign)}"
        with Contained(partial("{0}: {1}".format, what)):
            made.update(importlib.import_module(adapter).adapt(foreign))
    return made


def _may_read(ref: PluginRef) -> bool:
    """May it read what nobody knows of, whenever it is asked something? What comes with the core does not."""
    return ref.is_of_project or not (ref.adapter or ref.is_ours)


def _foreign(ref: PluginRef) -> ForeignPlugin:
    return ForeignPlugin(ref.name, ref.distribution, ref.entries, ref.is_local, ref.paths)


def _import(ref: PluginRef) -> ModuleType:
    if ref.module:
        cure = f"run with --no-plugin {ref.name}, or reinstall {ref.distribution.split(' ')[0]}"
    else:
        cure = f"mend it or take it out of 'plugins' ({ref.distribution})"
    with Contained(lambda said: f"plugin {ref.name!r} ({ref.origin}) failed to import: {said}; {cure}"):
        return importlib.import_module(ref.module) if ref.module else _import_file(ref)


def _import_file(ref: PluginRef) -> ModuleType:
    name = f"_qualitygate_local_{ref.name}"  # private, so that it hides no installed module
    spec = importlib.util.spec_from_file_location(name, ref.path)
    if spec is None or spec.loader is None:
        raise ImportError(f"expected a Python file, got {ref.path}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
