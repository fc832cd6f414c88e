"""``forbid-name``: what is used by its full name, and what a file calls something."""

from __future__ import annotations

import pytest

from .tables import check, lines


def test_a_full_name_is_found_where_it_is_imported_and_where_it_is_used() -> None:
    check(
        """
        import os
        from os import environ
                       ^^^^^^^ SHOP1 do not
        os.environ["HOME"]
        ^^^^^^^^^^ SHOP1 do not
        environ
        ^^^^^^^ SHOP1 do not
        my.os.environ
        """,
        forbid_name=["os.environ"],
    )


def test_a_name_without_a_dot_is_found_where_the_file_gives_it() -> None:
    check(
        """
        data = 1
        ^^^^ SHOP1 do not
        self.data = 1
        ^^^^^^^^^ SHOP1 do not
        def data(data, other): pass
            ^^^^ SHOP1 do not
                 ^^^^ SHOP1 do not
        class data: pass
              ^^^^ SHOP1 do not
        import x as data
               ^^^^^^^^^ SHOP1 do not
        print(data, other.data)
        """,
        forbid_name=["data"],
    )


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("tmp*", "tmp_1 = 2\nmytmp = 3\n", [1]),
        ("eval", "eval(x)\n", [1]),
        ("err", "try: pass\nexcept E as err: pass\n", [2]),
        ("rest", "match x:\n    case [*rest]: pass\n    case rest: pass\n", [2, 3]),
        ("os.path", "import os.path\n", [1]),
    ],
    ids=["star", "builtin", "handler", "captured", "module"],
)
def test_where_a_name_is_found(name: str, text: str, found: list[int]) -> None:
    assert lines(text, forbid_name=[name]) == found
