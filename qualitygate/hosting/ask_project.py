"""Questions to one project checker; whatever it raises becomes an error that names its plugin."""

from __future__ import annotations

from qualitygate.api.project import Dependencies, Project, ProjectChecker, ProjectFindings
from qualitygate.errors import PluginError
from qualitygate.hosting.ask import describe
from qualitygate.hosting.contained import Contained
from qualitygate.hosting.host import PluginHost


def depends_on(host: PluginHost, plugin: str, checker: ProjectChecker, project: Project) -> Dependencies | None:
    """Return what a project checker's answer depends on; None when nobody knows.

    Raises:
        PluginError: it could not say.
    """
    with _contained(host, plugin, f"depends_on of {checker.name!r}"):
        return checker.depends_on(project)


def check_project(host: PluginHost, plugin: str, checker: ProjectChecker, project: Project) -> ProjectFindings:
    """Let a project checker look at the project.

    Raises:
        PluginError: it could not.
    """
    with host.watch, _contained(host, plugin, f"the project checker {checker.name!r}"):
        return checker.check(project)


def obstacle(host: PluginHost, plugin: str, checker: ProjectChecker, root: str) -> str:
    """Say what would keep a project checker from running; "" when nothing is known to. Nothing is run."""
    question = getattr(checker, "obstacle", None)
    if question is None:
        return ""
    try:
        with _contained(host, plugin, f"obstacle of {checker.name!r}"):
            return str(question(Project(root)))
    except PluginError as error:
        return str(error)


def _contained(host: PluginHost, plugin: str, function: str) -> Contained:
    return Contained(lambda said: f"plugin {describe(host, plugin)} failed in {function}: {said}")
