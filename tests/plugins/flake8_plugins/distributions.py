"""Plugins of flake8's as pip installs them: one of each kind, and what flake8 itself finds with them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

#: What a check of each kind may ask for, and a finding that shows what it was given.
TREE = """
    import ast

    class Checker:
        name, version = "acme", "1"

        def __init__(self, tree, filename, lines, file_tokens, max_line_length, total_lines, options):
            self.tree, self.filename, self.lines, self.tokens = tree, filename, lines, file_tokens
            self.said = (max_line_length, total_lines, sorted(vars(options)).count("max_line_length"))

        def run(self):
            for node in ast.walk(self.tree):
                if isinstance(node, ast.Name):
                    yield node.lineno, node.col_offset, f"ATR100 {node.id} {self.said}", type(self)
            yield 1, -1, f"ATR101 {len(self.tokens)} {len(self.lines)} {self.filename.lstrip('./')}", type(self)
"""
LOGICAL = """
    def check(logical_line, tokens, indent_level, previous_logical, previous_indent_level, blank_lines, blank_before,
              previous_unindented_logical_line, indent_char, line_number, noqa, verbose, checker_state, hang_closing):
        checker_state["lines"] = checker_state.get("lines", 0) + 1
        state = (indent_level, previous_indent_level, blank_lines, blank_before, indent_char, line_number, noqa)
        before = (previous_logical[:5], previous_unindented_logical_line[:5], checker_state["lines"], len(tokens))
        yield 0, f"ALO100 {logical_line[:9]!r} {state} {before}"
        yield (line_number, 3), "ALO101 at a place"
"""
PHYSICAL = """
    def check(physical_line, line_number, multiline, indent_char, total_lines, max_doc_length, indent_size):
        if "TODO" in physical_line:
            return physical_line.index("TODO"), f"APH100 {line_number} {multiline} {indent_char!r} {total_lines}"
        if "FIXME" in physical_line:
            return [(0, "APH101 one"), (1, "APH102 two")]
"""
SAMPLE = '''\
"""A text with TODO
over TODO lines.
"""
import os  # TODO


def f(a,
      b=[1]):
\tif a:
\t    return os, f"{b}"  # FIXME
    # a comment

class C:

    x = """
      TODO
    """ + \\
        'é' ; y = x
'''.replace("\tif", "    if").replace("\t    ", "        ")


def install(site: Path, name: str, code: str, entries: dict[str, str], *, version: str = "1.0") -> None:
    """Write a module and the metadata of its distribution; the entries are names to objects: {"ABC": "Checker"}."""
    module = name.replace("-", "_")
    (site / f"{module}.py").write_text(textwrap.dedent(code))
    for old in site.glob(f"{module}-*.dist-info"):
        shutil.rmtree(old)
    info = site / f"{module}-{version}.dist-info"
    info.mkdir(exist_ok=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    listed = "".join(f"{code} = {module}:{value}\n" for code, value in entries.items())
    (info / "entry_points.txt").write_text(f"[flake8.extension]\n{listed}")


def install_all(site: Path) -> None:
    """Install one of each kind."""
    install(site, "acme-tree", TREE, {"ATR": "Checker"})
    install(site, "acme-logical", LOGICAL, {"ALO": "check"})
    install(site, "acme-physical", PHYSICAL, {"APH": "check"})


def flake8(project: Path, site: Path, *arguments: str) -> list[str]:
    """Return the lines that flake8 prints, sorted; a column 0 is 1."""
    command = [sys.executable, "-m", "flake8", *arguments]
    done = subprocess.run(
        command, cwd=project, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(site)}
    )
    assert done.stderr == ""
    return sorted(re.sub(r":0: ", ":1: ", line.removeprefix("./")) for line in done.stdout.splitlines())
