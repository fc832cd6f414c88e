"""SARIF 2.1.0 (OASIS, errata 01): results that are not suppressed, at their first place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

import msgspec

from qualitygate_plugins.tools.declaration import Tool
from qualitygate_plugins.tools.said import RubbishError, Said


def sarif(tool: Tool, text: str) -> Iterator[Said]:
    """Read every run of a log."""
    try:
        log = msgspec.json.decode(text)
    except msgspec.DecodeError as error:
        raise RubbishError(f"expected SARIF: {error}") from None
    runs = log.get("runs") if isinstance(log, dict) else None
    if not isinstance(runs, list):
        raise RubbishError("expected SARIF, a JSON object with runs")
    try:
        for run in runs:
            _require_success(run)
            yield from _results(run)
    except (AttributeError, KeyError, TypeError, IndexError) as error:
        raise RubbishError(f"expected SARIF 2.1.0: {type(error).__name__}: {error}") from None


def _require_success(run: dict[str, Any]) -> None:
    """Refuse what a tool wrote that says of itself that it failed (3.20.14): what it did not look at is not clean."""
    for invocation in run.get("invocations") or []:
        if invocation.get("executionSuccessful") is False:
            notifications = invocation.get("toolExecutionNotifications") or [{}]
            said = (notifications[0].get("message") or {}).get("text") or "executionSuccessful is false"
            raise RubbishError(f"its report says that it failed: {said}")


def _results(run: dict[str, Any]) -> Iterator[Said]:
    rules = run["tool"]["driver"].get("rules") or []
    bases = run.get("originalUriBaseIds") or {}
    for result in run.get("results") or []:
        if result.get("kind", "fail") != "fail" or result.get("baselineState") == "absent" or _is_suppressed(result):
            continue
        rule = _rule(result, rules)
        level = result.get("level") or (rule.get("defaultConfiguration") or {}).get("level") or "warning"
        physical = ((result.get("locations") or [{}])[0].get("physicalLocation")) or {}
        region = physical.get("region") or {}
        line = region.get("startLine", -1)
        yield Said(
            _path(physical.get("artifactLocation") or {}, bases),
            _message(result.get("message") or {}, rule),
            line,
            region.get("startColumn", -1),
            region.get("endLine", line),
            region.get("endColumn", -1),
            str(result.get("ruleId") or rule.get("id") or ""),
            "note" if level == "none" else level,
        )


def _rule(result: dict[str, Any], rules: list[dict[str, Any]]) -> dict[str, Any]:
    index = result.get("ruleIndex", -1)
    if isinstance(index, int) and 0 <= index < len(rules):
        return rules[index]
    return next((rule for rule in rules if rule.get("id") == result.get("ruleId")), {})


def _is_suppressed(result: dict[str, Any]) -> bool:
    """Is it silenced at its source? What is only under review, or was rejected, is not (3.35.3)."""
    return any(each.get("status", "accepted") == "accepted" for each in result.get("suppressions") or [])


def _message(message: dict[str, Any], rule: dict[str, Any]) -> str:
    text = message.get("text")
    if text is None:
        text = ((rule.get("messageStrings") or {}).get(message.get("id")) or {}).get("text", "")
    for number, argument in enumerate(message.get("arguments") or []):
        text = text.replace(f"{{{number}}}", argument)
    return str(text)


def _path(artifact: dict[str, Any], bases: dict[str, Any]) -> str:
    uri = str(artifact.get("uri", ""))
    base = (bases.get(str(artifact.get("uriBaseId"))) or {}).get("uri", "")
    parts = urlsplit(uri)
    if not parts.scheme and base.startswith("file:"):
        uri, parts = base + uri, urlsplit(base + uri)
    return url2pathname(parts.path) if parts.scheme == "file" else unquote(uri)
