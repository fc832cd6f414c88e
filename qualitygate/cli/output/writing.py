"""Writes the reports of a run, in the end or while it goes on, into files that appear whole or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import TextIO

from qualitygate.api.reporting import StreamingReporter, notes_of
from qualitygate.cli.output import streams
from qualitygate.cli.output.outputs import Output
from qualitygate.engine.run import Outcome
from qualitygate.errors import QualityGateError, ReportError
from qualitygate.files.destination import is_replaced, open_stream
from qualitygate.hosting.contained import Contained, in_words
from qualitygate.model.report import Report
from qualitygate.model.rule import RuleBook


def write_outputs(outputs: Sequence[Output], outcome: Outcome, rules: RuleBook) -> list[str]:
    """Write every report at once; return one message per report that could not be written. The others are."""
    with Writing(outputs, rules) as writing:
        return writing.finish(outcome)


class Writing:
    """The reports of one run while they are written. Left before :meth:`finish`, it leaves no half file behind."""

    def __init__(self, outputs: Sequence[Output], rules: RuleBook, stream: TextIO | None = None) -> None:
        """``stream`` takes the reports without a file: standard output, unless that is for something else."""
        self._reports = [_WrittenReport(output, rules, stream or sys.stdout) for output in outputs]

    def __enter__(self) -> Writing:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        for report in self._reports:
            report.discard()

    @property
    def is_printing(self) -> bool:
        """Is anything printed while the run goes on?"""
        return any(report.is_streamed and not report.file for report in self._reports)

    def write_part(self, part: Report) -> None:
        """Hand findings to the reports that do not wait for the end of the run.

        Raises:
            BrokenPipeError: nobody reads the only report.
        """
        for report in self._reports:
            report.write_part(part)
        if self._reports and all(report.is_unread for report in self._reports):
            raise BrokenPipeError

    def finish(self, outcome: Outcome) -> list[str]:
        """Write what is left; return one message per report that could not be written. The others are.

        Raises:
            BrokenPipeError: the reader of standard output went away; the other reports are written.
        """
        for report in self._reports:
            report.finish(outcome)
            for note in report.notes:
                streams.tell(f"qualitygate: note: {note}")
        if any(report.is_unread for report in self._reports):
            raise BrokenPipeError
        return [report.problem for report in self._reports if report.problem]


class _WrittenReport:
    """One report: where it goes, how far it is, and what came of it."""

    def __init__(self, output: Output, rules: RuleBook, stream: TextIO) -> None:
        self.file = output.file
        self.is_streamed = isinstance(output.reporter, StreamingReporter)
        self.is_unread = False  #: the reader of standard output went away, as `| head` does
        self.problem = ""
        self._output = output
        self._rules = rules
        self._stream = stream
        self._place: _Place | None = None  #: open once something was written

    def write_part(self, part: Report) -> None:
        if self.is_streamed:
            self._attempt(lambda: self._write_part(part))

    def _write_part(self, part: Report) -> None:
        reporter = self._output.reporter
        assert isinstance(reporter, StreamingReporter)
        self._place = self._place or _Place(self.file, self._stream)
        reporter.write_part(part, self._rules, self._place.out)
        self._place.show()

    def finish(self, outcome: Outcome) -> None:
        self._attempt(lambda: self._finish(outcome))

    def _finish(self, outcome: Outcome) -> None:
        reporter = self._output.reporter
        if self._place is not None and isinstance(reporter, StreamingReporter):
            reporter.write_end(outcome.report, outcome.verdict, self._rules, self._place.out)
        else:
            self._place = _Place(self.file, self._stream)
            reporter.write(outcome.report, outcome.verdict, self._rules, self._place.out)
        self._place.keep()
        self._place = None

    @property
    def notes(self) -> list[str]:
        """What people should know of it: a report that is not whole does not say so to everybody."""
        return [] if self.problem or self.is_unread else notes_of(self._output.reporter)

    def discard(self) -> None:
        """Remove a file that is not whole."""
        if self._place is not None:
            self._place.drop()
            self._place = None

    def _attempt(self, write: Callable[[], None]) -> None:
        """Write, unless that has failed before; make a failure known."""
        if self.problem or self.is_unread:
            return
        try:
            with Contained(str):  # the other reports are still owed
                write()
        except QualityGateError as problem:
            error = problem.__cause__ or problem
            self.discard()
            if not self.file:
                streams.save(self._stream)
            self.is_unread = isinstance(error, BrokenPipeError) and not self.file
            place = self.file or "standard output"
            self.problem = f"the {self._output.name} report could not be written to {place}: {_reason(error)}"


def _reason(error: BaseException) -> str:
    if isinstance(error, QualityGateError):
        return str(error)
    return error.strerror if isinstance(error, OSError) and error.strerror else in_words(error)


class _Place:
    """Standard output, or a file that gets its name when it is whole: readers see the old report or the new one."""

    def __init__(self, file: str, stream: TextIO) -> None:
        self._target = self._temporary = ""
        self._is_file = bool(file)
        if not file:
            self.out = stream
        elif not is_replaced(file):  # /dev/stdout, a pipe: it is written to
            stream.flush()
            self.out = _open_text(open_stream(file))
        else:
            self._target = os.path.realpath(file)
            folder, name = os.path.split(self._target)
            from tempfile import mkstemp  # here: it loads random

            descriptor, self._temporary = mkstemp(prefix=f".{name}.", dir=folder)
            self.out = _open_text(descriptor)

    def show(self) -> None:
        """Let a reader have what was written so far, where one may be waiting."""
        if not self._temporary:
            self.out.flush()

    def keep(self) -> None:
        """The report is whole: give it its name."""
        self.out.flush()
        if not self._is_file:
            return
        self.out.close()
        if self._temporary:
            os.chmod(self._temporary, _mode(self._target))
            os.replace(self._temporary, self._target)

    def drop(self) -> None:
        """The report will not be whole: leave nothing that looks like one."""
        if not self._is_file:
            return
        with contextlib.suppress(OSError):  # it could not be written, and cannot now
            self.out.close()
        if self._temporary:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(self._temporary)


def _open_text(file: str | int) -> TextIO:
    return open(file, "w", encoding="utf-8", errors="backslashreplace", newline="\n")


def _mode(target: str) -> int:
    """Return the mode of the report that is replaced, or what a new file gets."""
    try:
        return stat.S_IMODE(os.stat(target).st_mode)
    except OSError:
        return 0o666 & ~_umask()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def raise_for(problems: Sequence[str]) -> None:
    """Raise one error for all reports that could not be written.

    Raises:
        ReportError: there is one.
    """
    if problems:
        raise ReportError("; ".join(problems))
