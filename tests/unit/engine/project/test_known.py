"""What project checkers said is said again while nothing that it depends on has changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualitygate.api.project import Dependencies, Project, ProjectFindings
from qualitygate.cache.project_answers import ProjectAnswers
from qualitygate.engine.earlier_runs import NoEarlierRuns
from qualitygate.engine.project.known import KnownAnswers
from qualitygate.engine.project.worker import ProjectTask
from qualitygate.engine.work import Plan
from qualitygate.model.failure import Failure
from qualitygate.model.replacement import replace
from tests.unit.engine.scene import Scene

from .fakes import Fake

SAID = ProjectFindings(notes=("said",))


class Earlier(NoEarlierRuns):
    """Keeps answers and nothing else."""

    def __init__(self, file: Path) -> None:
        self._kept = ProjectAnswers(str(file))

    @property
    def answers(self) -> ProjectAnswers | None:
        """What was kept."""
        return self._kept


class Run:
    """One checker that depends on one file, asked again and again."""

    def __init__(self, scene: Scene, directory: Path) -> None:
        self.scene, self.earlier = scene, Earlier(directory / "cache" / "x.answers")
        scene.write({"conf": "one"})
        self.checker = Fake(depends=Dependencies(files=(str(scene.root / "conf"),)))
        self.task = ProjectTask("letters", "fake", Project(str(scene.root)))

    def known(self) -> KnownAnswers:
        """What one run knows."""
        return KnownAnswers(replace(self.scene.given(), earlier=self.earlier), Plan())

    def keep(self, found: ProjectFindings = SAID) -> None:
        """Ask, for nothing is known, and keep what is said."""
        known = self.known()
        assert known.find(self.task, self.checker) is None
        known.keep(self.task, self.checker, found)


@pytest.fixture
def run(scene: Scene, tmp_path: Path) -> Run:
    """Such a run."""
    return Run(scene, tmp_path)


def test_an_answer_is_given_again_until_what_it_depends_on_changes(run: Run) -> None:
    run.keep()
    again = run.known()
    found = again.find(run.task, run.checker)
    assert found is not None and [*found.notes] == ["said"]
    assert again.is_repeatable
    run.scene.write({"conf": "two"})

    assert run.known().find(run.task, run.checker) is None


def test_compared_with_other_files_it_is_another_question(run: Run) -> None:
    run.keep()
    changed = ProjectTask("letters", "fake", Project(str(run.scene.root), changed=("a.py",)))

    assert run.known().find(changed, run.checker) is None


def test_an_answer_that_failed_is_not_kept(run: Run) -> None:
    run.keep(ProjectFindings(failures=[Failure("fake", "", "crash", "no luck")]))

    assert run.known().find(run.task, run.checker) is None


def test_an_answer_is_not_kept_where_something_changed_while_it_was_made(run: Run) -> None:
    known = run.known()
    known.find(run.task, run.checker)
    run.scene.write({"conf": "two"})
    known.keep(run.task, run.checker, SAID)
    assert run.known().find(run.task, run.checker) is None
    run.scene.write({"conf": "one"})

    assert run.known().find(run.task, run.checker) is None


@pytest.mark.parametrize(
    "checker", [Fake(depends=None), Fake(error=ValueError("no luck"))], ids=["nobody knows", "it cannot say"]
)
def test_where_nobody_knows_what_an_answer_depends_on_it_is_asked_and_no_run_repeated(run: Run, checker: Fake) -> None:
    known = run.known()
    assert known.find(run.task, checker) is None
    known.keep(run.task, checker, SAID)

    assert run.known().find(run.task, checker) is None
    assert not known.is_repeatable
    of_base = run.known()
    of_base.find(replace(run.task, is_base=True), checker)
    assert of_base.is_repeatable


def test_configuration_is_what_checkers_say_but_for_those_that_cannot(run: Run) -> None:
    said = Fake(depends=Dependencies(configuration=("/conf",), files=("/other",)))
    asked = [(run.task, each) for each in (said, Fake(depends=None), Fake(error=ValueError()))]

    assert run.known().configuration(asked) == {"/conf"}
