"""QG111: a promise that nobody can look up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qualitygate.api.rules import Context, Example, Location, Option, Problem, Severity, TextRule
from qualitygate_rules.reading import sample
_ISSUE = r"#\d+|\b[A-Z][A-Z0-9]+-\d+|https?://"  #: what names an issue


class TodoWithoutIssue(TextRule):
    """Finds TODO and FIXME in comments that name no issue."""

    code = "QG111"
    name = "todo-without-issue"
    summary = "A TODO names no issue"
    why = "What stands in no list is never done, and years later nobody knows what was meant or whether it still holds."
    severity = Severity.NOTE
    category = "style"
    on_by_default = False
    tags = ("team",)
    options = (
        Option("markers", ("TODO", "FIXME"), "words that promise something"),
    )
    accuracy = sample(
        478, 20, 1,
        note="That comment speaks of a TODO elsewhere.",
    )
    examples = (
        Example("x = 1  # TODO: make it two\n", "x = 1  # TODO(#214): make it two\n"),
        Example("# FIXME slow\n", "# FIXME SHOP-12: slow\n'TODO in a string'\n"),
    )

    def check(self, context: Context) -> Iterator[Problem]:
        """Yield each promise."""
        words = context.option("markers")
        markers = words if isinstance(words, tuple) else ()
        if not any(marker in context.text for marker in markers):
            return
        promise = re.compile(rf"\b({'|'.join(map(re.escape, markers))})\b")
        issue = re.compile(_ISSUE)
        for where in context.comments():
            text = context.at(where)
            found = promise.search(text)
            if found and not issue.search(text):
                start = where.column + found.start()
                place = Location(context.path, where.line, start, where.line, start + len(found[0]))
                yield context.problem(place, f"'{found[0]}' names no issue; write where it is tracked: {found[0]}(#12)")
