"""What of a run may be said again: only what nothing but the remembered inputs decides."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualitygate.config.load import CommandLine, load
from qualitygate.config.tree import SettingsTree
from qualitygate.engine.earlier_runs import Ran
from qualitygate.engine.request import Request
from qualitygate.engine.results import FileResult, Results, SettledFiles
from qualitygate.engine.reuse.lasting import (
    Answer,
    Lasting,
    WrittenReport,
    answer,
    has_memory,
    holds_by_file,
    lasting,
)
from qualitygate.engine.work import Plan
from qualitygate.hosting.discovery import PluginRef
from qualitygate.hosting.host import PluginHost
from qualitygate.model.directive import Directive
from qualitygate.model.failure import Failure
from qualitygate.model.finding import Finding
from qualitygate.model.location import Location
from qualitygate.model.replacement import replace
from qualitygate.model.report import CheckedFile, Report
from qualitygate.model.severity import Applicability, Severity


def _tree(root: Path, text: str = "") -> SettingsTree:
    (root / ".git").mkdir(exist_ok=True)
    (root / "qualitygate.toml").write_text(text if "select" in text else f"select = ['F']\n{text}")
    tree = load(str(root), CommandLine()).resolve((), {})
    tree.settings_for("a.py")
    return tree


STAGES, UNUSED = "gate.stages = [['pep8']]\n", "select = ['QG905']\n"
FAILURE = Failure("pep8", "a.py", "crash", "failed")
PROBLEM = Finding("E902", "gone", Location("b.py", 0, 0), Severity.ERROR, "files")
FOUND = Lasting(Plan(), {}, None, 12)
REPORT = WrittenReport("console", "", b"said", True)


@pytest.mark.parametrize(
    ("request_", "text", "holds"),
    [
        (Request(), "", True),
        (Request(stdin=b""), "", False),
        (Request(), STAGES, False),
        (Request(), UNUSED, False),
        (Request(stdin=b""), STAGES + UNUSED, False),
    ],
    ids=["plain", "standard input", "stages", "unused exclusions", "all of them"],
)
def test_a_run_holds_by_file_unless_something_else_decides(
    tmp_path: Path, request_: Request, text: str, holds: bool
) -> None:
    assert holds_by_file(request_, _tree(tmp_path, text)) == holds


@pytest.mark.parametrize(
    ("request_", "plan", "has_one"),
    [
        (Request(), Plan(), True),
        (Request(stdin=b""), Plan(), False),
        (Request(staged=True), Plan(), False),
        (Request(), Plan(problems=[PROBLEM]), False),
        (Request(stdin=b"", staged=True), Plan(problems=[PROBLEM]), False),
    ],
    ids=["plain", "standard input", "staged", "a file that cannot be read", "all of them"],
)
def test_only_what_lies_on_the_disk_has_a_memory(request_: Request, plan: Plan, has_one: bool) -> None:
    assert has_memory(request_, plan) == has_one


def _answer(
    request: Request = Request(), report: Report = Report(), *written: WrittenReport, host: PluginHost | None = None
) -> Answer | None:
    return answer(FOUND, request, host or PluginHost(()), report, written or (REPORT,), 1)


def test_an_answer_is_what_was_written_with_its_code_and_its_end() -> None:
    other = WrittenReport("sarif", "report.sarif", b"{}", True)

    expected = (("console", "", b"said"), ("sarif", "report.sarif", b"{}"))
    assert _answer(Request(), Report(), REPORT, other) == Answer(1, expected, 12)


@pytest.mark.parametrize(
    "request_",
    [
        Request(fix=Applicability.SAFE),
        Request(new=""),
        Request(staged=True),
        Request(fix=Applicability.SAFE, new="HEAD", staged=True),
    ],
    ids=["a repair", "new findings", "staged", "all of them"],
)
def test_what_git_or_a_repair_decides_is_not_said_again(request_: Request) -> None:
    assert _answer(request_) is None


def test_what_failed_is_not_said_again() -> None:
    assert _answer(Request(), Report(failures=(FAILURE,))) is None


def test_what_a_plugin_watches_is_not_said_again(tmp_path: Path) -> None:
    (tmp_path / "watcher.py").write_text(
        "from qualitygate.api import hookimpl\n\n"
        "@hookimpl\ndef qualitygate_run_finished(report, verdict):\n    pass\n"
    )
    host = PluginHost((PluginRef("watcher", path=str(tmp_path / "watcher.py"), distribution="watcher.py"),))

    assert _answer(host=host) is None
    assert _answer(Request(), Report(failures=(FAILURE,)), host=host) is None


@pytest.mark.parametrize(
    "report",
    [WrittenReport("console", "", None, True), WrittenReport("json", "", b"", False)],
    ids=["too much to keep", "a reporter to be asked again"],
)
def test_what_cannot_be_written_again_is_not_said_again(report: WrittenReport) -> None:
    assert _answer(Request(), Report(), REPORT, report) is None


def _ran(*directives: Directive, until: int = 0) -> Ran:
    results = Results(settled=SettledFiles(until=until))
    results.collect([FileResult(CheckedFile("a.py", "python", 3), directives=directives)])
    return Ran(Plan(), results, (), True)


def _until(date: str) -> Directive:
    return Directive(1, 1, 1, 1, ("F401",), until=date)


@pytest.mark.parametrize(
    ("dates", "settled", "until"),
    [
        ((), 0, 0),
        ((), 7, 7),
        (("1970-01-02",), 0, 2 * 86_400),
        (("1970-01-02", "1970-01-05"), 0, 2 * 86_400),
        (("1970-01-02",), 7, 7),
        (("1970-01-02",), 900_000, 2 * 86_400),
        (("1969-12-30",), 0, 0),
        (("1969-12-30", "1970-01-02"), 0, 2 * 86_400),
        (("",), 7, 7),
    ],
)
def test_it_holds_until_the_first_comment_ceases_to(
    tmp_path: Path, dates: tuple[str, ...], settled: int, until: int
) -> None:
    ran = _ran(*map(_until, dates), until=settled)
    found = lasting(ran, {"a.py": "d"}, Request(today="1970-01-01"), _tree(tmp_path))

    assert (found.until, found.digests, found.plan) == (until, {"a.py": "d"}, ran.plan)
    assert found.settled is not None
    assert (found.settled.until, list(found.settled.files)) == (until, ["a.py"])


@pytest.mark.parametrize("why", ["beside a file", "stages", "a failure", "a problem", "all of them"])
def test_what_does_not_hold_by_file_is_not_settled(tmp_path: Path, why: str) -> None:
    ran, text = _ran(), ""
    if why in ("beside a file", "all of them"):
        ran = ran._replace(is_final_by_file=False)
    if why in ("stages", "all of them"):
        text = STAGES
    if why in ("a failure", "all of them"):
        ran.results.other_failures.append(FAILURE)
    if why in ("a problem", "all of them"):
        ran.plan.problems.append(PROBLEM)

    assert lasting(ran, {}, Request(), _tree(tmp_path, text)).settled is None


def test_what_was_settled_before_stays_settled_beside_what_is_new(tmp_path: Path) -> None:
    ran = _ran()
    ran.results.settled = replace(ran.results.settled, files={"b.py": CheckedFile("b.py", "python", 1)})
    found = lasting(ran, {}, Request(), _tree(tmp_path))

    assert found.settled is not None
    assert sorted(found.settled.files) == ["a.py", "b.py"]
