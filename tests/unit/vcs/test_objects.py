"""The content of objects, many at once and in order."""

from __future__ import annotations

import pytest

from qualitygate.errors import RevisionError
from qualitygate.vcs.command import Git
from qualitygate.vcs.objects import read_blobs

from .conftest import Clone


def test_contents_come_in_the_order_that_was_asked_for(clone: Clone) -> None:
    clone.commit({"a": "one\n", "b": "", "c": "no line feed", "d": "e69de29bb2d1 blob 3\nabc\n"})
    ids = [clone.git("rev-parse", f":{name}").strip() for name in "dcbaa"]

    assert [*read_blobs(Git(str(clone.root)), ids)] == [
        *(b"e69de29bb2d1 blob 3\nabc\n", b"no line feed", b"", b"one\n", b"one\n"),
    ]


def test_nothing_is_asked_where_nothing_is_wanted(tmp_path_factory: pytest.TempPathFactory) -> None:
    assert [*read_blobs(Git(str(tmp_path_factory.mktemp("no repository"))), [])] == []


@pytest.mark.parametrize("which", ["missing", "no file"])
def test_an_object_that_has_no_content_is_named_with_the_cure(clone: Clone, which: str) -> None:
    clone.commit({"a": "one\n"})
    wanted = "1" * 40 if which == "missing" else clone.git("rev-parse", "HEAD").strip()
    known = clone.git("rev-parse", ":a").strip()
    contents = read_blobs(Git(str(clone.root)), [known, wanted])

    assert next(contents) == b"one\n"
    with pytest.raises(RevisionError, match=f"cannot read the object {wanted}; run: git fetch --refetch"):
        next(contents)
