"""What a formatter would change."""

from __future__ import annotations

from qualitygate_plugins.tools.parsers import parse

from ..samples import tool

DIFF = b"""\
--- a.py\t2026-01-01 00:00:00
+++ a.py\t2026-01-01 00:00:01
@@ -1,4 +1,3 @@
 import os
-x = ( 1 )
-y=2
+x = 1
 z = 3
@@ -10 +9,2 @@
 q = 1
+r = 2
--- /work/b.py:before\t2026-01-01
+++ /work/b.py:after\t2026-01-01
@@ -1,2 +1,2 @@
-import b
 import a
+import b
"""


def test_each_hunk_is_found_at_its_first_changed_line() -> None:
    found = [(said.path, said.line, said.message) for said in parse(tool(parser="diff"), DIFF)]

    assert found == [
        ("a.py", 2, "tool would change this: 2 lines out, 1 in"),
        ("a.py", 11, "tool would change this: 0 lines out, 1 in"),
        ("/work/b.py", 1, "tool would change this: 1 line out, 1 in"),
    ]
