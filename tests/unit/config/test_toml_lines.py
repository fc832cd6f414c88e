"""Lines of keys in TOML."""

from __future__ import annotations

from typing import Any

import tomli
from hypothesis import given
from hypothesis import strategies as st

from qualitygate.config.toml_lines import key_lines

TEXT = '''\
# comment = 1
[tool.one]   # [no.table]
a = "x = 1 # no comment"
b.c = [
  "[x]",  # y = 1
  { d = 1 },
]
"quoted key" = """
e = 1
[f]
"""
last = \'\'\'g = 1\'\'\'

[[tool.list]]
h = 1
[[tool.list]]
[tool.list.inner]
i = 1
'''


def test_every_key_and_table_has_its_line() -> None:
    assert key_lines(TEXT) == {
        ("tool",): 2,
        ("tool", "one"): 2,
        ("tool", "one", "a"): 3,
        ("tool", "one", "b"): 4,
        ("tool", "one", "b", "c"): 4,
        ("tool", "one", "quoted key"): 8,
        ("tool", "one", "last"): 12,
        ("tool", "list"): 14,
        ("tool", "list", 0): 14,
        ("tool", "list", 0, "h"): 15,
        ("tool", "list", 1): 16,
        ("tool", "list", 1, "inner"): 17,
        ("tool", "list", 1, "inner", "i"): 18,
    }


_KEYS = st.sampled_from(["a", "b", '"c.d"', "'#'", "e.f"])
_VALUES = st.sampled_from(
    ["1", '"""\n[x]\na = 1\n"""', "[\n1, # a = 2\n]", "'=['", '"\\""', "2020-01-01T00:00:00Z", "{ y = 1 }"]
)
_LINES = st.one_of(
    st.tuples(_KEYS, _VALUES).map(" = ".join),
    st.sampled_from(["[t]", "[t.u]", "[[l]]", "[l.m]", "# [no]", ""]),
)


@given(st.lists(_LINES))
def test_every_key_that_the_parser_finds_outside_inline_tables_has_a_line(lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        parsed = tomli.loads(text)
    except tomli.TOMLDecodeError:
        return
    found = key_lines(text)
    for path in _paths(parsed):
        assert path in found


def _paths(value: Any, above: tuple[str | int, ...] = ()) -> Any:
    for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
        yield (*above, step)
        if (isinstance(inner, dict) and inner != {"y": 1}) or (isinstance(inner, list) and inner and inner != [1]):
            yield from _paths(inner, (*above, step))
