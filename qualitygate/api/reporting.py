"""What a reporter is, and what all of them share: places as consumers count them, text that no consumer misreads."""

from __future__ import annotations

import os.path
import re
import time
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Protocol, TextIO, runtime_checkable

from msgspec import Struct

from qualitygate.errors import UsageError
from qualitygate.inputs import ENVIRONMENT
from qualitygate.model.finding import Finding
from qualitygate.model.report import Report
from qualitygate.model.rule import RuleBook
from qualitygate.model.settings import ReportPolicy
from qualitygate.model.verdict import Verdict
from qualitygate.source.columns import codepoint_to_utf16

if TYPE_CHECKING:
    from json import JSONEncoder

#: Every character at which some consumer ends a line. Java's ``.`` stops at the last three, so Jenkins cuts there.
_LINE_BREAKS = "[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+"
#: Code points that XML 1.0 cannot carry, escaped or not.
_NOT_XML = "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"
#: What a terminal obeys instead of showing it (tab excepted), what reorders text (CVE-2021-42574), and surrogates
#: that stand alone and cannot be encoded.
_INVISIBLE = "\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
_NOT_VISIBLE = f"[{_INVISIBLE}]"
_XML_SPECIAL = f'[&<>"\t{_INVISIBLE}]|#(?=#)'
_SURROGATES = "[\ud800-\udfff]"
_JSON_SPECIAL = f"[{_INVISIBLE}]|#(?=#)"
#: Each CI service's own variable: while it is set, what is printed is searched for commands.
_CI_VARIABLES = ("GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION")
#: ``##vso[`` and ``##[`` anywhere (Azure's agent, GitHub's version 1), ``##teamcity[``; ``::error`` at a line's start.
_COMMANDS = r"#(?=#[\w.-]*\[)|^\s*:(?=:)"


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile what only some formats need, when they need it."""
    return re.compile(pattern)


class ReportOptions(Struct, frozen=True):
    """How reports look. The reporter decides nothing else: what counts is in the report and the verdict."""

    colour: bool = False
    width: int = 80  #: columns of the terminal
    show_source: bool = False
    links: bool = False  #: paths and codes lead somewhere (OSC 8), on a terminal that is known to take that
    statistics: bool = False
    quiet: int = 0  #: 1 = findings without the summary, 2 = only the verdict
    verbose: int = 0
    absolute_paths: bool = False  #: for formats whose readers take both; the others stay relative to what theirs expect
    silenced: bool = False  #: for formats that leave out by default what comments, the baseline or the base account for
    template: str = ""  #: the line that a format writes for each finding, where it reads one
    policy: ReportPolicy = ReportPolicy()  #: what is configured; of ``show_source`` the field above has the last word
    environ: Mapping[str, str] = ENVIRONMENT  #: variables by name; which are read is noted with what they were


class Reporter(Protocol):
    """Writes a finished report in one format."""

    def write(self, report: Report, verdict: Verdict, rules: RuleBook, out: TextIO) -> None:
        """Write all of it to ``out``, which is UTF-8 and translates no line breaks. May not change the report."""


@runtime_checkable
class StreamingReporter(Reporter, Protocol):
    """A reporter that can also write findings while the run goes on; ``write`` writes the same at once.

    Parts come in the order in which files are finished, the findings of each sorted. Together they have every finding
    of the report, of every disposition, once.
    """

    def write_part(self, part: Report, rules: RuleBook, out: TextIO) -> None:
        """Write some findings, most often those of one file. ``out`` is flushed afterwards where somebody may wait.

        ``part`` is a report with these judgements, the root and the lines, and nothing else.
        """

    def write_end(self, report: Report, verdict: Verdict, rules: RuleBook, out: TextIO) -> None:
        """Write, once and last of all, what only a finished run knows; not called when the run did not finish."""


class Format(Struct, frozen=True):
    """An output format as a plugin offers it. Whatever is asked for by name stands here, and nowhere in the core."""

    create: Callable[[ReportOptions], Reporter]  #: called only where the format is asked for: import its library there
    aliases: tuple[str, ...] = ()  #: names that other tools have for it
    is_default: bool = False  #: written to standard output when no format is asked for
    is_for_people: bool = False  #: names what failed, so that nothing else has to
    #: what ``--format auto`` writes on a CI service: its own variable, and a file ("" = standard output)
    automatic: tuple[tuple[str, str], ...] = ()
    reads: tuple[str, ...] = ()  #: names of :class:`ReportOptions` that are refused where no such format is asked for


def is_repeatable(reporter: Reporter) -> bool:
    """Does its text follow from report, verdict, rules and options alone, so that it may be written again unasked?

    A reporter says so with an attribute ``repeatable``; one that says nothing is asked each time.
    """
    return bool(getattr(reporter, "repeatable", False)) and not notes_of(reporter)


def notes_of(reporter: Reporter) -> list[str]:
    """Return what is to be said on standard error of what a reporter has written: that its consumer takes no more.

    A reporter says so with an attribute ``notes``; a run with any is no answer for a later one, which would not say it.
    """
    return list(getattr(reporter, "notes", ()))


def one_line(text: str) -> str:
    """Collapse every run of line breaks of any alphabet to one space."""
    return text if text.isprintable() else _compiled(_LINE_BREAKS).sub(" ", text)


def visible(text: str) -> str:
    r"""Write control characters other than tab, bidirectional overrides and lone surrogates as escapes: ``\x1b``."""
    return text if text.isprintable() else _compiled(_NOT_VISIBLE).sub(_escape_python, text)


def neutralise_commands(text: str, environ: Mapping[str, str] = ENVIRONMENT) -> str:
    """Break what a CI service would obey in one line of printed text, when ``environ`` says that we run on one.

    A zero-width space goes between the first two characters of a command, so that columns stay aligned.
    """
    if ("##" not in text and "::" not in text) or not any(environ.get(name) for name in _CI_VARIABLES):
        return text
    return _compiled(_COMMANDS).sub("\\g<0>\u200b", text)


def printable(text: str, environ: Mapping[str, str] = ENVIRONMENT) -> str:
    """Make text from a checked project fit for one line of a terminal or log: all three of the above."""
    return neutralise_commands(visible(one_line(text)), environ)


def xml_text(text: str) -> str:
    """Replace what XML 1.0 cannot carry with U+FFFD. Escaping is the XML writer's, or :func:`xml_escape`."""
    return _compiled(_NOT_XML).sub("\ufffd", text)


def xml_escape(text: str) -> str:
    """Escape text for XML content or a double-quoted attribute; all that XML 1.0 can carry is read back unchanged.

    Line breaks and tabs become references, because a reader turns raw ones in attributes into spaces. No two ``#``
    stand together, so that a printed document holds no CI command.
    """
    if text.isprintable() and not any(special in text for special in ("&", "<", ">", '"', "##")):
        return text  # nearly all: 200,000 findings have a million texts
    return _compiled(_XML_SPECIAL).sub(lambda match: f"&#{ord(match[0])};", xml_text(text))


def json_text(value: object, *, lone_surrogates: bool = True) -> str:
    """Write a value as JSON on one line, readable (not ASCII only); every string is read back unchanged.

    Lone surrogates and invisible characters are escaped, so the result is always valid UTF-8; no two ``#`` stand
    together, so that a printed document holds no CI command. ``lone_surrogates`` False writes U+FFFD for them: Go's
    protojson and Rust's serde refuse a document with their escapes.
    """
    text = _json_encoder().encode(value)
    if text.isprintable() and "##" not in text:
        return text
    if not lone_surrogates:
        text = _compiled(_SURROGATES).sub("\ufffd", text)
    return _compiled(_JSON_SPECIAL).sub(lambda match: f"\\u{ord(match[0]):04x}", text)


@cache
def _json_encoder() -> JSONEncoder:
    from json import JSONEncoder  # here: 3 ms that only reports in JSON need

    return JSONEncoder(ensure_ascii=False, check_circular=False)  # a tenth faster; values are trees


def display_path(report: Report, path: str, *, absolute: bool = False, start: str = "") -> str:
    """Turn a path relative to the project root into one relative to the working directory, for people to open.

    ``start`` is another directory to be relative to: the checkout, where a CI service wants that. ``absolute`` is
    :attr:`ReportOptions.absolute_paths`, for formats that honour it.
    """
    here = start or os.getcwd()
    if here == report.root and not absolute:
        return path
    whole = os.path.join(os.path.abspath(report.root), path)
    try:
        shown = whole if absolute else os.path.relpath(whole, here)
    except ValueError:  # another drive on Windows
        shown = whole
    return shown.replace(os.sep, "/")


#: 9999-12-31, the last day that four digits can write.
_LAST_SECOND = 253402300799


def report_time(environ: Mapping[str, str] = ENVIRONMENT) -> int:
    """Return the time to write into a report, in seconds since 1970: now, or ``SOURCE_DATE_EPOCH`` where it is set.

    https://reproducible-builds.org/specs/source-date-epoch/

    Raises:
        UsageError: it is set to something else than a number of seconds up to the year 9999.
    """
    fixed = environ.get("SOURCE_DATE_EPOCH", "").strip()
    if not fixed:
        return int(time.time())
    if not (fixed.isascii() and fixed.isdigit() and len(fixed) <= 15 and int(fixed) <= _LAST_SECOND):
        expected = f"expected seconds since 1970, at most {_LAST_SECOND}"
        raise UsageError(f"SOURCE_DATE_EPOCH: {expected}, got {fixed[:40]!r}")
    return int(fixed)


def utc_date(environ: Mapping[str, str] = ENVIRONMENT) -> str:
    """Return the day of :func:`report_time` in UTC, the same for everybody: "2026-12-31"."""
    return time.strftime("%Y-%m-%d", time.gmtime(report_time(environ)))


def file_uri(report: Report, path: str) -> str:
    """Return the percent-encoded ``file://`` URI of a path relative to the project root."""
    absolute = os.path.join(os.path.abspath(report.root), path).replace(os.sep, "/")
    return "file://" + ("" if absolute.startswith("/") else "/") + quoted_path(absolute)


def quoted_path(path: str) -> str:
    """Percent-encode a path for a URI; it decodes to the bytes that the file system knows."""
    from urllib.parse import quote  # here: 5 ms that only formats with URIs need

    try:
        return quote(path.encode("utf-8", "surrogateescape"))
    except UnicodeEncodeError:
        return quote(path.encode("utf-8", "surrogatepass"))


def utf16_range(report: Report, finding: Finding) -> tuple[int, int, int, int]:
    """Return a finding's range as editors count: 0-based lines, 0-based UTF-16 units, end exclusive.

    An unknown column is the line's start; an unknown end is the end of the line where the line is known, else one
    character. A finding about the whole file is its first line's start.
    """
    where = finding.location
    start_line, end_line = max(where.line, 1), max(where.end_line, where.line, 1)
    first = report.lines.line(where.path, start_line)
    start = _utf16(first, max(where.column - 1, 0))
    if where.end_line:
        last = first if end_line == start_line else report.lines.line(where.path, end_line)
        end = _utf16(last, max(where.end_column - 1, 0))
    elif not where.line:
        end = start
    else:
        end = start + 1 if first is None else max(_utf16(first, len(first)), start)
    return start_line - 1, start, end_line - 1, end


def _utf16(line: str | None, offset: int) -> int:
    return offset if line is None else codepoint_to_utf16(line, offset)


def _escape_python(match: re.Match[str]) -> str:
    """Escape as Python's ``repr`` does."""
    return repr(match[0])[1:-1]
