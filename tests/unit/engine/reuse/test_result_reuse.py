"""What is known of a file is used while it holds, and nothing else: with a store and without, results are the same."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from qualitygate.cache.digests import of_bytes, of_content
from qualitygate.cache.lessons import Lessons, read_lessons
from qualitygate.cache.signature import UNSURE, signature, stable_signature
from qualitygate.cache.store import Store
from qualitygate.engine.results import CheckedBatch, FileResult, Results, SettledFiles, Share
from qualitygate.engine.reuse.result_reuse import ResultReuse
from qualitygate.engine.work import Task
from qualitygate.model.failure import Failure
from qualitygate.model.finding import Finding
from qualitygate.model.location import Location
from qualitygate.model.looked_for import LookedFor
from qualitygate.model.replacement import replace
from qualitygate.model.report import CheckedFile, Skip
from qualitygate.model.selection import Selection
from qualitygate.model.settings import Settings
from qualitygate.model.severity import Severity

WIDE, NARROW = Selection(select=("E", "F", "W")), Selection(select=("F",))
TASK = Task("a.py", "python", 0)
FAILURE = Failure("pep8", "a.py", "crash", "failed")
E501 = Finding("E501", "long", Location("a.py", 1, 1), Severity.WARNING, "pep8")
F401 = Finding("F401", "unused", Location("a.py", 1, 1), Severity.ERROR, "pyflakes")
PEP8, PYFLAKES = Share("pep8", ("E", "W"), 1), Share("pyflakes", ("F",), 1)


class Scene:
    """A project with a file, whose runs share a store."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.file = str(root / "cache" / "some.results")
        (root / "a.py").write_text("import os\n")
        time.sleep(0.03)  # old enough to be believed
        self.store = Store(self.file, str(root))

    @property
    def digest(self) -> str:
        """Of the file as it is."""
        return of_content(self.root / "a.py").hex()

    def reuse(self, selection: Selection = WIDE, **fields: object) -> ResultReuse:
        """Begin a run with the one store."""
        reuse = ResultReuse(str(self.root), [Settings(selection=selection)], self.store)
        for name, value in fields.items():
            setattr(reuse, name, value)
        return reuse

    def result(
        self, findings: Sequence[Finding] = (E501, F401), shares: Sequence[Share] = (PEP8, PYFLAKES), **fields: object
    ) -> FileResult:
        """What a worker gives."""
        codes = tuple(prefix for share in shares for prefix in share.prefixes)
        result = FileResult(CheckedFile("a.py", "python", 1), list(findings), looked_for=LookedFor(codes))
        result.digest, result.shares = self.digest, shares
        result.signature = signature((self.root / "a.py").stat())
        for name, value in fields.items():
            setattr(result, name, value)
        return result

    def learn(self, reuse: ResultReuse | None = None, result: FileResult | None = None) -> None:
        """Check the file and keep what was found."""
        reuse = reuse or self.reuse()
        reuse.split([TASK])
        reuse.learn(CheckedBatch([result or self.result()]))


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    """Such a project."""
    return Scene(tmp_path)


def test_without_a_store_nothing_is_known(tmp_path: Path) -> None:
    reuse = ResultReuse(str(tmp_path), [Settings()], None)

    assert reuse.split([TASK]) == ([], [TASK])
    reuse.learn(CheckedBatch([FileResult(CheckedFile("a.py", "python", 1), shares=())]))
    assert reuse.lessons is None


def test_what_was_checked_is_known_while_it_stays(scene: Scene) -> None:
    scene.learn()
    reuse = scene.reuse()
    (result,), rest = reuse.split([TASK])

    assert rest == []
    assert (list(result.findings), result.digest, result.checked) == (
        [E501, F401], scene.digest, scene.result().checked
    )
    assert reuse.digests == {"a.py": scene.digest}
    assert scene.store.known_digest("a.py", signature((scene.root / "a.py").stat())) == scene.digest
    (scene.root / "a.py").write_text("import re\n")
    assert scene.reuse().split([TASK]) == ([], [TASK])


def test_a_selection_that_wants_less_gets_less(scene: Scene) -> None:
    scene.learn()
    (result,), rest = scene.reuse(NARROW).split([TASK])

    assert (list(result.findings), rest) == ([F401], [])


def test_a_selection_that_wants_more_asks_only_who_has_more_to_say(scene: Scene) -> None:
    scene.learn(scene.reuse(NARROW), scene.result((F401,), (PYFLAKES,)))
    reuse = scene.reuse(WIDE)
    known, (task,) = reuse.split([TASK])
    assert (known, task.known, task.digest) == ([], ("pyflakes",), scene.digest)
    fresh = scene.result((E501,), (PEP8,))
    reuse.learn(CheckedBatch([fresh]))

    assert list(fresh.findings) == [E501, F401]
    assert fresh.looked_for.codes == ("E", "W", "F")
    (result,), rest = scene.reuse(WIDE).split([TASK])
    assert (list(result.findings), rest) == ([E501, F401], [])


def test_a_part_of_another_content_is_not_joined(scene: Scene) -> None:
    scene.learn(scene.reuse(NARROW), scene.result((F401,), (PYFLAKES,)))
    reuse = scene.reuse(WIDE)
    reuse.split([TASK])
    (scene.root / "a.py").write_text("x = 1\n")
    fresh = scene.result((E501,), (PEP8,))
    reuse.learn(CheckedBatch([fresh]))

    assert (list(fresh.findings), fresh.looked_for.codes) == ([E501], ("E", "W"))


def test_what_the_gate_itself_said_is_asked_again(scene: Scene) -> None:
    gate = Share("", ("QG",), 1)
    scene.learn(scene.reuse(NARROW), scene.result((F401,), (gate,)))
    _, (task,) = scene.reuse(WIDE).split([TASK])

    assert task.known == ()


@pytest.mark.parametrize("why", ["a failure", "a failure of the batch", "no content was read"])
def test_what_failed_is_not_kept(scene: Scene, why: str) -> None:
    reuse, result = scene.reuse(), scene.result()
    reuse.split([TASK])
    if why == "a failure":
        result.failures = [FAILURE]
    if why == "no content was read":
        result.shares = None
    reuse.learn(CheckedBatch([result], failures=[FAILURE] if why == "a failure of the batch" else ()))

    assert scene.reuse().split([TASK]) == ([], [TASK])
    assert reuse.digests == ({} if why == "no content was read" else {"a.py": scene.digest})


def test_where_all_is_wanted_nothing_is_known(scene: Scene) -> None:
    wide = Selection(select=("F", "QG905"))
    scene.learn(scene.reuse(wide))

    assert scene.reuse(wide).split([TASK, TASK]) == ([], [TASK, TASK])
    mixed = ResultReuse(str(scene.root), [Settings(selection=wide), Settings(selection=NARROW)], scene.store)
    both = [TASK, replace(TASK, settings=1)]
    assert mixed.split(both)[1][:1] == both[:1]


@pytest.mark.parametrize("change", ["gone", "a directory", "too large"])
def test_what_cannot_be_read_is_left_to_the_workers(scene: Scene, change: str) -> None:
    scene.learn()
    reuse = scene.reuse()
    if change == "too large":
        reuse.settings = [Settings(selection=WIDE, max_file_size=3)]
    else:
        (scene.root / "a.py").unlink()
    if change == "a directory":
        (scene.root / "a.py").mkdir()

    assert reuse.split([TASK]) == ([], [TASK])
    assert reuse.digests == {}


@pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: FIFOs")
def test_a_fifo_is_no_empty_file(scene: Scene) -> None:
    (scene.root / "a.py").write_text("")
    scene.learn()
    (scene.root / "a.py").unlink()
    os.mkfifo(scene.root / "a.py")

    assert scene.reuse().split([TASK]) == ([], [TASK])


def test_a_file_of_exactly_the_largest_size_is_known(scene: Scene) -> None:
    size = (scene.root / "a.py").stat().st_size
    reuse = ResultReuse(str(scene.root), [Settings(selection=WIDE, max_file_size=size)], scene.store)
    scene.learn(reuse)

    assert reuse.split([TASK])[1] == []


def test_a_content_that_lies_nowhere_is_known_by_itself(scene: Scene) -> None:
    task = replace(TASK, data=b"import os\n")
    reuse = scene.reuse()
    reuse.split([task])
    reuse.learn(CheckedBatch([scene.result(signature=None)]))
    again = scene.reuse()
    (result,), rest = again.split([task])

    assert (result.digest, rest, again.digests) == (of_bytes(b"import os\n").hex(), [], {"a.py": scene.digest})
    assert scene.reuse().split([replace(TASK, data=b"import re\n")])[1] != []
    assert scene.store.known_digest("a.py", signature((scene.root / "a.py").stat())) == ""


def test_a_content_that_is_used_again_is_not_pushed_out(scene: Scene) -> None:
    task = replace(TASK, data=b"import os\n")
    reuse = scene.reuse()
    reuse.split([task])
    reuse.learn(CheckedBatch([scene.result(signature=None)]))
    for number in range(6):
        (scene.root / "a.py").write_text(f"x = {number}\n")
        scene.learn()
        assert scene.reuse().split([task])[1] == []


def test_a_file_that_is_as_the_memory_has_it_is_not_looked_at(scene: Scene) -> None:
    scene.learn()
    digest = scene.digest
    (scene.root / "a.py").unlink()
    reuse = scene.reuse(unchanged={"a.py": digest})
    (result,), _ = reuse.split([TASK])

    assert (result.digest, reuse.digests) == (digest, {"a.py": digest})


@pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: it tells no time of change")
def test_a_file_that_was_looked_into_need_not_be_again(scene: Scene) -> None:
    scene.learn(result=scene.result(signature=UNSURE))
    status = (scene.root / "a.py").stat()
    assert scene.store.known_digest("a.py", signature(status)) == ""
    scene.reuse().split([TASK])

    assert scene.store.known_digest("a.py", stable_signature(status, time.time_ns())) == scene.digest
    scene.store.save()
    assert Store(scene.file, str(scene.root)).known_digest("a.py", signature(status)) == scene.digest


@pytest.mark.parametrize("is_unchanged", [True, False])
def test_a_file_that_is_known_was_seen_and_is_not_forgotten(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, is_unchanged: bool
) -> None:
    scene.learn()
    scene.store.save()
    now = time.time()
    for days in (20, 40):
        monkeypatch.setattr("qualitygate.cache.store.time.time", lambda days=days: now + days * 86_400)
        scene.store = Store(scene.file, str(scene.root))
        if days == 20:
            assert scene.reuse(unchanged={"a.py": scene.digest} if is_unchanged else {}).split([TASK])[1] == []
        scene.store.see("b.py", UNSURE, "d")
        scene.store.save()

    assert Store(scene.file, str(scene.root)).has("a.py")


def test_a_content_for_which_all_was_wanted_is_known_where_less_is(scene: Scene) -> None:
    task = replace(TASK, data=b"import os\n")
    reuse = scene.reuse(Selection(select=("F", "QG905")))
    reuse.split([task])
    reuse.learn(CheckedBatch([scene.result(signature=None)]))
    scene.store.save()
    scene.store = Store(scene.file, str(scene.root))

    assert scene.reuse(NARROW).split([task])[1] == []


def test_what_settled_is_not_done_again(scene: Scene) -> None:
    settled = SettledFiles(files={"a.py": CheckedFile("a.py", "python", 1)}, skipped={"c.py": Skip("c.py", "by hand")})
    reuse, results = scene.reuse(settled=settled, unchanged={"a.py": "d"}), Results()
    other, left_alone = Task("b.py", "python", 0), Task("c.py", "python", 0)

    assert reuse.settle([TASK, other, left_alone], results) == [other]
    assert (results.settled, results.known, reuse.digests) == (settled, 2, {"a.py": "d"})
    assert reuse.unsettle(results) == ()
    assert results.settled == settled
    results.other_failures.append(FAILURE)
    assert reuse.unsettle(results) == [TASK, left_alone]
    assert (results.settled, results.known) == (SettledFiles(), 0)


def test_where_nothing_settled_all_is_done(scene: Scene) -> None:
    reuse, results = scene.reuse(), Results(other_failures=[FAILURE])

    assert reuse.settle([TASK], results) == [TASK]
    assert (reuse.unsettle(results), results.known) == ((), 0)


def test_what_plugins_looked_at_and_checkers_learned_is_handed_on(scene: Scene) -> None:
    prefix = str(scene.root / "cache" / "lessons")
    reuse = scene.reuse(learnt=Lessons(prefix))
    reuse.learn(CheckedBatch([], (("shapes", {"a": "b"}),), also_read=("/one",), is_blind=True))
    reuse.learn(CheckedBatch([], also_read=("/two",)))
    assert reuse.learnt is not None
    reuse.learnt.save()

    assert (reuse.also_read, reuse.is_blind, reuse.lessons) == ({"/one", "/two"}, True, prefix)
    assert read_lessons(prefix, "shapes").get("a") == "b"
    assert not os.path.exists(scene.file)
    without = scene.reuse()
    without.learn(CheckedBatch([], (("shapes", {"a": "b"}),)))
    assert (without.lessons, without.is_blind) == (None, False)
