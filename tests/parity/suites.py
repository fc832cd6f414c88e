"""Proves that safe fixes keep programs working: the tests of distributions have the same outcomes before and after.

Run ``python tests/parity/suites.py [DISTRIBUTION...]``. Each is fetched as source distribution, its tests are run with
pytest, every file of it, tests included, is repaired in place with the safe fixes of E, W and F, and its tests are run
again. Wanted are pure-Python distributions that carry their tests and need nothing else to run them. The exit code is 1
when an outcome differs or nothing was repaired.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from corpora import fetch
from damage import snapshot
from fixers import OURS, check, fix
from interpreter import under_another_python

_OTHERWISE = ("failure", "error", "skipped")
DISTRIBUTIONS = ("sqlparse", "isodate", "more-itertools", "docutils")


def main(arguments: Sequence[str] | None = None) -> int:
    """Try every distribution; exit 1 when one came out otherwise than before."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("distribution", nargs="*", default=DISTRIBUTIONS, help=f"default: {' '.join(DISTRIBUTIONS)}")
    parser.add_argument("--jobs", type=int, default=2, help="worker processes of qualitygate (default: 2)")
    options = parser.parse_args(arguments)
    same = True
    with tempfile.TemporaryDirectory(prefix="suites-") as scratch:
        for name in options.distribution:
            target = Path(scratch) / name.replace("=", "-")
            fetch(name, target)
            same &= try_fixes(next(target.iterdir()), options.jobs)
    return 0 if same else 1


def try_fixes(root: Path, jobs: int) -> bool:
    """Run the tests of a source tree before and after fixing it, print both, and say whether they are the same."""
    before, texts = outcomes(root), snapshot(root)
    found = sum(check(root, jobs).found.values())
    said = fix(OURS, root, OURS.codes, jobs)
    left = sum(check(root, jobs).found.values())
    after = outcomes(root)
    changed = len(texts.differing(snapshot(root)))
    print(f"{root.name}: {found - left:,} of {found:,} findings fixed in {changed} of {len(texts.data)} files")
    print(f"  tests before: {_counts(before)}")
    print(f"  tests after:  {_counts(after)}")
    differing = sorted(key for key in before | after if before[key] != after[key])
    for test, outcome in differing[:10]:
        print(f"  {test}: {before[test, outcome]} {outcome} before, {after[test, outcome]} after")
    for failure in said.report.failures if said.report else ():
        print(f"  {failure}")
    sys.stdout.flush()
    return not differing and changed > 0 and any(outcome == "passed" for _, outcome in before)


def outcomes(root: Path) -> Counter[tuple[str, str]]:
    """Run the tests of a source tree with pytest and count the outcomes of each function.

    Of each function, not of each of its cases: isodate numbers those by the order of a set.
    """
    results = root.parent / "results.xml"
    results.unlink(missing_ok=True)
    paths = os.pathsep.join(map(str, (root / "src", root)))
    options = ("-q", "-p", "no:cacheprovider", "-o", "addopts=", f"--junitxml={results}")
    environment = {**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options], cwd=root, env=environment, capture_output=True, text=True
    )
    if not results.exists():
        raise SystemExit(f"pytest gave no results in {root}:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    counts: Counter[tuple[str, str]] = Counter()
    for case in ElementTree.parse(results).iter("testcase"):
        function = (case.get("name") or "").partition("[")[0]
        outcome = next((part.tag for part in case if part.tag in _OTHERWISE), "passed")
        counts[f"{case.get('classname')}::{function}", outcome] += 1
    return counts


def _counts(results: Counter[tuple[str, str]]) -> str:
    totals: Counter[str] = Counter()
    for (_, outcome), count in results.items():
        totals[outcome] += count
    return ", ".join(f"{count:,} {outcome}" for outcome, count in sorted(totals.items()))


if __name__ == "__main__":
    sys.exit(under_another_python(main, __file__))
