"""Every line of the documents that installs something installs this project, pinned to a commit."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = [
    *(path for path in ROOT.glob("*.md")),
    *(path for path in (ROOT / "docs").rglob("*") if path.is_file()),
    *(ROOT / "plugins").glob("*.md"),
]
#: What people type or a service runs, up to what is installed.
INSTALLS = re.compile(
    r"(?:pip3?|pipx|uv) (?:install|tool install|pip install)((?: +-\S+)*) +(?P<what>[^\s&`;]+)|\buvx +(?P<x>\S+)"
)
OURS = re.compile(r"git\+https://github\.com/your-team/qualitygate@[0-9a-f]{40}['\"]?")
HERE = (".", "'.[test]'", "'pip>=25.1'")
#: What a page about somebody else's program may install beside.
THEIRS = {
    "docs/plugins/flake8.md": re.compile(r"flake8-[a-z-]+"),
    "docs/ruff-engine.md": re.compile(r"'ruff==[0-9.]+\*'"),
    "docs/rules/README.md": re.compile(r"\./acme-rules"),  # which the page has just written
}


def _installed() -> list[tuple[str, str]]:
    texts = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in PAGES}
    found = [(name, match) for name, text in texts.items() for match in INSTALLS.finditer(text)]
    return [(name, match["what"] or match["x"]) for name, match in found]


def test_e14_what_is_installed_is_this_project_pinned() -> None:
    others = [(name, what) for name, what in _installed() if what not in HERE and not OURS.fullmatch(what)]

    assert [each for each in others if not (each[0] in THEIRS and THEIRS[each[0]].fullmatch(each[1]))] == []


def test_e14_every_service_has_a_line_that_installs() -> None:
    assert {name for name, what in _installed() if OURS.fullmatch(what)} >= {
        *("README.md", "docs/ci/Jenkinsfile", "docs/ci/github.yml", "docs/ci/gitlab-ci.yml"),
        "docs/ci/azure-pipelines.yml",
    }


def test_e14_a_hook_is_pinned_to_a_commit() -> None:
    revisions = [rev for path in PAGES for rev in re.findall(r"(?m)^\s*rev: (.+)$", path.read_text(encoding="utf-8"))]

    assert revisions
    assert [rev for rev in revisions if not re.fullmatch(r'"[0-9a-f]{40}"', rev)] == []
