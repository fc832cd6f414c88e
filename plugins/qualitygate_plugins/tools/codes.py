"""A tool's own names become codes that every consumer reads; the name stays in the message."""

from __future__ import annotations

import re
from collections.abc import Iterator

from qualitygate.api import Rule, SameAs, Severity
from qualitygate_plugins.tools.declaration import Tool

_OWN_CODE = re.compile(r"[A-Z]{0,7}[0-9]{1,6}")
_CODE = re.compile(r"[A-Z]{1,8}[0-9]{1,6}")
#: The number of what no table names.
_OTHER = "000"


def code_of(tool: Tool, name: str) -> str:
    """Return the code for one of the tool's own names.

    The table decides; a name that is a code already keeps its shape behind the prefix; any other has the general code.
    """
    number = tool.codes.get(name) or _by_pattern(tool, name)
    if not number and _OWN_CODE.fullmatch(name):
        number = name.removeprefix(tool.prefix)
    code = tool.prefix + number
    return code if number and _CODE.fullmatch(code) else tool.prefix + _OTHER


def _by_pattern(tool: Tool, name: str) -> str:
    for key, number in tool.codes.items():
        if len(key) > 2 and key.startswith("/") and key.endswith("/"):
            match = re.fullmatch(key[1:-1], name)
            if match is not None:
                return match.expand(number)
    return ""


def same_as(tool: Tool) -> dict[str, SameAs]:
    """Return by code what other checkers find too; not for the general code, which says nothing."""
    said = {code_of(tool, name): SameAs(code, tool.about.get(name, "")) for name, code in tool.same_as.items() if code}
    return {code: same for code, same in said.items() if code != tool.prefix + _OTHER and code != same.code}


def comments(tool: Tool) -> dict[str, dict[str, str]]:
    """Return by the word that its comments begin with what a name in one means, as far as others find that too."""
    if not tool.comments:
        return {}
    known = {name: code_of(tool, name) for name, code in tool.same_as.items() if code}
    called = {other: known[name] for other, name in tool.comment_names.items() if name in known}
    return {tool.comments: {name: code for name, code in (known | called).items() if code != tool.prefix + _OTHER}}


def with_name(message: str, name: str) -> str:
    """Put the tool's own name behind a message that does not have it."""
    message = " ".join(message.split()) or "no message"
    return message if not name or f"[{name}]" in message or message == name else f"{message} [{name}]"


def severity_of(tool: Tool, name: str, word: str) -> Severity:
    """Return the severity: that of the tool's own name for the rule, or for the severity, or the tool's usual one."""
    said = tool.severities.get(name) or tool.severities.get(word.lower()) or tool.severity
    return Severity.from_word(said)


def rules(tool: Tool) -> Iterator[Rule]:
    """Yield what is known of the codes."""
    title = tool.preset or tool.name
    severity = severity_of(tool, "", "")
    yield Rule(
        tool.prefix + _OTHER, f"{tool.name}-other", f"what {title} says and no table has a code for", severity=severity
    )
    for name, number in tool.codes.items():
        if number.isdigit() and number != _OTHER and not name.startswith("/"):
            url = tool.url.replace("{name}", name)
            summary = f"{title} calls it {name}"
            yield Rule(tool.prefix + number, name, summary, severity=severity_of(tool, name, ""), url=url)
