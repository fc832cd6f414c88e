"""The pages that are written: where each stands in the site, with its links as they lead there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from pathlib import Path

#: Pages that do not lie in docs/.
_OTHERS = {
    "README.md": "index.md",
    "plugins/README.md": "plugins/checkers.md",
    "rules/README.md": "rules/pack.md",
    "CONTRIBUTING.md": "project/contributing.md",
    "CHANGELOG.md": "project/changelog.md",
    "benchmarks/README.md": "project/benchmarks.md",
}
_DECISIONS = "decisions/index.md"
_LINK = re.compile(r"\[((?:[^\[\]]|\[[^\]]*\])*)\]\((?!https?:)([^)\s]+)\)")
_CODE = re.compile(r"^(```+).*?^\1", re.MULTILINE | re.DOTALL)


def places(root: Path) -> dict[str, str]:
    """Return where each page of the repository stands in the site; both are paths from the top."""
    result = dict(_OTHERS)
    for page in sorted((root / "docs").rglob("*.md")):
        inside = page.relative_to(root / "docs").as_posix()
        result[f"docs/{inside}"] = re.sub(r"(^|/)README\.md$", r"\1index.md", inside)
    return result


def pages(root: Path) -> dict[str, str]:
    """Return the text of each page by its place in the site."""
    there = places(root)
    texts = {place: relinked((root / page).read_text(encoding="utf-8"), page, there) for page, place in there.items()}
    decisions = [place for place in there.values() if place.startswith("decisions/")]
    titles = [(re.findall(r"^# (.+)$", texts[place], re.MULTILINE)[0], place) for place in decisions]
    rows = "\n".join(f"* [{title}]({posixpath.basename(place)})" for title, place in titles)
    texts[_DECISIONS] = f"# Decisions\n\nWhy it is built as it is: a page each, with what was given up.\n\n{rows}\n"
    return texts


def relinked(text: str, page: str, there: Mapping[str, str]) -> str:
    """Return a page with its links as they lead in the site; what is no page of it is named and not linked."""

    def link(match: re.Match[str]) -> str:
        label, (path, sharp, anchor) = match[1], match[2].partition("#")
        if not path:
            return match[0]
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
        place = _DECISIONS if target == "docs/decisions" else there.get(target)
        if place is None:
            return label
        return f"[{label}]({posixpath.relpath(place, posixpath.dirname(there[page]) or '.')}{sharp}{anchor})"

    done, parts = 0, []
    for block in _CODE.finditer(text):
        parts += [_LINK.sub(link, text[done : block.start()]), block[0]]
        done = block.end()
    return "".join([*parts, _LINK.sub(link, text[done:])])
