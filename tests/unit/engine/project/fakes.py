"""A project checker that says what a test tells it to."""

from __future__ import annotations

from dataclasses import dataclass

from qualitygate.api.project import ComparedBy, Dependencies, Effects, Project, ProjectFindings


@dataclass(frozen=True)
class Fake:
    """Finds ``said``, or raises ``error``; its answer depends on ``depends``."""

    name: str = "fake"
    codes: tuple[str, ...] = ("ACME",)
    effects: Effects = "read"
    compared: ComparedBy = "lines"
    is_from_repository: bool = True
    said: ProjectFindings = ProjectFindings()
    depends: Dependencies | None = Dependencies()
    error: BaseException | None = None

    def depends_on(self, project: Project) -> Dependencies | None:
        """Say it, or raise."""
        if self.error is not None:
            raise self.error
        return self.depends

    def check(self, project: Project) -> ProjectFindings:
        """Say it, or raise."""
        if self.error is not None:
            raise self.error
        return self.said
