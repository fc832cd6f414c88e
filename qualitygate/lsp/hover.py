"""What is told about a code where the pointer is: at a finding, or in a comment that names it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from qualitygate.api.rule_text import as_markdown, headline
from qualitygate.model.rule import Rule

#: Comments in which a code is meant as one.
_COMMENT = re.compile(r"(?:noqa|qualitygate)\b.*", re.IGNORECASE)
_CODE = re.compile(r"\b[A-Z]{1,8}[0-9]{1,6}\b")


def code_at(line: str, offset: int) -> tuple[str, int, int] | None:
    """Return the code that a comment has at a code point of a line, and where it begins and ends."""
    comment = _COMMENT.search(line)
    for match in _CODE.finditer(line, comment.start()) if comment else ():
        if match.start() <= offset <= match.end():
            return match[0], match.start(), match.end()
    return None


def explanation(rules: Iterable[Rule]) -> str:
    """Return what ``qualitygate explain`` says of rules, as Markdown."""
    return "\n\n---\n\n".join(f"**{rule.code}** {headline(rule)}\n\n{as_markdown(rule)}" for rule in rules)
