"""Every exception that the project allows itself names a code and gives a reason."""

from __future__ import annotations

import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("qualitygate", "plugins/qualitygate_plugins", "rules/qualitygate_rules")
#: mypy's codes whose reason is the same wherever they stand.
EXPLAINED = {"empty-body": "a hook specification says what a hook returns and has no body that could return it"}

_NOQA = re.compile(r"#\s*noqa\b(?P<rest>.*)", re.IGNORECASE)
_CODES_AND_REASON = re.compile(r": [A-Z]+[0-9]+(?:, ?[A-Z]+[0-9]+)* +\S.+")
_IGNORE = re.compile(r"#\s*type:\s*ignore(?P<rest>.*)")
_CODE_AND_REASON = re.compile(r"\[(?P<code>[\w-]+)\](?:\s+#?\s*(?P<reason>\S.+))?")


def _comments(*folders: str) -> Iterator[tuple[str, str]]:
    """Yield place and text of every comment in the Python files; a ``#:`` comment documents, it excepts nothing."""
    for path in sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py")):
        with tokenize.open(path) as file:
            for token in tokenize.generate_tokens(file.readline):
                if token.type == tokenize.COMMENT and not token.string.startswith("#:"):
                    yield f"{path.relative_to(ROOT)}:{token.start[0]}", token.string


def test_a_noqa_names_its_codes_and_says_why() -> None:
    found = [(place, match["rest"]) for place, text in _comments(*PACKAGES, "tests") if (match := _NOQA.search(text))]

    assert [(place, rest) for place, rest in found if not _CODES_AND_REASON.fullmatch(rest)] == []


def test_a_type_ignore_names_its_code_and_says_why() -> None:
    wanting = []
    for place, text in _comments(*PACKAGES):
        if match := _IGNORE.search(text):
            written = _CODE_AND_REASON.fullmatch(match["rest"].strip())
            if not written or not (written["reason"] or written["code"] in EXPLAINED):
                wanting.append((place, text))

    assert wanting == []


def test_a_type_ignore_in_a_test_names_its_code() -> None:
    found = [(place, match["rest"]) for place, text in _comments("tests") if (match := _IGNORE.search(text))]

    assert [(place, rest) for place, rest in found if not _CODE_AND_REASON.fullmatch(rest.strip())] == []
