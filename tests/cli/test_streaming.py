"""Reports that are written while the run goes on: who reads along, what is left when it does not end well."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from tests.cli.conftest import Done, Project

#: Reports every file; does not come back from the second one before somebody says "go".
WAITING_CHECKER = """\
    import os
    import time

    from qualitygate.api import Finding, Location, Rule, Severity, hookimpl


    class Waiting:
        name, codes, kinds, needs_tree = "waiting", ("ACME1",), ("python",), False

        def check(self, source):
            deadline = time.monotonic() + 60
            while source.path == "second.py" and not os.path.exists("go"):
                if time.monotonic() > deadline:
                    raise TimeoutError("nobody said go")
                time.sleep(0.01)
            yield Finding("ACME1", "seen", Location(source.path, 1, 1), Severity.WARNING, self.name)


    @hookimpl
    def qualitygate_rules():
        return [Rule("ACME1", "seen", "A file was seen")]


    @hookimpl
    def qualitygate_kinds(settings):
        return ["python"]


    @hookimpl
    def qualitygate_checkers(settings, hooks):
        return [Waiting()]
    """

#: Writes "part" for each file and fails at the word of --template.
FAILING_REPORTER = """\
    from qualitygate.api import Format, hookimpl


    class Failing:
        def __init__(self, failing):
            self.failing = failing

        def write(self, report, verdict, rules, out):
            raise NotImplementedError

        def write_part(self, part, rules, out):
            out.write("part\\n")
            if part.judgements[0].finding.location.path == self.failing:
                raise RuntimeError("boom")

        def write_end(self, report, verdict, rules, out):
            if self.failing == "end":
                raise RuntimeError("boom")


    @hookimpl
    def qualitygate_formats():
        return {"fails-" + at: Format(lambda options, at=at: Failing(at)) for at in ("second.py", "end")}
    """


@pytest.fixture
def waiting(project: Project) -> Project:
    """A project of two files; the larger one is checked first, the other one when the test says so."""
    project.write({"first.py": "x = 1\n" * 100, "second.py": "y = 1\n", "plugin.py": WAITING_CHECKER})
    settings = 'version = 1\nselect = ["ACME"]\nplugins = ["plugin.py"]\nexclude = ["plugin.py"]\n'
    project.write({"qualitygate.toml": settings})
    return project


@contextmanager
def started(project: Project, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "qualitygate", *arguments],
        cwd=project.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,  # Ctrl-C is for this one only
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def next_line(process: subprocess.Popen[bytes]) -> dict[str, Any]:
    assert process.stdout
    line: dict[str, Any] = json.loads(process.stdout.readline())
    return line


def rest(process: subprocess.Popen[bytes]) -> Done:
    out, err = process.communicate(timeout=120)
    return Done(process.returncode, out.decode(), err.decode())


def names(project: Project) -> set[str]:
    kept = {".git", "__pycache__", "first.py", "second.py", "plugin.py", "qualitygate.toml"}
    return {path.name for path in project.root.iterdir()} - kept


@pytest.mark.parametrize("executor", ["--executor=serial", "--executor=fork"])
@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("jsonl", lambda line: line["path"]),
        ("jsonl=/dev/stdout", lambda line: line["path"]),
        ("rdjsonl", lambda line: line["location"]["path"]),
    ],
    ids=["jsonl", "jsonl in a pipe", "rdjsonl"],
)
@pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: fork")
def test_a_finding_can_be_read_before_the_run_ends(
    waiting: Project, name: str, path: Callable[[dict[str, Any]], str], executor: str
) -> None:
    with started(waiting, f"--format={name}", executor, "--jobs=2") as process:
        assert path(next_line(process)) == "first.py"
        assert process.poll() is None
        waiting.write({"go": ""})
        done = rest(process)

    assert (done.code, done.err) == (1, "")
    lines = [json.loads(line) for line in done.out.splitlines()]
    assert path(lines[0]) == "second.py"
    assert [line["verdict"]["exit_code"] for line in lines[1:]] == ([1] if name.startswith("jsonl") else [])


def test_a_file_gets_its_name_when_the_run_has_ended(waiting: Project) -> None:
    waiting.write({"report.jsonl": "old"})
    with started(waiting, "--format=jsonl", "--format=jsonl=report.jsonl", "--executor=serial") as process:
        first = next_line(process)
        assert (waiting.root / "report.jsonl").read_text() == "old"
        waiting.write({"go": ""})
        done = rest(process)

    assert (waiting.root / "report.jsonl").read_text().splitlines()[1:] == done.out.splitlines()
    assert json.loads((waiting.root / "report.jsonl").read_text().splitlines()[0]) == first
    assert names(waiting) == {"go", "report.jsonl"}


def test_an_interrupted_run_has_no_end_and_leaves_no_file(waiting: Project) -> None:
    with started(waiting, "--format=jsonl", "--format=jsonl=report.jsonl", "--jobs=2") as process:
        assert next_line(process)["path"] == "first.py"
        process.send_signal(signal.SIGINT)
        done = rest(process)

    assert (done.code, done.out, done.err) == (130, "", "qualitygate: interrupted\n")
    assert names(waiting) == set()


def test_the_run_stops_when_nobody_reads_the_only_report(waiting: Project) -> None:
    waiting.write({f"more{number}.py": "z = 1\n" * 50 for number in range(20)})
    with started(waiting, "--format=jsonl", "--executor=serial", "second.py", "first.py", ".") as process:
        next_line(process)
        assert process.stdout
        process.stdout.close()
        process.stdout = None
        _, err = process.communicate(timeout=50)  # the second file would wait for a minute

    assert (process.returncode, err) == (3, b"")


def test_the_other_reports_are_written_when_nobody_reads_one(waiting: Project) -> None:
    waiting.write({"go": ""})
    with started(waiting, "--format=jsonl", "--format=json=report.json", "--executor=serial") as process:
        assert process.stdout
        process.stdout.close()
        process.stdout = None
        _, err = process.communicate(timeout=50)

    assert (process.returncode, err) == (3, b"")
    assert len(json.loads((waiting.root / "report.json").read_text())["findings"]) == 2


@pytest.mark.parametrize("at", ["second.py", "end"])
def test_a_reporter_that_fails_leaves_no_file_and_the_others_are_written(waiting: Project, at: str) -> None:
    waiting.write({"go": "", "reporter.py": FAILING_REPORTER})
    waiting.write({"qualitygate.toml": 'version = 1\nselect = ["ACME"]\nplugins = ["plugin.py", "reporter.py"]\n'})

    done = waiting.run(f"--format=fails-{at}=half", "--format=jsonl", "first.py", "second.py")

    assert done.code == 3
    assert done.err == f"qualitygate: the fails-{at} report could not be written to half: RuntimeError: boom\n"
    assert len(done.out.splitlines()) == 3
    assert names(waiting) == {"go", "reporter.py"}


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_streamed_findings_are_those_of_the_report(project: Project, jobs: int) -> None:
    files = {f"module{number}.py": "import os\nimport sys  # noqa: F401\nx=1\nx=1\n" * 50 for number in range(30)}
    project.write({**files, "wrong.py": "def\n", "latin.py": b"x = '\xe9'\n"})

    done = project.run("--format=json=report.json", "--format=jsonl", f"--jobs={jobs}", ".", "missing.py")

    report = json.loads((project.root / "report.json").read_text())
    *findings, end = [json.loads(line) for line in done.out.splitlines()]
    assert {finding["disposition"] for finding in findings} == {"open", "suppressed"}
    assert {"E902", "E999", "QG906"} < {finding["code"] for finding in findings}
    assert sorted(findings, key=lambda finding: finding["fingerprint"]) == sorted(
        report["findings"], key=lambda finding: finding["fingerprint"]
    )
    assert end == {key: value for key, value in report.items() if key not in ("findings", "files")}
    by_file: dict[str, list[Any]] = {}
    for finding in findings:
        by_file.setdefault(finding["path"], []).append(finding)
    assert [each for path in sorted(by_file) for each in by_file[path]] == report["findings"]
