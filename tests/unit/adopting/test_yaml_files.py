"""Hooks of pre-commit, and what regular expressions mean as patterns."""

from __future__ import annotations

import pytest

from qualitygate.adopting.yaml_files import hooks
from qualitygate.errors import ConfigError
from qualitygate.inputs import Inputs
from qualitygate.patterns.git import GitPatterns
from tests.unit.adopting.conftest import Write


@pytest.mark.parametrize(
    ("expression", "left", "kept"),
    [
        ("^docs/", "docs/a.py", "src/docs/a.py"),
        ("migrations/", "shop/migrations/0001.py", "shop/migrations.py"),
        (".*/migrations/.*", "shop/migrations/0001.py", "shop/models.py"),
        (r"^setup\.py$", "setup.py", "src/setup.py"),
        (r"_pb2\.py$", "src/a_pb2.py", "src/a_pb2.pyi"),
        ("(?x)^(\n  docs/.*  # pages\n  | tools/old\\.py\n)$", "docs/a/b.py", "tools/new.py"),
        ("^src/vendored", "src/vendored_one/a.py", "vendored/a.py"),
        ("vendor", "src/a_vendor/b.py", "src/b.py"),
    ],
)
def test_an_expression_becomes_a_pattern_that_takes_the_same(
    write: Write, expression: str, left: str, kept: str
) -> None:
    text = f"repos:\n- hooks:\n  - id: flake8\n    exclude: {expression!r}\n".replace("'", '"')
    (hook,) = hooks(write({".pre-commit-config.yaml": text}), Inputs())

    patterns = GitPatterns(hook.patterns)
    assert hook.unclear == ()
    assert (patterns.covers(left), patterns.covers(kept)) == (True, False)


@pytest.mark.parametrize("expression", ["^(?!src/)", "[0-9]+", r"\d", "a|(b|c)d", "a.+b"])
def test_one_that_says_more_is_named(write: Write, expression: str) -> None:
    (hook,) = hooks(
        write({".pre-commit-config.yaml": f"exclude: '{expression}'\nrepos:\n- hooks:\n  - id: flake8\n"}), Inputs()
    )

    assert (hook.patterns, hook.unclear) == ((), (f"exclude: {expression}",))


def test_what_is_no_yaml_is_named(write: Write) -> None:
    with pytest.raises(ConfigError, match="pre-commit-config.yaml: "):
        list(hooks(write({".pre-commit-config.yaml": "a: [\n"}), Inputs()))


@pytest.mark.parametrize("text", ["", "[]", "repos: 1", "repos: [1]", "repos:\n- hooks: [1, {}]\n"])
def test_odd_files_have_no_hooks_that_matter(write: Write, text: str) -> None:
    assert [hook for hook in hooks(write({".pre-commit-config.yaml": text}), Inputs()) if hook.name == "flake8"] == []
