"""docs/plugins/tools.md: each example is a configuration, and does what the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from qualitygate_plugins.tools.fields import PARSERS
from qualitygate_plugins.tools.presets import preset_names

from .conftest import Project

PAGE = (Path(__file__).parents[2] / "docs" / "plugins" / "tools.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```toml\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
(SCRIPT,) = re.findall(r"^```sh\n# (\S+)\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


@pytest.fixture
def shop(project: Project) -> Project:
    """A project with the script of the page."""
    name, text = SCRIPT
    project.write({name: text, "shop/views.py": 'import re\n\nname = "Acmecorp"\n'})
    return project


@pytest.mark.parametrize("example", EXAMPLES, ids=[str(number) for number in range(1, len(EXAMPLES) + 1)])
def test_each_example_is_a_configuration(shop: Project, example: str) -> None:
    shop.write({"pyproject.toml": example})

    done = shop.run("config")
    assert (done.code, done.err) == (0, "")
    assert "tool = [{" in done.out


def test_the_script_says_what_the_page_shows(shop: Project) -> None:
    (example,) = (each for each in EXAMPLES if "kinds = " in each)
    shop.write({"pyproject.toml": example})
    (shown,) = re.findall(r"^```\n(shop/views.py\n.*?)^```", PAGE, re.DOTALL | re.MULTILINE)

    done = shop.run()
    assert done.code == 1
    assert all(line.strip() in done.out for line in shown.splitlines())


def test_the_tests_do_not_start_when_a_cheap_stage_fails(shop: Project) -> None:
    (example,) = (each for each in EXAMPLES if "stages = " in each)
    shop.write({"pyproject.toml": example, "shop/views.py": 'name = "Acmecorp"\n'})

    assert "stage 2 (customer-names) failed; not run: 3 (tests)" in shop.run().out


@pytest.mark.parametrize("word", [*PARSERS, *preset_names()])
def test_every_parser_and_preset_is_named(word: str) -> None:
    assert f"`{word}`" in PAGE
