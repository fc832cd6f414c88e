"""What Jupyter's users write on purpose is not found in a cell, and found elsewhere."""

from __future__ import annotations

import pytest

from qualitygate.source.notebook_source import ModuleSource
from qualitygate.source.source import Source
from tests.notebooks import notebook
from tests.plugins.pep8.test_checker import checker


def _codes(*cells: str) -> list[str]:
    source = ModuleSource.of(Source.from_text(notebook(*cells), path="a.ipynb", kind="notebook"))
    return [finding.code for finding in checker().check(source)]


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        (("a = 1", "import os\nimport re"), []),
        (("a = 1\nimport os",), ["E402"]),
        (("a = 1", "%load_ext a\n%time a\nimport os"), []),
        (("plot();",), []),
        (("plot();\na = 1",), ["E703"]),
        (("a = 1", "def f():\n    pass", "f()"), []),
        (("a = 1\ndef f():\n    pass",), ["E302"]),
    ],
)
def test_a_cell_may(cells: tuple[str, ...], codes: list[str]) -> None:
    assert _codes(*cells) == codes
