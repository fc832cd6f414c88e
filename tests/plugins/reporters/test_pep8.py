"""pep8's lines, read as Jenkins reads them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qualitygate.testing.reporters import HOSTILE_PATH
from qualitygate_plugins.reporters import pep8

from .conftest import Reader
from .line_samples import HOSTILE_LINE, NO_BREAK, lines, one_line_of


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
