"""The exceptions that reach the command line; each class states its exit code and its audience."""

from __future__ import annotations


class QualityGateError(Exception):
    """Something stopped the run. The message is shown as it is, without a traceback."""

    exit_code = 3


class UserError(QualityGateError):
    """What was asked for cannot be done as asked; the message says what to write instead."""

    exit_code = 2


class UsageError(UserError):
    """The command line is wrong."""


class ConfigError(UserError):
    """A configuration file is wrong; the message names file, key and the nearest known key."""


class BaselineError(UserError):
    """The baseline's file is damaged or has a merge conflict; the message names file and line."""


class RevisionError(UserError):
    """Git cannot give what ``--new`` compares with; the message has the command that cures it."""


class SavedReportError(UserError):
    """A saved report is not what ``--format json`` writes; the message names file and place."""


class PluginNotFoundError(UserError):
    """A plugin that was asked for by name is not installed."""


class PluginConflictError(UserError):
    """Two plugins claim the same code, format or profile; the message names both distributions."""

    code: str = ""  #: what both claim, where it is a code


class PluginError(QualityGateError):
    """A plugin is broken: it does not import, misspells a hook, or raises while it starts."""


class ExecutorGoneError(QualityGateError):
    """Workers elsewhere cannot be had, or nothing more will come of what they were given; the message says why."""


class ShardError(QualityGateError):
    """The shards of a project do not make one run; the message names the one that does not fit, and the cause."""


class ReportError(QualityGateError):
    """A report could not be written though the run was done; the other reports were."""
