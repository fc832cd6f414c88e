"""The rules that are about the gate's own work: files it cannot read, comments it cannot obey."""

from __future__ import annotations

from qualitygate.model.rule import Example, Rule
from qualitygate.model.severity import Severity

OWN_RULES = (
    Rule(
        "E902",
        "io-error",
        "A file cannot be read",
        why="What cannot be read was not checked. Mend the file or its permissions, or exclude it.",
        severity=Severity.ERROR,
        category="internal",
    ),
    Rule(
        "E999",
        "syntax-error",
        "A file does not parse",
        why="Python refuses it, and no checker that needs the syntax tree can look at it.",
        severity=Severity.ERROR,
        category="bug",
    ),
    Rule(
        "QG902",
        "malformed-suppression",
        "A noqa comment is not written as it must be",
        why=(
            "flake8 takes '# noqa : F401' and '# noqa F401' for a blanket noqa and silences every code on the line."
            " qualitygate silences no more than is written, and asks to have it written right."
        ),
        category="internal",
        examples=(Example("import os  # noqa : F401\n", "import os  # noqa: F401\n"),),
    ),
    Rule(
        "QG906",
        "undecodable-source",
        "A Python file is not in the encoding it declares",
        why=(
            "Python refuses to import it. flake8 reads such a file as latin-1 without a word; so do we, to check the"
            " rest of it, and say so."
        ),
        severity=Severity.ERROR,
        category="bug",
    ),
)
