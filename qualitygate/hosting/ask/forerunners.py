"""Who looks at files ahead of the checkers, and what they say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qualitygate.api.forerunner import Forerunner, Foretold
from qualitygate.errors import PluginError
from qualitygate.hosting.ask.calling import contained, implementations, items, require_attributes
from qualitygate.hosting.host import PluginHost
from qualitygate.model.settings import Settings
from qualitygate.source.source import Source

_HOOK = "qualitygate_forerunners"


def has_forerunners(host: PluginHost) -> bool:
    """Is there a plugin that may offer any?"""
    return bool(implementations(host, _HOOK))


def forerunners(host: PluginHost, settings: Settings) -> Iterator[tuple[str, Forerunner | PluginError]]:
    """Yield (plugin, forerunner) for those that the settings ask for; of a plugin that raises, its error."""
    for plugin, function in implementations(host, _HOOK):
        try:
            for offered in items(host, plugin, function, object, settings=settings):
                yield plugin, require_attributes(
                    host, plugin, offered, "forerunner", ("name", "version", "look", "absent")
                )
        except PluginError as error:
            yield plugin, error


def look_ahead(host: PluginHost, plugin: str, forerunner: Forerunner, paths: Sequence[str]) -> Foretold:
    """Let a forerunner look at files.

    Raises:
        PluginError: it could not.
    """
    with contained(host, plugin, f"look of {forerunner.name!r}"):
        return forerunner.look(host.root, paths)


def absent(host: PluginHost, plugin: str, forerunner: Forerunner, source: Source, said: str) -> tuple[str, ...]:
    """Return the codes that a forerunner knows not to occur in the source.

    Raises:
        PluginError: it could not say.
    """
    with contained(host, plugin, f"absent of {forerunner.name!r}"):
        return tuple(forerunner.absent(source, said))
