"""The public door: all that a plugin or a rule may import. Cheap to import.

Its imports are pinned by tests/meta/test_import_weight.py.
"""

from __future__ import annotations

import pluggy

from qualitygate import __version__
from qualitygate.api.checker import Checker, FileExclusion, Learner, Lessons
from qualitygate.api.executor import Answer, ExecutorOptions, OfferedExecutor, RemoteExecutor
from qualitygate.api.foreign import ForeignPlugin
from qualitygate.api.forerunner import Forerunner, Foretold
from qualitygate.api.options import DefaultCodes, Option, OptionTable, TableProblem
from qualitygate.api.pack_servers import THIS_MACHINE, PackServer, PackServerError
from qualitygate.api.project import (
    ComparedBy,
    Dependencies,
    Effects,
    Project,
    ProjectChecker,
    ProjectFile,
    ProjectFindings,
    SameAs,
)
from qualitygate.api.reporting import (
    Format,
    Reporter,
    ReportOptions,
    StreamingReporter,
    display_path,
    file_uri,
    json_text,
    neutralise_commands,
    one_line,
    printable,
    quoted_path,
    report_time,
    utf16_range,
    visible,
    xml_escape,
    xml_text,
)
from qualitygate.errors import ConfigError, ExecutorGoneError, UsageError
from qualitygate.model.failure import Failure
from qualitygate.model.finding import Finding
from qualitygate.model.fix import Edit, Fix
from qualitygate.model.judgement import Disposition, Judgement, is_open
from qualitygate.model.location import Location, Related
from qualitygate.model.repair import Refusal, Repair
from qualitygate.model.replacement import replace
from qualitygate.model.report import CheckedFile, Report, Skip
from qualitygate.model.rule import Example, Family, Rule, RuleBook
from qualitygate.model.settings import OptionValue, ReportPolicy, Settings
from qualitygate.model.severity import Applicability, Severity
from qualitygate.model.verdict import Condition, ExitCode, Verdict
from qualitygate.signals import signals_held_back
from qualitygate.source.columns import codepoint_to_utf8, codepoint_to_utf16, utf8_to_codepoint, utf16_to_codepoint
from qualitygate.source.foreign_directives import ToolComment, tool_comments
from qualitygate.source.source import Source
from qualitygate.source.tokens import valid_tokens

#: Marks a function of a plugin module as an implementation of the hook of the same name.
hookimpl = pluggy.HookimplMarker("qualitygate")

__all__ = [
    "THIS_MACHINE",
    "Answer",
    "Applicability",
    "CheckedFile",
    "Checker",
    "ComparedBy",
    "Condition",
    "ConfigError",
    "DefaultCodes",
    "Dependencies",
    "Disposition",
    "Edit",
    "Effects",
    "Example",
    "ExecutorGoneError",
    "ExecutorOptions",
    "ExitCode",
    "Failure",
    "Family",
    "FileExclusion",
    "Finding",
    "Fix",
    "ForeignPlugin",
    "Forerunner",
    "Foretold",
    "Format",
    "Judgement",
    "Learner",
    "Lessons",
    "Location",
    "OfferedExecutor",
    "Option",
    "OptionTable",
    "OptionValue",
    "PackServer",
    "PackServerError",
    "Project",
    "ProjectChecker",
    "ProjectFile",
    "ProjectFindings",
    "Refusal",
    "Related",
    "RemoteExecutor",
    "Repair",
    "Report",
    "ReportOptions",
    "ReportPolicy",
    "Reporter",
    "Rule",
    "RuleBook",
    "SameAs",
    "Settings",
    "Severity",
    "Skip",
    "Source",
    "StreamingReporter",
    "TableProblem",
    "ToolComment",
    "UsageError",
    "Verdict",
    "__version__",
    "codepoint_to_utf16",
    "codepoint_to_utf8",
    "display_path",
    "file_uri",
    "hookimpl",
    "is_open",
    "json_text",
    "neutralise_commands",
    "one_line",
    "printable",
    "quoted_path",
    "replace",
    "report_time",
    "signals_held_back",
    "tool_comments",
    "utf8_to_codepoint",
    "utf16_range",
    "utf16_to_codepoint",
    "valid_tokens",
    "visible",
    "xml_escape",
    "xml_text",
]
