from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from qualitygate.files.discover import FoundFile, discover, path_from_root
from qualitygate.inputs import Inputs
from qualitygate.model.settings import FileRules, Pattern
from qualitygate.model.severity import Severity

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.files.conftest import Project


def test_no_argument_means_the_project_root(project: Project) -> None:
    project.write("manage.py", "app/models.py", "app/deep/er/views.py")

    assert project.find().paths == ["app/deep/er/views.py", "app/models.py", "manage.py"]
    assert project.find(cwd="app").paths == ["app/deep/er/views.py", "app/models.py", "manage.py"]


def test_each_file_comes_with_its_kind(project: Project) -> None:
    project.write("a.py", "b.html", "c.md")

    assert project.find().discovery.files == (
        FoundFile("a.py", "python"),
        FoundFile("b.html", "template"),
        FoundFile("c.md", "markdown"),
    )


def test_an_empty_directory_has_nothing(project: Project) -> None:
    found = project.find()

    assert (found.paths, found.skipped, found.problems) == ([], [], [])


def test_kinds_that_nobody_checks_are_not_found(project: Project) -> None:
    project.write("a.py", "b.html", "c.png", "d.pyi")

    found = project.find(kinds=frozenset({"python"}))

    assert found.paths == ["a.py"]
    assert found.skipped == []


def test_kinds_can_differ_by_directory(project: Project) -> None:
    project.write("a.py", "a.md", "docs/b.py", "docs/b.md")
    root = str(project.root)

    discovery = discover(
        [],
        cwd=root,
        root=root,
        rules_for=lambda directory: FileRules(),
        kinds_for=lambda directory: frozenset({"markdown" if directory == "docs" else "python"}),
        inputs=Inputs(),
    )

    assert [file.path for file in discovery.files] == ["a.py", "docs/b.md"]


def test_arguments_are_relative_to_the_working_directory_and_paths_to_the_root(project: Project) -> None:
    project.write("app/models.py", "other/views.py")

    found = project.find("models.py", "../other", str(project.root / "other/views.py"), cwd="app")

    assert found.paths == ["app/models.py", "other/views.py"]


def test_a_file_outside_the_root_keeps_its_way_there(project: Project) -> None:
    (project.root.parent / "loose.py").touch()

    assert project.find("../loose.py").paths == ["../loose.py"]


@pytest.mark.parametrize(
    "arguments",
    [(".", "app/a.py"), ("app/a.py", "app/a.py"), ("app", "."), (".", "app"), ("app/a.py", "./app/../app//a.py")],
    ids=" ".join,
)
def test_what_is_named_twice_is_found_once(project: Project, arguments: tuple[str, ...]) -> None:
    project.write("app/a.py")

    assert project.find(*arguments).paths == ["app/a.py"]


def test_named_is_true_only_when_no_argument_is_a_directory(project: Project) -> None:
    project.write("app/a.py", "b.py")

    assert project.find("app/a.py", "b.py").discovery.named
    assert not project.find("app", "b.py").discovery.named
    assert not project.find().discovery.named


def test_a_script_without_suffix_is_found_by_its_first_line(project: Project) -> None:
    project.write("bin/deploy", text="#!/usr/bin/env python3\n")
    project.write("bin/start", text="#!/bin/sh\n")

    assert project.find().discovery.files == (FoundFile("bin/deploy", "python"),)
    assert project.find("bin/deploy").discovery.files == (FoundFile("bin/deploy", "python"),)


@pytest.mark.parametrize("name", ["logo.png", "Makefile", "stub.pyi"])
def test_a_named_file_that_no_checker_reads_is_counted(project: Project, name: str) -> None:
    project.write(name)

    found = project.find(name)

    assert found.paths == []
    assert found.skipped == [(name, "no checker reads it")]


@pytest.mark.parametrize("dialect", ["flake8", "qualitygate"])
class TestExcludes:
    def test_an_excluded_directory_is_one_entry(self, project: Project, dialect: str) -> None:
        project.write("app/a.py", "app/migrations/0001_initial.py", "app/migrations/0002.py")
        project.write("app/usermigrationscheck.py")

        found = project.find(exclude=["migrations"], dialect=dialect)

        assert found.paths == ["app/a.py", "app/usermigrationscheck.py"]
        assert found.skipped == [("app/migrations/", "excluded")]

    def test_an_excluded_file_is_counted_when_it_would_have_been_checked(self, project: Project, dialect: str) -> None:
        project.write("a.py", "conf.py", "conf.png")

        found = project.find(exclude=["conf.*"], dialect=dialect)

        assert found.paths == ["a.py"]
        assert found.skipped == [("conf.py", "excluded")]

    def test_exclusion_holds_for_a_file_named_by_the_user(self, project: Project, dialect: str) -> None:
        project.write("app/migrations/0001_initial.py", "app/usermigrationscheck.py")
        arguments = ["app/migrations/0001_initial.py", "app/usermigrationscheck.py"]

        found = project.find(*arguments, exclude=["migrations"], dialect=dialect)

        assert found.paths == ["app/usermigrationscheck.py"]
        assert found.skipped == [("app/migrations/0001_initial.py", "excluded")]

    def test_exclusion_holds_for_a_directory_named_by_the_user(self, project: Project, dialect: str) -> None:
        project.write("app/migrations/old/0001_initial.py")

        found = project.find("app/migrations", "app/migrations/old", exclude=["migrations"], dialect=dialect)

        assert found.paths == []
        assert found.skipped == [("app/migrations/", "excluded"), ("app/migrations/old/", "excluded")]

    def test_exclusion_can_be_switched_off(self, project: Project, dialect: str) -> None:
        project.write("app/migrations/0001_initial.py")

        found = project.find(exclude=["migrations"], dialect=dialect, apply_excludes=False)

        assert found.paths == ["app/migrations/0001_initial.py"]


def test_a_directory_may_have_excludes_of_its_own(project: Project) -> None:
    project.write("gen/a.py", "sub/gen/a.py", "sub/old/a.py")
    root = str(project.root)

    def rules_for(directory: str) -> FileRules:
        return FileRules((Pattern("old", "sub"),) if directory == "sub" else (Pattern("gen"),))

    python = frozenset({"python"})

    discovery = discover(
        [], cwd=root, root=root, rules_for=rules_for, kinds_for=lambda directory: python, inputs=Inputs()
    )

    assert [file.path for file in discovery.files] == ["sub/gen/a.py"]
    assert [skip.path for skip in discovery.skipped] == ["gen/", "sub/old/"]


def test_a_missing_file_is_e902_in_the_words_of_flake8(project: Project) -> None:
    found = project.find("./missing.py")

    assert found.problems == [
        ("missing.py", "FileNotFoundError: [Errno 2] No such file or directory: './missing.py'")
    ]
    (finding,) = found.discovery.problems
    assert (finding.code, finding.severity, finding.checker) == ("E902", Severity.ERROR, "files")
    assert finding.location.line == 0


def test_a_missing_file_that_is_excluded_is_only_excluded(project: Project) -> None:
    found = project.find("migrations/gone.py", exclude=["migrations"])

    assert found.problems == []
    assert found.skipped == [("migrations/gone.py", "excluded")]


@pytest.mark.parametrize(
    ("make", "what"),
    [(os.mkfifo, "FIFO"), (lambda path: os.mknod(path, 0o140644), "socket")],
    ids=["FIFO", "socket"],
)
def test_a_named_path_that_is_no_file_is_e902_and_is_not_opened(project: Project, make: object, what: str) -> None:
    make(project.root / "pipe.py")  # type: ignore[operator]

    assert project.find("pipe.py").problems == [("pipe.py", f"not a regular file ({what})")]


def test_a_device_is_e902(project: Project) -> None:
    ((_, message),) = project.find("/dev/null").problems

    assert message == "not a regular file (character device)"


def test_a_name_that_is_not_utf8_keeps_its_bytes(project: Project) -> None:
    path = os.path.join(os.fsencode(project.root), b"caf\xe9.py")
    with open(path, "wb"):
        pass

    assert project.find().paths == ["caf\udce9.py"]
    assert project.find("caf\udce9.py", exclude=["caf*"], dialect="qualitygate").skipped == [
        ("caf\udce9.py", "excluded")
    ]
    assert project.find("gone\udce9.py").problems == [
        ("gone\udce9.py", "FileNotFoundError: [Errno 2] No such file or directory: 'gone\\udce9.py'")
    ]


def test_a_link_that_leads_to_the_root_is_the_root(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    root = str(tmp_path / "real")

    assert path_from_root(str(tmp_path / "link/app/a.py"), cwd="/", root=root) == "app/a.py"
    assert path_from_root(str(tmp_path / "link"), cwd="/", root=root) == "../link"
