"""Adopts the settings of published projects, and says of each whether the findings stay: ``python -m`` this module."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

#: Source archives of the Python Package Index with settings in setup.cfg, tox.ini, .flake8, a hook, a pyproject.toml of
#: ruff's and pylint's, with the options of adopt. ruff and pylint are compared with where they are installed.
ARCHIVES = (
    ("celery==5.2.7",),
    ("pycodestyle==2.11.0",),
    ("pyramid==1.10.8",),
    ("Sphinx==4.5.0",),
    ("Django==3.2.25",),
    ("black==25.1.0",),
    ("django-oscar==3.2.5",),
    ("django-cms==3.11.4",),
    ("django-cms==3.11.4", "--from", "ruff"),
    ("httpx==0.28.1",),
    ("uvicorn==0.34.0",),
    ("pytest==8.3.4", "--from", "pylint"),
)
#: One without, which gets the list of an old team's ``.pep8``.
PLAIN = "requests-toolbelt==1.0.0"
PEP8 = "[pep8]\nignore = E501,W191,W293,E302,E12,E261\n"


def adopt(requirement: str, *options: str, pep8: str = "") -> int:
    """Download, adopt, print what adopt says, and return its exit code."""
    with tempfile.TemporaryDirectory() as place:
        pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:", requirement]
        subprocess.run(pip, cwd=place, check=True)
        with tarfile.open(next(Path(place).glob("*.tar.gz"))) as archive:
            archive.extractall(place, filter="data")
        root = next(each for each in Path(place).iterdir() if each.is_dir())
        if pep8:
            (root / ".pep8").write_text(pep8)
        print(f"== {requirement} {' '.join(options)}", flush=True)
        return subprocess.run([sys.executable, "-m", "qualitygate", "adopt", *options], cwd=root).returncode


if __name__ == "__main__":
    codes = [adopt(PLAIN, pep8=PEP8), *(adopt(*each) for each in ARCHIVES)]
    print(f"{codes.count(0)} of {len(codes)} have the same findings before and after, or a reason for each difference")
    sys.exit(max(codes))
