"""Builds the site into a directory: pages, a page a code, the reference, and a search that needs no server."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

from docs_site.codes import Book
from docs_site.pages import pages

ROOT = Path(__file__).parents[1]
HERE = Path(__file__).parent

#: What plugins may import, and the kit for their tests.
REFERENCE = {
    "qualitygate.api.rules": "Rules",
    "qualitygate.api.cst": "Rules on libcst's tree",
    "qualitygate.api.calls": "Calls",
    "qualitygate.api.checker": "Checkers",
    "qualitygate.api.project": "Project checkers",
    "qualitygate.api.options": "Options",
    "qualitygate.api.reporting": "Reports",
    "qualitygate.hosting.hookspecs": "Hooks",
    "qualitygate.source.source": "Source",
    "qualitygate.model.finding": "Finding",
    "qualitygate.model.rule": "Rule",
    "qualitygate.testing.rules": "Testing a rule",
    "qualitygate.testing.carets": "Testing by drawing",
    "qualitygate.testing.checkers": "Testing a checker",
    "qualitygate.testing.reporters": "Testing a report",
}

_PROJECT = (
    *("architecture.md", "project/contributing.md", "project/changelog.md", "project/benchmarks.md"),
    "fix-results.md",
)


def main(target: str) -> int:
    """Build; the exit code is that of zensical, which has nothing to warn of or fails."""
    book = Book(str(ROOT))
    reference = {f"reference/{module}.md": f"# {title}\n\n::: {module}\n" for module, title in REFERENCE.items()}
    written = pages(ROOT)
    with tempfile.TemporaryDirectory() as folder:
        for place, text in {**written, **book.pages(), **reference}.items():
            path = Path(folder) / "docs" / place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        (Path(folder) / "docs" / "site.css").write_bytes((HERE / "site.css").read_bytes())
        configuration = Path(folder) / "mkdocs.yml"
        settings = (HERE / "mkdocs.yml").read_text(encoding="utf-8")
        codes = [{title: [f"codes/{rule.code}.md" for rule in rules]} for title, rules in book.families().items()]
        decisions = sorted(place for place in written if place.startswith("decisions/0"))
        placed = (*_PROJECT, "decisions/index.md", *decisions)
        more = [place for place in written if place not in placed and f" {place}\n" not in settings]
        rest = {
            **({"More": more} if more else {}),
            "Project": [*_PROJECT, {"Decisions": ["decisions/index.md", *decisions]}],
            "Codes": ["codes/index.md", *codes],
            "Reference": [{title: f"reference/{module}.md"} for module, title in REFERENCE.items()],
        }
        configuration.write_text(settings.replace("ROOT", str(ROOT)) + _entries(rest), encoding="utf-8")
        command = [sys.executable, "-m", "zensical", "build", "--strict", "--config-file", str(configuration)]
        code = subprocess.run(command, cwd=folder).returncode
        if not code:
            _take_place_of(Path(target), Path(folder) / "site")
        return code


def _take_place_of(target: Path, built: Path) -> None:
    """Put a site where there is none, or an earlier one."""
    if target.exists():
        if any(target.iterdir()) and not (target / "objects.inv").is_file():
            sys.exit(f"{target}: expected an earlier site or no directory; nothing is written")
        shutil.rmtree(target)
    shutil.move(built, target)


def _entries(entries: dict[str, object]) -> str:
    """Return what is generated of the navigation, to stand below what is written."""
    text: str = yaml.safe_dump([{title: pages} for title, pages in entries.items()], allow_unicode=True, width=200)
    return "".join(f"  {line}\n" for line in text.splitlines())


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("expected one argument: the directory that the site is written into")
    sys.exit(main(sys.argv[1]))
