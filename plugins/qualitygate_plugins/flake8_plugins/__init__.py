"""flake8's plugins as plugins of ours, one for each distribution in its group ``flake8.extension``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qualitygate.api import ForeignPlugin
    from qualitygate_plugins.flake8_plugins.plugin import Flake8Plugin

#: Distributions whose checks we have already: pycodestyle's and pyflakes', which flake8 offers itself, and mccabe's.
_OURS = ("flake8", "mccabe")


def adapt(foreign: Sequence[ForeignPlugin]) -> Mapping[str, Flake8Plugin]:
    """Make a plugin of each distribution's checks; none is imported for that."""
    others = [each for each in foreign if each.name not in _OURS]
    if not others:
        return {}
    from qualitygate_plugins.flake8_plugins.plugin import plugins  # here: a run without them pays nothing

    return plugins(others)
