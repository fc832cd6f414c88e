"""Installs what is built, and this tree by the README's line, each alone in an environment, and uses it there.

``python .ci/installed.py FILE...``: wheels and source archives. Every use has an empty environment (``env -i``), and
must end with the exit code and say the words that the README promises. Needs git and a package index.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FINDING = "shop.py:1:1: F401 'os' imported but unused"
#: Arguments, standard input, exit code, and what is said on standard output.
USES = (
    (["--version"], "", 0, "(qualitygate-lint)"),
    (["--format", "flake8"], "", 1, FINDING),
    (["--format", "flake8", "-", "--stdin-display-name", "shop.py"], "import os\n", 1, FINDING),
    (["--ignore", "F401"], "", 0, "PASSED"),
    (["nothing"], "", 2, ""),
    (["--ignore", "F401", "--set", "gate.min-files=9"], "", 3, "INCOMPLETE"),
    (["doctor"], "", 0, "pycodestyle"),
    (["--fix"], "", 0, "PASSED"),
)


class Failed(Exception):
    """It is not what the README promises."""


def run(*words: str, cwd: Path | None = None) -> str:
    """Run a command that must go well, and return what it says."""
    done = subprocess.run(words, cwd=cwd, capture_output=True, text=True)
    if done.returncode:
        raise Failed(f"{' '.join(words)}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout.strip()


def line_of_the_readme(place: Path) -> str:
    """Return what the README has pip install: this tree, as it is on the disk, at the only commit of a repository."""
    repository = place / "qualitygate.git"
    git = ["git", f"--git-dir={repository}", f"--work-tree={ROOT}", "-c", "user.name=a", "-c", "user.email=a@b.c"]
    run("git", "init", "-q", "--bare", str(repository))
    run(*git, "add", "-A")
    run(*git, "-c", "commit.gpgsign=false", "commit", "-q", "-m", "as it is")
    (line,) = re.findall(
        r"^python -m pip install (git\+https\S+)$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    address = line.replace("https://github.com/your-team/qualitygate", repository.as_uri())
    return str(address.replace("0" * 40, run(*git, "rev-parse", "HEAD")))


def use(programs: Path, project: Path) -> None:
    """Use what is installed, as a script and as a module.

    Raises:
        Failed: it ended otherwise or said something else.
    """
    for program in ([str(programs / "python"), "-m", "qualitygate"], [str(programs / "qualitygate")]):
        (project / "shop.py").write_text("import os\n", encoding="utf-8")
        for words, text, code, said in USES:
            done = subprocess.run(
                ["env", "-i", *program, *words], cwd=project, input=text, capture_output=True, text=True
            )
            if done.returncode != code or said not in done.stdout or "Traceback" in done.stderr:
                raise Failed(
                    f"{' '.join([*program, *words])}: expected exit {code} and {said!r}, got {done.returncode} and\n"
                    f"{done.stdout}{done.stderr}"
                )


def main(files: list[str]) -> int:
    """Install and use each."""
    try:
        with tempfile.TemporaryDirectory() as name:
            place = Path(name)
            for number, what in enumerate((*files, line_of_the_readme(place))):
                programs, project = place / f"bare{number}" / "bin", place / f"project{number}"
                (project / "nothing").mkdir(parents=True)
                run(sys.executable, "-m", "venv", str(programs.parent))
                run(str(programs / "python"), "-m", "pip", "install", "-q", what)
                use(programs, project)
                print(f"installed and used: {what.rpartition('/')[2]}", flush=True)
    except Failed as failure:
        print(f"installed: {failure}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
