"""``qualitygate convert REPORT``: write a saved json report in other formats, without a new run."""

from __future__ import annotations

import argparse
import gc
import os

from qualitygate.cli.output.streams import read_stdin
from qualitygate.cli.output.outputs import plan_outputs, refuse_overwriting, report_options, shows_source
from qualitygate.cli.output.writing import raise_for, write_outputs
from qualitygate.cli.setup import set_up
from qualitygate.engine.reports.saved import SavedRules, read_saved
from qualitygate.engine.run import Outcome
from qualitygate.errors import UsageError
from qualitygate.hosting import ask
from qualitygate.inputs import Inputs


def command(arguments: argparse.Namespace) -> int:
    """Write every report that was asked for; the exit code says whether that was done, not what the gate decided."""
    gc.disable()  # it would walk the values of a large report again and again, a third of the time, and free none
    name = arguments.report
    data = read_stdin() if name == "-" else _read(name)
    setup = set_up(arguments)
    options = report_options(arguments, setup.tree.reports)
    in_files = shows_source(arguments, setup.tree.reports, on_terminal=False)
    formats, root = ask.formats(setup.host), setup.tree.root
    outputs = plan_outputs(arguments.format, formats, options, root=root, source_in_files=in_files)
    refuse_overwriting(outputs, setup.tree, () if name == "-" else (name,))
    here = os.getcwd()
    beside = here if name == "-" else os.path.dirname(os.path.abspath(name))
    saved = read_saved(data, name="standard input" if name == "-" else name, directories=(here, beside))
    rules = SavedRules(saved, setup.catalogue)
    raise_for(write_outputs(outputs, Outcome(saved.report, saved.verdict), rules))
    return 0


def _read(name: str) -> bytes:
    try:
        return Inputs().read(name)
    except OSError as error:
        raise UsageError(f"{name}: the report cannot be read: {error.strerror}") from error
