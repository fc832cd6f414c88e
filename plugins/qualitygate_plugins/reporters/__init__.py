"""The built-in output formats: one format, one file, imported only when it is asked for.

Its imports are pinned by tests/meta/test_import_weight.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from importlib import import_module

from qualitygate.api import Format, Reporter, ReportOptions, hookimpl


def _create(name: str, options: ReportOptions) -> Reporter:
    """Make a reporter: each is a module of this package with ``create(options) -> Reporter``."""
    reporter: Reporter = import_module(f"{__name__}.{name.replace('-', '_')}").create(options)
    return reporter


_FORMATS = {
    "azure": Format(partial(_create, "azure"), automatic=(("TF_BUILD", ""),)),
    "bitbucket": Format(partial(_create, "bitbucket")),
    "checkstyle": Format(partial(_create, "checkstyle")),
    "cobertura": Format(partial(_create, "cobertura")),
    "concise": Format(partial(_create, "concise"), is_for_people=True),
    "console": Format(partial(_create, "console"), is_default=True, is_for_people=True, automatic=(("GITLAB_CI", ""),)),
    "eslint": Format(partial(_create, "eslint")),
    "flake8": Format(partial(_create, "flake8"), aliases=("default",)),  # its own name for it; editors pass it
    "github": Format(partial(_create, "github"), automatic=(("GITHUB_ACTIONS", ""),)),
    "gitlab": Format(partial(_create, "gitlab"), automatic=(("GITLAB_CI", "gl-code-quality-report.json"),)),
    "json": Format(partial(_create, "json")),
    "jsonl": Format(partial(_create, "jsonl")),
    "junit": Format(partial(_create, "junit")),
    "lsp": Format(partial(_create, "lsp")),
    "markdown": Format(partial(_create, "markdown")),
    "openmetrics": Format(partial(_create, "openmetrics")),
    "pep8": Format(partial(_create, "pep8")),
    "pmd": Format(partial(_create, "pmd")),
    "pylint": Format(partial(_create, "pylint")),
    "rdjson": Format(partial(_create, "rdjson")),
    "rdjsonl": Format(partial(_create, "rdjsonl")),
    "sarif": Format(partial(_create, "sarif")),
    "sonar": Format(partial(_create, "sonar")),
    "teamcity": Format(partial(_create, "teamcity"), automatic=(("TEAMCITY_VERSION", ""),)),
    "template": Format(partial(_create, "template"), reads=("template",)),
    "warnings-ng": Format(partial(_create, "warnings-ng")),
    "warnings-ng-xml": Format(partial(_create, "warnings-ng-xml")),
}


@hookimpl
def qualitygate_formats() -> Mapping[str, Format]:
    """Offer the formats; a module is imported when its format is asked for."""
    return _FORMATS
