"""One project checker is asked, and what it raises names its plugin."""

from __future__ import annotations

from pathlib import Path

import pytest

from qualitygate.api.project import Dependencies, Project, ProjectFindings
from qualitygate.errors import PluginError
from qualitygate.hosting import ask_project
from qualitygate.hosting.discovery import PluginRef
from qualitygate.hosting.host import PluginHost
from tests.unit.engine.project.fakes import Fake


class Careful(Fake):
    """One that says what would be in its way."""

    def obstacle(self, project: Project) -> str:
        """Say where it looked, or raise."""
        if self.error is not None:
            raise self.error
        return f"no program in {project.root}"


@pytest.fixture
def host(tmp_path: Path) -> PluginHost:
    """A host with one plugin of the project."""
    (tmp_path / "acme.py").write_text("")
    return PluginHost((PluginRef("acme", path=str(tmp_path / "acme.py"), distribution="acme.py"),))


def test_answers_are_handed_on(host: PluginHost) -> None:
    checker = Fake(said=ProjectFindings(notes=["looked"]), depends=Dependencies(texts=("1",)))

    assert ask_project.check_project(host, "acme", checker, Project("/")).notes == ["looked"]
    assert ask_project.depends_on(host, "acme", checker, Project("/")) == Dependencies(texts=("1",))


@pytest.mark.parametrize("error", [ValueError("no luck"), SystemExit("no luck")], ids=["an error", "an exit"])
def test_what_one_raises_names_its_plugin_and_what_it_was_asked(host: PluginHost, error: BaseException) -> None:
    broken = Fake(error=error)

    with pytest.raises(PluginError, match=r"^plugin .*acme.* failed in the project checker 'fake': .*no luck"):
        ask_project.check_project(host, "acme", broken, Project("/"))
    with pytest.raises(PluginError, match=r"^plugin .*acme.* failed in depends_on of 'fake': .*no luck"):
        ask_project.depends_on(host, "acme", broken, Project("/"))


def test_an_obstacle_is_what_it_says_or_what_keeps_it_from_saying(host: PluginHost) -> None:
    assert ask_project.obstacle(host, "acme", Fake(), "/home") == ""
    assert ask_project.obstacle(host, "acme", Careful(), "/home") == "no program in /home"
    assert "failed in obstacle of 'fake'" in ask_project.obstacle(host, "acme", Careful(error=ValueError()), "/home")
