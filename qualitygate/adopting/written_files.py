"""The file of a hook or of a CI service, for a project that has none: never one in the place of another."""

from __future__ import annotations

import os
from importlib.resources import files

from qualitygate.adopting.origin import Origin
from qualitygate.errors import UsageError
from qualitygate.files.replace import create

#: By service: the file it reads, and the template, which ``docs/ci`` shows too.
SERVICES = {
    "github": (".github/workflows/quality.yml", "github.yml"),
    "gitlab": (".gitlab-ci.yml", "gitlab-ci.yml"),
    "jenkins": ("Jenkinsfile", "Jenkinsfile"),
}
HOOK = (".pre-commit-config.yaml", "pre-commit.yaml")
_URL, _COMMIT = "https://github.com/your-team/qualitygate", "0" * 40


def text_of(template: str, origin: Origin) -> str:
    """Return a template with the place that this copy was installed from."""
    text = (files("qualitygate.adopting") / "templates" / template).read_text(encoding="utf-8")
    return text.replace(_URL, origin.url or _URL).replace(_COMMIT, origin.commit or _COMMIT)


def names_us(path: str) -> bool:
    """Does the file name the gate? One that is not there, or cannot be read, does not."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return "qualitygate" in file.read()
    except OSError:
        return False


def write_file(root: str, name: str, template: str, origin: Origin, *, dry: bool = False) -> list[str]:
    """Write the file where there is none, and return what is to be said; where there is one, say what to add to it.

    ``dry`` writes nothing.

    Raises:
        UsageError: it cannot be written.
    """
    text = text_of(template, origin)
    path = os.path.join(root, name)
    if names_us(path):
        return [f"{name} names qualitygate already, and stays as it is"]
    if os.path.lexists(path):
        return [f"{name} is there and stays as it is; add to it:", *(f"  {line}" for line in text.splitlines())]
    if dry:
        return [f"would be written: {name}"]
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        create(path, text.encode())
    except OSError as error:
        raise UsageError(f"{name}: not written: {error.strerror or error}") from None
    unknown = f"; put the address of your copy and the commit that you have read into it, for {_URL}"
    return [f"written: {name}{'' if origin.commit else unknown}"]
