"""GitHub's workflow commands."""

from __future__ import annotations

from qualitygate_plugins.tools.parsers import parse
from qualitygate_plugins.tools.said import Said

from ..samples import tool


def test_annotations_are_read_and_their_escapes_undone() -> None:
    data = (
        b"::group::x\n::error file=a%2Cb.py,line=3,endLine=4,col=5,title=no-x::100%25 bad%0Ahere: yes\n::notice "
        b"file=c.py::hi\n"
    )

    assert list(parse(tool(parser="github"), data)) == [
        Said("a,b.py", "100% bad\nhere: yes", 3, 5, 4, name="no-x", severity="error"),
        Said("c.py", "hi", severity="note"),
    ]
