"""Documents of XML formats, parsed, and any text to put into them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from lxml import etree

from qualitygate.api import Finding, Location, ReportOptions, Severity
from qualitygate.testing.reporters import Sample, rendered

any_text = st.text(st.characters(exclude_categories=()))  # lone surrogates too


def parsed(module: Any, sample: Sample) -> Any:
    return etree.fromstring(rendered(module.create(ReportOptions()), sample).encode())


def finding(message: str, path: str = "a.py", line: int = 1) -> Finding:
    return Finding("E501", message, Location(path, line), Severity.WARNING, "pep8")
