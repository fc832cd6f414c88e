"""flake8, pep8 and pylint lines, read as their consumers read them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qualitygate.api import Finding, Location, ReportOptions, Severity
from qualitygate.testing.reporters import HOSTILE_PATH, rendered, report_of, sample_report
from qualitygate_plugins.reporters import flake8, pep8, pylint

HOSTILE_LINE = (
    "100 % of 'a, b': c; d [e] |f| \"g\" <h> & i next\tline page \U0001f600 ##vso[task.complete]x"
    " ::error file=a::b ##teamcity[c] ##[error]d :12:3: E5 e [see: a,b] |x|"
)
#: What a consumer reads from one line, by the names of its groups; None when it drops the line.
Reader = Callable[[str], "dict[str, str] | None"]
NO_BREAK = "\u00a0"

#: path, row, column, code, text of the open findings of the sample
OPEN = [
    (HOSTILE_PATH, "2", "11", "F821", "undefined name 'bad'"),
    (HOSTILE_PATH, "3", "1", "W191", "indentation contains tabs"),
    (HOSTILE_PATH, "4", "5", "ACME12", "call over two lines"),
    (HOSTILE_PATH, "7", "1", "E501", HOSTILE_LINE),
    ("app/gone.py", "0", "1", "E902", "FileNotFoundError: gone"),
    ("docs/guide.md", "3", "12", "QG201", "'Github' should be 'GitHub'"),
    ("top.py", "1", "1", "F401", "'re' imported but unused"),
]


def lines(module: object) -> list[str]:
    create = module.create  # type: ignore[attr-defined]
    return rendered(create(ReportOptions()), sample_report()).removesuffix("\n").split("\n")


def one_line_of(module: object, message: str, *, code: str = "E501", path: str = "a.py") -> str:
    create = module.create  # type: ignore[attr-defined]
    finding = Finding(code, message, Location(path, 1, 2), Severity.WARNING, "pep8", scope="f")
    return rendered(create(ReportOptions()), report_of(finding))


def test_flake8_lines_are_flake8s() -> None:
    assert lines(flake8) == [f"{path}:{row}:{column}: {code} {text}" for path, row, column, code, text in OPEN]


def test_paths_are_relative_to_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "project" / "app").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "project" / "app")
    text = rendered(flake8.create(ReportOptions()), sample_report(str(tmp_path / "project")))
    assert "gone.py:0:1: E902 " in text.split("\n")[4]
    assert text.split("\n")[6].startswith("../top.py:1:1: ")


def test_control_characters_are_escaped_in_message_and_path() -> None:
    assert one_line_of(flake8, "a\x1b[31mb\udcff", path="x\n\x9b\udc80.py") == (
        "x\\n\\x9b\\udc80.py:1:2: E501 a\\x1b[31mb\\udcff\n"
    )


@pytest.mark.parametrize(
    "name",
    [
        "violations-lib:FLAKE8",
        "SublimeLinter-flake8",
        "ALE:flake8",
        "ALE:unix",
        "flycheck:python-flake8",
        "diff-quality:flake8",
        "diff-quality:pyflakes|mypy|ruff.check",
    ],
)
def test_every_reader_of_flake8_reads_every_line(name: str, reader: Callable[[str], Reader]) -> None:
    read = reader(name)
    assert [line for line in lines(flake8) if read(line) is None] == []


def test_sublimelinter_reads_line_column_code_and_message(reader: Callable[[str], Reader]) -> None:
    read = reader("SublimeLinter-flake8")
    assert [tuple((read(line) or {}).values()) for line in lines(flake8)] == [found[1:] for found in OPEN]


def test_violations_lib_reads_path_line_column_and_code(reader: Callable[[str], Reader]) -> None:
    read = reader("violations-lib:FLAKE8")
    groups = [read(line) or {} for line in lines(flake8)]
    assert [(g["1"], g["2"], g["7"], g["8"] + g["9"], g["10"]) for g in groups] == OPEN


@pytest.mark.parametrize("name", ["jenkins-violations-plugin:pep8", "warnings-ng:pep8"])
def test_jenkins_reads_every_pep8_line_with_its_whole_message(name: str, reader: Callable[[str], Reader]) -> None:
    read = reader(name)
    groups = [read(line) or {} for line in lines(pep8)]
    assert [(group["path"], group["line"], group["code"]) for group in groups] == [
        (HOSTILE_PATH, "2", "F821"),
        (HOSTILE_PATH, "3", "W191"),
        (HOSTILE_PATH, "4", "Q12"),
        (HOSTILE_PATH, "7", "E501"),
        ("app/gone.py", "0", "E902"),
        ("docs/guide.md", "3", "Q201"),
        ("top.py", "1", "F401"),
    ]
    messages = [group["message"].replace(NO_BREAK, " ") for group in groups]
    assert messages[2] == "ACME12: call over two lines"
    assert messages[3] == HOSTILE_LINE
    assert messages[5] == "QG201: 'Github' should be 'GitHub'"


@pytest.mark.parametrize(
    ("code", "start"),
    [
        ("E501", "E501 x"),
        ("C901", "C901 x"),
        ("B12", "B12 x"),
        ("QG201", "Q201 QG201: x"),
        ("ABCDEFGH123456", "Q123456 ABCDEFGH123456: x"),
    ],
)
def test_a_code_of_many_letters_gets_an_alias(code: str, start: str) -> None:
    assert one_line_of(pep8, "x", code=code) == f"a.py:1:2: {start}\n"


def test_a_position_in_a_message_does_not_look_like_one_in_pep8() -> None:
    assert one_line_of(pep8, "see b.py:1:2:3: E5 x") == f"a.py:1:2: E501 see b.py:1:2:3:{NO_BREAK}E5 x\n"


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
