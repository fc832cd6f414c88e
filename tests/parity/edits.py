"""Ways of changing code that a comparison with old findings must understand; each says what it causes itself."""

from __future__ import annotations

import ast
import re
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: How many files an edit changes.
FILES = 10

Finding = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Caused:
    """What an edit causes."""

    codes: frozenset[str] = frozenset()  #: so many of these as there may be
    exactly: tuple[tuple[str, int, str], ...] | None = None  #: or these and no others: path, line, code
    reason: str = ""  #: that each of them has, from ``--new``

    def unexpected(self, fresh: Sequence[Finding]) -> list[str]:
        """Say which of the new findings the edit did not cause, and which of the caused ones are not there."""
        if self.exactly is None:
            return [_shown(each) for each in fresh if each["code"] not in self.codes]
        found = Counter((each["path"], each["line"], each["code"]) for each in fresh)
        lost = [f"{path}:{line}: {code} is not reported" for path, line, code in Counter(self.exactly) - found]
        wrong = found - Counter(self.exactly)
        return lost + [_shown(each) for each in fresh if (each["path"], each["line"], each["code"]) in wrong]


def _shown(each: Finding) -> str:
    return f"{each['path']}:{each['line']}: {each['code']} {each['message']} ({each['reason']})"


@dataclass(frozen=True, slots=True)
class Project:
    """The files to edit, and what was found in them."""

    root: Path
    findings: Sequence[Finding]

    def files(self, least: int = 4) -> Iterator[Path]:
        """Yield Python files with several findings."""
        counts = Counter(each["path"] for each in self.findings if each["path"].endswith(".py"))
        yield from (self.root / path for path, count in sorted(counts.items()) if count >= least)

    def few_files(self) -> list[Path]:
        """Return the first ten of them."""
        return [path for path, _ in zip(self.files(), range(FILES), strict=False)]

    def name(self, file: Path) -> str:
        """Return a file's path as findings have it."""
        return file.relative_to(self.root).as_posix()

    def lines(self, file: Path, code: str = "") -> set[int]:
        """Return the lines with findings, of one code or of any."""
        name = self.name(file)
        return {each["line"] for each in self.findings if each["path"] == name and each["code"].startswith(code)}


def rename_ten(project: Project) -> Caused:
    """Move ten files."""
    for file in project.few_files():
        moved = file.with_name(f"{file.stem}_moved.py")
        subprocess.run(["git", "mv", str(file), str(moved)], cwd=project.root, check=True)
    return Caused()


def insert_lines(project: Project) -> Caused:
    """Put 500 lines on top of ten files; imports are not at the top any more when a docstring was."""
    for file in project.few_files():
        file.write_text("# a line\n" * 500 + file.read_text())
    return Caused(frozenset({"E265", "W605"}))


_DEFINITION = re.compile(r"^(?:def|class) .*?(?=^\S)", re.MULTILINE | re.DOTALL)


def move_definitions(project: Project) -> Caused:
    """Move one definition out of each of ten files into a file of its own: names are missing, imports unused."""
    for file in project.few_files():
        text = file.read_text()
        if match := _DEFINITION.search(text):
            file.write_text(text[: match.start()] + text[match.end() :])
            (file.parent / f"moved_{file.name}").write_text(match[0].rstrip() + "\n")
    return Caused(frozenset({"F821", "F401", "E302", "E303", "E305", "E301", "W391", "F811"}))


def split_files(project: Project) -> Caused:
    """Split ten files in two where a definition begins; both halves have the same imports."""
    for file in project.few_files():
        text = file.read_text()
        starts = [match.start() for match in re.finditer(r"^(?:def|class) ", text, re.MULTILINE)]
        if len(starts) > 1:
            middle = starts[len(starts) // 2]
            file.write_text(text[:middle].rstrip() + "\n")
            (file.parent / f"rest_of_{file.name}").write_text(text[middle:])
    return Caused(frozenset({"F821", "F401", "E302", "E303", "E305", "W391", "F822", "F811"}))


def reindent(project: Project) -> Caused:
    """Put one definition of each of ten files under an ``if``: its lines become longer."""
    for file in project.few_files():
        text = file.read_text()
        match = next((each for each in _DEFINITION.finditer(text) if '"""' not in each[0]), None)
        if match:
            inner = re.sub(r"^(?=.)", "    ", match[0].rstrip(), flags=re.MULTILINE)
            file.write_text(f"{text[: match.start()]}if True:\n{inner}\n\n\n{text[match.end() :]}")
    return Caused(frozenset({"E501", "E302", "E303", "E305", "E301"}))


def delete_last_uses(project: Project) -> Caused:
    """Take away the only use of an import in ten files: the import is what is wrong now, and its line is as it was."""
    caused = []
    for file in project.files(least=1):
        if len(caused) == FILES:
            break
        text = file.read_text()
        if file.name != "__init__.py" and (use := _only_use(text, project.lines(file))):
            name, imported, used = use
            lines = text.split("\n")
            lines[used - 1] = re.sub(rf"\b{name}\b", "None", lines[used - 1])
            file.write_text("\n".join(lines))
            caused.append((project.name(file), imported, "F401"))
    return Caused(exactly=tuple(caused), reason="caused by the deletion at")


def _only_use(text: str, taken: set[int]) -> tuple[str, int, int] | None:
    """Return an imported name, the line of its import and the line of its only use, neither with a finding."""
    for statement in ast.parse(text).body:
        if isinstance(statement, ast.ImportFrom) and statement.module != "__future__" and len(statement.names) == 1:
            name = statement.names[0].asname or statement.names[0].name
            places = [number for number, line in enumerate(text.split("\n"), 1) if re.search(rf"\b{name}\b", line)]
            if len(places) != 2 or places[0] != statement.lineno or taken & set(places):
                continue
            line = text.split("\n")[places[1] - 1]
            if re.fullmatch(rf"[^'\"#]*(?<![\w.]){name}(?=\()[^'\"#]*", line) and len(line) < 75:
                return name, places[0], places[1]
    return None


_LONG_COMMENT = re.compile(r"# [^#]{78,}")


def swap_one(project: Project) -> Caused:
    """Shorten one long comment in each of ten files, and add another one: as many findings as before, one is new."""
    caused = []
    for file in project.files(least=1):
        if len(caused) == FILES:
            break
        lines = file.read_text().split("\n")
        old = next((each for each in project.lines(file, "E501") if _LONG_COMMENT.search(lines[each - 1])), None)
        if old and lines[-1] == "" and lines[-2].strip():
            lines[old - 1] = lines[old - 1][:72].rstrip()
            lines[-1:] = [f"# {file.stem} has got a long comment at its end {'that says nothing ' * 4}".rstrip(), ""]
            file.write_text("\n".join(lines))
            caused.append((project.name(file), len(lines) - 1, "E501"))
    return Caused(exactly=tuple(caused), reason="added at")


EDITS: tuple[Callable[[Project], Caused], ...] = (
    rename_ten,
    insert_lines,
    move_definitions,
    split_files,
    reindent,
    delete_last_uses,
    swap_one,
)
