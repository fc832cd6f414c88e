"""flake8's plugins as plugins of ours: whatever is installed in its group ``flake8.extension``, one for each distribution."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualitygate.api import ForeignPlugin
    from qualitygate_plugins.flake8_plugins.plugin import Flake8Plugin

#: Distributions whose checks we have already: pycodestyle's and pyflakes', which flake8 offers itself, and mccabe's.
_OURS = ("flake8", "mccabe")


def adapt(foreign: ForeignPlugin) -> Flake8Plugin | None:
    """Make a plugin of a distribution's checks; it is not imported for that."""
    if foreign.name in _OURS:
        return None
    from qualitygate_plugins.flake8_plugins.plugin import Flake8Plugin  # here: a run without them pays nothing

    return Flake8Plugin(foreign)
