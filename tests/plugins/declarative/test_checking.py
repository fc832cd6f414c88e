"""A table that is wrong: each mistake is told by its key."""

from __future__ import annotations

import json
from typing import Any

import pytest

from qualitygate_plugins.declarative.checking import problems
from qualitygate_plugins.declarative.rules import rules_of

RIGHT: dict[str, Any] = {"code": "SHOP1", "message": "do not", "pattern": "f($X)"}
TEXT: dict[str, Any] = {"code": "SHOP1", "message": "do not"}


@pytest.mark.parametrize(
    ("table", "key", "message"),
    [
        ({**RIGHT, "code": "shop1"}, "code", "expected 1 to 8 capitals and 1 to 6 digits, as in SHOP1; got 'shop1'"),
        ({**RIGHT, "name": "A b"}, "name", "expected small letters and hyphens, as in sleep-call; got 'A b'"),
        ({**RIGHT, "message": " "}, "message", "expected one line that says what is there"),
        ({**RIGHT, "paths": ["a\\b"]}, "paths", "write 'a/b'"),
        ({**RIGHT, "forbid-call": ["x"]}, "pattern", "got forbid-call and pattern"),
        (TEXT, "code", "got none of them"),
        ({**TEXT, "forbid-call": []}, "forbid-call", "expected something to look for"),
        ({**TEXT, "forbid-call": ["a b"]}, "forbid-call", "expected names such as time.sleep, got 'a b'"),
        ({**TEXT, "forbid-name": [".a"]}, "forbid-name", "got '.a'"),
        ({**TEXT, "forbid-import": ["a-b"]}, "forbid-import", "expected modules such as shop.web, got 'a-b'"),
        ({**TEXT, "layers": ["a"]}, "layers", "expected two or more, each once, got a"),
        ({**TEXT, "forbid-text": "(a"}, "forbid-text", "is no regular expression"),
        ({**TEXT, "forbid-text": "a*"}, "forbid-text", "matches where nothing is"),
        ({**TEXT, "forbid-text": "a", "contexts": ["docs"]}, "contexts", "got 'docs'"),
        ({**TEXT, "forbid-text": "a", "kinds": ["yaml"], "contexts": ["string"]}, "contexts", "stands in no file"),
        ({**TEXT, "forbid-text": "a", "replace": "b"}, "replace", "belongs to pattern, and this rule has forbid-text"),
        ({**RIGHT, "pattern": "f($x)"}, "pattern", "expected a name in capitals behind '$', got '$x'"),
        ({**RIGHT, "pattern": "a\nf("}, "pattern", "cannot be read as Python: '(' was never closed, line 2"),
        ({**RIGHT, "pattern": "$X"}, "pattern", "it is any expression"),
        ({**RIGHT, "pattern": "...\nf()"}, "pattern", "expected a statement at its beginning"),
        ({**RIGHT, "replace": "g($Y)"}, "replace", "the pattern has no $Y"),
        ({**RIGHT, "replace": "g(...)"}, "replace", "expected as many '...' as the pattern has, 0, or fewer; got 1"),
        ({**RIGHT, "replace": "x = $X"}, "replace", "the pattern is an expression"),
        ({**RIGHT, "pattern": "# f"}, "pattern", "expected code, got a comment"),
        ({**RIGHT, "replace": "# f"}, "replace", "expected code, got a comment"),
        ({**RIGHT, "message": "no $Y"}, "message", "the pattern has no $Y; it has $X"),
        ({**RIGHT, "message": "no $A", "pattern": "f($...A)"}, "message", "$A is any number of pieces"),
        ({**RIGHT, "fix": "safe"}, "fix", "it says how far 'replace' may be trusted, and there is none"),
        ({**TEXT, "require-header": "# (c) ...", "fix": "safe"}, "fix", "a header with '...' is not inserted"),
        ({**RIGHT, "paths": []}, "paths", "expected at least one, got an empty list"),
        ({**TEXT, "forbid-text": "a", "kinds": []}, "kinds", "expected at least one, got an empty list"),
        ({**RIGHT, "example-path": "a.py"}, "example-path", "it says where the examples stand, and there are none"),
        ({**RIGHT, "bad": ["f(1)"]}, "bad", "expected as many good as bad examples, got 1 bad, 0 good"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_mistake_is_told_by_its_key_and_makes_no_rule(table: dict[str, Any], key: str, message: str) -> None:
    found = [(each.index, each.key) for each in problems([table]) if message in each.message]

    assert found == [(0, key)], list(problems([table]))
    assert rules_of((json.dumps(table),)) == ()


def test_a_code_and_a_name_are_given_once() -> None:
    tables = [RIGHT, RIGHT, {**RIGHT, "code": "SHOP2", "name": "shop1"}]

    assert [(each.index, each.key) for each in problems(tables)] == [(1, "code"), (1, "name"), (2, "name")]


def test_a_table_that_is_right_has_no_problem() -> None:
    assert list(problems([{**RIGHT, "replace": "g($X)", "bad": ["f(1)"], "good": ["g(1)"]}])) == []
