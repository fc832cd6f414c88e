"""The page about rules works: its files are put into a project and run."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

PAGE = (Path(__file__).parents[2] / "docs" / "rules" / "README.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"^`([\w./-]+)`:\n\n```\w+\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))


def test_the_rule_of_the_page_finds_and_keeps_its_examples(tmp_path: Path) -> None:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "cart.py").write_text("import time\ntime.sleep(1)\n")
    command = [sys.executable, "-m", "qualitygate", "--no-cache", "--format=flake8", "cart.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    checked = "from shop_rules import *; from qualitygate.testing.rules import check_examples as c; c(SleepCall())"
    kept = subprocess.run([sys.executable, "-c", checked], cwd=tmp_path / "tools", capture_output=True, text=True)

    assert "cart.py:2:1: SHOP1 'sleep' blocks the worker; use a task" in done.stdout, done.stderr
    assert kept.returncode == 0, kept.stderr
