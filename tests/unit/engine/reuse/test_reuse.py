"""A run asks its past through one seam: what stands, what is known, what it leaves."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from qualitygate.cache.block_matches import BlockMatches
from qualitygate.cache.lessons import Lessons, read_lessons
from qualitygate.cache.store import Store
from qualitygate.config.load import CommandLine, load
from qualitygate.engine.earlier_runs import Ran
from qualitygate.engine.request import Request
from qualitygate.engine.results import CheckedBatch, FileResult, Results, SettledFiles, Share
from qualitygate.engine.reuse.lasting import Answer, WrittenReport
from qualitygate.engine.reuse.result_reuse import ResultReuse
from qualitygate.engine.reuse.reuse import Reuse, StandingPlan
from qualitygate.engine.work import Plan, Task
from qualitygate.hosting.discovery import PluginRef
from qualitygate.hosting.host import PluginHost
from qualitygate.model.finding import Finding
from qualitygate.model.location import Location
from qualitygate.model.report import CheckedFile, Report
from qualitygate.model.settings import Settings
from qualitygate.model.severity import Severity

PLAN = Plan([Task("a.py", "python", 0)], [Settings()])
SETTLED = SettledFiles(files={"a.py": CheckedFile("a.py", "python", 1)})
REPORT = WrittenReport("console", "", b"said", True)
#: Reads a file in a hook that is called.
READER = """\
from pathlib import Path

from qualitygate.api import hookimpl

Path(__file__).with_name("words.txt").read_text()
"""


class Scene:
    """A project with a store that is empty."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / ".git").mkdir()
        (root / "qualitygate.toml").write_text("select = ['F']\n")
        (root / "a.py").write_text("import os\n")
        self.host = PluginHost(())
        self.tree = load(str(root), CommandLine()).resolve((), {})
        self.prefix = str(root / "cache" / "lessons")
        self.file = str(root / "cache" / "some.results")

    def reuse(self, request: Request = Request(), standing: StandingPlan | None = None) -> Reuse:
        """What a run asks."""
        store = Store(self.file, str(self.root))
        return Reuse(request, self.host, self.tree, store, Lessons(self.prefix), standing=standing)

    def with_plugin(self, text: str) -> None:
        """Load a plugin of the project."""
        (self.root / "words.txt").write_text("one\n")
        (self.root / "acme_reader.py").write_text(text)
        time.sleep(0.03)
        self.host = PluginHost((PluginRef("acme", path=str(self.root / "acme_reader.py"), distribution="acme"),))


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    """Such a project."""
    return Scene(tmp_path)


def _files(reuse: Reuse, **options: bool) -> ResultReuse:
    files = reuse.files(PLAN, **options)
    assert isinstance(files, ResultReuse)
    return files


def _ran(plan: Plan = PLAN) -> Ran:
    results = Results()
    results.collect([FileResult(CheckedFile("a.py", "python", 1))])
    return Ran(plan, results, (), True)


def _result(root: Path) -> FileResult:
    return FileResult(CheckedFile("a.py", "python", 1), digest="d", shares=(Share("pyflakes", ("F",), 0),))


def test_without_a_past_it_must_plan_and_knows_nothing(scene: Scene) -> None:
    reuse = scene.reuse()
    files = _files(reuse, is_final_by_file=True)

    assert reuse.plan is None
    assert (files.unchanged, files.settled, files.split(PLAN.tasks)) == ({}, None, ([], PLAN.tasks))


def test_a_plan_that_stands_is_the_plan_and_what_was_said_stands_by_file(scene: Scene) -> None:
    reuse = scene.reuse(standing=StandingPlan(PLAN, {"a.py": "d"}, SETTLED))

    assert reuse.plan is PLAN
    files = _files(reuse, is_final_by_file=True)
    assert (files.unchanged, files.settled) == ({"a.py": "d"}, SETTLED)
    files = _files(reuse, is_final_by_file=False)
    assert (files.unchanged, files.settled) == ({"a.py": "d"}, None)


def test_where_more_than_a_file_decides_it_is_judged_again(scene: Scene) -> None:
    standing = StandingPlan(PLAN, {"a.py": "d"}, SETTLED)

    assert _files(scene.reuse(Request(stdin=b""), standing), is_final_by_file=True).settled is None


def test_of_the_base_nothing_stands_and_nothing_is_learned(scene: Scene) -> None:
    reuse = scene.reuse(standing=StandingPlan(PLAN, {"a.py": "d"}, SETTLED))
    files = _files(reuse, is_base=True, is_final_by_file=True)

    assert (files.unchanged, files.settled, files.lessons) == ({}, None, None)
    assert files.store is reuse.store
    assert _files(reuse).lessons == scene.prefix


def test_of_standard_input_nothing_is_kept(scene: Scene) -> None:
    assert _files(scene.reuse(Request(stdin=b""))).store is None
    assert _files(scene.reuse(Request())).store is not None


def test_what_was_found_is_found_again(scene: Scene) -> None:
    reuse = scene.reuse()
    assert (reuse.found, reuse.answer(Report(), [REPORT], 1)) == (None, None)
    _files(reuse).digests["a.py"] = "d"
    reuse.note(_ran())

    assert reuse.found is not None
    assert (reuse.found.digests, reuse.found.plan) == ({"a.py": "d"}, PLAN)
    assert reuse.answer(Report(), [REPORT], 1) == Answer(1, (("console", "", b"said"),), 0)


def test_a_run_that_looked_at_no_files_found_none(scene: Scene) -> None:
    reuse = scene.reuse()
    reuse.note(_ran())

    assert reuse.found is not None
    assert reuse.found.digests == {}


def test_where_no_memory_may_be_kept_nothing_is_found(scene: Scene) -> None:
    problem = Finding("E902", "gone", Location("b.py", 0, 0), Severity.ERROR, "files")
    for request, plan in ((Request(staged=True), PLAN), (Request(), Plan(problems=[problem]))):
        reuse = scene.reuse(request)
        reuse.note(_ran(plan))
        assert reuse.found is None


@pytest.mark.parametrize("is_base", [False, True])
def test_what_cannot_be_known_is_not_remembered(scene: Scene, is_base: bool) -> None:
    reuse = scene.reuse()
    files, other = _files(reuse, is_base=is_base), _files(reuse, is_base=not is_base)
    files.learn(CheckedBatch([], is_blind=True))
    other.split(PLAN.tasks)
    other.learn(CheckedBatch([_result(scene.root)]))
    reuse.note(_ran())

    assert reuse.found is None
    reuse.save()
    assert not Path(scene.file).exists()


def test_what_a_plugin_cannot_know_in_this_process_is_not_remembered(scene: Scene) -> None:
    scene.with_plugin(READER + "import subprocess, sys\nsubprocess.run([sys.executable, '-c', ''], check=True)\n")
    reuse = scene.reuse()
    reuse.note(_ran())

    assert reuse.found is None


def test_what_a_plugin_read_decides_about_the_memory_and_about_results(scene: Scene) -> None:
    scene.with_plugin(READER)
    reuse = scene.reuse()
    files = _files(reuse)
    files.split(PLAN.tasks)
    files.learn(CheckedBatch([_result(scene.root)], also_read=[str(scene.root / "in_a_worker.txt")]))
    reuse.note(_ran())
    read = {str(scene.root / name) for name in ("words.txt", "in_a_worker.txt")}

    assert read <= scene.tree.inputs.contents
    time.sleep(0.03)
    reuse.save()
    assert Store(scene.file, str(scene.root)).has("a.py")
    (scene.root / "words.txt").write_text("other\n")
    assert not Store(scene.file, str(scene.root)).has("a.py")


def test_what_is_checked_is_no_input_of_a_plugin_that_reads_it(scene: Scene) -> None:
    scene.with_plugin(READER.replace("words.txt", "a.py"))
    reuse = scene.reuse()
    _files(reuse).digests["a.py"] = "d"
    reuse.note(_ran())

    assert str(scene.root / "a.py") not in scene.tree.inputs.contents


def test_all_that_was_learned_is_saved_and_what_cannot_be_is_said(scene: Scene) -> None:
    reuse = scene.reuse()
    reuse.block_matches = BlockMatches(str(scene.root / "cache" / "some.balances"))
    assert reuse.block_matches.find(b"block") is None
    reuse.block_matches.put(b"block", ["f"], "reason")
    files = _files(reuse)
    files.split(PLAN.tasks)
    files.learn(CheckedBatch([_result(scene.root)], (("shapes", {"a": "b"}),)))

    assert reuse.save() == []
    assert Store(scene.file, str(scene.root)).has("a.py")
    assert read_lessons(scene.prefix, "shapes").get("a") == "b"
    assert BlockMatches(str(scene.root / "cache" / "some.balances")).find(b"block") is not None
    reuse.store.notes.append("a note")
    assert reuse.save() == ["a note"]


def test_what_project_checkers_said_is_asked_in_one_place_and_kept_with_the_rest(scene: Scene) -> None:
    reuse = scene.reuse()
    assert reuse.answers is None
    reuse.answers_file = str(scene.root / "cache" / "some.answers")
    answers = reuse.answers
    assert answers is not None
    assert reuse.answers is answers
    answers.put("mypy", "digest", b"said")
    reuse.save()

    later = scene.reuse()
    later.answers_file = reuse.answers_file
    assert later.answers is not None
    assert later.answers.find("mypy", "digest") == b"said"


def test_of_what_is_staged_project_checkers_said_nothing(scene: Scene) -> None:
    reuse = scene.reuse(Request(staged=True))
    reuse.answers_file = str(scene.root / "cache" / "some.answers")

    assert reuse.answers is None
