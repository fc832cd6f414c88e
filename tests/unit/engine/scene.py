"""A project on the disk with plugins at work, for tests of what a run does with it."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

from qualitygate.config.load import CommandLine, load
from qualitygate.config.tree import SettingsTree
from qualitygate.engine.given import Given
from qualitygate.engine.own_rules import OWN_DEFAULTS, OWN_RULES
from qualitygate.engine.request import Request
from qualitygate.hosting import ask
from qualitygate.hosting.catalogue import Catalogue
from qualitygate.hosting.discovery import PluginRef
from qualitygate.hosting.host import PluginHost
from qualitygate.hosting.known_codes import KnownCodes
from qualitygate.inputs import Inputs
from qualitygate.vcs.staged_inputs import StagedInputs

#: A plugin that finds the letter "x" in Python files, wherever it stands first.
FINDS_X = """\
from qualitygate.api import Finding, Location, Rule, Severity, hookimpl


class Checker:
    name, kinds, codes, needs_tree = "letters", frozenset({"python"}), ("XX1",), False

    def check(self, source):
        for number, line in enumerate(source.lines, 1):
            if "x" in line:
                where = Location(source.path, number, line.index("x") + 1)
                yield Finding("XX1", "an x", where, Severity.WARNING, "letters")


@hookimpl
def qualitygate_checkers(settings):
    return [Checker()]


@hookimpl
def qualitygate_kinds(settings):
    return ["python"]


@hookimpl
def qualitygate_rules():
    return [Rule("XX1", "letter-x", "An x", "Why not.", Severity.WARNING)]
"""


class Scene:
    """A directory with a ``.git``, one plugin and a configuration that selects its code."""

    def __init__(self, directory: Path) -> None:
        self.root = directory / "project"
        self.root.mkdir()
        self.write({"qualitygate.toml": 'select = ["XX", "QG"]\n'})
        (directory / "letters.py").write_text(FINDS_X)
        self.host = PluginHost((PluginRef("letters", path=str(directory / "letters.py"), distribution="letters.py"),))
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str) -> None:
        """Run git as nobody in particular."""
        who = ("-c", "user.name=n", "-c", "user.email=n@example.org")
        subprocess.run(["git", *who, *arguments], cwd=self.root, check=True, capture_output=True)

    def commit(self, files: Mapping[str, str]) -> None:
        """Write files and commit all there is."""
        self.write(files)
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "a change")

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Write files by relative path."""
        for name, text in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())

    @property
    def tree(self) -> SettingsTree:
        """The settings as they are now."""
        return self._tree(None)

    @property
    def staged_tree(self) -> SettingsTree:
        """The settings as they are staged."""
        return self._tree(StagedInputs(str(self.root), str(self.root)))

    def _tree(self, inputs: Inputs | None) -> SettingsTree:
        options = ask.options(self.host)
        catalogue = Catalogue(self.host, OWN_RULES)
        codes = KnownCodes(self.host, catalogue, options, is_complete=True)
        return load(str(self.root), CommandLine(), inputs=inputs).resolve(
            options, ask.Profiles(self.host), catalogue.selection(OWN_DEFAULTS), codes, catalogue.named
        )

    def request(self, *paths: str, **options: object) -> Request:
        """What is asked for, from the root."""
        return Request(paths=paths, cwd=str(self.root), **options)  # type: ignore[arg-type]  # as the test says

    def given(self, *paths: str, **options: object) -> Given:
        """What a run is given."""
        return Given(self.request(*paths, **options), self.host, self.tree)
