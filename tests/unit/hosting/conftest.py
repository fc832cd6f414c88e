"""Distributions as pip installs them, in a directory of their own on the path."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from qualitygate.hosting.discovery import PluginRef
from qualitygate.hosting.host import PluginHost


class Site:
    """A directory on ``sys.path`` that fake distributions are installed into."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._modules: list[str] = []

    def install(self, distribution: str, code: str, *, version: str = "2.1", plugin: str = "acme") -> PluginRef:
        """Install a distribution with one module that registers one plugin, and return its reference."""
        module = distribution.replace("-", "_")
        (self.directory / f"{module}.py").write_text(dedent(code))
        metadata = self.directory / f"{module}-{version}.dist-info"
        metadata.mkdir()
        (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: {version}\n")
        (metadata / "entry_points.txt").write_text(f"[qualitygate]\n{plugin} = {module}\n")
        self._modules.append(module)
        return PluginRef(plugin, module, distribution=f"{distribution} {version}")

    def host(self, code: str) -> PluginHost:
        """Install acme-qg 2.1 with this code after the usual imports, and load it."""
        return PluginHost([self.install("acme-qg", f"from qualitygate.api import *\n{dedent(code)}")])

    def forget(self) -> None:
        """Let the next test import modules of the same names anew."""
        for module in self._modules:
            sys.modules.pop(module, None)


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """An empty directory on the path, outside the project."""
    directory = tmp_path_factory.mktemp("site-packages")
    monkeypatch.syspath_prepend(str(directory))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    installed = Site(directory)
    yield installed
    installed.forget()
