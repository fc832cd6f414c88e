"""What a run tells the server of a folder: the diagnostics of each file, as the client gets them.

They are made by the run and not by the server: who types does not wait for them, and a run whose answer is remembered
has made them already.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import TextIO

from msgspec import Raw, Struct

from qualitygate.api.reporting import Format, Reporter, ReportOptions
from qualitygate.cache.digests import of_bytes
from qualitygate.config.tree import SettingsTree
from qualitygate.engine.request import FOR_EDITORS
from qualitygate.errors import PluginError, QualityGateError
from qualitygate.hosting import ask
from qualitygate.hosting.host import PluginHost
from qualitygate.lsp.around import Surroundings
from qualitygate.lsp.client import Client
from qualitygate.lsp.diagnostics import diagnostic, shown
from qualitygate.lsp.positions import Encoding, Units, agree
from qualitygate.lsp.uris import uri_of
from qualitygate.model.failure import Failure
from qualitygate.model.judgement import Judgement
from qualitygate.model.report import Lines, Report
from qualitygate.model.rule import RuleBook
from qualitygate.model.verdict import Verdict
from qualitygate.model.wire import Reader, to_bytes

#: How the format's name goes on: the client's encoding of positions, and this where it shows other places.
_RELATED = "+related"


class FileReport(Struct, frozen=True):
    """What is shown of one file."""

    path: str  #: POSIX, relative to the root
    result: str  #: another one as soon as the diagnostics are others
    items: Raw  #: a list of diagnostics
    wide: tuple[Judgement, ...] = ()  #: those of them that a checker of the whole project made


class FolderReport(Struct, frozen=True):
    """What is shown of a folder, and what did not do its work."""

    root: str  #: absolute
    files: Sequence[FileReport]
    failures: Sequence[str] = ()


class _Head(Struct, frozen=True, array_like=True):
    """The first line. Two follow for each file, the second of which is handed on as it is, and so never parsed."""

    root: str
    failures: tuple[str, ...]


class _FileHead(Struct, frozen=True, array_like=True):
    path: str
    result: str
    wide: tuple[Judgement, ...]


def format_for(client: Client) -> str:
    """Return the name of the format in which a run writes what a client can show."""
    return f"{FOR_EDITORS}{client.encoding}{_RELATED if client.shows_related else ''}"


def folder_format(name: str, wide: Collection[str]) -> Format:
    """Return the format that goes by a name without its prefix. ``wide`` are the checkers of the whole project."""

    def create(options: ReportOptions) -> Reporter:
        return _FolderReporter(agree([name.removesuffix(_RELATED)]), wide, shows_related=name.endswith(_RELATED))

    return Format(create)


def read_folder_report(data: bytes) -> FolderReport:
    """Read what a run wrote.

    Raises:
        QualityGateError: another version wrote it, or somebody else wrote between.
    """
    first, *lines = data.removesuffix(b"\n").split(b"\n")
    try:
        head, read = Reader(_Head).read(first), Reader(_FileHead).read
        heads = [read(line) for line in lines[::2]]
        files = [
            FileReport(each.path, each.result, Raw(items), each.wide)
            for each, items in zip(heads, lines[1::2], strict=True)
        ]
    except ValueError as error:
        raise QualityGateError(f"what a run wrote cannot be read: {error}; restart the language server") from error
    return FolderReport(head.root, files, head.failures)


def project_checkers(host: PluginHost, tree: SettingsTree) -> frozenset[str]:
    """Return the names of the checkers that look at the whole project, as far as a code of theirs may be wanted.

    Raises:
        ConfigError: the settings are no good, in a plugin's own words.
    """
    settings = tree.run_settings
    offered = [each for _, each in ask.project_checkers(host, settings) if not isinstance(each, PluginError)]
    return frozenset(each.name for each in offered if settings.selection.may_select_any(each.codes))


class _FolderReporter:
    """Writes the report, file by file."""

    repeatable = True

    def __init__(self, encoding: Encoding, wide: Collection[str], *, shows_related: bool) -> None:
        self._units = Units(encoding)
        self._wide = wide
        self._shows_related = shows_related

    def write(self, report: Report, verdict: Verdict, rules: RuleBook, out: TextIO) -> None:
        """Write all that is shown; the verdict is not."""
        out.write(_line(_Head(report.root, tuple(_in_words(report.failures)))))
        known = _KnownRules(rules)
        for path, judgements in report.by_path():
            if found := list(shown(judgements)):
                self._write_file(report, path, found, known, out)

    def _write_file(
        self, report: Report, path: str, found: Sequence[Judgement], rules: RuleBook, out: TextIO
    ) -> None:
        lines = _FileLines(report.lines, path)
        uri = uri_of(os.path.normpath(os.path.join(report.root, path)))
        around = Surroundings(report.root, {}, path=path, uri=uri, lines=lines) if self._shows_related else None
        items = to_bytes([diagnostic(each, lines, self._units, rules, around) for each in found])
        wide = tuple([each for each in found if each.finding.checker in self._wide])
        out.write(_line(_FileHead(path, of_bytes(items).hex()[:16], wide)))
        out.write(items.decode() + "\n")


def _in_words(failures: Sequence[Failure]) -> Iterator[str]:
    """Yield a sentence for each checker that failed: where it did on every file, nobody reads a thousand."""
    for _, group in groupby(sorted(failures), key=lambda each: (each.checker, each.kind)):
        first, *more = group
        place = f"{first.path}: " if first.path else ""
        yield f"{place}{first.message}{f' (and {len(more)} more)' if more else ''}"


def _line(value: object) -> str:
    return to_bytes(value).decode() + "\n"


class _KnownRules:
    """Rules by code, each looked up once."""

    def __init__(self, rules: RuleBook) -> None:
        self.codes = rules.codes
        self.rule = cache(rules.rule)


class _FileLines(Struct, frozen=True):
    """The lines of one file of the run."""

    lines: Lines
    path: str

    def line(self, index: int) -> str:
        """Return a 0-based line without its line break, "" behind the last."""
        return self.lines.line(self.path, index + 1) or ""
