"""The project's chores: ``nox`` runs them all, ``nox -s tests-3.12`` one."""

from __future__ import annotations

import tempfile
from pathlib import Path

import nox

nox.options.sessions = ["tests", "lint", "arch", "dist"]
nox.options.error_on_missing_interpreters = False

PYPROJECT = nox.project.load_toml("pyproject.toml")
PYTHONS = ["3.10", "3.11", "3.12", "3.13", "3.14"]


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """Run the tests; arguments go to pytest."""
    session.install("-e", ".[test]")
    session.run("pytest", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Put the project in front of its own gate, then type-check it."""
    session.install("-e", ".[test]", *nox.project.dependency_groups(PYPROJECT, "lint"))
    session.run("qualitygate", "check", ".")
    session.run("mypy")


@nox.session
def arch(session: nox.Session) -> None:
    """Hold the imports against the layers that docs/architecture.md draws."""
    session.install("-e", ".", *nox.project.dependency_groups(PYPROJECT, "lint"))
    session.run("lint-imports")


@nox.session
def dist(session: nox.Session) -> None:
    """Build the wheel, install it alone, and run the command line from elsewhere."""
    session.install("build")
    folder = Path(tempfile.mkdtemp(dir=session.create_tmp()))  # empty: no wheel of an earlier version
    session.run("python", "-m", "build", "--outdir", str(folder))
    (wheel,) = folder.glob("*.whl")
    session.install(str(wheel))  # by its path: by name, an index might have another one
    session.chdir(folder)
    session.run("qualitygate", "--version")
    session.run("qualitygate", "rules")


@nox.session
def site(session: nox.Session) -> None:
    """Build the documentation as a site, into the directory that is named (default: build/site); links are checked."""
    session.install("-e", ".", *nox.project.dependency_groups(PYPROJECT, "docs"))
    session.run("python", "-m", "docs_site", *(session.posargs or ["build/site"]))


@nox.session
def release(session: nox.Session) -> None:
    """Build the release of this commit into dist/, twice the same bytes, check it, install and use each part alone."""
    session.install("hatchling>=1.25", "twine")
    target = Path("dist").resolve()
    session.run("python", ".ci/release.py", str(target))
    built = sorted(map(str, target.iterdir()))
    session.run("twine", "check", "--strict", *built)
    session.run("python", ".ci/installed.py", *built)


@nox.session
def parity(session: nox.Session) -> None:
    """Compare with flake8, and the ledger with a search; arguments are corpora (default: large ones and samples)."""
    session.install("-e", ".")
    corpora = session.posargs or ["django==5.2.*", "stdlib", "sqlalchemy==2.0.*", "sphinx", "samples"]
    session.run("python", "tests/parity/compare.py", *corpora)
    session.run("python", "tests/parity/suppressions.py", *(name for name in corpora if name != "samples"))


@nox.session
def fixes(session: nox.Session) -> None:
    """Prove the fixes on real code, against autopep8 and ruff, and by the tests of distributions that were fixed."""
    session.install("-e", ".[test]")
    corpora = session.posargs or ["stdlib:-test", "django==5.2.*", "docutils", "boto", "sqlparse", "samples"]
    session.run("python", "tests/parity/fixes.py", "--programs=all", *corpora)
    session.run("python", "tests/parity/suites.py")
    session.run("python", "-m", "tests.parity.pep8_samples_fixed")


@nox.session
def mutants(session: nox.Session) -> None:
    """Mutate what spares work, and demand that a test notices; arguments: python -m tests.mutants --help."""
    session.install("-e", ".[test]")
    session.run("python", "-m", "tests.mutants", *session.posargs)


@nox.session
def benchmark(session: nox.Session) -> None:
    """Time qualitygate against flake8 and ruff in the same run; arguments: python -m benchmarks.speed --help."""
    session.install("-e", ".")
    session.run("python", "-m", "benchmarks.speed", *session.posargs)
