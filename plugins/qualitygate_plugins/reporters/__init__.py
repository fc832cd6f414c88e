"""The built-in output formats: one format, one file, imported only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module

from qualitygate.api import Reporter, ReportOptions, hookimpl

#: Each is a module of this package with ``create(options) -> Reporter``.
_FORMATS = (
    "azure",
    "bitbucket",
    "checkstyle",
    "cobertura",
    "concise",
    "console",
    "eslint",
    "flake8",
    "github",
    "gitlab",
    "json",
    "jsonl",
    "junit",
    "lsp",
    "markdown",
    "openmetrics",
    "pep8",
    "pmd",
    "pylint",
    "rdjson",
    "rdjsonl",
    "sarif",
    "sonar",
    "teamcity",
    "template",
    "warnings-ng",
    "warnings-ng-xml",
)


@hookimpl
def qualitygate_reporters() -> Mapping[str, Callable[[ReportOptions], Reporter]]:
    """Offer the formats; a factory imports its module when called."""
    return {name: partial(_create, name) for name in _FORMATS}


def _create(name: str, options: ReportOptions) -> Reporter:
    create: Callable[[ReportOptions], Reporter] = import_module(f"{__name__}.{name.replace('-', '_')}").create
    return create(options)
