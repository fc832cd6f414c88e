"""Where each report goes: ``--format NAME[=FILE]`` to reporters and files."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TextIO

from msgspec import Struct

from qualitygate.api.reporting import Format, Reporter, ReportOptions
from qualitygate.cli.output import streams
from qualitygate.errors import UsageError
from qualitygate.files.destination import descriptor_of, leads_outside
from qualitygate.files.kinds import kind_of
from qualitygate.hosting.contained import Contained
from qualitygate.inputs import ENVIRONMENT
from qualitygate.model.replacement import replace
from qualitygate.model.settings import ReportPolicy

if TYPE_CHECKING:
    from qualitygate.config.tree import SettingsTree
    import argparse  # not needed where the command line was parsed before


class Output(Struct, frozen=True):
    """One report: its format, the reporter, and the file; "" = standard output."""

    name: str
    format: Format
    reporter: Reporter
    file: str


def report_options(
    arguments: argparse.Namespace, policy: ReportPolicy, stream: TextIO | None = None
) -> ReportOptions:
    """Read how reports shall look from the command line and ``policy``, what is configured.

    ``stream`` is where they go, usually standard output.
    """
    stream = stream or sys.stdout
    return ReportOptions(
        colour=streams.wants_colour(arguments.color, stream),
        links=streams.takes_links(stream),
        width=streams.terminal_width(),
        show_source=shows_source(arguments, policy, on_terminal=streams.is_terminal(stream)),
        statistics=arguments.statistics,
        quiet=arguments.quiet,
        verbose=arguments.verbose,
        absolute_paths=arguments.absolute_paths,
        silenced=arguments.include_silenced,
        template=arguments.template,
        policy=policy,
    )


def shows_source(arguments: argparse.Namespace, policy: ReportPolicy, *, on_terminal: bool) -> bool:
    """Are there lines of code under findings? What the command line says beats the key."""
    key = policy.show_source
    said: bool | None = arguments.show_source
    return said if said is not None else on_terminal if key == "auto" else key == "always"


def plan_outputs(
    requested: Sequence[str],
    available: Mapping[str, Format],
    options: ReportOptions,
    environ: Mapping[str, str] = ENVIRONMENT,
    *,
    root: str = "",
    source_in_files: bool = False,
) -> list[Output]:
    """Check every request before any work is done. ``environ`` tells ``auto`` on which CI service we run.

    Raises:
        UsageError: an unknown format, two reports for one place, a file that cannot be, or one that links of the tree
            at ``root`` lead out of it.
    """
    outputs: list[Output] = []
    for request in _expand(requested, available, environ):
        name, file = _split(request, available)
        if root and file and (target := leads_outside(file, root)):
            why = f"a link leads out of the project, to {target}; name that file itself"
            raise UsageError(f"--format: {request}: {why}")
        if any(_place(output.file) == _place(file) for output in outputs):
            where = file or "standard output"
            raise UsageError(f"--format: two reports for {where}; write one to another file: {name}=FILE")
        plain = replace(options, colour=False, links=False, width=120, show_source=source_in_files) if file else options
        outputs.append(Output(name, available[name], _reporter(name, available[name], plain), file))
    _refuse_unread(options, outputs, available)
    return outputs


def refuse_overwriting(outputs: Iterable[Output], tree: SettingsTree, also: Collection[str] = ()) -> None:
    """Refuse a report in the place of a Python source, or of what the run goes by, and where a baseline goes.

    What it goes by is what ``tree`` was made of, and ``also``.

    Raises:
        UsageError: "--format json=pyproject.toml" is a slip, and would cost the file.
    """
    for output in outputs:
        path = os.path.realpath(output.file) if output.file else ""
        if path and tree.baseline.file and path == os.path.realpath(os.path.join(tree.root, tree.baseline.file)):
            raise UsageError(f"--format: {output.name}={output.file}: that is where the baseline stands; name another")
        if not path or not os.path.isfile(path) or not os.path.getsize(path):
            continue
        is_source = kind_of(os.path.basename(path)) in ("python", "stub")
        if is_source or path in {os.path.realpath(each) for each in (*tree.inputs.contents, *also)}:
            what = "a source" if is_source else "a file that this run goes by"
            raise UsageError(f"--format: {output.name}={output.file}: that is {what}, and would be lost; name another")


def into_file(requested: Sequence[str], file: str, available: Mapping[str, Format]) -> Sequence[str]:
    """Send the one report that has no file of its own into ``file``; "" sends none.

    Raises:
        UsageError: there are several such reports, or none.
    """
    if not file:
        return requested
    requested = requested or [name for name, offered in available.items() if offered.is_default]
    homeless = sum("=" not in request for request in requested)
    if homeless != 1:
        raise UsageError(f"--output-file: expected one --format without a file of its own, got {homeless}")
    return [request if "=" in request else f"{request}={file}" for request in requested]


def _reporter(name: str, offered: Format, options: ReportOptions) -> Reporter:
    with Contained(lambda said: f"the plugin that offers the format {name!r} failed to make its reporter: {said}"):
        return offered.create(options)


def _expand(requested: Sequence[str], available: Mapping[str, Format], environ: Mapping[str, str]) -> Iterator[str]:
    """Replace nothing by the default format, and ``auto`` by what it means here."""
    usual = [name for name, offered in available.items() if offered.is_default]
    for request in requested or usual:
        if request.partition("=")[0] != "auto":
            yield request
        elif request != "auto":
            raise UsageError(f"--format: {request}: auto chooses the place too; write --format auto")
        else:
            yield from _automatic(available, environ) or usual
    if not requested and not usual:
        raise UsageError("no plugin offers a default format; name one: --format NAME[=FILE]")


def _automatic(available: Mapping[str, Format], environ: Mapping[str, str]) -> list[str]:
    """Return what the formats want to write on the CI service that we run on; standard output first."""
    wanted = [
        (variable, file, name) for name, offered in available.items() for variable, file in offered.automatic
    ]
    service = next((variable for variable, _, _ in sorted(wanted) if environ.get(variable)), "")
    return [f"{name}={file}" if file else name for variable, file, name in sorted(wanted) if variable == service]


def _refuse_unread(options: ReportOptions, outputs: Sequence[Output], available: Mapping[str, Format]) -> None:
    """Refuse an option that none of the formats reads that are written."""
    for name, offered in available.items():
        for option in offered.reads:
            if getattr(options, option) and all(option not in output.format.reads for output in outputs):
                raise UsageError(f"--{option.replace('_', '-')}: only --format {name} reads it")


def _split(request: str, available: Mapping[str, Format]) -> tuple[str, str]:
    """Return the name of a format that there is, and a file that could be written; "" = standard output."""
    name, equals, file = request.partition("=")
    name = next((each for each, offered in available.items() if name in offered.aliases), name)
    if name not in available:
        raise UsageError(f"--format: there is no format {name!r}{_suggest(name, available)}")
    if equals and not file:
        raise UsageError(f"--format: {request}: expected a file after '='")
    directory = os.path.dirname(file)
    if directory and not os.path.isdir(directory):
        raise UsageError(f"--format: {request}: there is no directory {directory!r}; create it first")
    if os.path.isdir(file):
        raise UsageError(f"--format: {request}: {file!r} is a directory; name a file in it")
    return name, file


def _place(file: str) -> str:
    """Return what two reports cannot share; "" is standard output, under whatever name."""
    descriptor = descriptor_of(file) if file else 1
    return os.path.realpath(file) if descriptor is None else str(descriptor).removeprefix("1")


def _suggest(name: str, available: Mapping[str, object]) -> str:
    import difflib  # here: 3 ms, needed only for a mistake

    near = difflib.get_close_matches(name, available, n=1)
    hint = f"; did you mean {near[0]!r}?" if near else ""
    return f"{hint} (available: {', '.join(sorted(available))})"
