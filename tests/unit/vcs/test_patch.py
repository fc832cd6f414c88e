"""Hunks as git writes them."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qualitygate.vcs.git import Repository
from qualitygate.vcs.patch import Hunk, parse_patch

from .conftest import Clone

PATCH = """\
diff --git a/a.py b/a.py
index 83db48f..bf269f4 100644
--- a/a.py
+++ b/a.py
@@ -1 +0,0 @@
-import os
@@ -3,2 +2,3 @@ def f():
--- x
-y
+++ z
+
+w
\\ No newline at end of file
diff --git a/gone.py b/gone.py
deleted file mode 100644
--- a/gone.py
+++ /dev/null
@@ -1 +0,0 @@
-bad
"""


def test_hunks_are_read_by_path_also_when_their_lines_look_like_headers() -> None:
    assert parse_patch(PATCH) == {
        "a.py": [Hunk(1, 0, ("import os",), ()), Hunk(3, 2, ("-- x", "y"), ("++ z", "", "w"))],
        "gone.py": [Hunk(1, 0, ("bad",), ())],
    }


def test_nothing_is_no_hunk() -> None:
    assert parse_patch("") == {}


@pytest.mark.parametrize("name", ["a b.py", 'qu"ote.py', "tab\t.py", "größe.py", "back\\slash.py"])
def test_odd_names_are_read_as_git_writes_them(clone: Clone, name: str) -> None:
    clone.commit({name: "old\n"})
    clone.write({name: "new\n"})
    repository = Repository(str(clone.root))
    assert parse_patch(repository.patch(repository.base("HEAD"), [name])) == {name: [Hunk(1, 1, ("old",), ("new",))]}


lines = st.lists(st.sampled_from(["a", "b", "", "-- c", "++ d", "@@ -1 +1 @@", "\\ e"]), max_size=8)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines, lines)
def test_the_hunks_of_git_turn_the_old_text_into_the_new(clone: Clone, old: list[str], new: list[str]) -> None:
    clone.commit({"a": "".join(f"{line}\n" for line in old), "b": os.urandom(8).hex()})
    clone.write({"a": "".join(f"{line}\n" for line in new)})
    repository = Repository(str(clone.root))
    hunks = parse_patch(repository.patch(repository.base("HEAD"), ["a"])).get("a", [])

    result = list(old)
    for hunk in reversed(hunks):
        start = hunk.old_start - 1 if hunk.removed else hunk.old_start
        assert tuple(result[start : start + len(hunk.removed)]) == hunk.removed
        result[start : start + len(hunk.removed)] = hunk.added
    assert result == new
