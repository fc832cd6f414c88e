"""``qualitygate lsp``: the language server, for editors."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from qualitygate.cli.args import parse_arguments
from qualitygate.cli.setup import flag_options, set_up
from qualitygate.errors import UsageError
from qualitygate.lsp.projects import Project


def open_project(path: str, *, cwd: str, arguments: Sequence[str]) -> Project:
    """Open the project of an absolute path, as ``qualitygate ARGUMENTS - --stdin-display-name PATH`` does in ``cwd``.

    Raises:
        QualityGateError: the configuration, a plugin or the arguments are wrong.
    """
    command_line = ["check", *arguments, "--stdin-display-name", path, "-"]
    parsed = parse_arguments(command_line, partial(flag_options, cwd=cwd))
    if parsed.paths != ["-"]:
        raise UsageError(f"args: expected options only, got the path {parsed.paths[0]!r}")
    setup = set_up(parsed, cwd=cwd)
    return Project(setup.host, setup.catalogue, setup.tree)
