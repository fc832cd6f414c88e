"""A memory has all that a run depended on, and what it keeps of a plan comes back as it was."""

from __future__ import annotations

import os
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import fields

from qualitygate.cache.digests import of_content
from qualitygate.cache.environment import Environment
from qualitygate.cache.memory import LoadedMemory, Memory
from qualitygate.engine.results import SettledFiles
from qualitygate.engine.reuse.lasting import Answer, Lasting
from qualitygate.engine.reuse.run_memory import (
    Listing,
    RememberedPlan,
    compose,
    listings,
    remembered_plan,
    renew,
    said_before,
    standing_plan,
    unchanged_digests,
)
from qualitygate.engine.work import Plan, Task
from qualitygate.hosting.discovery import PluginRef
from qualitygate.inputs import Inputs, Variables
from qualitygate.model.replacement import replace
from qualitygate.model.report import CheckedFile, Skip
from qualitygate.model.wire import to_bytes
from tests.settings_samples import OTHER_SETTINGS


def test_the_sample_says_something_in_every_field() -> None:
    for value in (OTHER_SETTINGS, OTHER_SETTINGS.selection, OTHER_SETTINGS.stage):
        assert value is not None
        assert [field.name for field in fields(value) if getattr(value, field.name) == field.default] == []


def test_the_settings_of_a_plan_come_back_with_every_field() -> None:
    plan = Plan([Task("a.py", "python", 0, 12)], [OTHER_SETTINGS], [Skip("b.py", "excluded", "by hand")], notes=("a",))
    known = RememberedPlan(plan, "e", (PluginRef("acme", "acme_qg", "", "acme-qg 2.1"),), {"x = 1": {"x": 1}})

    assert remembered_plan(to_bytes(known)) == known
    assert hash(remembered_plan(to_bytes(known)).plan.settings[0]) == hash(OTHER_SETTINGS)


def test_a_file_whose_name_is_not_in_utf_8_comes_back() -> None:
    known = RememberedPlan(Plan([Task("caf\udce9.py", "python", 0)]), "e", (), {})

    assert remembered_plan(to_bytes(known)) == known


class Scene:
    """A project in whose memory there is one of each kind of input."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.variables = Variables({"QUALITYGATE_A": "1"})
        self.inputs = Inputs(self.variables)
        self.site = root / "site"
        for name in ("tree/a.py", "tree/b.py", "above/settings", "above/script", "above/.git/HEAD", "site/one", "code"):
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(f"{name}\n" + "x" * 300)
        self.inputs.read(str(root / "above" / "settings"))
        self.inputs.head(str(root / "above" / "script"), 9)
        self.inputs.exists(str(root / "above" / ".git"))
        self.inputs.exists(str(root / "above" / "absent"))
        self.inputs.exists(str(root / "tree" / "absent"))
        self.inputs.entries(str(root / "tree"))
        self.variables.get("QUALITYGATE_A")
        self.environment = Environment(
            "e", (str(root / "code"),), (str(root / "above" / ".git"),), (str(self.site),), (str(root / "later"),)
        )
        self.plan = Plan([Task("tree/a.py", "python", 0), Task("tree/b.py", "python", 0)])
        self.answer: Answer | None = Answer(1, (("console", "", b"said"),), 7)
        self.before: dict[str, Listing] = {}
        self.started = time.time_ns() + 1_000_000_000  # all of it is old enough

    def found(self, **fields: object) -> Lasting:
        """What the run found: both files, and what was said of them."""
        digests = {task.path: of_content(self.root / task.path).hex() for task in self.plan.tasks}
        files = {path: CheckedFile(path, "python", 1) for path in digests}
        return replace(Lasting(self.plan, digests, SettledFiles(files=files), 7), **fields)

    def compose(self, found: Lasting | None = None) -> Memory | None:
        """Compose the memory."""
        return compose(
            str(self.root / "memory.run"),
            found=found or self.found(),
            inputs=self.inputs,
            root=str(self.root),
            environment=self.environment,
            plugins=(),
            arguments=b"arguments",
            started=self.started,
            before=self.before,
            answer=self.answer,
        )

    def composed(self, found: Lasting | None = None) -> Memory:
        """The memory that there must be."""
        memory = self.compose(found)
        assert memory is not None
        return memory

    def renewed(self, memory: Memory, found: Lasting | None = None, answer: Answer | None = None) -> bool:
        """Put what a later run found into a memory, and say whether that could be done."""
        return renew(
            memory, found=found or self.found(), inputs=self.inputs, root=str(self.root), started=self.started,
            answer=answer,
        )


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    """Such a project."""
    return Scene(tmp_path)


def test_a_memory_has_the_answer_the_plan_and_what_was_said(scene: Scene) -> None:
    memory = scene.composed()

    assert memory.changes() == []
    assert (memory.answer, memory.outputs) == ((1, 7), [(b"console", b"", b"said")])
    assert remembered_plan(memory.plan).plan == scene.plan
    assert (memory.arguments, bool(memory.said)) == (b"arguments", True)
    assert [group.differing() for group in (memory.directories, memory.checked, memory.fixed)] == [[], [], []]


def test_without_an_answer_there_is_none(scene: Scene) -> None:
    scene.answer = None
    memory = scene.composed(scene.found(settled=None))

    assert (memory.answer, memory.outputs, memory.said) == (None, [], b"")


@pytest.mark.parametrize(
    "change",
    [
        *(
            "above/settings", "above/script", "code", "+tree/new", "+tree/absent", "+above/absent", "+later",
            "+site/two"
        ),
        *("+above/.git/index", "-above/.git"),
    ],
)
def test_each_input_that_changes_lets_the_plan_fall(scene: Scene, change: str) -> None:
    memory = scene.composed()
    path = scene.root / change.lstrip("+-")
    if change.startswith("-"):
        path.rename(scene.root / "elsewhere")
        path.write_text("gitdir: elsewhere\n")
    else:
        path.write_text("other")

    assert memory.changes() is None


def test_a_variable_that_changes_lets_the_plan_fall(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = scene.composed()
    assert memory.variables == [b"QUALITYGATE_A"]
    monkeypatch.setenv("QUALITYGATE_A", "2")

    assert memory.changes() is None


def test_what_does_not_decide_may_change(scene: Scene) -> None:
    scene.environment = replace(scene.environment, directories=())
    memory = scene.composed()
    (scene.root / "above" / ".git" / "index").write_text("")  # that it is a directory counts
    (scene.root / "above" / "other").write_text("")
    with open(scene.root / "above" / "script", "a") as file:
        file.write("more")

    assert memory.changes() == []


def test_what_a_listing_tells_of_is_not_remembered_twice(scene: Scene) -> None:
    (scene.root / "tree" / "below").mkdir()
    scene.inputs.is_directory(str(scene.root / "tree" / "below"))
    memory = scene.composed()

    assert memory.absent == [os.fsencode(scene.root / name) for name in ("above/absent", "later")]
    assert os.fsencode(scene.root / "tree" / "below") not in memory.glanced.paths


@pytest.mark.skipif(sys.platform == "win32", reason="needs another platform: links")
def test_a_link_counts_by_where_it_leads_though_its_directory_is_listed(scene: Scene) -> None:
    (scene.root / "tree" / "link").symlink_to("../above")
    (scene.root / "tree" / "lost").symlink_to("nowhere")
    for name in ("link", "lost"):
        scene.inputs.note_type(str(scene.root / "tree" / name))
    memory = scene.composed()
    assert memory.changes() == []
    (scene.root / "above").rename(scene.root / "gone")
    for name in ("settings", "script", ".git"):  # all else is as it was
        memory.fixed.paths[:] = [path for path in memory.fixed.paths if name not in os.fsdecode(path)]
    memory.fixed.signatures[:] = memory.fixed.signatures[len(memory.fixed.signatures) - len(memory.fixed.paths) :]

    assert os.fsencode(scene.root / "tree" / "link") in memory.glanced.changes()[0]
    (scene.root / "tree" / "nowhere").write_text("")
    assert os.fsencode(scene.root / "tree" / "lost") in memory.glanced.changes()[0]


@pytest.mark.parametrize("kind", ["a file that decides", "a kind", "a directory", "what vanished"])
def test_what_may_have_changed_unseen_is_not_remembered(scene: Scene, kind: str) -> None:
    scene.environment = Environment("e", (), (), (), ())
    scene.inputs = Inputs(scene.variables)
    path = scene.root / "late"
    path.write_text("x")
    if kind == "a file that decides":
        scene.inputs.read(str(path))
    elif kind == "a kind":
        scene.inputs.head(str(path), 1)
    elif kind == "a directory":
        scene.inputs.entries(str(scene.root / "tree"))
    else:
        scene.inputs.entries(str(scene.root / "tree"))
        (scene.root / "tree").rename(scene.root / "elsewhere")
    assert (scene.compose(scene.found(digests={})) is None) == (kind == "what vanished")
    scene.started = 0

    assert scene.compose(scene.found(digests={})) is None


def test_a_directory_that_the_run_writes_to_counts_as_it_was_before(scene: Scene) -> None:
    tree = str(scene.root / "tree")
    scene.before = listings([tree, tree], scene.started)
    memory = scene.composed()
    assert memory.changes() == []
    (scene.root / "tree" / "report").write_text("")

    assert scene.composed().directories.digests == memory.directories.digests
    scene.before = {}
    assert scene.composed().directories.digests != memory.directories.digests


def test_where_a_file_could_not_be_read_only_the_plan_is_remembered(scene: Scene) -> None:
    digests = dict(list(scene.found().digests.items())[:1])
    memory = scene.composed(scene.found(digests=digests))

    assert (memory.answer, memory.outputs, len(memory.checked.paths)) == (None, [], 1)
    assert unchanged_digests(memory, scene.plan, ()) == {}


def test_paths_below_the_working_directory_are_relative_to_it(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(scene.root / "tree")
    memory = scene.composed()

    assert memory.checked.paths == [b"a.py", b"b.py"]
    assert os.fsencode(scene.root / "above" / "settings") in memory.fixed.paths
    assert memory.changes() == []


def test_configuration_comes_back_parsed_where_it_can(scene: Scene) -> None:
    scene.inputs.parsed = {"x = 1": {"x": 1}, "x = 2000-01-01": {"x": date(2000, 1, 1)}}

    assert remembered_plan(scene.composed().plan).documents == {"x = 1": {"x": 1}}


def test_a_memory_is_renewed_by_what_a_later_run_found(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = scene.composed()
    monkeypatch.setenv("QUALITYGATE_B", "1")
    scene.variables.get("QUALITYGATE_B")
    (scene.root / "tree" / "b.py").write_text("other")
    scene.started = time.time_ns() + 1_000_000_000

    assert scene.renewed(memory, scene.found(settled=None), Answer(0, (("sarif", "r", b"{}"),), 9))
    assert (memory.answer, memory.outputs, memory.said) == ((0, 9), [(b"sarif", b"r", b"{}")], b"")
    assert (memory.changes(), memory.checked.differing()) == ([], [])
    assert unchanged_digests(memory, scene.plan, ()) == scene.found().digests
    monkeypatch.delenv("QUALITYGATE_B")
    assert memory.changes() is None


def test_a_memory_that_is_renewed_may_lose_its_answer(scene: Scene) -> None:
    memory = scene.composed(scene.found(settled=None))

    assert scene.renewed(memory)
    assert (memory.answer, memory.outputs, bool(memory.said)) == (None, [], True)


def test_a_file_that_is_as_it_was_keeps_its_signature(scene: Scene) -> None:
    memory = scene.composed()
    scene.started = 0  # nothing would be sure

    assert scene.renewed(memory)
    assert memory.checked.differing() == []


@pytest.mark.parametrize("asked", ["above/other", "above/another absent", "tree/a new file", "another listing"])
def test_a_memory_is_not_renewed_by_a_run_that_asked_for_more(scene: Scene, asked: str) -> None:
    (scene.root / "tree" / "a new file").write_text("")
    (scene.root / "above" / "other").write_text("")
    memory = scene.composed()
    assert scene.renewed(memory)
    if asked == "another listing":
        scene.inputs.entries(str(scene.root / "above"))
    else:
        scene.inputs.exists(str(scene.root / asked))

    assert not scene.renewed(memory)


def test_a_memory_is_renewed_by_a_run_that_asked_what_a_listing_tells(scene: Scene) -> None:
    (scene.root / "tree" / "below").mkdir()
    memory = scene.composed()
    for name in ("tree/not there", "tree/below", "tree/a.py", "above/settings", "above/absent", "tree"):
        scene.inputs.exists(str(scene.root / name))

    assert scene.renewed(memory)


@pytest.mark.parametrize("missing", ["of one file", "in the memory", "in both"])
def test_a_memory_of_other_files_is_not_renewed(scene: Scene, missing: str) -> None:
    memory = scene.composed()
    found = scene.found()
    if missing != "in the memory":
        found = scene.found(digests=dict(list(found.digests.items())[:1]))
    if missing != "of one file":
        memory = scene.composed(scene.found(digests=dict(list(found.digests.items())[:1])))

    assert not scene.renewed(memory, found)


def test_of_files_that_stay_the_digests_and_what_was_said_are_known(scene: Scene) -> None:
    memory = scene.composed()
    digests = unchanged_digests(memory, scene.plan, [memory.checked.paths[1]])
    said = said_before(memory, scene.plan, digests)

    assert digests == {"tree/a.py": scene.found().digests["tree/a.py"]}
    assert said is not None
    assert list(said.files) == ["tree/a.py"]
    standing = standing_plan(LoadedMemory(memory, [memory.checked.paths[1]]), scene.plan)
    assert (standing.plan, standing.digests, standing.settled) == (scene.plan, digests, said)


def test_where_nothing_was_said_or_nothing_stays_nothing_is_said_again(scene: Scene) -> None:
    silent = scene.composed(scene.found(settled=None))
    memory = scene.composed(scene.found(until=0, settled=SettledFiles()))

    assert said_before(silent, scene.plan, scene.found().digests) is None
    assert said_before(memory, scene.plan, {}) is None
    assert said_before(memory, scene.plan, scene.found().digests) is not None
