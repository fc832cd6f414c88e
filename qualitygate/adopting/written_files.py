"""The file of a hook or of a CI service, for a project that has none: never one in the place of another."""

from __future__ import annotations

import os
import re
from importlib.resources import files

from msgspec import Struct

from qualitygate.adopting.origin import Origin
from qualitygate.errors import RevisionError, UsageError
from qualitygate.files.destination import leads_outside
from qualitygate.files.replace import create
from qualitygate.vcs.command import Git

#: By service: the file it reads, and the template, which ``docs/ci`` shows too.
SERVICES = {
    "github": (".github/workflows/quality.yml", "github.yml"),
    "gitlab": (".gitlab-ci.yml", "gitlab-ci.yml"),
    "jenkins": ("Jenkinsfile", "Jenkinsfile"),
}
HOOK = (".pre-commit-config.yaml", "pre-commit.yaml")
_URL, _COMMIT = "https://github.com/your-team/qualitygate", "0" * 40
#: Directories whose names mean the same in a shell, in YAML, in Groovy and, but for the dot, in a regular expression.
_PLAIN = re.compile(r"\w[\w./-]*", re.ASCII)


class Place(Struct, frozen=True):
    """Where runners of hooks and CI services look for their files: the top of the repository."""

    top: str
    project: str = ""  #: the project's directory, from there; "" = the same


def place_of(root: str) -> Place:
    """Return the place of a project, which is a repository of its own where there is none."""
    try:
        done = Git(root, asker="adopt").ask("rev-parse", "--show-cdup", "--show-prefix")
    except RevisionError:
        return Place(root)  # no git here
    up, _, project = os.fsdecode(done.stdout).removesuffix("\n").partition("\n")
    return Place(os.path.normpath(os.path.join(root, up)), project.rstrip("/")) if project else Place(root)


def text_of(template: str, origin: Origin, project: str = "") -> str:
    """Return a template with the place that this copy was installed from, for a project in a directory below the top.

    Raises:
        UsageError: the name of that directory would have to be quoted, differently in each kind of file.
    """
    text = (files("qualitygate.adopting") / "templates" / template).read_text(encoding="utf-8")
    text = text.replace(_URL, origin.url or _URL).replace(_COMMIT, origin.commit or _COMMIT)
    if not project:
        return text
    if not _PLAIN.fullmatch(project):
        raise UsageError(
            f"adopt: no file written for a hook or a CI service: expected a directory of letters, digits and ./-_, got"
            f" {project!r}; docs/monorepos.md says what to write by hand"
        )
    text = text.replace("qualitygate --format", f"qualitygate {project} --format")
    return text.replace("- id: qualitygate\n", f"- id: qualitygate\n        files: ^{re.escape(project)}/\n")


def names_us(path: str) -> bool:
    """Does the file name the gate? One that is not there, or cannot be read, does not."""
    if not os.path.isfile(path):
        return False  # a FIFO would be waited for
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return "qualitygate" in file.read()
    except OSError:
        return False


def write_file(place: Place, name: str, template: str, origin: Origin, *, dry: bool = False) -> list[str]:
    """Write the file where there is none, and return what is to be said; where there is one, say what to add to it.

    ``dry`` writes nothing.

    Raises:
        UsageError: it cannot be written, or links lead out of the repository.
    """
    text = text_of(template, origin, place.project)
    path = os.path.join(place.top, name)
    name = os.path.join(*[".." for each in place.project.split("/") if each], name)
    if names_us(path):
        return [f"{name} names qualitygate already, and stays as it is"]
    if os.path.lexists(path):
        return [f"{name} is there and stays as it is; add to it:", *(f"  {line}" for line in text.splitlines())]
    if target := leads_outside(path, place.top):
        raise UsageError(
            f"{name}: not written: a link leads out of the project, to {target}; put a folder in its place"
        )
    if dry:
        return [f"would be written: {name}"]
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        create(path, text.encode())
    except OSError as error:
        raise UsageError(f"{name}: not written: {error.strerror or error}") from None
    unknown = f"; put the address of your copy and the commit that you have read into it, for {_URL}"
    return [f"written: {name}{'' if origin.commit else unknown}"]
