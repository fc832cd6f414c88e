"""What is told of a rule: one text for ``explain``, the editor, the reports and the site.

Its parts come in the order in which somebody needs them who has just met the code: what, why, how it looks, what helps.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from msgspec import Struct

from qualitygate.model.rule import Rule
from qualitygate.model.severity import Applicability

_FIXES = {
    None: "none",
    Applicability.SAFE: "safe; --fix makes it",
    Applicability.UNSAFE: "unsafe; --unsafe-fixes makes it, read what it did",
    Applicability.DISPLAY: "only shown; nothing makes it by itself",
}
_WIDTH = 88


class Part(Struct, frozen=True):
    """A paragraph, or an example."""

    title: str  #: "" = the text says itself what it is
    text: str
    is_code: bool = False


def headline(rule: Rule) -> str:
    """Return who it is in one line, without its code."""
    fix = f"{rule.fix.word} fix" if rule.fix is not None else "no fix"
    return f"{rule.name} ({rule.severity.word}, {rule.category}, {fix})"


def parts(rule: Rule) -> Iterator[Part]:
    """Yield all that holds for the rule in every project."""
    yield Part("", f"{rule.summary.rstrip('.') or rule.name}.")
    if rule.why:
        yield Part("", rule.why)
    for example in rule.examples:
        yield Part("bad", example.bad, is_code=True)
        yield Part("good", example.good, is_code=True)
    if rule.without_example:
        yield Part("no example", rule.without_example)
    yield Part("fix", _FIXES[rule.fix])
    if not rule.on_by_default:
        yield Part("off by default", f"""extend-select = ["{rule.code}"] switches it on; a prefix of it does not""")
    if rule.options:
        yield Part("options", ", ".join(rule.options))
    if rule.accuracy:
        yield Part("how often it is wrong", rule.accuracy)
    comment = f"qualitygate: ignore[{rule.code}]"
    yield Part("silence one line", f"# noqa: {rule.code}, or {comment} in a comment of any kind of file")


def as_text(rule: Rule) -> str:
    """Return it as a terminal shows it, without its headline."""
    return "\n\n".join(map(_text, parts(rule))) + (f"\n\nmore: {rule.url}" if rule.url else "")


def _text(part: Part) -> str:
    if part.is_code:
        return f"{part.title}:\n" + textwrap.indent(part.text.rstrip("\n"), "    ")
    said = f"{part.title}: {part.text}" if part.title else part.text
    return textwrap.fill(said, _WIDTH, break_long_words=False, break_on_hyphens=False)


def as_markdown(rule: Rule, language: str = "") -> str:
    """Return it as Markdown, without its headline; ``language`` is that of the examples, for colours."""
    said = [_markdown(part, language) for part in parts(rule)]
    return "\n\n".join(said) + (f"\n\n[More about {rule.code}]({rule.url})" if rule.url else "")


def _markdown(part: Part, language: str) -> str:
    if part.is_code:
        return f"**{part.title}**\n\n{fenced(part.text, language)}"
    text = literal(part.text)
    return f"**{part.title}**: {text}" if part.title else text


def literal(text: str) -> str:
    """Return prose as Markdown that shows every character of it."""
    return re.sub(r"([\\`*_\[\]<>#|~&])", r"\\\1", text)


def fenced(text: str, language: str = "") -> str:
    """Return text as a block of code, whatever is in it."""
    fence = "`" * max([3, *(len(run) + 1 for run in re.findall("`+", text))])
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"
