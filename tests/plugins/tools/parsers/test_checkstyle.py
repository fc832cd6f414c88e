"""Checkstyle's XML."""

from __future__ import annotations

from qualitygate_plugins.tools.parsers import parse
from qualitygate_plugins.tools.said import Said

from ..samples import tool


def test_every_error_of_every_file_is_read() -> None:
    data = b"""<?xml version="1.0" encoding="UTF-8"?><checkstyle version="8"><file name="a &amp; b.py">
    <error line="3" column="5" severity="info" message="bad &lt;x&gt;" source="com.acme.NoX"/></file></checkstyle>"""

    assert list(parse(tool(parser="checkstyle"), data)) == [
        Said("a & b.py", "bad <x>", 3, 5, name="NoX", severity="info")
    ]
