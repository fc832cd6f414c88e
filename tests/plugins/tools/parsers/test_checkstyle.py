"""Checkstyle's XML."""

from __future__ import annotations

import html
from collections.abc import Callable

import pytest

from qualitygate_plugins.tools.parsers import parse
from qualitygate_plugins.tools.said import RubbishError, Said

from ..samples import tool


def test_every_error_of_every_file_is_read() -> None:
    data = b"""<?xml version="1.0" encoding="UTF-8"?><checkstyle version="8"><file name="a &amp; b.py">
    <error line="3" column="5" severity="info" message="bad &lt;x&gt;" source="com.acme.NoX"/></file></checkstyle>"""

    assert list(parse(tool(parser="checkstyle"), data)) == [
        Said("a & b.py", "bad <x>", 3, 5, name="NoX", severity="info")
    ]


@pytest.mark.parametrize("file", ["", "a.py"], ids=["of the whole run", "of a file"])
@pytest.mark.parametrize("escape", [str, html.escape], ids=["an element", "as text"])
def test_a_failure_that_the_report_tells_of_is_one(file: str, escape: Callable[[str], str]) -> None:
    failure = escape("<exception>\n<![CDATA[\njava.lang.Error: no memory\n\tat Main]]>\n</exception>")
    error = '<error line="3" message="bad"/>'
    inner = f'<file name="{file}">{error}{failure}</file>' if file else failure

    with pytest.raises(RubbishError, match=f"failed on {file or 'something'}: java.lang.Error: no memory$"):
        list(parse(tool(parser="checkstyle"), f"<checkstyle>{inner}</checkstyle>".encode()))
