"""The format in which a run tells the language server what it found: nobody else asks for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qualitygate.api.reporting import Format
from qualitygate.cli.setup import Setup
from qualitygate.engine.request import FOR_EDITORS
from qualitygate.lsp.folder_report import folder_format, project_checkers


def formats_for_editors(requested: Sequence[str], setup: Setup) -> Mapping[str, Format]:
    """Return such formats as are requested, by the names that they are requested by."""
    wide = project_checkers(setup.host, setup.tree)
    names = [name for name in requested if name.startswith(FOR_EDITORS)]
    return {name: folder_format(name.removeprefix(FOR_EDITORS), wide) for name in names}
