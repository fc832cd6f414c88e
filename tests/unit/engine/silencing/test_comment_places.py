"""What readers see of a text stays the same when a comment is put into it."""

from __future__ import annotations

import docutils.core
import docutils.nodes
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.engine.silencing.test_noqa_writer import annotate


def document(text: str) -> tuple[str, int]:
    """Return what docutils makes of a text, without comments, and how often it complains."""
    wanted = {"report_level": 5, "halt_level": 5, "input_encoding": "unicode"}
    tree = docutils.core.publish_doctree(text, settings_overrides=wanted)
    for comment in list(tree.findall(docutils.nodes.comment)):
        comment.parent.remove(comment)
    complaints = list(tree.findall(docutils.nodes.system_message))
    for complaint in complaints:
        complaint.parent.remove(complaint)
    return tree.pformat(), len(complaints)


_rst_lines = st.sampled_from(
    [
        "bad", "bad x", "   bad", "      bad", "", "", "* bad", "1. bad", "#. bad", "====", "----", ".. note:: bad",
        ".. note::"
    ]
    + [
        ":field: bad", "|bad", "bad::", "x", "   x", "* x", "bad\\", ".. _bad:", "a) bad", "-- bad", "bad | x",
        "=== ==="
    ]
)


@given(st.lists(_rst_lines, max_size=9).map(lambda lines: "\n".join([*lines, ""])))
@settings(max_examples=400, deadline=None)
def test_d2_a_comment_in_restructuredtext_changes_nothing_that_is_shown(text: str) -> None:
    done, _ = annotate(text.encode(), kind="rst")
    before = document(text)
    if done.after is not None and not before[1]:  # what is broken may be broken in another way
        assert document(done.after.decode()) == before
