"""What a repaired text gives no more: names and modules, each with the statement that gave them."""

from __future__ import annotations

from qualitygate.engine.fixing.losses import Loss, losses
from qualitygate.source.source import Source


def lost(before: str, after: str) -> list[Loss]:
    return losses(Source.from_text(before, path="a.py"), Source.from_text(after, path="a.py"))


def test_a_module_loses_a_name_and_what_it_imported() -> None:
    assert lost("import os\nfrom json import dumps\n", "import os\n") == [
        Loss(("dumps",), ("json", "json.dumps"), 2, 2)
    ]


def test_a_function_loses_what_another_one_still_imports() -> None:
    method = "class A:\n    def f(self):\n        if self:\n            import os as system\n"
    other = "def f():\n    import os as system\n"
    after = method.replace("import os as system", "pass") + other

    assert lost(method + other, after) == [Loss((), (), 4, 4, inner=("system",))]


def test_a_text_that_does_not_parse_has_lost_nothing() -> None:
    assert lost("import os\n", "import\n") == lost("import\n", "") == []
