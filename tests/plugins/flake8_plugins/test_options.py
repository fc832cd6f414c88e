"""What plugins of flake8's hear of the configuration."""

from __future__ import annotations

import pytest

from qualitygate.api import OptionValue, Settings
from qualitygate_plugins.flake8_plugins.options import Said, as_text


@pytest.mark.parametrize(
    ("value", "text"),
    [(("a", "b"), "a,b"), ((), ""), (True, "true"), (False, "false"), (-3, "-3"), ("x y", "x y")],
    ids=str,
)
def test_values_are_written_as_a_file_of_flake8s_has_them(value: OptionValue, text: str) -> None:
    assert as_text(value) == text


def test_nothing_said_is_what_flake8_has_by_default() -> None:
    assert Said.of(Settings()) == Said()


def test_options_of_plugins_and_of_flake8_itself_are_told_and_no_others() -> None:
    options = (("flake8.acme-limit", 7), ("max-doc-length", 0), ("max-line-length", 99), ("spelling.names", ("A",)))

    said = Said.of(Settings(options=options))

    assert said == Said(own=(("acme-limit", "7"),), max_line_length=99, max_doc_length=0)
