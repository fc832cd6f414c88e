"""``qualitygate lsp``: the language server, for editors."""

from __future__ import annotations

import argparse
import gc
from collections.abc import Sequence
from contextlib import nullcontext
from functools import partial

from qualitygate.cli.args import parse_arguments
from qualitygate.cli.commands.for_editors import refuse_beside_editors
from qualitygate.cli.output.streams import tell
from qualitygate.cli.setup import flag_options, set_up
from qualitygate.errors import UsageError
from qualitygate.lsp.projects import Project, Projects
from qualitygate.lsp.server import Log, serve_stdio, serve_tcp


def command(arguments: argparse.Namespace) -> int:
    """Serve one client; return 0 when it ended the session, 1 when it went away.

    Raises:
        UsageError: the log cannot be written, or the port not be had.
    """
    gc.freeze()
    gc.enable()  # a run that ends soon needs none
    try:
        with open(arguments.log, "a", encoding="utf-8") if arguments.log else nullcontext() as file:
            projects, log = Projects(open_project), Log(file)
            if arguments.tcp is None:
                return serve_stdio(projects, log)
            return serve_tcp(projects, log, arguments.tcp, _tell_port)
    except OSError as error:
        what = f"--log {arguments.log}" if error.filename else f"--tcp {arguments.tcp}"
        raise UsageError(f"{what}: {error.strerror or error}") from error


def _tell_port(port: int) -> None:
    tell(f"qualitygate: listening on 127.0.0.1:{port}")


def open_project(path: str, *, cwd: str, arguments: Sequence[str]) -> Project:
    """Open the project of an absolute path, as ``qualitygate ARGUMENTS - --stdin-display-name PATH`` does in ``cwd``.

    Raises:
        QualityGateError: the configuration, a plugin or the arguments are wrong.
    """
    command_line = ["check", *arguments, "--stdin-display-name", path, "-"]
    parsed = parse_arguments(command_line, partial(flag_options, cwd=cwd))
    if parsed.paths != ["-"]:
        raise UsageError(f"args: expected options only, got the path {parsed.paths[0]!r}")
    refuse_beside_editors(parsed)
    setup = set_up(parsed, cwd=cwd)
    return Project(setup.host, setup.catalogue, setup.tree, parsed.new)
