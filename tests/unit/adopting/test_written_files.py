"""The files of hooks and CI services that are written for a project."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from qualitygate.adopting.origin import Origin
from qualitygate.adopting.written_files import HOOK, SERVICES, Place, place_of, text_of, write_file
from qualitygate.errors import UsageError

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
    assert write_file(Place(str(tmp_path)), name, template, ORIGIN) == [f"written: {name}"]

    text = (tmp_path / name).read_text(encoding="utf-8")
    assert ORIGIN.url in text and ORIGIN.commit in text
    assert "your-team" not in text and "0" * 40 not in text


def test_a_file_that_is_there_stays(tmp_path: Path) -> None:
    (tmp_path / "Jenkinsfile").write_text("mine")

    said = write_file(Place(str(tmp_path)), *SERVICES["jenkins"], ORIGIN)

    assert said[0] == "Jenkinsfile is there and stays as it is; add to it:"
    assert (tmp_path / "Jenkinsfile").read_text() == "mine"


def test_a_file_that_names_the_gate_needs_nothing(tmp_path: Path) -> None:
    (tmp_path / "Jenkinsfile").write_text("sh 'qualitygate'")

    said = write_file(Place(str(tmp_path)), *SERVICES["jenkins"], ORIGIN)

    assert said == ["Jenkinsfile names qualitygate already, and stays as it is"]
    assert (tmp_path / "Jenkinsfile").read_text() == "sh 'qualitygate'"


@pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: links")
@pytest.mark.parametrize("dry", [False, True], ids=["written", "dry"])
def test_b3_nothing_is_written_where_a_link_leads_out_of_the_repository(tmp_path: Path, dry: bool) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "top").mkdir()
    (tmp_path / "top" / ".github").symlink_to(tmp_path / "out")

    with pytest.raises(UsageError, match=r"^\.github/workflows/quality\.yml: not written: a link leads out"):
        write_file(Place(str(tmp_path / "top")), *SERVICES["github"], ORIGIN, dry=dry)
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs another platform: FIFOs")
def test_e9_a_fifo_in_the_place_of_the_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "Jenkinsfile")

    said = write_file(Place(str(tmp_path)), *SERVICES["jenkins"], ORIGIN)

    assert said[0] == "Jenkinsfile is there and stays as it is; add to it:"


def test_a_dry_run_names_the_file_and_writes_nothing(tmp_path: Path) -> None:
    assert write_file(Place(str(tmp_path)), *HOOK, ORIGIN, dry=True) == ["would be written: .pre-commit-config.yaml"]
    assert list(tmp_path.iterdir()) == []


def test_for_a_project_below_the_top_the_files_are_written_at_the_top_and_name_it(tmp_path: Path) -> None:
    place = Place(str(tmp_path), "apps/billing.old")

    assert write_file(place, *HOOK, ORIGIN) == ["written: ../../.pre-commit-config.yaml"]
    for name, template in SERVICES.values():
        assert write_file(place, name, template, ORIGIN) == [f"written: ../../{name}"]
        assert " qualitygate apps/billing.old --format " in (tmp_path / name).read_text().replace("'", " ")

    assert "files: ^apps/billing\\.old/" in (tmp_path / HOOK[0]).read_text()


def test_a_name_that_would_have_to_be_quoted_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="expected a directory of letters, digits and ./-_, got 'my apps'"):
        write_file(Place(str(tmp_path), "my apps"), *HOOK, ORIGIN)

    assert list(tmp_path.iterdir()) == []


def test_without_git_a_project_is_at_the_top(tmp_path: Path) -> None:
    assert place_of(str(tmp_path)) == Place(str(tmp_path))
