"""The comments that other tools obey: one table, for the ledger, for the gate's own comments and for every fixer.

A row is what its tool documents or does, in the tool's own letters; the source stands behind it. "measured" is: the
named version was run, or its pattern was read in the installed package.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from qualitygate.model.directive import tool_of


class ToolComment(NamedTuple):
    """A comment, or a part of one that begins at a "#" of its own, that some tool reads."""

    form: str  #: how reports call it: "type: ignore", "pylint: disable"
    is_about_line: bool  #: behind code it is about that line or about nothing, so that it goes when the line goes
    silences: bool  #: it makes its tool say or do less, so it is counted; "type: int" and "fmt: on" do not


class _Row(NamedTuple):
    """How one comment of one tool is written."""

    form: str
    word: str  #: in small letters; a comment without it is not this one
    pattern: str  #: from the beginning of the comment's text, blanks passed over; may capture "codes" and "rest"
    is_about_line: bool = True
    silences: bool = True


_BRACKETS = r"(?:\s*\[(?P<codes>[^\]]*)\])?(?P<rest>.*)"
_EQUALS = r"\s*=\s*(?P<codes>[\w-]+(?:,[ \t]*[\w-]+)*)(?P<rest>.*)"
#: Behind a ":" or a blank: what looks like names, separated by commas.
_NAMES = r"(?:[:=]?[ \t]+|:)?(?P<codes>[\w.-]+(?:,[ \t]*[\w.-]+)*)?(?P<rest>.*)"
_REST = r"(?P<rest>.*)"

_TABLE = (
    # https://typing.python.org/en/latest/spec/directives.html: at the top of a file it silences all of it.
    _Row("type: ignore", "type:", r"type:\s*ignore(?![\w-])" + _BRACKETS),
    # https://github.com/microsoft/pyright/blob/main/docs/comments.md; basedpyright reads the same.
    _Row("pyright: ignore", "pyright:", r"pyright:\s*ignore(?![\w-])" + _BRACKETS),
    _Row("pyright: settings", "pyright:", r"pyright:\s*(?P<codes>report\w+)\s*=\s*(?:false|none)\b" + _REST),
    # https://docs.astral.sh/ty/suppression/; measured with ty 0.0.108.
    _Row("ty: ignore", "ty:", r"ty:\s*ignore(?![\w-])" + _BRACKETS),
    # https://pyrefly.org/en/docs/error-suppressions; measured with pyrefly 1.5.
    _Row("pyrefly: ignore", "pyrefly:", r"pyrefly:\s*ignore(?![\w-])" + _BRACKETS),
    _Row("pyrefly: ignore-errors", "pyrefly:", r"pyrefly:\s*ignore-errors\b" + _BRACKETS),
    # https://pyre-check.org/docs/errors/#suppression
    _Row("pyre-ignore-all-errors", "pyre-", r"pyre-ignore-all-errors\b" + _BRACKETS),
    _Row("pyre-ignore", "pyre-", r"pyre-(?:ignore|fixme)(?![\w-])" + _BRACKETS),
    # https://google.github.io/pytype/user_guide.html#silencing-errors
    _Row("pytype: skip-file", "pytype:", r"pytype:\s*skip-file\b" + _REST, is_about_line=False),
    _Row("pytype: disable", "pytype:", r"(?:.*?[^\w-])??pytype:\s*disable" + _EQUALS),
    # https://mypy.readthedocs.io/en/stable/inline_config.html: only at the very beginning of a line.
    _Row("mypy: ignore-errors", "mypy:", r"mypy:\s*ignore[-_]errors\b(?!\s*=\s*False)" + _REST),
    _Row("mypy: disable-error-code", "mypy:", r"mypy:\s*disable[-_]error[-_]code\s*=\s*\"?(?P<codes>[\w, -]*)" + _REST),
    # https://www.jetbrains.com/help/inspectopedia/PyTypeIgnoreWithoutCode.html
    _Row("pycharm: ignore", "pycharm:", r"pycharm:\s*ignore(?![\w-])" + _BRACKETS),
    # https://www.jetbrains.com/help/pycharm/disabling-and-enabling-inspections.html: the statement below.
    _Row("noinspection", "noinspection", r"noinspection\s+" + _NAMES, is_about_line=False),
    # pylint 4.1 utils/pragma_parser.py: anywhere in the comment.
    _Row("pylint: skip-file", "pylint:", r"(?:.*?[^\w-])??pylint:\s*(?:skip-file|disable-all)\b" + _REST, False),
    _Row("pylint: disable-next", "pylint:", r"(?:.*?[^\w-])??pylint:\s*disable-next" + _EQUALS, False),
    _Row("pylint: disable", "pylint:", r"(?:.*?[^\w-])??pylint:\s*disable(?:-msg)?" + _EQUALS),
    # https://docs.astral.sh/ruff/linter/#error-suppression; measured with ruff 0.17.6: nothing without brackets.
    _Row("ruff: noqa", "ruff", r"ruff\s*:\s*noqa\b(?:\s*:\s*(?P<codes>[A-Z]+\d+(?:[,\s]+[A-Z]+\d+)*))?" + _REST),
    _Row("ruff: ignore", "ruff", r"ruff\s*:\s*ignore\s*\[(?P<codes>[^\]]*)\]" + _REST),
    _Row("ruff: file-ignore", "ruff", r"ruff\s*:\s*file-ignore\s*\[(?P<codes>[^\]]*)\]" + _REST),
    _Row("ruff: disable", "ruff", r"ruff\s*:\s*disable\s*\[(?P<codes>[^\]]*)\]" + _REST),
    # bandit 1.9 core/manager.py
    _Row("nosec", "nosec", r"nosec\b(?::?\s*(?P<codes>B\d+(?:[,\s]+B\d+)*))?" + _REST),
    # semgrep src/reporting/Nosemgrep.ml: a blank before it; alone on its line it is about the next one.
    _Row(
        "nosemgrep", "nosem", r"(?:.*?\s)??(?i:nosem(?:grep)?)\b(?:[:=]\s?(?P<codes>[^,\s]+(?:,\s*[^,\s]+)*))?" + _REST
    ),
    # https://docs.sonarsource.com/sonarqube-server/user-guide/issues/managing: anywhere in the comment.
    _Row("NOSONAR", "nosonar", r"(?:.*?\W)??NOSONAR\b(?:\((?P<codes>[^)]*)\))?" + _REST),
    # coverage 7.17 config.py
    _Row("pragma: no cover", "pragma", r"(?:pragma|PRAGMA)[:\s]?\s*(?:no|NO)\s*(?:cover|COVER)" + _REST),
    _Row("pragma: no branch", "pragma", r"(?:pragma|PRAGMA)[:\s]?\s*(?:no|NO)\s*(?:branch|BRANCH)" + _REST),
    # https://mutmut.readthedocs.io
    _Row("pragma: no mutate", "pragma", r"pragma:?\s*no mutate\b" + _REST),
    # detect-secrets 1.5 filters/allowlist.py
    _Row("pragma: allowlist secret", "pragma", r"pragma: ?(?:allow|white)list[ -](?:nextline[ -])?secret" + _REST),
    # https://github.com/gitleaks/gitleaks#gitleaksallow and https://github.com/trufflesecurity/trufflehog
    _Row("gitleaks:allow", "gitleaks:", r"(?:.*?\W)??gitleaks:allow\b" + _REST),
    _Row("trufflehog:ignore", "trufflehog:", r"(?:.*?\W)??trufflehog:ignore\b" + _REST),
    # codespell 2.4 _codespell.py: behind a sign that is neither letter nor blank.
    _Row("codespell:ignore-next-line", "codespell:", r"codespell:ignore-next-line\b" + _NAMES, is_about_line=False),
    _Row("codespell:ignore-begin", "codespell:", r"codespell:ignore-begin\b" + _REST, is_about_line=False),
    _Row("codespell:ignore", "codespell:", r"codespell:ignore(?![\w-])" + _NAMES),
    # https://cspell.org/docs/Configuration/document-settings
    _Row("cspell: disable", "spell", r"(?i:c?spell(?:-?checker)?):{1,2}\s*(?i:disable|ignore)[\w-]*" + _REST),
    # black 26.10 comments.py, ruff 0.17.6; behind code "off" is not obeyed.
    _Row("fmt: skip", "fmt:", r"(?:.*?;\s*)?fmt: ?skip(?!\w)" + _REST),
    _Row("fmt: off", "fmt:", r"fmt: ?off(?!\w)" + _REST),
    # yapf 0.43 yapf_api.py
    _Row("yapf: disable", "yapf:", r"(?:.*?\W)??(?i:yapf:\s*disable)\b" + _REST),
    # isort 9.0 core.py and parse.py
    _Row("isort: skip_file", "isort:", r"(?:.*?\W)??isort: ?skip_file\b" + _REST, is_about_line=False),
    _Row("isort: skip", "isort:", r"(?:.*?\W)??isort: ?skip\b" + _REST),
    _Row("isort: off", "isort:", r"(?:ruff:\s*)?isort: ?off\b" + _REST),
    # autopep8 2.3.2, autoflake 2.4, pycln 2.6
    _Row("autopep8: off", "autopep8:", r"autopep8: ?off\b" + _REST),
    _Row("autoflake: skip_file", "autoflake:", r"autoflake:\s+skip_file\b" + _REST, is_about_line=False),
    _Row("nopycln: file", "nopycln", r"nopycln *: *file\b" + _REST, is_about_line=False),
    _Row("nopycln: import", "nopycln", r"nopycln *: *import\b" + _REST),
    # https://docs.deepsource.com/docs/issues-ignore-rules; https://docs.sourcery.ai; https://docs.trunk.io
    _Row("skipcq", "skipcq", r"skipcq\b" + _NAMES),
    _Row("sourcery skip", "sourcery", r"sourcery skip\b" + _NAMES, is_about_line=False),
    _Row("trunk-ignore", "trunk-ignore", r"trunk-ignore(?:-all|-begin)?\((?P<codes>[^)]*)\)" + _REST),
    # https://docs.github.com (CodeQL, and LGTM before it)
    _Row("codeql", "codeql", r"codeql\s*\[(?P<codes>[^\]]*)\]" + _REST),
    _Row("lgtm", "lgtm", r"lgtm\b\s*\[(?P<codes>[^\]]*)\]" + _REST),
    # djlint 1.54 settings.py
    _Row("djlint:off", "djlint:", r"djlint:\s*off\b" + _NAMES, is_about_line=False),
    # https://github.com/DavidAnson/markdownlint#configuration; https://rumdl.dev; https://prettier.io/docs/ignore
    _Row(
        "markdownlint-disable",
        "markdownlint-",
        r"markdownlint-disable(?:-file|-line|-next-line)?(?P<codes>(?:\s+[\w-]+)*)"
    ),
    _Row("rumdl-disable", "rumdl-", r"rumdl-disable(?:-file|-line|-next-line)?(?P<codes>(?:\s+[\w-]+)*)"),
    _Row("prettier-ignore", "prettier-ignore", r"prettier-ignore(?:-start)?(?![\w-])" + _REST),
    # https://vale.sh/docs/formats/markdown
    _Row("vale off", "vale ", r"vale\s+(?:off\b|(?P<codes>[\w.-]+)\s*=\s*NO\b)" + _REST),
    # https://yamllint.readthedocs.io/en/stable/disable_with_comments.html
    _Row(
        "yamllint disable",
        "yamllint",
        r"yamllint\s+disable(?:-line|-file)?(?P<codes>(?:\s+rule:[\w-]+)*)" + _REST,
        is_about_line=False,
    ),
    # Not counted here: counted as our own, or not silencing anything.
    _Row("noqa", "noqa", r"(?:flake8\s*[:=]\s*)?noqa", silences=False),
    _Row("qualitygate", "qualitygate", r"qualitygate\s*:", silences=False),
    # PEP 484, PEP 263, Cython, doctest, editors, PyCharm's language injection; settings and ends of what stands above.
    _Row("type:", "type:", r"type:", silences=False),
    _Row("flake8:", "flake8", r"flake8\s*[:=]", silences=False),
    _Row("pyright:", "pyright:", r"pyright:", silences=False),
    _Row("ty:", "ty:", r"ty:", silences=False),
    _Row("pyrefly:", "pyrefly:", r"pyrefly:", silences=False),
    _Row("pyre-", "pyre-", r"pyre-\w", silences=False),
    _Row("pytype:", "pytype:", r"(?:.*?[^\w-])??pytype:", silences=False),
    _Row("mypy:", "mypy:", r"mypy:", silences=False),
    _Row("pylint:", "pylint:", r"(?:.*?[^\w-])??pylint:", silences=False),
    _Row("ruff:", "ruff", r"ruff\s*:", silences=False),
    _Row("pragma", "pragma", r"pragma\b", silences=False),
    _Row("codespell:", "codespell:", r"codespell:", is_about_line=False, silences=False),
    _Row("cspell:", "spell", r"(?:cspell|spell-?checker):", is_about_line=False, silences=False),
    _Row("fmt:", "fmt:", r"fmt:", silences=False),
    _Row("yapf:", "yapf:", r"yapf:", silences=False),
    _Row("isort:", "isort:", r"(?:.*?\W)??isort:", silences=False),
    _Row("cython:", "cython:", r"cython:", is_about_line=False, silences=False),
    _Row("doctest:", "doctest:", r"doctest:", silences=False),
    _Row("language=", "language=", r"language=\w", is_about_line=False, silences=False),
    _Row("coding", "coding", r"(?:-\*-.*|(?:en)?coding[:=].*|.*?fileencoding=.*)", is_about_line=False, silences=False),
    _Row("vim:", "vi", r"vim?:", is_about_line=False, silences=False),
    _Row("ex:", "ex:", r"ex:", is_about_line=False, silences=False),
    _Row("yamllint", "yamllint", r"yamllint\s", is_about_line=False, silences=False),
    # https://github.com/redhat-developer/yaml-language-server#using-inlined-schema
    _Row("yaml-language-server:", "yaml-language-server:", r"yaml-language-server:", False, silences=False),
    _Row("!", "!", r"!", is_about_line=False, silences=False),
)

#: Whose comments are counted.
TOOLS = tuple(sorted({tool_of(row.form) for row in _TABLE if row.silences}))
#: Every word without which no comment of the table is there; in small letters.
WORDS = tuple(dict.fromkeys(row.word for row in _TABLE if row.silences))

#: The same with those that only steer a tool, as "type: int" does; without the settings of editors and the like.
STEERING_WORDS = tuple(dict.fromkeys(row.word for row in _TABLE if row.silences or row.is_about_line))

#: A comment in a comment begins at a "#", but not at the one of an issue number: "see #12".
_PARTS = re.compile(r"#(?!\d)")


def tool_comments(comment: str, extra: Sequence[str] = ()) -> tuple[ToolComment, ...]:
    """Return what a Python comment, with its "#", says to tools, in order; () when it is for people only.

    Capital and small letters count as equal here: a comment that a tool may read is better left alone. ``extra`` are
    beginnings of comments of tools that are not in the table, as in "mytool:"; such a comment is about its line.
    """
    found = []
    for part in _PARTS.split(comment.removeprefix("#")):
        small = part.strip().lower()
        row = next((row for row in _TABLE if row.word in small and _compiled(row, re.I).match(part.strip())), None)
        if row is not None:
            found.append(ToolComment(row.form, row.is_about_line, row.silences))
        elif small.startswith(tuple(each.lower() for each in extra)):
            found.append(ToolComment(small.split(None, 1)[0], is_about_line=True, silences=True))
    return tuple(found)


def find_silencing(body: str) -> tuple[str, str, str] | None:
    """Read a comment's text without its sign: the form, its list of codes as written, and what follows.

    None when it silences no tool of the table. Letters have to be those that the tool wants.
    """
    small = body.lower()
    for row in _TABLE:
        if row.silences and row.word in small and (match := _compiled(row, 0).match(body.strip())):
            groups = match.groupdict()
            return row.form, groups.get("codes") or "", groups.get("rest") or ""
    return None


@cache
def _compiled(row: _Row, flags: int) -> re.Pattern[str]:
    return re.compile(row.pattern, flags | re.DOTALL)
