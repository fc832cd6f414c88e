"""F811: of two bindings of one name the import that nothing used goes, if that is sure to change nothing else."""

from __future__ import annotations

import pytest

from qualitygate.api import Applicability

from .repairing import applicability, fixed


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("import os\nimport os\nos\n", "import os\nos\n", id="same import"),
        pytest.param("from b import x\nfrom a import x\nx\n", "from a import x\nx\n", id="other import"),
        pytest.param("from a import f, g\ndef f(): g\n", "from a import g\ndef f(): g\n", id="function"),
        pytest.param("if y:\n    import a\nimport a\na\n", "if y:\n    pass\nimport a\na\n", id="first in a branch"),
        pytest.param("import a\nif y:\n    import a\na\n", "import a\nif y:\n    pass\na\n", id="second in a branch"),
    ],
)
def test_one_of_the_two_goes(before: str, after: str) -> None:
    assert fixed(before, "F811", unsafe=True) == after


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("def f(): pass\nfrom a import f\nf\n", id="the first is no import"),
        pytest.param("import json\nif y:\n    import simplejson as json\njson\n", id="the second may not run"),
        pytest.param("from m import db\ndef test(db): pass\n", id="parameter"),
        pytest.param("import a\ntry:\n    import a\nexcept ImportError:\n    pass\na\n", id="the second is tried"),
        pytest.param("import a\ndef f():\n    import a\n    a\n", id="another scope"),
    ],
)
def test_what_may_be_needed_stays(text: str) -> None:
    assert fixed(text, "F811", unsafe=True) == text


def test_it_is_unsafe() -> None:
    assert applicability("import os\nimport os\nos\n", "F811") is Applicability.UNSAFE


def test_a_name_that_another_scope_imports_again_is_removed_once() -> None:
    text = "import a\n\n\ndef f():\n    import a\n    a\n"

    assert fixed(text, "F", unsafe=True) == "def f():\n    import a\n    a\n"


@pytest.mark.parametrize("kind", ["global", "nonlocal"])
def test_c1_neither_import_of_a_name_that_is_declared_goes(kind: str) -> None:
    imports = "    from m import x\n    from n import x\n"
    text = f"def f():\n{imports}    def g():\n        {kind} x\n        print(x); x = 4\n    g()\n"
    assert fixed(text, "F", unsafe=True) == text
