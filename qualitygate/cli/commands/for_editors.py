"""The format in which a run tells the language server what it found: nobody else asks for it."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence

from qualitygate.api.reporting import Format
from qualitygate.cli.setup import Setup
from qualitygate.engine.request import FOR_EDITORS
from qualitygate.errors import UsageError
from qualitygate.lsp.folder_report import folder_format, project_checkers

#: Options that write, never end, or tell something else: their names among the arguments, and how they are written.
_REFUSED = (
    ("fix", "--fix"),
    ("unsafe_fixes", "--unsafe-fixes"),
    ("diff", "--diff"),
    ("add_noqa", "--add-noqa"),
    ("staged", "--staged"),
    ("watch", "--watch"),
    ("shard", "--shard"),
    ("show_files", "--show-files"),
    ("output_file", "--output-file"),
)


def refuse_beside_editors(arguments: argparse.Namespace) -> None:
    """Refuse what nobody means whose editor asks what is wrong: above all to write into files.

    Raises:
        UsageError: something of it was asked for.
    """
    asked = [shown for name, shown in _REFUSED if getattr(arguments, name) not in (None, False, "")]
    asked += [f"--format {each}" for each in arguments.format if not each.startswith(FOR_EDITORS)]
    if asked:
        raise UsageError(f"args of the editor: {asked[0]} does more than to ask what is wrong; leave it out")


def formats_for_editors(requested: Sequence[str], setup: Setup) -> Mapping[str, Format]:
    """Return such formats as are requested, by the names that they are requested by."""
    wide = project_checkers(setup.host, setup.tree)
    names = [name for name in requested if name.startswith(FOR_EDITORS)]
    return {name: folder_format(name.removeprefix(FOR_EDITORS), wide) for name in names}
