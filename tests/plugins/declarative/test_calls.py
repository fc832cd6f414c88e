"""``forbid-call`` goes by what a name means, not by how it is written."""

from __future__ import annotations

import pytest

from .tables import check, lines


def test_a_call_is_found_by_whatever_name_it_was_imported() -> None:
    check(
        """
        import time
        import time as clock
        from time import sleep as s
        time.sleep(1)
        ^^^^^^^^^^^^^ SHOP1 do not
        clock.sleep(1)
        ^^^^^^^^^^^^^^ SHOP1 do not
        s(1)
        ^^^^ SHOP1 do not
        sleep(1)
        self.time.sleep(1)
        s
        """,
        forbid_call=["time.sleep"],
    )


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("print", "print(1)\n", [1]),
        ("print", "def print(x): ...\nprint(1)\n", []),
        ("print", "from rich import print\nprint(1)\n", []),
        ("rich.print", "from rich import print\nprint(1)\n", [2]),
        (".raw", "Order.objects.raw(q)\nf().raw(q)\nraw(q)\n", [1, 2]),
        (".objects.raw", "Order.objects.raw(q)\nf().raw(q)\nobjects.raw(q)\n", [1]),
        ("subprocess.*", "import subprocess as sp\nsp.run(x)\nsp.a.b(x)\n", [2]),
        (".assert*", "self.assertEqual(1)\nself.check()\n", [1]),
        ("shop.models.save", "from .models import save\nsave()\n", [2]),
        ("models.save", "from ..models import save\nsave()\n", [2]),
        ("models.save", "from ...models import save\nsave()\n", []),
        ("file.read", "import ﬁle\nfile.read()\n", [2]),
    ],
    ids=[
        "builtin", "own", "imported", "meant", "method", "chain", "star", "method-star", "relative", "up", "out", "nfkc"
    ],
)
def test_what_a_name_reaches(name: str, text: str, found: list[int]) -> None:
    assert lines(text, forbid_call=[name]) == found


def test_a_rule_is_for_its_paths_only() -> None:
    keys = {"forbid_call": ["print"], "paths": ["shop/**", "!shop/tests/**"]}

    assert lines("print(1)\n", "shop/a.py", **keys) == [1]
    assert lines("print(1)\n", "shop/tests/a.py", **keys) == []
    assert lines("print(1)\n", "a.py", **keys) == []
