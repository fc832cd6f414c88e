"""``forbid-import`` and ``layers``: which module an import statement means, seen from its file."""

from __future__ import annotations

import pytest

from .tables import check, findings, lines

LAYERS = ["shop.web", "shop.domain", "shop.storage"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("import requests\n", [1]),
        ("import requests.adapters as a, os\n", [1]),
        ("from requests.adapters import X\n", [1]),
        ("from requests import *\n", [1]),
        ("import requests_mock\nfrom . import requests\nfrom x import requests\n", []),
    ],
    ids=["plain", "below", "from", "star", "others"],
)
def test_a_module_is_forbidden_with_all_below_it(text: str, found: list[int]) -> None:
    assert lines(text, forbid_import=["requests"]) == found


def test_a_name_may_be_a_module_and_relative_imports_are_followed() -> None:
    check(
        """
        from shop import legacy, cart
                         ^^^^^^ SHOP1 do not
        from . import legacy
                      ^^^^^^ SHOP1 do not
        from .legacy.prices import old
                                   ^^^ SHOP1 do not
        from .. import legacy
        """,
        path="src/shop/cart.py",
        forbid_import=["shop.legacy"],
    )


def test_imports_for_types_count_unless_they_are_allowed() -> None:
    text = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import requests\nelse:\n    import requests\n"

    assert lines(text, forbid_import=["requests"]) == [3, 5]
    assert lines(text, forbid_import=["requests"], allow_type_checking=True) == [5]


@pytest.mark.parametrize(
    ("path", "text", "found"),
    [
        ("shop/domain/order.py", "from shop.web import views\n", [1]),
        ("shop/domain/order.py", "from shop import web\n", [1]),
        ("shop/domain/order.py", "from ..web.views import x\n", [1]),
        ("shop/domain/__init__.py", "from ..web import x\n", [1]),
        ("src/shop/storage/db.py", "import shop.domain.order, shop.web\n", [1, 1]),
        ("shop/domain.py", "from .web import x\n", [1]),
        ("shop/web/views.py", "from shop.domain import order\nfrom ..storage import db\nfrom . import forms\n", []),
        ("shop/domain/order.py", "from shop.domain import cart\nimport web\nimport other.shop.web\n", []),
        ("shop/tools.py", "from shop.web import views\n", []),
    ],
    ids=["absolute", "name", "relative", "package", "src", "module", "down", "beside", "in-no-layer"],
)
def test_a_layer_imports_none_above_it(path: str, text: str, found: list[int]) -> None:
    assert lines(text, path, layers=LAYERS) == found


def test_the_message_names_both_layers() -> None:
    (found,) = findings("import shop.web\n", "shop/storage/db.py", layers=LAYERS)

    assert found.message == "do not (shop.storage imports shop.web)"


def test_layers_of_one_word_are_looked_for_beside_each_other() -> None:
    layers = ["web", "email", "storage"]

    assert lines("from shop.web import x\nfrom other.web import x\n", "shop/storage/db.py", layers=layers) == [1]
    assert lines("import email\nfrom shop import email\n", "shop/storage/db.py", layers=layers) == [2]
    assert lines("import web\n", "storage/db.py", layers=layers) == [1]
