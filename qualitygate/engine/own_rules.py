"""The rules that are about the gate's own work: files it cannot read, comments it cannot obey."""

from __future__ import annotations

from qualitygate.api.options import DefaultCodes
from qualitygate.model.rule import Example, Rule
from qualitygate.model.severity import Applicability, Severity

#: What of the gate's own codes counts while a team says nothing.
OWN_DEFAULTS = DefaultCodes(("E9", "QG"))

OWN_RULES = (
    Rule(
        "E902",
        "io-error",
        "A file cannot be read",
        why="What cannot be read was not checked. Mend the file or its permissions, or exclude it.",
        severity=Severity.ERROR,
        category="internal",
        without_example="It is about files that nobody can read, and no text is such a file.",
    ),
    Rule(
        "E999",
        "syntax-error",
        "A file does not parse",
        why="Python refuses it, and no checker that needs the syntax tree can look at it.",
        severity=Severity.ERROR,
        category="bug",
        examples=(Example("def brew(tea:\n    return tea\n", "def brew(tea):\n    return tea\n"),),
    ),
    Rule(
        "QG901",
        "unused-suppression",
        "A suppression comment silences nothing",
        why=(
            "It tells readers of a problem that is not there, and hides the next one that is. Judged are only codes"
            " whose rules ran on this file: a run with --select F says nothing about '# noqa: E501'. Codes of other"
            " tools are left alone; name yours in 'external'."
        ),
        category="internal",
        fix=Applicability.SAFE,
        tag="unnecessary",
        examples=(Example("x = 1  # noqa: E501, E225 legacy\n", "x = 1\n"),),
    ),
    Rule(
        "QG902",
        "malformed-suppression",
        "A suppression comment is not written as it must be",
        why=(
            "flake8 takes '# noqa : F401' and '# noqa F401' for a blanket noqa and silences every code on the line."
            " qualitygate silences no more than is written, and asks to have it written right. Reported too: what looks"
            " like '# qualitygate: ignore[E501]' and is not, a rule that does not exist, an 'off' that nothing ends."
        ),
        category="internal",
        examples=(Example("import os  # noqa : F401\n", "import os  # noqa: F401\n"),),
    ),
    Rule(
        "QG903",
        "blanket-suppression",
        "A suppression comment names no codes",
        why=(
            "It silences what was meant, and everything that will go wrong on that line later. Name the codes. Off by"
            " default: select QG903 in full."
        ),
        category="internal",
        on_by_default=False,
        examples=(Example("import os  # noqa\n", "import os  # noqa: F401\n"),),
    ),
    Rule(
        "QG904",
        "expired-suppression",
        "A suppression comment is past its date",
        why=(
            "'until=2026-12-31' is a promise to come back. After that day (UTC) the comment silences nothing; a date"
            " that cannot be read has passed. Keep the promise, or write a new date and say why."
        ),
        category="internal",
        examples=(
            Example(
                "import os  # qualitygate: ignore[F401] until=2020-01-31\n",
                "import os  # qualitygate: ignore[F401] until=2999-01-31\n",
            ),
        ),
    ),
    Rule(
        "QG905",
        "unused-exclusion",
        "An entry of ignore, per-file-ignores or exclude matches nothing",
        why=(
            "It looks as if something were excused, and one day excuses what nobody meant. Judged only when the whole"
            " project is checked. Off by default: select QG905 in full; ignored rules then run too."
        ),
        category="internal",
        on_by_default=False,
        without_example="It is about the configuration: per-file-ignores for 'old/**' where no directory old is.",
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
        examples=(Example("# coding: ascii\ntea = 'thé'\n", "# coding: utf-8\ntea = 'thé'\n"),),
    ),
)
