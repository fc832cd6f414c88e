"""What an installed plugin reads outside of what installers write decides about results too."""

from __future__ import annotations

import pytest
from tests.cli.conftest import Project

PLUGIN = """\
import os
from qualitygate.api import Finding, Location, Rule, Severity, hookimpl
{top}

class Checker:
    name, kinds, codes, needs_tree = "acme", frozenset({{"python"}}), ("ACME1",), False

    def check(self, source):
        {check}
        yield Finding("ACME1", word, Location(source.path, 1, 1), Severity.WARNING, self.name)


@hookimpl
def qualitygate_rules():
    return [Rule("ACME1", "acme", "Acme")]


@hookimpl
def qualitygate_kinds(settings):
    return ["python"]


@hookimpl
def qualitygate_checkers(settings):
    return [Checker()]
"""
#: By what it does: code at its top, code in ``check``, and the file that holds the word.
WAYS = {
    "a library imported at the top": ("import acme_words", "word = acme_words.WORD", "lib/acme_words.py"),
    "a library imported while it checks": ("", "from acme_words import WORD as word", "lib/acme_words.py"),
    "a part of a package": ("", "from acme_parts.words import WORD as word", "lib/acme_parts/words.py"),
    "a data file of the project": ("", "word = open('words.txt').read().strip()", "words.txt"),
}


@pytest.mark.parametrize("touched", [False, True], ids=["the run's memory", "results"])
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_a7_what_an_installed_plugin_reads_is_noticed(
    project: Project, way: tuple[str, str, str], touched: bool
) -> None:
    top, check, file = way
    is_code = file.endswith(".py")
    first, second = ('WORD = "first"\n', 'WORD = "the second"\n') if is_code else ("first", "the second")
    metadata = "lib/acme_qg-1.0.dist-info"
    project.write(
        {
            "lib/acme_qg.py": PLUGIN.format(top=top, check=check),
            f"{metadata}/METADATA": "Metadata-Version: 2.1\nName: acme-qg\nVersion: 1.0\n",
            f"{metadata}/entry_points.txt": "[qualitygate]\nacme = acme_qg\n",
            file: first,
            "app/qualitygate.toml": "root = true\n",
            "app/a.py": "x = 1\n",
            "app/b.py": "y = 1\n",
            "app/words.txt": first,
        }
    )
    environment = {"PYTHONPATH": str(project.root / "lib"), "PYTHONDONTWRITEBYTECODE": "1"}
    arguments = ("--format=concise", "--cache-dir=../cache", ".")

    def run() -> str:
        return project.run(*arguments, cwd="app", env=environment).out

    before = [run()]
    for memory in (project.root / "cache").glob("*.run"):
        memory.unlink()  # as where a file was too young for one: the next run has results, and asks no plugin
    before += [run(), run()]
    project.write({file if is_code else f"app/{file}": second})
    if touched:
        project.write({"app/a.py": "x = 2\n"})
    after = run()

    assert all(each.count("first") == 2 for each in before)
    assert after.count("the second") == 2
