"""The files of hooks and CI services that are written for a project."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualitygate.adopting.origin import Origin
from qualitygate.adopting.written_files import HOOK, SERVICES, text_of, write_file

DOCS = Path(__file__).parents[3] / "docs"
ORIGIN = Origin("https://git.acme.org/qg", "8ab1c" * 8)


@pytest.mark.parametrize("template", [template for _, template in SERVICES.values()])
def test_a_template_is_the_example_of_the_page(template: str) -> None:
    assert text_of(template, Origin()) == (DOCS / "ci" / template).read_text(encoding="utf-8")


def test_the_hook_is_the_example_of_the_page() -> None:
    _, _, hooks = text_of(HOOK[1], Origin()).partition("\n")

    assert f"```yaml\n{hooks}```" in (DOCS / "pre-commit.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "template"), [*SERVICES.values(), HOOK])
def test_what_is_known_of_this_copy_is_in_it(tmp_path: Path, name: str, template: str) -> None:
    assert write_file(str(tmp_path), name, template, ORIGIN) == [f"written: {name}"]

    text = (tmp_path / name).read_text(encoding="utf-8")
    assert ORIGIN.url in text and ORIGIN.commit in text
    assert "your-team" not in text and "0" * 40 not in text


def test_a_file_that_is_there_stays(tmp_path: Path) -> None:
    (tmp_path / "Jenkinsfile").write_text("mine")

    said = write_file(str(tmp_path), *SERVICES["jenkins"], ORIGIN)

    assert said[0] == "Jenkinsfile is there and stays as it is; add to it:"
    assert (tmp_path / "Jenkinsfile").read_text() == "mine"


def test_a_file_that_names_the_gate_needs_nothing(tmp_path: Path) -> None:
    (tmp_path / "Jenkinsfile").write_text("sh 'qualitygate'")

    said = write_file(str(tmp_path), *SERVICES["jenkins"], ORIGIN)

    assert said == ["Jenkinsfile names qualitygate already, and stays as it is"]
    assert (tmp_path / "Jenkinsfile").read_text() == "sh 'qualitygate'"


def test_a_dry_run_names_the_file_and_writes_nothing(tmp_path: Path) -> None:
    assert write_file(str(tmp_path), *HOOK, ORIGIN, dry=True) == ["would be written: .pre-commit-config.yaml"]
    assert list(tmp_path.iterdir()) == []
