"""A rule made of a table, as the configuration hands it on, and what it finds."""

from __future__ import annotations

import json
from typing import Any

from qualitygate.api import Finding
from qualitygate.api.rules import CodeRule
from qualitygate.model.fix import apply_edits
from qualitygate.testing.carets import check_text
from qualitygate.testing.checkers import run_checker
from qualitygate.testing.rules import checker_of
from qualitygate_plugins.declarative.rules import rules_of


def rule(**keys: Any) -> CodeRule:
    """Return the rule of a table: ``forbid_call=["x"]`` is ``forbid-call = ["x"]``."""
    table = {"code": "SHOP1", "message": "do not", **{key.replace("_", "-"): value for key, value in keys.items()}}
    (made,) = rules_of((json.dumps(table),))
    return made


def check(drawing: str, path: str = "shop/cart.py", kind: str = "python", **keys: Any) -> None:
    """Assert that the rule finds what is drawn."""
    check_text(checker_of(rule(**keys)), drawing, path=path, kind=kind)


def findings(text: str, path: str = "shop/cart.py", **keys: Any) -> list[Finding]:
    """Return what the rule finds."""
    return run_checker(checker_of(rule(**keys)), text, path=path)


def lines(text: str, path: str = "shop/cart.py", **keys: Any) -> list[int]:
    """Return the lines in which the rule finds something."""
    return [finding.location.line for finding in findings(text, path, **keys)]


def fixed(text: str, **keys: Any) -> str:
    """Return the text with the first fix made; as it is where there is none."""
    found = findings(text, **keys)
    assert found, "the rule finds nothing"
    fix = found[0].fix
    return apply_edits(text, fix.edits) if fix is not None else text
