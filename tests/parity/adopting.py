"""Adopts the settings of published projects, and says of each whether the findings stay: ``python -m`` this module."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

#: Source archives of the Python Package Index with a section of flake8, pycodestyle or pep8.
ARCHIVES = ("celery==5.2.7", "pycodestyle==2.11.0", "pyramid==1.10.8", "Sphinx==4.5.0", "Django==3.2.25")
#: One without, which gets the list of an old team's ``.pep8``.
PLAIN = "requests-toolbelt==1.0.0"
PEP8 = "[pep8]\nignore = E501,W191,W293,E302,E12,E261\n"


def adopt(requirement: str, pep8: str = "") -> int:
    """Download, adopt, print what adopt says, and return its exit code."""
    with tempfile.TemporaryDirectory() as place:
        pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:", requirement]
        subprocess.run(pip, cwd=place, check=True)
        with tarfile.open(next(Path(place).glob("*.tar.gz"))) as archive:
            archive.extractall(place, filter="data")
        root = next(each for each in Path(place).iterdir() if each.is_dir())
        if pep8:
            (root / ".pep8").write_text(pep8)
        print(f"== {requirement}", flush=True)
        return subprocess.run([sys.executable, "-m", "qualitygate", "adopt"], cwd=root).returncode


if __name__ == "__main__":
    codes = [adopt(PLAIN, PEP8), *map(adopt, ARCHIVES)]
    print(f"{codes.count(0)} of {len(codes)} have the same findings before and after")
    sys.exit(max(codes))
