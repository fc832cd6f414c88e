"""The consumers, started when the first test asks for them, and the files that they read."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qualitygate.api import ReportOptions
from qualitygate.testing.reporters import Sample, rendered
from qualitygate_plugins.reporters import qualitygate_formats
from tests.contract.programs import SOURCES, Program, consumers_folder, require

#: Writes a sample in a format to a file and returns it.
Write = Callable[..., Path]


@pytest.fixture(autouse=True, scope="session")
def _no_ci() -> Iterator[None]:
    """No CI service's environment: reports would be written for that service."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION", "GITLAB_CI", "SOURCE_DATE_EPOCH"):
            patch.delenv(name, raising=False)
        yield


def render(name: str, sample: Sample, options: ReportOptions | None = None) -> str:
    """Return the sample in a format."""
    return rendered(qualitygate_formats()[name].create(options or ReportOptions()), sample)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a sample in a format: ``write("sarif", sample)``; consumers go by the file's suffix."""

    def write_sample(name: str, sample: Sample, *, suffix: str = ".txt", options: ReportOptions | None = None) -> Path:
        file = tmp_path / f"report-{name}{suffix}"
        file.write_text(render(name, sample, options), encoding="utf-8", newline="")
        return file

    return write_sample


@pytest.fixture(scope="session")
def schemas() -> Path:
    """The folder with the consumers' schemas; it is not part of the repository."""
    folder = Path(os.environ.get("QUALITYGATE_SCHEMAS", Path(__file__).parents[3] / "shared" / "schemas"))
    if not folder.is_dir():
        pytest.skip(f"needs the consumers' schemas in {folder}; QUALITYGATE_SCHEMAS names another folder")
    return folder


@pytest.fixture(scope="session")
def java(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """Ask a Java consumer: ``java("analysis-model", "pep8", file)``; Sonar ``java("sonar", sources, file)``."""
    jars = consumers_folder() / "java"
    require(jars.is_dir() and shutil.which("javac"), "the Java consumers and a JDK of 17 or later", "java")
    classes = tmp_path_factory.mktemp("classes")
    subprocess.run(
        ["javac", "-proc:none", "-d", classes, "-cp", jars / "*", *SOURCES.glob("*.java")], check=True
    )
    # parsing a report is over before a better compiler would have warmed up
    jvm = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dfile.encoding=UTF-8"]
    with Program([*jvm, "-cp", f"{classes}{os.pathsep}{jars / '*'}", "ReadReport"]) as program:
        yield program


@pytest.fixture(scope="session")
def node() -> Iterator[Program]:
    """Ask an npm consumer: ``node("lsp", file)``."""
    modules = consumers_folder() / "node_modules"
    executable = shutil.which("node")
    require(modules.is_dir() and executable, "the npm consumers and Node.js 20.19 or later", "node")
    with Program([str(executable), str(SOURCES / "read_report.mjs"), str(modules)]) as program:
        yield program
