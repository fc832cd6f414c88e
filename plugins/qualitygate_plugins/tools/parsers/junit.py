"""JUnit's XML: a failed test is a finding, where its own text or its class says that it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from qualitygate_plugins.tools.declaration import Tool
from qualitygate_plugins.tools.parsers.xml import number, read_xml
from qualitygate_plugins.tools.said import RubbishError, Said

#: pytest's last lines, and tracebacks: "tests/test_a.py:12: AssertionError", 'File "tests/test_a.py", line 12'.
_PLACES = (r"^(?P<path>[^\s:][^:\n]*\.py):(?P<line>\d+):", r'^\s*File "(?P<path>[^"\n]+)", line (?P<line>\d+)')


def junit(tool: Tool, text: str) -> Iterator[Said]:
    """Read all suites.

    Raises:
        RubbishError: there is not one test in it.
    """
    cases = list(read_xml(text, ("testsuites", "testsuite")).iter("testcase"))
    if not cases:
        raise RubbishError("expected tests, and there is not one in the report")
    for case in cases:
        for each in case:
            if each.tag in ("failure", "error"):
                yield _said(case, each)


def _said(case: Element, outcome: Element) -> Said:
    said = outcome.get("message") or (outcome.text or "").strip().partition("\n")[0] or outcome.get("type", "")
    title = f"{case.get('classname', '')}.{case.get('name', '')}".strip(".")
    path, line = _place(case, outcome.text or "")
    return Said(path, f"{title}: {said}", line, name=outcome.tag)


def _place(case: Element, text: str) -> tuple[str, int]:
    """Return file and line: those of the test's own file in the text, or what the class is called like."""
    module = case.get("file") or _module(case.get("classname", ""))
    for pattern in _PLACES:
        found = [(match["path"], int(match["line"])) for match in re.finditer(pattern, text[:100_000], re.MULTILINE)]
        own = [each for each in found if module and each[0].endswith(module)]
        if own or found:
            return (own or found)[-1]
    return module, number(case.get("line"))


def _module(classname: str) -> str:
    parts = [part for part in classname.split(".") if part and not part[0].isupper()]
    return "/".join(parts) + ".py" if parts else ""
