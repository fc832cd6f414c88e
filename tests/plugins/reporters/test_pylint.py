"""pylint's lines, read as their consumers read them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qualitygate_plugins.reporters import pylint

from .conftest import Reader
from .line_samples import NO_BREAK, OPEN, lines, one_line_of


@pytest.mark.parametrize("name", ["jenkins-violations-plugin:pylint", "warnings-ng:pylint", "violations-lib:PYLINT"])
def test_jenkins_reads_every_pylint_line_with_its_whole_message(name: str, reader: Callable[[str], Reader]) -> None:
    read = reader(name)
    groups = [read(line) or {} for line in lines(pylint)]
    assert [(g["path"], g["line"], g["message"].replace(NO_BREAK, " ")) for g in groups] == [
        (path, row, f"{code} {text}") for path, row, _, code, text in OPEN
    ]


def test_diff_quality_reads_every_pylint_line(reader: Callable[[str], Reader]) -> None:
    read = reader("diff-quality:pylint")
    assert [line for line in lines(pylint) if read(line) is None] == []


def test_pylint_knows_severity_name_and_scope(reader: Callable[[str], Reader]) -> None:
    read = reader("violations-lib:PYLINT")
    groups = [read(line) or {} for line in lines(pylint)]
    assert [(group["category"] + group["digits"], group["symbol"], group["obj"]) for group in groups] == [
        ("E0821", "undefined-name", "Outer.<locals>.inner0"),
        ("C0191", "tab-indent", ""),
        ("W0012", "undocumented", ""),
        ("W0501", "line-too-long", ""),
        ("E0902", "unreadable-file", ""),
        ("W0201", "product-name-case", ""),
        ("W0401", "unused-import", ""),
    ]


def test_a_bracket_in_a_message_does_not_end_pylints_head() -> None:
    assert one_line_of(pylint, "a[0] is [1] ", code="ACME123456") == (
        f"a.py:1: [W3456(undocumented), f] ACME123456 a[0]{NO_BREAK}is [1]{NO_BREAK}\n"
    )
