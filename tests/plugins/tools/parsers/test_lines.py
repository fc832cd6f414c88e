"""Output of one finding a line."""

from __future__ import annotations

from qualitygate_plugins.tools.parsers import parse
from qualitygate_plugins.tools.said import Said

from ..samples import tool


def test_flake8s_lines_are_read_and_others_passed_over() -> None:
    data = b"warming up\nsrc/a b.py:3:5: W605 invalid: escape\r\nC:\\x.py:1: E1 no column\n3 findings\n"

    assert list(parse(tool(), data)) == [
        Said("src/a b.py", "invalid: escape", 3, 5, name="W605"),
        Said("C:\\x.py", "no column", 1, name="E1"),
    ]


def test_named_groups_say_what_is_what() -> None:
    pattern = r"(?P<severity>\w)\|(?P<path>[^|]+)\|(?P<line>\d+)-(?P<end_line>\d+)\|(?P<message>.*)"

    assert list(parse(tool(parser="regex", pattern=pattern), b"E|a.py|3-5|bad")) == [
        Said("a.py", "bad", 3, end_line=5, severity="E")
    ]


def test_a_number_that_no_file_has_is_unknown() -> None:
    assert next(iter(parse(tool(), b"a.py:99999999999999999999: E1 x"))).line == -1
